// Master of FloatBatchEigenSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.internal.Scaling;

/**
 * The Vector API form of {@link BatchEigen}: one vector of problems at a time, lanes beyond the last problem holding
 * zero matrices; same bits as {@link BatchEigenReference}. Thread-safe.
 */
final class BatchEigenSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private BatchEigenSimd() {}

  /** Problems in a group. */
  static int width() {
    return V;
  }

  /** Decomposes the {@code count} problems that start at ao; their status goes to status[so], …. */
  static void factor(int n, int lanes, int count, double[] a, int ao, BatchEigenScratch t, double[] vectors, int vo,
      int ld, double[] values, int eo, int[] status, int so) {
    int row = ld * V;
    largest(n, lanes, count, a, ao, t.lane);
    for (int b = 0; b < V; b++) {
      double largest = t.lane[b];
      boolean finite = largest <= Double.MAX_VALUE;
      status[so + b] = finite ? 0 : BatchEigenTask.NOT_FINITE;
      t.exponent[b] = finite ? Scaling.exponent(largest) : 0;
      t.lane[b] = finite ? Scaling.down1(t.exponent[b]) : 0.0;
      t.lane[V + b] = Scaling.down2(t.exponent[b]);
    }
    if (n == 0) {
      return;
    }
    load(n, lanes, count, a, ao, t.lane, t.w, row);
    BatchTridiagonalSimd.tridiagonalize(n, t.w, row, t.d, t.e, t.h, t.p);
    BatchTridiagonalSimd.formTransposed(n, t.w, row, t.h, t.z, t.zo, t.p);
    BatchQlSimd.iterate(n, t, t.z, t.zo, row, status, so);
    for (int b = 0; b < count; b++) {
      sort(n, b, t, row, vectors, vo, values, eo);
    }
  }

  /** Largest magnitude in the lower triangle of each lane; NaN sticks. */
  private static void largest(int n, int lanes, int count, double[] a, int ao, double[] out) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector m = DoubleVector.zero(S);
    for (int i = 0; i < n; i++) {
      int source = ao + i * n * lanes;
      for (int j = 0; j <= i; j++) {
        DoubleVector x = DoubleVector.fromArray(S, a, source + j * lanes, inside).abs();
        m = TYPE.cast(m).blend(x, x.compare(VectorOperators.GT, m).or(x.compare(VectorOperators.NE, x)));
      }
    }
    TYPE.cast(m).intoArray(out, 0);
  }

  /** Copies lower triangles, each lane times its power of two. */
  private static void load(int n, int lanes, int count, double[] a, int ao, double[] down, double[] w, int row) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector down1 = DoubleVector.fromArray(S, down, 0);
    DoubleVector down2 = DoubleVector.fromArray(S, down, V);
    for (int i = 0; i < n; i++) {
      int source = ao + i * n * lanes;
      for (int j = 0; j <= i; j++) {
        DoubleVector.fromArray(S, a, source + j * lanes, inside).mul(down1).mul(down2).intoArray(w, i * row + j * V);
      }
    }
  }

  /** Sorts the eigenvalues of lane b and takes its eigenvectors along; every zero becomes positive. */
  private static void sort(int n, int b, BatchEigenScratch t, int row, double[] vectors, int vo, double[] values,
      int eo) {
    int[] order = t.order;
    double[] d = t.d;
    for (int i = 0; i < n; i++) {
      double x = d[i * V + b];
      int j = i;
      for (; j > 0 && d[order[j - 1] * V + b] > x; j--) {
        order[j] = order[j - 1];
      }
      order[j] = i;
    }
    double up1 = Scaling.up1(t.exponent[b]);
    double up2 = Scaling.up2(t.exponent[b]);
    for (int k = 0; k < n; k++) {
      values[eo + k * V + b] = d[order[k] * V + b] * up1 * up2 + 0.0;
      copy(n, t.z, t.zo + order[k] * row + b, vectors, vo + k * row + b);
    }
  }

  private static void copy(int n, double[] z, int source, double[] vectors, int target) {
    for (int j = 0; j < n; j++) {
      vectors[target + j * V] = z[source + j * V] + 0.0;
    }
  }

  /** V·diag(f)·Vᵀ of a group. */
  static void function(int n, int lanes, int count, double[] f, int fo, BatchEigenScratch t, double[] vectors, int vo,
      int ld, double[] out, int oo) {
    int row = ld * V;
    VectorMask<Double> inside = S.indexInRange(0, count);
    for (int k = 0; k < n; k++) {
      DoubleVector factor = DoubleVector.fromArray(S, f, fo + k * lanes, inside);
      int target = k * row;
      int source = vo + k * row;
      for (int j = 0; j < n * V; j += V) {
        factor.mul(DoubleVector.fromArray(S, vectors, source + j)).intoArray(t.w, target + j);
      }
    }
    InterleavedSimd.symmetric(n, n, t.w, 0, row, V, vectors, vo, row, V, 0.0, out, oo, lanes, count);
  }

  /** X = V·(VᵀB ÷ λ) of a group. */
  static void solve(int n, int lanes, int count, int nrhs, BatchEigenScratch t, double[] vectors, int vo, int ld,
      double[] values, int eo, double[] b, int bo) {
    int row = ld * V;
    for (int c = 0; c < nrhs; c++) {
      for (int k = 0; k < n; k++) {
        project(n, lanes * nrhs, count, vectors, vo + k * row, b, bo + c * lanes, values, eo + k * V, t.p, k * V);
      }
      for (int j = 0; j < n; j++) {
        combine(n, count, vectors, vo + j * V, row, t.p, b, bo + (j * nrhs + c) * lanes);
      }
    }
  }

  private static void project(int n, int step, int count, double[] vectors, int vk, double[] b, int bc,
      double[] values, int ek, double[] y, int yk) {
    VectorMask<Double> inside = S.indexInRange(0, count);
    DoubleVector s = DoubleVector.zero(S);
    for (int j = 0; j < n; j++) {
      s = DoubleVector.fromArray(S, vectors, vk + j * V).fma(DoubleVector.fromArray(S, b, bc + j * step, inside), s);
    }
    TYPE.cast(s).div(DoubleVector.fromArray(S, values, ek)).intoArray(y, yk);
  }

  private static void combine(int n, int count, double[] vectors, int vj, int row, double[] y, double[] b, int target) {
    DoubleVector s = DoubleVector.zero(S);
    for (int k = 0; k < n; k++) {
      s = DoubleVector.fromArray(S, vectors, vj + k * row).fma(DoubleVector.fromArray(S, y, k * V), s);
    }
    TYPE.cast(s).intoArray(b, target, S.indexInRange(0, count));
  }
}
