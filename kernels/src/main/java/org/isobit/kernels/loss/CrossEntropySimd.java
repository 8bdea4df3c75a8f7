// Master of FloatCrossEntropySimd: the float version is generated from this file.
package org.isobit.kernels.loss;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.neural.SoftmaxSimd;
import org.isobit.kernels.reduce.ReduceReference;

/** Vector API {@link CrossEntropy}, a row at a time. Thread-safe. */
public final class CrossEntropySimd extends CrossEntropyReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  CrossEntropySimd() {}

  @Override
  public void probabilities(double w, int rows, int n, double[] x, int xo, int ldx, double[] t, int to, int ldt,
      double[] g, int go, int ldg, double[] terms, int at) {
    LossScratch scratch = LossScratch.mine(n);
    double[] d = scratch.first;
    double[] e = scratch.second;
    for (int row = 0; row < rows; row++) {
      int target = to + row * ldt;
      double sum = exponentials(n, x, xo + row * ldx, d, e);
      below(n, LogReference.log(sum), d);
      terms[at + row] = REDUCE.dot(n, t, target, 1, d, 0, 1);
      if (g != null) {
        gradient(n, w, REDUCE.sum(n, t, target, 1), sum, e, t, target, g, go + row * ldg);
      }
    }
  }

  @Override
  public void classes(double w, int rows, int n, double[] x, int xo, int ldx, double[] c, int co, double[] g, int go,
      int ldg, double[] terms, int at) {
    LossScratch scratch = LossScratch.mine(n);
    double[] d = scratch.first;
    double[] e = scratch.second;
    for (int row = 0; row < rows; row++) {
      int target = (int) c[co + row];
      double sum = exponentials(n, x, xo + row * ldx, d, e);
      terms[at + row] = LogReference.log(sum) - d[target];
      if (g != null) {
        shares(n, w, sum, e, g, go + row * ldg);
        g[go + row * ldg + target] = w * (e[target] / sum - 1.0);
      }
    }
  }

  private static double exponentials(int n, double[] x, int xo, double[] d, double[] e) {
    SoftmaxSimd.shifted(n, SoftmaxSimd.max(n, x, xo, e), x, xo, d, 0);
    ExpSimd.exp(n, d, 0, e, 0);
    return REDUCE.sum(n, e, 0, 1);
  }

  /** d = log − d. */
  private static void below(int n, double log, double[] d) {
    DoubleVector from = DoubleVector.broadcast(S, log);
    int j = 0;
    for (; j <= n - V; j += V) {
      from.sub(DoubleVector.fromArray(S, d, j)).intoArray(d, j);
    }
    for (; j < n; j++) {
      d[j] = log - d[j];
    }
  }

  private static void gradient(int n, double w, double total, double sum, double[] e, double[] t, int to, double[] g,
      int go) {
    DoubleVector all = DoubleVector.broadcast(S, total);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector q = DoubleVector.fromArray(S, e, j).div(sum);
      all.fma(q, DoubleVector.fromArray(S, t, to + j).neg()).mul(w).intoArray(g, go + j);
    }
    for (; j < n; j++) {
      g[go + j] = w * Math.fma(total, e[j] / sum, -t[to + j]);
    }
  }

  private static void shares(int n, double w, double sum, double[] e, double[] g, int go) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, e, j).div(sum).mul(w).intoArray(g, go + j);
    }
    for (; j < n; j++) {
      g[go + j] = w * (e[j] / sum);
    }
  }
}
