// Master of FloatSumContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import java.util.Arrays;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.neural.Softmax;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.verify.contract.outsider.Sums;
import org.junit.jupiter.api.Test;

/** The second implementation of reductions, products and softmax has the bits of this library. */
class SumContractTest {

  private static final int[] LENGTHS = {0, 1, 2, 31, 32, 33, 63, 64, 65, 100, 4095, 4096, 4097, 8192, 8193, 10000};

  @Test
  void reductionsHaveTheBitsOfTheDocument() {
    for (int n : LENGTHS) {
      double[] x = finite("turns", n);
      double[] y = finite("radians", n);
      double[] w = finite("logarithm", n);
      same("sum", n, Sums.sum(x), Reduce.sum(n, x, 0));
      same("dot", n, Sums.dot(x, y), Reduce.dot(n, x, 0, y, 0));
      same("weightedDot", n, Sums.weightedDot(w, x, y), Reduce.weightedDot(n, w, 0, x, 0, y, 0));
      same("norm1", n, Sums.norm1(y), Reduce.norm1(n, y, 0));
      same("squaredDeviations", n, Sums.squaredDeviations(x, 0.3), Reduce.squaredDeviations(n, x, 0, 0.3));
      for (double[] v : new double[][] {x, y, w, tiny(x)}) {
        same("maxAbs", n, Sums.maxAbs(v), Reduce.maxAbs(n, v, 0));
        same("norm2", n, Sums.norm2(v), Reduce.norm2(n, v, 0));
      }
    }
    for (double special : new double[] {Double.MAX_VALUE, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN,
        -0.0}) {
      double[] v = {0.0, special, -0.0};
      same("sum", 3, Sums.sum(v), Reduce.sum(3, v, 0));
      same("maxAbs", 3, Sums.maxAbs(v), Reduce.maxAbs(3, v, 0));
      same("norm2", 3, Sums.norm2(v), Reduce.norm2(3, v, 0));
    }
  }

  @Test
  void productsHaveTheBitsOfTheDocument() {
    for (int k : new int[] {0, 1, 7, 4096, 4097, 9000}) {
      double[] a = finite("turns", k);
      double[] b = finite("radians", k);
      for (double alpha : new double[] {0.0, 1.0, -1.0, 0.7}) {
        for (double beta : new double[] {0.0, -0.0, 1.0, -0.3}) {
          double[] c = {1.25};
          Gemm.gemm(false, false, 1, 1, k, alpha, a, 0, Math.max(1, k), b, 0, 1, beta, c, 0, 1);
          same("gemm " + alpha + " " + beta, k, Sums.element(alpha, a, b, beta, 1.25), c[0]);
        }
      }
    }
  }

  @Test
  void softmaxHasTheBitsOfTheDocument() {
    for (int n : new int[] {1, 5, 33, 100, 5000}) {
      double[] x = finite("turns", n);
      double[] y = new double[n];
      Softmax.forward(1, n, x, 0, n, y, 0, n);
      double[] second = Sums.softmax(x);
      for (int i = 0; i < n; i++) {
        same("softmax", n, second[i], y[i]);
      }
    }
  }

  /** The first of the committed arguments whose magnitude is neither tiny nor huge. */
  private static double[] finite(String name, int n) {
    double[] all = Arguments.doubles(name);
    double[] x = new double[n];
    int count = 0;
    for (int i = 0; count < n; i = (i + 7) % all.length) {
      double v = Math.abs(all[i]) > 1e-9 && Math.abs(all[i]) < 1e9 ? all[i] : 0.125;
      x[count++] = v;
    }
    return x;
  }

  private static double[] tiny(double[] x) {
    double[] y = Arrays.copyOf(x, x.length);
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] * Double.MIN_NORMAL;
    }
    return y;
  }

  private static void same(String name, int n, double second, double isobit) {
    if (Double.doubleToLongBits(second) != Double.doubleToLongBits(isobit)) {
      throw new AssertionError(name + " of " + n + " is " + Double.toHexString(second) + " by the document, but "
          + Double.toHexString(isobit));
    }
  }
}
