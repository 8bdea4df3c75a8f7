// Master of FloatCrossEntropyReference: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.neural.SoftmaxReference;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link CrossEntropy}: defines the bits. Thread-safe. */
public sealed class CrossEntropyReference permits CrossEntropySimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  CrossEntropyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static CrossEntropyReference of(Backend backend) {
    return backend.isSimd() ? new CrossEntropySimd() : new CrossEntropyReference();
  }

  /**
   * The terms of rows; the gradient times the weight.
   *
   * @param w     factor of the gradient
   * @param rows  rows
   * @param n     columns
   * @param x     logits
   * @param xo    index of the first
   * @param ldx   their leading dimension
   * @param t     target probabilities
   * @param to    index of the first
   * @param ldt   their leading dimension
   * @param g     gradient, or null
   * @param go    index of its first element
   * @param ldg   its leading dimension
   * @param terms takes the terms
   * @param at    index of the first
   */
  public void probabilities(double w, int rows, int n, double[] x, int xo, int ldx, double[] t, int to, int ldt,
      double[] g, int go, int ldg, double[] terms, int at) {
    double[] d = LossScratch.mine(n).rows;
    int exp = LossScratch.second(n);
    for (int row = 0; row < rows; row++) {
      int target = to + row * ldt;
      double sum = exponentials(n, x, xo + row * ldx, d, exp);
      double log = LogReference.log(sum);
      for (int j = 0; j < n; j++) {
        d[j] = log - d[j];
      }
      terms[at + row] = REDUCE.dot(n, t, target, 1, d, 0, 1);
      if (g != null) {
        double total = REDUCE.sum(n, t, target, 1);
        for (int j = 0; j < n; j++) {
          g[go + row * ldg + j] = w * Math.fma(total, d[exp + j] / sum, -t[target + j]);
        }
      }
    }
  }

  /**
   * The terms of rows; the gradient times the weight.
   *
   * @param w     factor of the gradient
   * @param rows  rows
   * @param n     columns
   * @param x     logits
   * @param xo    index of the first
   * @param ldx   their leading dimension
   * @param c     target classes
   * @param co    index of the first
   * @param g     gradient, or null
   * @param go    index of its first element
   * @param ldg   its leading dimension
   * @param terms takes the terms
   * @param at    index of the first
   */
  public void classes(double w, int rows, int n, double[] x, int xo, int ldx, double[] c, int co, double[] g, int go,
      int ldg, double[] terms, int at) {
    double[] d = LossScratch.mine(n).rows;
    int exp = LossScratch.second(n);
    for (int row = 0; row < rows; row++) {
      int target = (int) c[co + row];
      double sum = exponentials(n, x, xo + row * ldx, d, exp);
      terms[at + row] = LogReference.log(sum) - d[target];
      if (g != null) {
        for (int j = 0; j < n; j++) {
          double q = d[exp + j] / sum;
          g[go + row * ldg + j] = w * (j == target ? q - 1.0 : q);
        }
      }
    }
  }

  /** x − M, and from index exp on its exponentials; their sum. */
  private static double exponentials(int n, double[] x, int xo, double[] d, int exp) {
    double max = SoftmaxReference.max(n, x, xo);
    for (int j = 0; j < n; j++) {
      d[j] = x[xo + j] - max;
      d[exp + j] = ExpReference.exp(d[j]);
    }
    return REDUCE.sum(n, d, exp, 1);
  }
}
