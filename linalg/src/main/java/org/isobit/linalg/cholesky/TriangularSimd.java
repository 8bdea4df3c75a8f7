// Master of FloatTriangularSimd: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The Vector API form of {@link Triangular}: vectors across right-hand sides, or along a column of the triangle if
 * there is one right-hand side and columns are contiguous; same bits as {@link TriangularReference}. Thread-safe.
 */
final class TriangularSimd extends TriangularReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  TriangularSimd() {}

  @Override
  void forward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
    if (nrhs == 1 && ldb == 1 && stepRow == 1) {
      for (int k = 0; k < n; k++) {
        b[bo + k] *= 1.0 / t[to + k + k * stepColumn];
        column(t, to + k * stepColumn, b, bo, k, k + 1, n);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      double reciprocal = 1.0 / t[to + i * stepRow + i * stepColumn];
      int row = bo + i * ldb;
      int c = 0;
      for (; c + 4 * V <= nrhs; c += 4 * V) {
        four(t, to + i * stepRow, stepColumn, b, bo + c, ldb, row + c, i, reciprocal);
      }
      for (; c < nrhs; c += V) {
        one(t, to + i * stepRow, stepColumn, b, bo + c, ldb, row + c, i, reciprocal, nrhs - c);
      }
    }
  }

  /** The forward one, seen from the last row and column. */
  @Override
  void backward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
    if (nrhs == 1 && ldb == 1 && stepRow == 1) {
      for (int k = n - 1; k >= 0; k--) {
        b[bo + k] *= 1.0 / t[to + k + k * stepColumn];
        column(t, to + k * stepColumn, b, bo, k, 0, k);
      }
      return;
    }
    int last = n - 1;
    for (int i = last; i >= 0; i--) {
      double reciprocal = 1.0 / t[to + i * stepRow + i * stepColumn];
      int row = bo + i * ldb;
      int end = bo + last * ldb;
      int start = to + i * stepRow + last * stepColumn;
      int c = 0;
      for (; c + 4 * V <= nrhs; c += 4 * V) {
        four(t, start, -stepColumn, b, end + c, -ldb, row + c, last - i, reciprocal);
      }
      for (; c < nrhs; c += V) {
        one(t, start, -stepColumn, b, end + c, -ldb, row + c, last - i, reciprocal, nrhs - c);
      }
    }
  }

  /** b_i ← fma(−t_ik, b_k, b_i) for i = from … to − 1. */
  private static void column(double[] t, int columnStart, double[] b, int bo, int k, int from, int end) {
    double x = b[bo + k];
    DoubleVector xs = DoubleVector.broadcast(S, x);
    int i = from;
    for (; i + V <= end; i += V) {
      DoubleVector.fromArray(S, t, columnStart + i).neg().fma(xs, DoubleVector.fromArray(S, b, bo + i))
          .intoArray(b, bo + i);
    }
    for (; i < end; i++) {
      b[bo + i] = Math.fma(-t[columnStart + i], x, b[bo + i]);
    }
  }

  /** Four vectors of row i: chains over {@code terms} solved rows. */
  private static void four(double[] t, int ti, int step, double[] b, int bk, int ldb, int target, int terms,
      double reciprocal) {
    DoubleVector s0 = DoubleVector.fromArray(S, b, target);
    DoubleVector s1 = DoubleVector.fromArray(S, b, target + V);
    DoubleVector s2 = DoubleVector.fromArray(S, b, target + 2 * V);
    DoubleVector s3 = DoubleVector.fromArray(S, b, target + 3 * V);
    for (int k = 0; k < terms; k++) {
      DoubleVector l = DoubleVector.broadcast(S, -t[ti]);
      s0 = l.fma(DoubleVector.fromArray(S, b, bk), s0);
      s1 = l.fma(DoubleVector.fromArray(S, b, bk + V), s1);
      s2 = l.fma(DoubleVector.fromArray(S, b, bk + 2 * V), s2);
      s3 = l.fma(DoubleVector.fromArray(S, b, bk + 3 * V), s3);
      ti += step;
      bk += ldb;
    }
    TYPE.cast(s0).mul(reciprocal).intoArray(b, target);
    TYPE.cast(s1).mul(reciprocal).intoArray(b, target + V);
    TYPE.cast(s2).mul(reciprocal).intoArray(b, target + 2 * V);
    TYPE.cast(s3).mul(reciprocal).intoArray(b, target + 3 * V);
  }

  /** One vector of row i, or the first {@code left} lanes of it. */
  private static void one(double[] t, int ti, int step, double[] b, int bk, int ldb, int target, int terms,
      double reciprocal, int left) {
    VectorMask<Double> inside = S.indexInRange(0, left);
    DoubleVector s = DoubleVector.fromArray(S, b, target, inside);
    for (int k = 0; k < terms; k++) {
      s = DoubleVector.broadcast(S, -t[ti]).fma(DoubleVector.fromArray(S, b, bk, inside), s);
      ti += step;
      bk += ldb;
    }
    TYPE.cast(s).mul(reciprocal).intoArray(b, target, inside);
  }
}
