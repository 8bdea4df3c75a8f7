// Master of FloatFreeSoftmaxSimd: the float version is generated from this file.
package org.isobit.bench.free;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;

/** Softmax with the largest element and the sum by four vectors each, the lanes in any order. */
final class FreeSoftmaxSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private FreeSoftmaxSimd() {}

  /** Rows of n elements, n a multiple of four vectors, one after the other. */
  static void forward(int rows, int n, double[] x, double[] y) {
    for (int i = 0; i < rows * n; i += n) {
      shifted(n, max(n, x, i), x, y, i);
      ExpSimd.exp(n, y, i, y, i);
      divide(n, sum(n, y, i), y, i);
    }
  }

  private static double max(int n, double[] x, int xo) {
    DoubleVector a = DoubleVector.fromArray(S, x, xo);
    DoubleVector b = DoubleVector.fromArray(S, x, xo + V);
    DoubleVector c = DoubleVector.fromArray(S, x, xo + 2 * V);
    DoubleVector d = DoubleVector.fromArray(S, x, xo + 3 * V);
    for (int j = xo + 4 * V; j < xo + n; j += 4 * V) {
      a = larger(a, DoubleVector.fromArray(S, x, j));
      b = larger(b, DoubleVector.fromArray(S, x, j + V));
      c = larger(c, DoubleVector.fromArray(S, x, j + 2 * V));
      d = larger(d, DoubleVector.fromArray(S, x, j + 3 * V));
    }
    return larger(larger(a, b), larger(c, d)).reduceLanes(MAX);
  }

  /** Cheaper than {@code MAX}, which looks for NaN and the signs of zeros. */
  private static DoubleVector larger(DoubleVector m, DoubleVector v) {
    return m.blend(v, v.compare(GT, m));
  }

  private static double sum(int n, double[] x, int xo) {
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = DoubleVector.zero(S);
    DoubleVector c = DoubleVector.zero(S);
    DoubleVector d = DoubleVector.zero(S);
    for (int j = xo; j < xo + n; j += 4 * V) {
      a = a.add(DoubleVector.fromArray(S, x, j));
      b = b.add(DoubleVector.fromArray(S, x, j + V));
      c = c.add(DoubleVector.fromArray(S, x, j + 2 * V));
      d = d.add(DoubleVector.fromArray(S, x, j + 3 * V));
    }
    return a.add(b).add(c.add(d)).reduceLanes(ADD);
  }

  private static void shifted(int n, double max, double[] x, double[] y, int at) {
    for (int j = at; j < at + n; j += V) {
      DoubleVector.fromArray(S, x, j).sub(max).intoArray(y, j);
    }
  }

  private static void divide(int n, double sum, double[] y, int at) {
    for (int j = at; j < at + n; j += V) {
      DoubleVector.fromArray(S, y, j).div(sum).intoArray(y, j);
    }
  }
}
