// Master of FloatElementaryTest: the float version is generated from this file.
package org.isobit.verify.elementary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.elementary.Elementary;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Special values, aliasing, errors. */
class ElementaryTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double MIN = Double.MIN_VALUE;
  private static final double MAX = Double.MAX_VALUE;

  private interface Function {
    void apply(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  private static final Function[] ALL = {Elementary::exp, Elementary::expm1, Elementary::log, Elementary::log1p,
      Elementary::tanh, Elementary::sigmoid, Elementary::softplus, Elementary::erf, Elementary::sin, Elementary::cos,
      Elementary::sinpi, Elementary::cospi, Elementary::cbrt};

  /** Pairs of argument and exact result; each one is tried in every lane and in the remainder. */
  private static void exact(Function function, double... pairs) {
    for (int p = 0; p < pairs.length; p += 2) {
      double[] x = new double[35];
      double[] y = new double[35];
      java.util.Arrays.fill(x, pairs[p]);
      function.apply(x.length, x, 0, y, 0);
      for (double v : y) {
        assertEquals(pairs[p + 1], v, "of " + pairs[p]);
      }
    }
  }

  @Test
  void exponentials() {
    exact(Elementary::exp, 0.0, 1.0, -0.0, 1.0, INF, INF, -INF, 0.0, MAX, INF, -MAX, 0.0, MIN, 1.0, -MIN, 1.0, NAN,
        NAN);
    exact(Elementary::expm1, 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -1.0, MAX, INF, -MAX, -1.0, MIN, MIN, -MIN, -MIN,
        NAN,
        NAN);
  }

  @Test
  void logarithms() {
    exact(Elementary::log, 1.0, 0.0, 0.0, -INF, -0.0, -INF, INF, INF, -INF, NAN, -1.0, NAN, -MIN, NAN, NAN, NAN);
    exact(Elementary::log1p, 0.0, 0.0, -0.0, -0.0, -1.0, -INF, INF, INF, -INF, NAN, -1.5, NAN, MIN, MIN, -MIN, -MIN,
        NAN,
        NAN);
  }

  @Test
  void sigmoidsAndErrorFunction() {
    exact(Elementary::tanh, 0.0, 0.0, -0.0, -0.0, INF, 1.0, -INF, -1.0, MAX, 1.0, MIN, MIN, -MIN, -MIN, NAN, NAN);
    exact(Elementary::sigmoid, 0.0, 0.5, -0.0, 0.5, INF, 1.0, -INF, 0.0, MAX, 1.0, -MAX, 0.0, NAN, NAN);
    exact(Elementary::softplus, INF, INF, -INF, 0.0, MAX, MAX, -MAX, 0.0, NAN, NAN);
    exact(Elementary::erf, 0.0, 0.0, -0.0, -0.0, INF, 1.0, -INF, -1.0, MAX, 1.0, MIN, MIN, -MIN, -MIN, NAN, NAN);
  }

  @Test
  void circularFunctions() {
    exact(Elementary::sin, 0.0, 0.0, -0.0, -0.0, MIN, MIN, -MIN, -MIN, INF, NAN, -INF, NAN, MAX, NAN, NAN, NAN);
    exact(Elementary::cos, 0.0, 1.0, -0.0, 1.0, MIN, 1.0, INF, NAN, -INF, NAN, MAX, NAN, NAN, NAN);
    exact(Elementary::sinpi, 0.0, 0.0, -0.0, -0.0, 0.5, 1.0, -0.5, -1.0, 1.0, 0.0, -1.0, -0.0, 1.5, -1.0, 2.0, 0.0,
        MAX, 0.0,
        -MAX, -0.0, INF, NAN, -INF, NAN, NAN, NAN);
    exact(Elementary::cospi, 0.0, 1.0, -0.0, 1.0, 0.5, 0.0, -0.5, 0.0, 1.0, -1.0, -1.0, -1.0, 1.5, 0.0, 2.0, 1.0, MAX,
        1.0,
        INF, NAN, -INF, NAN, NAN, NAN);
  }

  /** Where neighbouring numbers are integers, oddness is in the last bit. */
  @Test
  void largeIntegersKeepTheirParity() {
    double even = 0x1p52; // float: float even = 0x1p23f;
    exact(Elementary::cospi, even, 1.0, even + 1, -1.0, -even - 1, -1.0, even + 2, 1.0, 2 * even - 1, -1.0, -2 * even
        + 1,
        -1.0,
        2 * even, 1.0, 4 * even, 1.0);
    exact(Elementary::sinpi, even / 2 + 0.5, 1.0, even / 2 + 1.5, -1.0, -even / 2 - 0.5, -1.0, even + 1, 0.0, -even - 1,
        -0.0);
  }

  @Test
  void cubeRoots() {
    exact(Elementary::cbrt, 0.0, 0.0, -0.0, -0.0, INF, INF, -INF, -INF, 8.0, 2.0, -27.0, -3.0, 0.125, 0.5, 1.0, 1.0,
        NAN, NAN,
        1000.0, 10.0, 0x1p-96, 0x1p-32);
  }

  /** Of more than one chunk, too. */
  @Test
  void resultsMayReplaceArguments() {
    for (Function function : ALL) {
      double[] x = new Inputs(5).doubles(603);
      double[] y = new double[603];
      function.apply(600, x, 3, y, 3);
      function.apply(600, x, 3, x, 3);
      y[0] = x[0];
      y[1] = x[1];
      y[2] = x[2];
      assertArrayEquals(y, x);
    }
  }

  /** An element alone has the bits it has among others. */
  @Test
  void neighboursDoNotShow() {
    for (Function function : ALL) {
      double[] x = new Inputs(6).specialDoubles(200);
      double[] y = new double[200];
      function.apply(200, x, 0, y, 0);
      double[] one = new double[1];
      for (int i = 0; i < 200; i++) {
        function.apply(1, x, i, one, 0);
        assertEquals(y[i], one[0]);
      }
    }
  }

  @Test
  void argumentsAreChecked() {
    for (Function function : ALL) {
      assertThrows(IllegalArgumentException.class, () -> function.apply(4, new double[3], 0, new double[4], 0));
      assertThrows(IllegalArgumentException.class, () -> function.apply(4, new double[4], 0, new double[4], 1));
      assertThrows(IllegalArgumentException.class, () -> function.apply(4, new double[4], -1, new double[4], 0));
      double[] shared = new double[8];
      assertThrows(IllegalArgumentException.class, () -> function.apply(4, shared, 0, shared, 3));
      assertThrows(IllegalArgumentException.class, () -> function.apply(-1, new double[4], 0, new double[4], 0));
      assertThrows(IllegalArgumentException.class, () -> function.apply(1, new double[4], 1L << 32, new double[4], 0));
      function.apply(0, new double[0], 0, new double[0], 0);
    }
    assertEquals("exp: x has 3 elements, but 4 from offset 0 are needed", assertThrows(IllegalArgumentException.class,
        () -> Elementary.exp(4, new double[3], 0, new double[4], 0)).getMessage());
  }
}
