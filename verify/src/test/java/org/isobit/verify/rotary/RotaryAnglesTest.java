// Master of FloatRotaryAnglesTest: the float version is generated from this file.
package org.isobit.verify.rotary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Rotary positions of given frequencies: fixed ones as a table turns, grids, gradients as differences. */
class RotaryAnglesTest {

  private static final int ROWS = 13;
  private static final int HEADS = 2;
  private static final double TOLERANCE = 1e-12; // float: private static final float TOLERANCE = 2e-5f;

  /** Of eighths, so that floats are exact, about 0. */
  private static double[] frequencies(RotaryLayout layout, long seed) {
    double[] f = new double[layout.frequencies()];
    Random random = new Random(seed);
    for (int i = 0; i < f.length; i++) {
      f[i] = (random.nextInt(32) - 16) / 8.0;
    }
    return f;
  }

  private static double[] turned(RotaryLayout layout, double[] f, int size, double[] x, boolean back) {
    double[] angles = new double[layout.angles()];
    RotaryAngles.fill(layout, f, 0, angles, 0, Workers.serial());
    double[] y = new double[x.length];
    int ld = x.length / ROWS;
    if (back) {
      RotaryAngles.inverse(layout, angles, 0, layout.tokens(), ROWS, HEADS, size, x, 0, ld, y, 0, ld,
          Workers.serial());
    } else {
      RotaryAngles.forward(layout, angles, 0, layout.tokens(), ROWS, HEADS, size, x, 0, ld, y, 0, ld,
          Workers.serial());
    }
    return y;
  }

  /** A line of one group, and a grid whose pairs each follow one axis, are the bits of the tables. */
  @Test
  void fixedFrequenciesAreTables() {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      double[] fixed = {1.0, 0.25, 0.125}; // float: unchanged
      double[] line = {1.0, 0.25, 0.125};
      double[] places = {0.0, 1.0, 2.0, 3.0, 4.0}; // float: unchanged
      RotaryLayout layout = new RotaryLayout(pairing, 0, 5, 1, 3);
      RotaryTable table = RotaryTable.of(pairing, places, fixed);
      double[] angles = new double[layout.angles()];
      RotaryAngles.fill(layout, line, 0, angles, 0, Workers.serial());
      assertArrayEquals(table.angles(), angles);
      double[] x = new Inputs(1).doubles(ROWS * HEADS * 8);
      double[] y = new double[x.length];
      Rotary.forward(table, 0, 5, ROWS, HEADS, 8, x, 0, HEADS * 8, y, 0, HEADS * 8, Workers.serial());
      assertArrayEquals(y, turned(layout, line, 8, x, false));
      double[] rows = {0.0, 1.0}; // float: unchanged
      double[] columns = {0.0, 1.0, 2.0}; // float: unchanged
      RotaryLayout grid = new RotaryLayout(pairing, 3, 6, 1, 6);
      double[] both = {0.0, 0.0, 0.0, 1.0, 0.25, 0.125, 1.0, 0.25, 0.125, 0.0, 0.0, 0.0};
      angles = new double[grid.angles()];
      RotaryAngles.fill(grid, both, 0, angles, 0, Workers.serial());
      assertArrayEquals(RotaryTable.grid(pairing, rows, columns, fixed).angles(), angles);
    }
  }

  @Test
  void groupsHaveTheirOwnAngles() {
    RotaryLayout layout = new RotaryLayout(RotaryPairing.INTERLEAVED, 4, ROWS, 3, 2);
    double[] f = frequencies(layout, 5);
    int size = 5;
    int ld = 3 * HEADS * size;
    double[] x = new double[ROWS * ld];
    for (int i = 0; i < x.length; i += size) {
      x[i] = 1.0;
      x[i + 4] = 7.0;
    }
    double[] y = turned(layout, f, size, x, false);
    for (int r = 0; r < ROWS; r++) {
      for (int h = 0; h < 3 * HEADS; h++) {
        int g = h / HEADS;
        double angle = r % 4 * (double) f[2 * g] + r / 4 * (double) f[6 + 2 * g]; // float: unchanged
        int at = r * ld + h * size;
        assertEquals(Math.cos(angle), y[at], TOLERANCE);
        assertEquals(Math.sin(angle), y[at + 1], TOLERANCE);
        assertEquals(0.0, y[at + 2] + 0.0);
        assertEquals(7.0, y[at + 4]);
      }
    }
    assertArrayEquals(x, turned(layout, f, size, y, true), TOLERANCE);
  }

  /** Of w·Y, against differences of formulas in double. */
  @Test
  void gradientsAreDerivatives() {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      for (int columns : new int[] {0, 3}) {
        RotaryLayout layout = new RotaryLayout(pairing, columns, 5, 2, 9);
        int size = 20;
        int ld = 2 * HEADS * size;
        double[] f = frequencies(layout, 7);
        double[] x = new Inputs(8).doubles(ROWS * ld);
        double[] w = new Inputs(9).doubles(ROWS * ld);
        double[] y = turned(layout, f, size, x, false);
        double[] gradient = new double[f.length];
        Arrays.fill(gradient, 3.0);
        RotaryGradient.backward(layout, 5, ROWS, HEADS, size, y, 0, ld, w, 0, ld, gradient, 0, false,
            Workers.serial());
        for (int i = 0; i < f.length; i++) {
          double expected = derivative(layout, f, size, x, w, i); // float: unchanged
          assertEquals(expected, gradient[i], 1e-11 * (1 + Math.abs(expected))); // float: assertEquals(expected, gradient[i], 1e-4 * (1 + Math.abs(expected)));
        }
        double[] twice = gradient.clone();
        RotaryGradient.backward(layout, 5, ROWS, HEADS, size, y, 0, ld, w, 0, ld, twice, 0, true, Workers.serial());
        for (int i = 0; i < f.length; i++) {
          assertEquals(2.0 * gradient[i], twice[i], 100 * TOLERANCE * (1 + Math.abs(gradient[i])));
        }
      }
    }
  }

  /** Of each pair, by the rotation's own derivative. */
  private static double derivative(RotaryLayout layout, double[] f, int size, double[] x, double[] w, int i) { // float: private static double derivative(RotaryLayout layout, float[] f, int size, float[] x, float[] w, int i) {
    int pair = i % layout.pairs();
    int group = i / layout.pairs() % layout.groups();
    int axis = i / (layout.pairs() * layout.groups());
    boolean halves = layout.pairing() == RotaryPairing.HALVES;
    double sum = 0; // float: unchanged
    for (int r = 0; r < ROWS; r++) {
      int t = r % layout.tokens();
      int column = layout.columns() == 0 ? t : t % layout.columns();
      int row = layout.columns() == 0 ? 0 : t / layout.columns();
      double angle = column * (double) f[group * layout.pairs() + pair] // float: unchanged
          + (row == 0 ? 0 : row * (double) f[(layout.groups() + group) * layout.pairs() + pair]); // float: unchanged
      for (int h = 0; h < HEADS; h++) {
        int a = (r * layout.groups() * HEADS + group * HEADS + h) * size + (halves ? pair : 2 * pair);
        int b = a + (halves ? layout.pairs() : 1);
        double ya = -x[a] * Math.sin(angle) - x[b] * Math.cos(angle); // float: unchanged
        double yb = x[a] * Math.cos(angle) - x[b] * Math.sin(angle); // float: unchanged
        sum += (axis == 0 ? column : row) * (w[a] * ya + w[b] * yb);
      }
    }
    return sum;
  }

  @Test
  void threadsDoNotShow() {
    RotaryLayout layout = new RotaryLayout(RotaryPairing.HALVES, 30, 900, 3, 4);
    int rows = 2700;
    int ld = 3 * 2 * 9;
    double[] f = frequencies(layout, 3);
    double[] x = new Inputs(4).doubles(rows * ld);
    double[] w = new Inputs(5).doubles(rows * ld);
    double[][] all = new double[2][];
    try (Workers two = Workers.of(2)) {
      for (Workers workers : new Workers[] {Workers.serial(), two}) {
        double[] angles = new double[layout.angles()];
        double[] gradient = new double[f.length];
        double[] y = x.clone();
        RotaryAngles.fill(layout, f, 0, angles, 0, workers);
        RotaryAngles.forward(layout, angles, 0, 900, rows, 2, 9, y, 0, ld, y, 0, ld, workers);
        RotaryGradient.backward(layout, 900, rows, 2, 9, y, 0, ld, w, 0, ld, gradient, 0, false, workers);
        double[] made = Arrays.copyOf(gradient, gradient.length + y.length);
        System.arraycopy(y, 0, made, gradient.length, y.length);
        all[workers.threads() - 1] = made;
      }
    }
    assertArrayEquals(all[0], all[1]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals("rotary layout: pairs must be from 1 to 2048, but is 0", assertThrows(IllegalArgumentException.class,
        () -> new RotaryLayout(RotaryPairing.HALVES, 0, 1, 1, 0)).getMessage());
    assertEquals("rotary layout: 1000000 positions of 1000 x 8 frequencies are too many for an array",
        assertThrows(IllegalArgumentException.class,
            () -> new RotaryLayout(RotaryPairing.HALVES, 0, 1_000_000, 1000, 8)).getMessage());
    RotaryLayout layout = new RotaryLayout(RotaryPairing.HALVES, 0, 4, 1, 2);
    double[] x = new double[64];
    assertEquals("rotaryAngles: tokens must be at most the 4 of the layout, but is 5",
        assertThrows(IllegalArgumentException.class, () -> RotaryAngles.forward(layout, new double[32], 0, 5, 5, 1, 4,
            x, 0, 4, x, 0, 4, Workers.serial())).getMessage());
  }
}
