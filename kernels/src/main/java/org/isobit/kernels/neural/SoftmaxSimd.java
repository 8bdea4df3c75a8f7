// Master of FloatSoftmaxSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.reduce.ReduceReference;

/** Vector API {@link Softmax}. Thread-safe. */
public final class SoftmaxSimd extends SoftmaxReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  SoftmaxSimd() {}

  @Override
  public void forward(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    double[] lanes = NeuralScratch.mine().pair;
    for (int i = 0; i < rows; i++) {
      int to = yo + i * ldy;
      shifted(n, max(n, x, xo + i * ldx, lanes), x, xo + i * ldx, y, to);
      ExpSimd.exp(n, y, to, y, to);
      divide(n, REDUCE.sum(n, y, to, 1), y, to);
    }
  }

  /**
   * The largest number of a row; where it is subtracted from all of them, neither which zero it is nor a NaN that it
   * passes by shows in a sum of exponentials.
   *
   * @param n     elements, at least 1
   * @param x     array of the row
   * @param xo    index of its first element
   * @param lanes scratch of a vector's elements, read by nobody else; of any length where n is less than four vectors
   * @return the largest
   */
  public static double max(int n, double[] x, int xo, double[] lanes) {
    double max = x[xo];
    int j = 0;
    if (n >= 4 * V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo);
      DoubleVector b = DoubleVector.fromArray(S, x, xo + V);
      DoubleVector c = DoubleVector.fromArray(S, x, xo + 2 * V);
      DoubleVector d = DoubleVector.fromArray(S, x, xo + 3 * V);
      for (j = 4 * V; j <= n - 4 * V; j += 4 * V) {
        a = larger(a, DoubleVector.fromArray(S, x, xo + j));
        b = larger(b, DoubleVector.fromArray(S, x, xo + j + V));
        c = larger(c, DoubleVector.fromArray(S, x, xo + j + 2 * V));
        d = larger(d, DoubleVector.fromArray(S, x, xo + j + 3 * V));
      }
      a = larger(larger(a, b), larger(c, d));
      for (; j <= n - V; j += V) {
        a = larger(a, DoubleVector.fromArray(S, x, xo + j));
      }
      TYPE.cast(a).intoArray(lanes, 0);
      for (int l = 0; l < V; l++) {
        max = lanes[l] > max ? lanes[l] : max;
      }
    }
    for (; j < n; j++) {
      max = x[xo + j] > max ? x[xo + j] : max;
    }
    return max;
  }

  private static DoubleVector larger(DoubleVector m, DoubleVector v) {
    return TYPE.cast(m).blend(v, TYPE.cast(v).compare(GT, m));
  }

  /**
   * y = x − max.
   *
   * @param n   elements
   * @param max what to subtract
   * @param x   array of x
   * @param xo  index of its first element
   * @param y   array of y
   * @param yo  index of its first element
   */
  public static void shifted(int n, double max, double[] x, int xo, double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, x, xo + j).sub(max).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = x[xo + j] - max;
    }
  }

  private static void divide(int n, double sum, double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, y, yo + j).div(sum).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] /= sum;
    }
  }

  @Override
  public void backward(int rows, int n, double[] y, int yo, int ldy, double[] dy, int dyo, int lddy, double[] dx,
      int dxo, int lddx) {
    for (int i = 0; i < rows; i++) {
      double c = REDUCE.dot(n, y, yo + i * ldy, 1, dy, dyo + i * lddy, 1);
      row(n, c, y, yo + i * ldy, dy, dyo + i * lddy, dx, dxo + i * lddx);
    }
  }

  private static void row(int n, double c, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, dy, dyo + j).sub(c);
      DoubleVector.fromArray(S, y, yo + j).mul(d).intoArray(dx, dxo + j);
    }
    for (; j < n; j++) {
      dx[dxo + j] = y[yo + j] * (dy[dyo + j] - c);
    }
  }
}
