package org.isobit.verify.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gated products against plain formulas, gradients against central differences, tangents against gradients. */
class GateGradientTest {

  private static final int ROWS = 3;
  private static final int N = 21;
  private static final double STEP = 1e-5;

  private static double[] forward(Gate kind, double[] x) {
    double[] y = new double[ROWS * N];
    Gates.forward(kind, ROWS, N, x, 0, 2 * N, y, 0, N);
    return y;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreThoseOfTheFormulas(Gate kind) {
    double[] x = new Inputs(1).doubles(2 * ROWS * N);
    double[] y = forward(kind, x);
    for (int i = 0; i < y.length; i++) {
      double a = x[i / N * 2 * N + i % N];
      double b = x[i / N * 2 * N + N + i % N];
      double expected = kind == Gate.GLU ? a / (1 + StrictMath.exp(-b)) : a / (1 + StrictMath.exp(-a)) * b;
      assertEquals(expected, y[i], 1e-15 * (1 + Math.abs(expected)), kind + " at " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreCentralDifferencesAndTangentsTheirAdjoints(Gate kind) {
    Inputs inputs = new Inputs(2);
    double[] x = inputs.doubles(2 * ROWS * N);
    double[] w = inputs.doubles(ROWS * N);
    double[] dx = new double[x.length];
    Gates.backward(kind, ROWS, N, x, 0, 2 * N, w, 0, N, dx, 0, 2 * N);
    for (int i = 0; i < x.length; i++) {
      double at = x[i];
      x[i] = at + STEP;
      double above = dot(w, forward(kind, x));
      x[i] = at - STEP;
      double below = dot(w, forward(kind, x));
      x[i] = at;
      assertEquals((above - below) / (2 * STEP), dx[i], 1e-9, kind + " at " + i);
    }
    double[] v = inputs.doubles(x.length);
    double[] dy = new double[w.length];
    Gates.tangent(kind, ROWS, N, x, 0, 2 * N, v, 0, 2 * N, dy, 0, N);
    assertEquals(dot(v, dx), dot(w, dy), 1e-13);
  }

  @Test
  void whatIsWrittenSharesNothingWithWhatIsRead() {
    double[] x = new double[24];
    String message = assertThrows(IllegalArgumentException.class,
        () -> Gates.forward(Gate.GLU, 2, 3, x, 0, 6, x, 11, 3)).getMessage();
    assertTrue(message.startsWith("gate: Y (2x3 at offset 11) overlaps X"), message);
    assertEquals("gate: n is 1073741824, but no row has twice as many elements", assertThrows(
        IllegalArgumentException.class, () -> Gates.forward(Gate.GLU, 0, 1 << 30, x, 0, 6, x, 0, 3)).getMessage());
  }
}
