// Master of FloatCrossEntropySimd: the float version is generated from this file.
package org.isobit.kernels.loss;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.elementary.LogSimd;
import org.isobit.kernels.neural.SoftmaxSimd;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Vector API {@link CrossEntropy}: several short rows lie one after the other in scratch arrays, so that vectors of
 * exponentials and logarithms are whole. Thread-safe.
 */
public final class CrossEntropySimd extends CrossEntropyReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Elements of some rows, which stay in the first-level cache. */
  private static final int BLOCK = 1024;

  CrossEntropySimd() {}

  @Override
  public void probabilities(double w, int rows, int n, double[] x, int xo, int ldx, double[] t, int to, int ldt,
      double[] g, int go, int ldg, double[] terms, int at) {
    int block = n < BLOCK ? BLOCK / n : 1;
    LossScratch scratch = LossScratch.mine(block * n);
    int exp = LossScratch.second(block * n);
    for (int row = 0; row < rows; row += block) {
      int count = rows - row < block ? rows - row : block;
      exponentials(count, n, x, xo + row * ldx, ldx, scratch, exp);
      for (int i = 0; i < count; i++) {
        int target = to + (row + i) * ldt;
        below(n, scratch.arguments[i], scratch.rows, i * n);
        terms[at + row + i] = REDUCE.dot(n, t, target, 1, scratch.rows, i * n, 1);
        if (g != null) {
          gradient(n, w, REDUCE.sum(n, t, target, 1), scratch.scales[i], scratch.rows, exp + i * n, t, target, g,
              go + (row + i) * ldg);
        }
      }
    }
  }

  @Override
  public void classes(double w, int rows, int n, double[] x, int xo, int ldx, double[] c, int co, double[] g, int go,
      int ldg, double[] terms, int at) {
    int block = n < BLOCK ? BLOCK / n : 1;
    LossScratch scratch = LossScratch.mine(block * n);
    int exp = LossScratch.second(block * n);
    for (int row = 0; row < rows; row += block) {
      int count = rows - row < block ? rows - row : block;
      exponentials(count, n, x, xo + row * ldx, ldx, scratch, exp);
      for (int i = 0; i < count; i++) {
        int target = (int) c[co + row + i];
        terms[at + row + i] = scratch.arguments[i] - scratch.rows[i * n + target];
        if (g != null) {
          int to = go + (row + i) * ldg;
          double sum = scratch.scales[i];
          shares(n, w, sum, scratch.rows, exp + i * n, g, to);
          g[to + target] = w * (scratch.rows[exp + i * n + target] / sum - 1.0);
        }
      }
    }
  }

  /** Of some rows, one after the other: x − M, from index exp on exponentials; scales: sums, arguments: their logs. */
  private static void exponentials(int rows, int n, double[] x, int xo, int ldx, LossScratch scratch, int exp) {
    double[] d = scratch.rows;
    for (int i = 0; i < rows; i++) {
      SoftmaxSimd.shifted(n, SoftmaxSimd.max(n, x, xo + i * ldx, scratch.scales), x, xo + i * ldx, d, i * n);
    }
    ExpSimd.exp(rows * n, d, 0, d, exp);
    for (int i = 0; i < rows; i++) {
      scratch.scales[i] = REDUCE.sum(n, d, exp + i * n, 1);
    }
    LogSimd.log(rows, scratch.scales, 0, scratch.arguments, 0);
  }

  /** d = log − d. */
  private static void below(int n, double log, double[] d, int at) {
    DoubleVector from = DoubleVector.broadcast(S, log);
    int j = 0;
    for (; j <= n - V; j += V) {
      from.sub(DoubleVector.fromArray(S, d, at + j)).intoArray(d, at + j);
    }
    for (; j < n; j++) {
      d[at + j] = log - d[at + j];
    }
  }

  private static void gradient(int n, double w, double total, double sum, double[] e, int eo, double[] t, int to,
      double[] g, int go) {
    DoubleVector all = DoubleVector.broadcast(S, total);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector q = DoubleVector.fromArray(S, e, eo + j).div(sum);
      all.fma(q, DoubleVector.fromArray(S, t, to + j).neg()).mul(w).intoArray(g, go + j);
    }
    for (; j < n; j++) {
      g[go + j] = w * Math.fma(total, e[eo + j] / sum, -t[to + j]);
    }
  }

  private static void shares(int n, double w, double sum, double[] e, int eo, double[] g, int go) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, e, eo + j).div(sum).mul(w).intoArray(g, go + j);
    }
    for (; j < n; j++) {
      g[go + j] = w * (e[eo + j] / sum);
    }
  }
}
