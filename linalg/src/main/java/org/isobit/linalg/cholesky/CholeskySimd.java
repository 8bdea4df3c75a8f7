// Master of FloatCholeskySimd: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * The Vector API form of {@link Cholesky}: rows of Lᵀ, left-looking, vectors along the row; same bits as
 * {@link CholeskyReference}. Thread-safe.
 */
final class CholeskySimd extends CholeskyReference {

  private static final GemmReference GEMM = GemmReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Rows of Lᵀ that are finished together; what lies above them is subtracted by the matrix product. */
  private static final int BLOCK = 48;

  /** Orders up to this are factored as one block. */
  private static final int DIRECT = 96;

  CholeskySimd() {}

  @Override
  int eliminate(int n, double[] a, int ao, int ld, double[] diagonal) {
    GEMM.mirror(n, a, ao, ld);
    int block = n <= DIRECT ? DIRECT : BLOCK;
    for (int j0 = 0; j0 < n; j0 += block) {
      int j1 = Math.min(n, j0 + block);
      // One chain of any length: the products are cut where the product's own runs would break it.
      for (int k = 0; k < j0; k += GemmReference.RUN) {
        int start = ao + k * ld + j0;
        GEMM.gemm(true, false, j1 - j0, n - j0, Math.min(GemmReference.RUN, j0 - k), -1.0, a, start, ld, a, start, ld,
            1.0, a, ao + j0 * ld + j0, ld);
      }
      for (int j = j0; j < j1; j++) {
        row(n, a, ao, ld, j0, j);
        double pivot = a[ao + j * ld + j];
        if (!Cholesky.accepted(n, pivot, diagonal[j])) {
          return j;
        }
        finish(n, a, ao, ld, j, pivot);
      }
    }
    return -1;
  }

  /** Continues the chains of row j of Lᵀ over the rows j0 … j − 1 of its block. */
  private static void row(int n, double[] a, int ao, int ld, int j0, int j) {
    int i = j;
    for (; i + 4 * V <= n; i += 4 * V) {
      four(a, ao, ld, j0, j, i);
    }
    for (; i < n; i += V) {
      one(a, ao, ld, j0, j, i, n);
    }
  }

  private static void four(double[] a, int ao, int ld, int j0, int j, int i) {
    int target = ao + j * ld + i;
    DoubleVector s0 = DoubleVector.fromArray(S, a, target);
    DoubleVector s1 = DoubleVector.fromArray(S, a, target + V);
    DoubleVector s2 = DoubleVector.fromArray(S, a, target + 2 * V);
    DoubleVector s3 = DoubleVector.fromArray(S, a, target + 3 * V);
    int rowJ = ao + j * ld;
    int source = ao + j0 * ld + i;
    for (int k = j0; k < j; k++) {
      DoubleVector l = DoubleVector.broadcast(S, -a[rowJ + k]);
      s0 = l.fma(DoubleVector.fromArray(S, a, source), s0);
      s1 = l.fma(DoubleVector.fromArray(S, a, source + V), s1);
      s2 = l.fma(DoubleVector.fromArray(S, a, source + 2 * V), s2);
      s3 = l.fma(DoubleVector.fromArray(S, a, source + 3 * V), s3);
      source += ld;
    }
    TYPE.cast(s0).intoArray(a, target);
    TYPE.cast(s1).intoArray(a, target + V);
    TYPE.cast(s2).intoArray(a, target + 2 * V);
    TYPE.cast(s3).intoArray(a, target + 3 * V);
  }

  private static void one(double[] a, int ao, int ld, int j0, int j, int i, int n) {
    VectorMask<Double> inside = S.indexInRange(i, n);
    int target = ao + j * ld + i;
    DoubleVector s = DoubleVector.fromArray(S, a, target, inside);
    int rowJ = ao + j * ld;
    int source = ao + j0 * ld + i;
    for (int k = j0; k < j; k++) {
      s = DoubleVector.broadcast(S, -a[rowJ + k]).fma(DoubleVector.fromArray(S, a, source, inside), s);
      source += ld;
    }
    TYPE.cast(s).intoArray(a, target, inside);
  }

  /** Divides row j of Lᵀ by the root of its pivot and copies it to column j. */
  private static void finish(int n, double[] a, int ao, int ld, int j, double pivot) {
    int row = ao + j * ld;
    double root = Math.sqrt(pivot);
    double reciprocal = 1.0 / root;
    a[row + j] = root;
    for (int i = j + 1; i < n; i++) {
      double l = a[row + i] * reciprocal;
      a[row + i] = l;
      a[ao + i * ld + j] = l;
    }
  }
}
