// Master of FloatFreeRowsSimd: the float version is generated from this file.
package org.isobit.bench.free;

import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Norms of rows whose sums go by four vectors each, the lanes in any order. Rows are a multiple of four vectors. */
final class FreeRowsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private FreeRowsSimd() {}

  /** Layer norms, or of rows that are not centred root-mean-square norms without beta. */
  static void forward(boolean centred, int rows, int n, double eps, double[] x, double[] gamma, double[] beta,
      double[] y) {
    for (int i = 0; i < rows * n; i += n) {
      double mean = centred ? sum(n, x, i) / n : 0.0;
      double r = 1.0 / Math.sqrt(squares(n, mean, x, i) / n + eps);
      if (centred) {
        layer(n, mean, r, x, gamma, beta, y, i);
      } else {
        rms(n, r, x, gamma, y, i);
      }
    }
  }

  private static double sum(int n, double[] x, int xo) {
    DoubleVector a = DoubleVector.fromArray(S, x, xo);
    DoubleVector b = DoubleVector.fromArray(S, x, xo + V);
    DoubleVector c = DoubleVector.fromArray(S, x, xo + 2 * V);
    DoubleVector d = DoubleVector.fromArray(S, x, xo + 3 * V);
    for (int j = xo + 4 * V; j < xo + n; j += 4 * V) {
      a = a.add(DoubleVector.fromArray(S, x, j));
      b = b.add(DoubleVector.fromArray(S, x, j + V));
      c = c.add(DoubleVector.fromArray(S, x, j + 2 * V));
      d = d.add(DoubleVector.fromArray(S, x, j + 3 * V));
    }
    return a.add(b).add(c.add(d)).reduceLanes(ADD);
  }

  private static double squares(int n, double mean, double[] x, int xo) {
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = DoubleVector.zero(S);
    DoubleVector c = DoubleVector.zero(S);
    DoubleVector d = DoubleVector.zero(S);
    for (int j = xo; j < xo + n; j += 4 * V) {
      DoubleVector p = DoubleVector.fromArray(S, x, j).sub(mean);
      a = p.fma(p, a);
      DoubleVector q = DoubleVector.fromArray(S, x, j + V).sub(mean);
      b = q.fma(q, b);
      DoubleVector g = DoubleVector.fromArray(S, x, j + 2 * V).sub(mean);
      c = g.fma(g, c);
      DoubleVector h = DoubleVector.fromArray(S, x, j + 3 * V).sub(mean);
      d = h.fma(h, d);
    }
    return a.add(b).add(c.add(d)).reduceLanes(ADD);
  }

  private static void layer(int n, double mean, double r, double[] x, double[] gamma, double[] beta, double[] y,
      int at) {
    for (int j = 0; j < n; j += V) {
      DoubleVector.fromArray(S, x, at + j).sub(mean).mul(r)
          .fma(DoubleVector.fromArray(S, gamma, j), DoubleVector.fromArray(S, beta, j)).intoArray(y, at + j);
    }
  }

  private static void rms(int n, double r, double[] x, double[] gamma, double[] y, int at) {
    for (int j = 0; j < n; j += V) {
      DoubleVector.fromArray(S, x, at + j).mul(r).mul(DoubleVector.fromArray(S, gamma, j)).intoArray(y, at + j);
    }
  }
}
