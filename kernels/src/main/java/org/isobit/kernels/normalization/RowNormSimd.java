// Master of FloatRowNormSimd: the float version is generated from this file.
package org.isobit.kernels.normalization;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.kernels.reduce.RowReduceSimd;

/**
 * Vector API {@link RowNormReference}. Rows go by blocks that stay in the first-level cache, step by step, so that the
 * long waits at the end of a row's sums, its roots and its divisions are those of a block.
 */
public final class RowNormSimd extends RowNormReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int CHUNK = ReduceReference.CHUNK;

  /** Elements of a block, 16 KB, if it is not one longer row. */
  private static final int BLOCK = 2048; // float: private static final int BLOCK = 4096;

  /** Columns whose gradients of parameters stay in the first-level cache while all rows pass. */
  private static final int COLUMNS = 1024; // float: private static final int COLUMNS = 2048;

  RowNormSimd() {}

  private static NormScratch scratch() {
    NormScratch scratch = NormScratch.mine();
    if (scratch.partials == null) {
      scratch.partials = RowReduceSimd.room();
    }
    return scratch;
  }

  /** Rows of a block. */
  private static int block(int n) {
    int rows = BLOCK / n;
    return rows < 1 ? 1 : rows > RowReduceSimd.ROWS ? RowReduceSimd.ROWS : rows;
  }

  @Override
  public void forward(boolean centred, int rows, int n, double eps, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] beta, int bo, double[] y, int yo, int ldy, double[] stored, int mo, int ro) {
    NormScratch s = scratch();
    int block = block(n);
    for (int i = 0; rows - i > 0; i += block) {
      int count = rows - i < block ? rows - i : block;
      moments(centred, count, n, eps, x, xo + i * ldx, ldx, s);
      if (stored != null) {
        if (centred) {
          System.arraycopy(s.mean, 0, stored, mo + i, count);
        }
        System.arraycopy(s.scale, 0, stored, ro + i, count);
      }
      if (gamma == null) {
        for (int k = 0; k < count; k++) {
          NormLoopsSimd.forward(n, x, xo + (i + k) * ldx, s.mean[k], s.scale[k], 1.0, -0.0, y, yo + (i + k) * ldy);
        }
      } else {
        affine(count, n, x, xo + i * ldx, ldx, gamma, go, beta, bo, y, yo + i * ldy, ldy, s);
      }
    }
  }

  private static void affine(int rows, int n, double[] x, int xo, int ldx, double[] gamma, int go, double[] beta,
      int bo, double[] y, int yo, int ldy, NormScratch s) {
    if (beta == null) {
      for (int i = 0; i < rows; i++) {
        NormLoopsSimd.forward(n, x, xo + i * ldx, s.mean[i], s.scale[i], gamma, go, y, yo + i * ldy);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        NormLoopsSimd.forward(n, x, xo + i * ldx, s.mean[i], s.scale[i], gamma, go, beta, bo, y, yo + i * ldy);
      }
    }
  }

  /** Means and r of a block's rows. */
  private static void moments(boolean centred, int rows, int n, double eps, double[] x, int xo, int ldx,
      NormScratch s) {
    if (centred) {
      RowReduceSimd.sum(rows, n, x, xo, ldx, s.mean, s.partials);
      divide(rows, s.mean, n);
    } else {
      Arrays.fill(s.mean, 0, rows, 0.0);
    }
    RowReduceSimd.squaredDeviations(rows, n, x, xo, ldx, s.mean, s.scale, s.partials);
    for (int i = 0; i < rows; i += V) { // the arrays are longer than a block by a vector
      DoubleVector q = DoubleVector.fromArray(S, s.scale, i);
      DoubleVector.broadcast(S, 1.0).div(q.div(n).add(eps).sqrt()).intoArray(s.scale, i);
    }
  }

  private static void divide(int rows, double[] s, double n) {
    for (int i = 0; i < rows; i += V) { // the array is longer than a block by a vector
      DoubleVector.fromArray(S, s, i).div(n).intoArray(s, i);
    }
  }

  /** Means and r of a block's rows as they were kept. */
  private static void load(boolean centred, int rows, double[] stored, int mo, int ro, NormScratch s) {
    if (centred) {
      System.arraycopy(stored, mo, s.mean, 0, rows);
    } else {
      Arrays.fill(s.mean, 0, rows, 0.0);
    }
    System.arraycopy(stored, ro, s.scale, 0, rows);
  }

  @Override
  public void backward(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] stored, int mo, int ro, double[] dy, int dyo, int lddy, double[] dx, int dxo, int lddx) {
    NormScratch s = scratch();
    int block = block(n);
    for (int i = 0; rows - i > 0; i += block) {
      int count = rows - i < block ? rows - i : block;
      load(centred, count, stored, mo + i, ro + i, s);
      gradientMeans(centred, count, n, x, xo + i * ldx, ldx, gamma, go, dy, dyo + i * lddy, lddy, s);
      for (int k = 0; k < count; k++) {
        int from = xo + (i + k) * ldx;
        int at = dyo + (i + k) * lddy;
        int to = dxo + (i + k) * lddx;
        if (gamma == null) {
          NormLoopsSimd.backward(n, x, from, s.mean[k], s.scale[k], 1.0, s.other[k], s.slope[k], dy, at, dx, to);
        } else {
          NormLoopsSimd.backward(n, x, from, s.mean[k], s.scale[k], gamma, go, s.other[k], s.slope[k], dy, at, dx, to);
        }
      }
    }
  }

  /** Means of g and of g·h of a block's rows. */
  private static void gradientMeans(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] gamma,
      int go, double[] dy, int dyo, int lddy, NormScratch s) {
    if (n > CHUNK) {
      for (int i = 0; i < rows; i++) {
        s.other[i] = gradientSums(n, x, xo + i * ldx, s.mean[i], s.scale[i], gamma, go, dy, dyo + i * lddy, s);
        s.slope[i] = s.second;
      }
    } else {
      for (int i = 0; i < rows; i++) {
        terms(n, x, xo + i * ldx, s.mean[i], s.scale[i], gamma, go, dy, dyo + i * lddy, s.pair, i * n);
      }
      RowReduceSimd.dot(rows, n, s.pair, 0, n, s.pair, NormScratch.SECOND, n, s.slope, s.partials);
      RowReduceSimd.sum(rows, n, s.pair, 0, n, s.other, s.partials);
    }
    divide(rows, s.slope, n);
    if (centred) {
      divide(rows, s.other, n);
    } else {
      Arrays.fill(s.other, 0, rows, 0.0);
    }
  }

  private static void terms(int n, double[] x, int xo, double mean, double r, double[] gamma, int go, double[] dy,
      int dyo, double[] t, int at) {
    if (gamma == null) {
      NormLoopsSimd.terms(n, x, xo, mean, r, 1.0, dy, dyo, t, at, NormScratch.SECOND + at);
    } else {
      NormLoopsSimd.terms(n, x, xo, mean, r, gamma, go, dy, dyo, t, at, NormScratch.SECOND + at);
    }
  }

  /** The sum of g, and as the scratch's second that of g·h, of a row of any length. */
  private static double gradientSums(int n, double[] x, int xo, double mean, double r, double[] gamma, int go,
      double[] dy, int dyo, NormScratch s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      double a = gradientSums(left, x, xo, mean, r, gamma, go, dy, dyo, s);
      double b = s.second;
      double c = gradientSums(n - left, x, xo + left, mean, r, gamma, go + left, dy, dyo + left, s);
      s.second = b + s.second;
      return a + c;
    }
    terms(n, x, xo, mean, r, gamma, go, dy, dyo, s.pair, 0);
    s.second = REDUCE.dot(n, s.pair, 0, 1, s.pair, NormScratch.SECOND, 1);
    return REDUCE.sum(n, s.pair, 0, 1);
  }

  @Override
  public void parameters(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] stored, int mo, int ro,
      double[] dy, int dyo, int lddy, double[] dgamma, int dgo, double[] dbeta, int dbo, boolean accumulate) {
    NormScratch s = scratch();
    double[] first = dgamma == null ? s.first(n) : dgamma; // what is not wanted goes where nobody looks
    double[] last = dbeta == null ? s.last(n) : dbeta;
    int fo = dgamma == null ? 0 : dgo;
    int lo = dbeta == null ? 0 : dbo;
    if (!accumulate) {
      Arrays.fill(first, fo, fo + n, 0.0);
      Arrays.fill(last, lo, lo + n, 0.0);
    }
    for (int j = 0; n - j > 0; j += COLUMNS) {
      int length = n - j < COLUMNS ? n - j : COLUMNS;
      int i = 0;
      for (; i <= rows - 4; i += 4) {
        load(centred, 4, stored, mo + i, ro + i, s);
        four(length, x, xo + i * ldx + j, ldx, s.mean, s.scale, dy, dyo + i * lddy + j, lddy, first, fo + j, last,
            lo + j);
      }
      for (; i < rows; i++) {
        load(centred, 1, stored, mo + i, ro + i, s);
        one(length, x, xo + i * ldx + j, s.mean[0], s.scale[0], dy, dyo + i * lddy + j, first, fo + j, last, lo + j);
      }
    }
  }

  private static void four(int n, double[] x, int x0, int ldx, double[] mean, double[] scale, double[] dy, int y0,
      int lddy, double[] s, int so, double[] t, int to) {
    int x1 = x0 + ldx;
    int x2 = x1 + ldx;
    int x3 = x2 + ldx;
    int y1 = y0 + lddy;
    int y2 = y1 + lddy;
    int y3 = y2 + lddy;
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector d0 = DoubleVector.fromArray(S, dy, y0 + j);
      DoubleVector d1 = DoubleVector.fromArray(S, dy, y1 + j);
      DoubleVector d2 = DoubleVector.fromArray(S, dy, y2 + j);
      DoubleVector d3 = DoubleVector.fromArray(S, dy, y3 + j);
      DoubleVector.fromArray(S, t, to + j).add(d0).add(d1).add(d2).add(d3).intoArray(t, to + j);
      DoubleVector a = d0.fma(DoubleVector.fromArray(S, x, x0 + j).sub(mean[0]).mul(scale[0]),
          DoubleVector.fromArray(S, s, so + j));
      DoubleVector b = d1.fma(DoubleVector.fromArray(S, x, x1 + j).sub(mean[1]).mul(scale[1]), a);
      DoubleVector c = d2.fma(DoubleVector.fromArray(S, x, x2 + j).sub(mean[2]).mul(scale[2]), b);
      d3.fma(DoubleVector.fromArray(S, x, x3 + j).sub(mean[3]).mul(scale[3]), c).intoArray(s, so + j);
    }
    for (; j < n; j++) {
      for (int i = 0; i < 4; i++) {
        double d = dy[y0 + i * lddy + j];
        s[so + j] = Math.fma(d, (x[x0 + i * ldx + j] - mean[i]) * scale[i], s[so + j]);
        t[to + j] = t[to + j] + d;
      }
    }
  }

  private static void one(int n, double[] x, int xo, double mean, double scale, double[] dy, int dyo, double[] s,
      int so, double[] t, int to) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector d = DoubleVector.fromArray(S, dy, dyo + j);
      d.fma(DoubleVector.fromArray(S, x, xo + j).sub(mean).mul(scale), DoubleVector.fromArray(S, s, so + j))
          .intoArray(s, so + j);
      DoubleVector.fromArray(S, t, to + j).add(d).intoArray(t, to + j);
    }
    for (; j < n; j++) {
      s[so + j] = Math.fma(dy[dyo + j], (x[xo + j] - mean) * scale, s[so + j]);
      t[to + j] = t[to + j] + dy[dyo + j];
    }
  }

  @Override
  public void tangent(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] stored, int mo, int ro, double[] dx, int dxo, int lddx, double[] dy, int dyo, int lddy) {
    NormScratch s = scratch();
    int block = block(n);
    for (int i = 0; rows - i > 0; i += block) {
      int count = rows - i < block ? rows - i : block;
      load(centred, count, stored, mo + i, ro + i, s);
      tangentMeans(centred, count, n, x, xo + i * ldx, ldx, dx, dxo + i * lddx, lddx, s);
      for (int k = 0; k < count; k++) {
        int from = xo + (i + k) * ldx;
        int at = dxo + (i + k) * lddx;
        int to = dyo + (i + k) * lddy;
        if (gamma == null) {
          NormLoopsSimd.tangent(n, x, from, s.mean[k], s.scale[k], 1.0, s.other[k], s.slope[k], dx, at, dy, to);
        } else {
          NormLoopsSimd.tangent(n, x, from, s.mean[k], s.scale[k], gamma, go, s.other[k], s.slope[k], dx, at, dy, to);
        }
      }
    }
  }

  /** Means of dx, and of h·(dx − that), of a block's rows. */
  private static void tangentMeans(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] dx, int dxo,
      int lddx, NormScratch s) {
    if (centred) {
      RowReduceSimd.sum(rows, n, dx, dxo, lddx, s.other, s.partials);
      divide(rows, s.other, n);
    } else {
      Arrays.fill(s.other, 0, rows, 0.0);
    }
    if (n > CHUNK) {
      for (int i = 0; i < rows; i++) {
        s.slope[i] = tangentSum(n, x, xo + i * ldx, s.mean[i], s.scale[i], s.other[i], dx, dxo + i * lddx, s);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        NormLoopsSimd.deviations(n, x, xo + i * ldx, s.mean[i], s.scale[i], s.other[i], dx, dxo + i * lddx, s.pair,
            i * n, NormScratch.SECOND + i * n);
      }
      RowReduceSimd.dot(rows, n, s.pair, NormScratch.SECOND, n, s.pair, 0, n, s.slope, s.partials);
    }
    divide(rows, s.slope, n);
  }

  /** The sum of h·(dx − dm) of a row of any length. */
  private static double tangentSum(int n, double[] x, int xo, double mean, double r, double dm, double[] dx, int dxo,
      NormScratch s) {
    if (n > CHUNK) {
      int left = ReduceReference.left(n);
      return tangentSum(left, x, xo, mean, r, dm, dx, dxo, s)
          + tangentSum(n - left, x, xo + left, mean, r, dm, dx, dxo + left, s);
    }
    NormLoopsSimd.deviations(n, x, xo, mean, r, dm, dx, dxo, s.pair, 0, NormScratch.SECOND);
    return REDUCE.dot(n, s.pair, NormScratch.SECOND, 1, s.pair, 0, 1);
  }
}
