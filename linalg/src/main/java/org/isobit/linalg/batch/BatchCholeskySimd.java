// Master of FloatBatchCholeskySimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.cholesky.Cholesky;

/**
 * The Vector API form of {@link BatchCholesky}: one vector of problems at a time, lanes beyond the last problem holding
 * identity matrices; a lane that fails goes on with numbers that nobody reads. Columns are finished in blocks of four.
 * Same bits as {@link BatchCholeskyReference}. Thread-safe.
 */
final class BatchCholeskySimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Columns that are finished together; a tile takes two rows of them. */
  private static final int BLOCK = 4;

  private BatchCholeskySimd() {}

  /** Problems in a group. */
  static int width() {
    return V;
  }

  /** Factors the {@code count} problems that start at ao; status and pivots of the failed from index so on. */
  static void factor(int n, int lanes, int count, double[] a, int ao, double[] l, int lo, int ld, double[] diagonal,
      int[] status, double[] pivots, int so) {
    int row = ld * V;
    load(n, lanes, count, a, ao, l, lo, row, pivots, so);
    for (int b = 0; b < V; b++) {
      status[so + b] = pivots[so + b] <= Double.MAX_VALUE ? BatchCholeskyTask.DONE : BatchCholeskyTask.NOT_FINITE;
    }
    for (int j = 0; j < n; j++) {
      DoubleVector.fromArray(S, l, lo + j * row + j * V).intoArray(diagonal, j * V);
    }
    for (int j0 = 0; j0 < n; j0 += BLOCK) {
      int j1 = Math.min(n, j0 + BLOCK);
      if (j1 == j0 + BLOCK) {
        int i = j0;
        for (; i + 1 < n; i += 2) {
          tile(j0, l, lo + i * row, row, lo + j0 * row);
        }
      }
      for (int j = j0; j < j1; j++) {
        boolean tiled = j1 == j0 + BLOCK;
        // With an odd number of rows the last one has no partner in a tile.
        int single = tiled && (n - j0 & 1) == 0 ? n : tiled ? n - 1 : j0;
        column(n, j, tiled ? j0 : 0, single, l, lo, row, diagonal, status, pivots, so);
      }
    }
  }

  /** Copies lower triangles; pivots take the largest magnitude of each lane, NaN sticking. */
  private static void load(int n, int lanes, int count, double[] a, int ao, double[] l, int lo, int row,
      double[] pivots, int so) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector m = DoubleVector.zero(S);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        DoubleVector pad = DoubleVector.broadcast(S, i == j ? 1.0 : 0.0);
        DoubleVector x = pad.blend(DoubleVector.fromArray(S, a, ao + (i * n + j) * lanes, inside), inside);
        x.intoArray(l, lo + i * row + j * V);
        x = x.abs();
        m = TYPE.cast(m).blend(x, x.compare(VectorOperators.GT, m).or(x.compare(VectorOperators.NE, x)));
      }
    }
    TYPE.cast(m).intoArray(pivots, so);
  }

  /** Continues the chains of rows i, i + 1 and columns j0 … j0 + 3 over k = 0 … j0 − 1. */
  private static void tile(int j0, double[] l, int li, int row, int lj) {
    int at = li + j0 * V;
    DoubleVector s00 = DoubleVector.fromArray(S, l, at);
    DoubleVector s01 = DoubleVector.fromArray(S, l, at + V);
    DoubleVector s02 = DoubleVector.fromArray(S, l, at + 2 * V);
    DoubleVector s03 = DoubleVector.fromArray(S, l, at + 3 * V);
    DoubleVector s10 = DoubleVector.fromArray(S, l, at + row);
    DoubleVector s11 = DoubleVector.fromArray(S, l, at + row + V);
    DoubleVector s12 = DoubleVector.fromArray(S, l, at + row + 2 * V);
    DoubleVector s13 = DoubleVector.fromArray(S, l, at + row + 3 * V);
    for (int k = 0; k < j0 * V; k += V) {
      DoubleVector x0 = DoubleVector.fromArray(S, l, li + k).neg();
      DoubleVector x1 = DoubleVector.fromArray(S, l, li + row + k).neg();
      DoubleVector y0 = DoubleVector.fromArray(S, l, lj + k);
      DoubleVector y1 = DoubleVector.fromArray(S, l, lj + row + k);
      DoubleVector y2 = DoubleVector.fromArray(S, l, lj + 2 * row + k);
      DoubleVector y3 = DoubleVector.fromArray(S, l, lj + 3 * row + k);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      s02 = x0.fma(y2, s02);
      s03 = x0.fma(y3, s03);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      s12 = x1.fma(y2, s12);
      s13 = x1.fma(y3, s13);
    }
    TYPE.cast(s00).intoArray(l, at);
    TYPE.cast(s01).intoArray(l, at + V);
    TYPE.cast(s02).intoArray(l, at + 2 * V);
    TYPE.cast(s03).intoArray(l, at + 3 * V);
    TYPE.cast(s10).intoArray(l, at + row);
    TYPE.cast(s11).intoArray(l, at + row + V);
    TYPE.cast(s12).intoArray(l, at + row + 2 * V);
    TYPE.cast(s13).intoArray(l, at + row + 3 * V);
  }

  /** Finishes column j: chains of rows before {@code single} go on from k0, those of the others start from 0. */
  private static void column(int n, int j, int k0, int single, double[] l, int lo, int row, double[] diagonal,
      int[] status, double[] pivots, int so) {
    int lj = lo + j * row;
    int at = lj + j * V;
    chain(j < single ? k0 : 0, j, l, lj, lj);
    DoubleVector pivot = DoubleVector.fromArray(S, l, at);
    DoubleVector bound = DoubleVector.fromArray(S, diagonal, j * V).mul(n * Cholesky.UNIT);
    VectorMask<Double> good = pivot.compare(VectorOperators.GT, bound)
        .and(pivot.compare(VectorOperators.LE, Double.MAX_VALUE));
    if (!good.allTrue()) {
      fail(n, j, l, at, diagonal, status, pivots, so);
    }
    DoubleVector root = pivot.sqrt();
    root.intoArray(l, at);
    DoubleVector reciprocal = DoubleVector.broadcast(S, 1.0).div(root);
    for (int i = j + 1; i < n; i++) {
      int li = lo + i * row;
      chain(i < single ? k0 : 0, j, l, li, lj);
      DoubleVector.fromArray(S, l, li + j * V).mul(reciprocal).intoArray(l, li + j * V);
    }
  }

  /** Continues the chain of element j of the row at li over k = k0 … j − 1, in place. */
  private static void chain(int k0, int j, double[] l, int li, int lj) {
    DoubleVector s = DoubleVector.fromArray(S, l, li + j * V);
    for (int k = k0 * V; k < j * V; k += V) {
      s = DoubleVector.fromArray(S, l, li + k).neg().fma(DoubleVector.fromArray(S, l, lj + k), s);
    }
    TYPE.cast(s).intoArray(l, li + j * V);
  }

  /** Notes the lanes whose pivot in column j is the first that is not positive. */
  private static void fail(int n, int j, double[] l, int at, double[] diagonal, int[] status, double[] pivots,
      int so) {
    for (int b = 0; b < V; b++) {
      if (status[so + b] == BatchCholeskyTask.DONE && !Cholesky.accepted(n, l[at + b], diagonal[j * V + b])) {
        status[so + b] = j;
        pivots[so + b] = l[at + b];
      }
    }
  }

  /** Solves for a group, one right-hand side at a time. */
  static void solve(int n, int lanes, int count, int nrhs, double[] l, int lo, int ld, double[] b, int bo, double[] x) {
    int row = ld * V;
    VectorMask<Double> inside = S.indexInRange(0, count);
    int step = nrhs * lanes;
    for (int c = 0; c < nrhs; c++) {
      int at = bo + c * lanes;
      for (int i = 0; i < n; i++) {
        DoubleVector.fromArray(S, b, at + i * step, inside).intoArray(x, i * V);
      }
      for (int k = 0; k < n; k++) {
        int lk = lo + k * row + k * V;
        eliminate(l, lk, lk + row, row, x, k * V, (k + 1) * V, n * V);
      }
      for (int k = n - 1; k >= 0; k--) {
        int lk = lo + k * row;
        eliminate(l, lk + k * V, lk, V, x, k * V, 0, k * V);
      }
      for (int i = 0; i < n; i++) {
        DoubleVector.fromArray(S, x, i * V).intoArray(b, at + i * step, inside);
      }
    }
  }

  /** Finishes one unknown and takes its terms from the unknowns between from and end. */
  private static void eliminate(double[] l, int diagonal, int source, int step, double[] x, int xk, int from, int end) {
    DoubleVector reciprocal = DoubleVector.broadcast(S, 1.0).div(DoubleVector.fromArray(S, l, diagonal));
    DoubleVector solved = DoubleVector.fromArray(S, x, xk).mul(reciprocal);
    solved.intoArray(x, xk);
    for (int i = from; i < end; i += V) {
      DoubleVector.fromArray(S, l, source).neg().fma(solved, DoubleVector.fromArray(S, x, i)).intoArray(x, i);
      source += step;
    }
  }
}
