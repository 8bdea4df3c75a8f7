package org.isobit.verify.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Cells against plain formulas, gradients against central differences, tangents against gradients. */
class CellGradientTest {

  private static final int ROWS = 3;
  private static final int N = 21;
  private static final int SIZE = ROWS * N;
  private static final double STEP = 1e-5;

  private final Inputs inputs = new Inputs(5);
  private final double[] z = inputs.doubles(4 * SIZE);
  private final double[] before = inputs.doubles(SIZE);
  private final double[] w = inputs.doubles(SIZE);
  private final double[] v = inputs.doubles(SIZE);
  private final double[] dz = inputs.doubles(4 * SIZE);
  private final double[] dBefore = inputs.doubles(SIZE);

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Gates, c' and h'. */
  private static double[][] lstm(double[] z, double[] c) {
    double[][] out = {z.clone(), new double[SIZE], new double[SIZE]};
    LstmGates.forward(ROWS, N, out[0], 0, 4 * N, c, 0, N, out[1], 0, N, out[2], 0, N);
    return out;
  }

  private static double[][] gru(double[] z, double[] h) {
    double[][] out = {z.clone(), new double[SIZE]};
    GruGates.forward(ROWS, N, out[0], 0, 4 * N, h, 0, N, out[1], 0, N);
    return out;
  }

  private interface Value {
    double get();
  }

  private static void check(Value value, double[] x, double[] gradient) {
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + STEP;
      double above = value.get();
      x[i] = at - STEP;
      double below = value.get();
      x[i] = at;
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-9, "at " + i);
    }
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    double[][] lstm = lstm(z, before);
    double[][] gru = gru(z, before);
    for (int e = 0; e < SIZE; e++) {
      int at = e / N * 4 * N + e % N;
      double c = sigmoid(z[at + N]) * before[e] + sigmoid(z[at]) * StrictMath.tanh(z[at + 2 * N]);
      assertEquals(c, lstm[1][e], 1e-15);
      assertEquals(sigmoid(z[at + 3 * N]) * StrictMath.tanh(c), lstm[2][e], 1e-15);
      double n = StrictMath.tanh(z[at + 2 * N] + sigmoid(z[at]) * z[at + 3 * N]);
      double update = sigmoid(z[at + N]);
      assertEquals((1 - update) * n + update * before[e], gru[1][e], 1e-15);
      assertEquals(z[at + 3 * N], gru[0][at + 3 * N]);
    }
  }

  @Test
  void lstmGradientsAreCentralDifferencesAndTangentsTheirAdjoints() {
    double[][] out = lstm(z, before);
    double[] gradient = new double[4 * SIZE];
    double[] dc = v.clone();
    LstmGates.backward(ROWS, N, out[0], 0, 4 * N, before, 0, N, out[1], 0, N, w, 0, N, dc, 0, N, gradient, 0, 4 * N);
    Value value = () -> {
      double[][] moved = lstm(z, before);
      return dot(v, moved[1]) + dot(w, moved[2]);
    };
    check(value, z, gradient);
    check(value, before, dc);
    double[] dNext = dBefore.clone();
    double[] dh = new double[SIZE];
    LstmGates.tangent(ROWS, N, out[0], 0, 4 * N, before, 0, N, out[1], 0, N, dz, 0, 4 * N, dNext, 0, N, dh, 0, N);
    assertEquals(dot(dz, gradient) + dot(dBefore, dc), dot(v, dNext) + dot(w, dh), 1e-13);
  }

  @Test
  void gruGradientsAreCentralDifferencesAndTangentsTheirAdjoints() {
    double[][] out = gru(z, before);
    double[] gradient = new double[4 * SIZE];
    double[] dh = new double[SIZE];
    GruGates.backward(ROWS, N, out[0], 0, 4 * N, before, 0, N, w, 0, N, dh, 0, N, gradient, 0, 4 * N);
    Value value = () -> dot(w, gru(z, before)[1]);
    check(value, z, gradient);
    check(value, before, dh);
    double[] dNext = new double[SIZE];
    GruGates.tangent(ROWS, N, out[0], 0, 4 * N, before, 0, N, dz, 0, 4 * N, dBefore, 0, N, dNext, 0, N);
    assertEquals(dot(dz, gradient) + dot(dBefore, dh), dot(w, dNext), 1e-13);
  }

  @Test
  void badArgumentsAreNamedBeforeAnythingIsWritten() {
    double[] x = new double[40];
    x[0] = 1.0;
    double[] kept = x.clone();
    String overlap = assertThrows(IllegalArgumentException.class,
        () -> LstmGates.forward(2, 3, x, 0, 12, new double[6], 0, 3, x, 23, 3, new double[6], 0, 3)).getMessage();
    assertEquals("lstm: gates (2x12 at offset 0) overlaps C' (2x3 at offset 23) in one array", overlap);
    assertArrayEquals(kept, x);
    assertEquals("gru: n is 536870912, but no row has four times as many elements", assertThrows(
        IllegalArgumentException.class, () -> GruGates.forward(0, 1 << 29, x, 0, 1, x, 0, 1, x, 0, 1)).getMessage());
  }
}
