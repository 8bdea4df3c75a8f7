// Master of FloatRotaryTest: the float version is generated from this file.
package org.isobit.verify.rotary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Rotary positions: the rotation, its inverse and adjoint, and that only differences of positions count. */
class RotaryTest {

  private static final int PAIRS = 9;
  private static final int SIZE = 20;
  private static final int TOKENS = 12;
  private static final double TOLERANCE = 1e-13; // float: private static final float TOLERANCE = 1e-5f;

  private static RotaryTable table(RotaryPairing pairing) {
    double[] places = new double[TOKENS]; // float: unchanged
    for (int t = 0; t < TOKENS; t++) {
      places[t] = t;
    }
    return RotaryTable.of(pairing, places, RotaryTable.frequencies(PAIRS, 50.0));
  }

  private static double[] turned(RotaryTable table, boolean back, int first, int rows, double[] x) {
    double[] y = new double[x.length];
    if (back) {
      Rotary.inverse(table, first, TOKENS - first, rows, 1, SIZE, x, 0, SIZE, y, 0, SIZE, Workers.serial());
    } else {
      Rotary.forward(table, first, TOKENS - first, rows, 1, SIZE, x, 0, SIZE, y, 0, SIZE, Workers.serial());
    }
    return y;
  }

  private static double dot(double[] x, double[] y, int from, int to) { // float: private static double dot(float[] x, float[] y, int from, int to) {
    double sum = 0; // float: unchanged
    for (int i = from; i < to; i++) {
      sum += (double) x[i] * y[i]; // float: unchanged
    }
    return sum;
  }

  @Test
  void pairsAreTurnedByTheAngle() {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      double[] x = new double[TOKENS * SIZE];
      for (int t = 0; t < TOKENS; t++) {
        x[t * SIZE] = 1.0;
      }
      double[] y = turned(table(pairing), false, 0, TOKENS, x);
      int second = pairing == RotaryPairing.HALVES ? PAIRS : 1;
      for (int t = 0; t < TOKENS; t++) {
        assertEquals(Math.cos(t), y[t * SIZE], TOLERANCE);
        assertEquals(Math.sin(t), y[t * SIZE + second], TOLERANCE);
      }
    }
  }

  @Test
  void theInverseTurnsBackAndIsTheAdjoint() {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      RotaryTable table = table(pairing);
      double[] x = new Inputs(1).doubles(2 * TOKENS * SIZE);
      double[] w = new Inputs(2).doubles(2 * TOKENS * SIZE);
      double[] y = turned(table, false, 0, 2 * TOKENS, x);
      assertArrayEquals(x, turned(table, true, 0, 2 * TOKENS, y), TOLERANCE);
      assertEquals(dot(y, w, 0, w.length), dot(x, turned(table, true, 0, 2 * TOKENS, w), 0, w.length),
          100 * TOLERANCE);
    }
  }

  @Test
  void onlyDifferencesOfPositionsCount() {
    for (RotaryPairing pairing : RotaryPairing.values()) {
      double[] q = new Inputs(3).doubles(SIZE);
      double[] k = new Inputs(4).doubles(SIZE);
      RotaryTable table = table(pairing);
      double expected = dot(turned(table, false, 5, 1, q), turned(table, false, 2, 1, k), 0, 2 * PAIRS); // float: unchanged
      double shifted = dot(turned(table, false, 11, 1, q), turned(table, false, 8, 1, k), 0, 2 * PAIRS); // float: unchanged
      assertEquals(expected, shifted, 10 * TOLERANCE);
    }
  }

  @Test
  void aGridTurnsHalfOfThePairsByEachPlace() {
    double[] frequencies = {0.5, 0.25}; // float: unchanged
    double[] rows = {1.0, 4.0}; // float: unchanged
    double[] columns = {2.0, 3.0, 7.0}; // float: unchanged
    RotaryTable grid = RotaryTable.grid(RotaryPairing.INTERLEAVED, rows, columns, frequencies);
    double[] x = new Inputs(5).doubles(6 * 8);
    double[] y = new double[x.length];
    Rotary.forward(grid, 0, 6, 6, 1, 8, x, 0, 8, y, 0, 8, Workers.serial());
    RotaryTable byRow = RotaryTable.of(RotaryPairing.INTERLEAVED, rows, frequencies);
    RotaryTable byColumn = RotaryTable.of(RotaryPairing.INTERLEAVED, columns, frequencies);
    for (int t = 0; t < 6; t++) {
      double[] z = new double[8];
      Rotary.forward(byRow, t / 3, 1, 1, 1, 4, x, t * 8, 4, z, 0, 4, Workers.serial());
      Rotary.forward(byColumn, t % 3, 1, 1, 1, 4, x, t * 8 + 4, 4, z, 4, 4, Workers.serial());
      assertArrayEquals(z, java.util.Arrays.copyOfRange(y, t * 8, t * 8 + 8));
    }
  }

  @Test
  void headsInPlaceAndThreadsDoNotShow() {
    int rows = 3000;
    RotaryTable table = table(RotaryPairing.HALVES);
    double[] x = new Inputs(6).doubles(rows * 2 * SIZE);
    double[] y = new double[x.length];
    Rotary.forward(table, 1, 10, rows, 2, SIZE, x, 0, 2 * SIZE, y, 0, 2 * SIZE, Workers.serial());
    double[] heads = new double[x.length];
    for (int h = 0; h < 2; h++) {
      Rotary.forward(table, 1, 10, rows, 1, SIZE, x, h * SIZE, 2 * SIZE, heads, h * SIZE, 2 * SIZE, Workers.serial());
    }
    assertArrayEquals(y, heads);
    double[] z = x.clone();
    try (Workers two = Workers.of(2)) {
      Rotary.forward(table, 1, 10, 2, Matrix.of(z, rows, 2 * SIZE), Matrix.of(z, rows, 2 * SIZE), two);
      assertArrayEquals(y, z);
      Matrix back = Matrix.allocate(rows, 2 * SIZE);
      Rotary.inverse(table, 1, 10, 2, Matrix.of(z, rows, 2 * SIZE), back, two);
      assertArrayEquals(x, back.array(), TOLERANCE);
    }
  }

  /** Threads share rows where there are few long ones, too. */
  @Test
  void fewLongRowsAreShared() {
    int heads = 2000;
    RotaryTable table = table(RotaryPairing.INTERLEAVED);
    double[] x = new Inputs(7).doubles(5 * heads * SIZE);
    double[] y = new double[x.length];
    double[] shared = new double[x.length];
    Rotary.forward(table, 0, TOKENS, 5, heads, SIZE, x, 0, heads * SIZE, y, 0, heads * SIZE, Workers.serial());
    try (Workers three = Workers.of(3)) {
      Rotary.forward(table, 0, TOKENS, 5, heads, SIZE, x, 0, heads * SIZE, shared, 0, heads * SIZE, three);
    }
    assertArrayEquals(y, shared);
  }
}
