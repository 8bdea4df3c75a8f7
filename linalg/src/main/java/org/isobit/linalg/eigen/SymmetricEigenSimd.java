// Master of FloatSymmetricEigenSimd: the float version is generated from this file.
package org.isobit.linalg.eigen;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * The Vector API form of the steps of {@link SymmetricEigen}: same bits as {@link SymmetricEigenReference}.
 *
 * <p>The workspace is kept symmetric to the last bit, so that a column can be read as a row. Loops run to the next
 * multiple of the vector length: what stands right of the leading block is scratch that nobody reads. Thread-safe.
 */
final class SymmetricEigenSimd extends SymmetricEigenReference {

  private static final GemmReference GEMM = GemmReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  SymmetricEigenSimd() {}

  /** A maximum is the same in every order. */
  @Override
  double largest(int n, double[] a, int ao, int lda, double[] scratch) {
    DoubleVector m = DoubleVector.zero(S);
    for (int i = 0; i < n; i++) {
      int row = ao + i * lda;
      int end = row + i + 1;
      int j = row;
      for (; j <= end - V; j += V) {
        DoubleVector x = DoubleVector.fromArray(S, a, j).abs();
        m = TYPE.cast(m).blend(x, x.compare(VectorOperators.GT, m).or(x.compare(VectorOperators.NE, x)));
      }
      DoubleVector x = DoubleVector.fromArray(S, a, j, S.indexInRange(j, end)).abs();
      m = TYPE.cast(m).blend(x, x.compare(VectorOperators.GT, m).or(x.compare(VectorOperators.NE, x)));
    }
    TYPE.cast(m).intoArray(scratch, 0);
    double largest = 0.0;
    for (int k = 0; k < V; k++) {
      double x = scratch[k];
      largest = x > largest || x != x ? x : largest;
    }
    return largest;
  }

  /** To both triangles. */
  @Override
  void load(int n, double[] a, int ao, int lda, int exponent, double[] w, int ld) {
    super.load(n, a, ao, lda, exponent, w, ld);
    GEMM.mirror(n, w, 0, ld);
  }

  @Override
  void tridiagonalize(int n, double[] w, int ld, double[] d, double[] e, double[] h, double[] p) {
    for (int i = n - 1; i > 0; i--) {
      int row = i * ld;
      h[i] = reflector(i, w, row, e);
      if (h[i] != 0.0) {
        product(i, i, w, ld, w, row, h[i], p);
        secondVector(i, w, row, h[i], p);
        for (int r = 0; r < i; r++) {
          update(i, w, r * ld, r, w, row, p);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      d[i] = w[i * ld + i];
    }
  }

  /** p_c ← factor · Σ_r w_rc·v_r over the first rows, one chain for each column. */
  private static void product(int rows, int columns, double[] w, int ld, double[] v, int vo, double factor,
      double[] p) {
    int c = 0;
    for (; c < columns - 2 * V; c += 4 * V) {
      product4(rows, w, ld, c, v, vo, factor, p);
    }
    if (c < columns - V) {
      product2(rows, w, ld, c, v, vo, factor, p);
    } else if (c < columns) {
      product1(rows, w, ld, c, v, vo, factor, p);
    }
  }

  private static void product4(int rows, double[] w, int ld, int c, double[] v, int vo, double factor, double[] p) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int source = c;
    for (int r = 0; r < rows; r++) {
      DoubleVector x = DoubleVector.broadcast(S, v[vo + r]);
      s0 = DoubleVector.fromArray(S, w, source).fma(x, s0);
      s1 = DoubleVector.fromArray(S, w, source + V).fma(x, s1);
      s2 = DoubleVector.fromArray(S, w, source + 2 * V).fma(x, s2);
      s3 = DoubleVector.fromArray(S, w, source + 3 * V).fma(x, s3);
      source += ld;
    }
    TYPE.cast(s0).mul(factor).intoArray(p, c);
    TYPE.cast(s1).mul(factor).intoArray(p, c + V);
    TYPE.cast(s2).mul(factor).intoArray(p, c + 2 * V);
    TYPE.cast(s3).mul(factor).intoArray(p, c + 3 * V);
  }

  private static void product2(int rows, double[] w, int ld, int c, double[] v, int vo, double factor, double[] p) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    int source = c;
    for (int r = 0; r < rows; r++) {
      DoubleVector x = DoubleVector.broadcast(S, v[vo + r]);
      s0 = DoubleVector.fromArray(S, w, source).fma(x, s0);
      s1 = DoubleVector.fromArray(S, w, source + V).fma(x, s1);
      source += ld;
    }
    TYPE.cast(s0).mul(factor).intoArray(p, c);
    TYPE.cast(s1).mul(factor).intoArray(p, c + V);
  }

  private static void product1(int rows, double[] w, int ld, int c, double[] v, int vo, double factor, double[] p) {
    DoubleVector s = DoubleVector.zero(S);
    int source = c;
    for (int r = 0; r < rows; r++) {
      s = DoubleVector.fromArray(S, w, source).fma(DoubleVector.broadcast(S, v[vo + r]), s);
      source += ld;
    }
    TYPE.cast(s).mul(factor).intoArray(p, c);
  }

  /** Row r of W ← W − v·qᵀ − q·vᵀ; right of the diagonal in the order that mirrors the lower triangle. */
  private static void update(int i, double[] w, int start, int r, double[] v, int vo, double[] q) {
    DoubleVector vr = DoubleVector.broadcast(S, -v[vo + r]);
    DoubleVector qr = DoubleVector.broadcast(S, -q[r]);
    int c = 0;
    for (; c + V <= r + 1; c += V) {
      DoubleVector t = vr.fma(DoubleVector.fromArray(S, q, c), DoubleVector.fromArray(S, w, start + c));
      qr.fma(DoubleVector.fromArray(S, v, vo + c), t).intoArray(w, start + c);
    }
    if (c <= r) {
      VectorMask<Double> left = S.indexInRange(c, r + 1);
      DoubleVector x = DoubleVector.fromArray(S, w, start + c);
      DoubleVector vc = DoubleVector.fromArray(S, v, vo + c);
      DoubleVector qc = DoubleVector.fromArray(S, q, c);
      DoubleVector lower = qr.fma(vc, vr.fma(qc, x));
      vr.fma(qc, qr.fma(vc, x)).blend(lower, left).intoArray(w, start + c);
      c += V;
    }
    for (; c < i; c += V) {
      DoubleVector t = qr.fma(DoubleVector.fromArray(S, v, vo + c), DoubleVector.fromArray(S, w, start + c));
      vr.fma(DoubleVector.fromArray(S, q, c), t).intoArray(w, start + c);
    }
  }

  /** Q by rows, transposed in the end. */
  @Override
  void formTransposed(int n, double[] w, int ld, double[] h, double[] z, double[] p) {
    for (int r = 0; r < n; r++) {
      Arrays.fill(z, r * ld, r * ld + ld, 0.0);
      z[r * ld + r] = 1.0;
    }
    for (int i = 1; i < n; i++) {
      if (h[i] != 0.0) {
        product(i, i, z, ld, w, i * ld, 1.0, p);
        for (int r = 0; r < i; r++) {
          reflect(i, z, r * ld, -(w[i * ld + r] * h[i]), p);
        }
      }
    }
    for (int r = 1; r < n; r++) {
      for (int c = 0; c < r; c++) {
        double x = z[r * ld + c];
        z[r * ld + c] = z[c * ld + r];
        z[c * ld + r] = x;
      }
    }
  }

  private static void reflect(int columns, double[] z, int start, double u, double[] p) {
    DoubleVector us = DoubleVector.broadcast(S, u);
    for (int c = 0; c < columns; c += V) {
      us.fma(DoubleVector.fromArray(S, p, c), DoubleVector.fromArray(S, z, start + c)).intoArray(z, start + c);
    }
  }

  /**
   * All sweeps on one strip of columns, which stays in the first-level cache, and the row that two rotations share
   * stays in registers.
   */
  @Override
  void rotate(int n, double[] z, int ld, int queued, int[] range, double[] c, double[] s) {
    int k = 0;
    for (; k < n - 3 * V; k += 4 * V) {
      for (int q = 0; q < queued; q++) {
        rotate4(z, ld, k, range[2 * q], range[2 * q + 1], c, s, q * n);
      }
    }
    for (; k < n; k += V) {
      for (int q = 0; q < queued; q++) {
        rotate1(z, ld, k, range[2 * q], range[2 * q + 1], c, s, q * n);
      }
    }
  }

  private static void rotate4(double[] z, int ld, int k, int last, int m, double[] c, double[] s, int cso) {
    int target = m * ld + k;
    DoubleVector x0 = DoubleVector.fromArray(S, z, target);
    DoubleVector x1 = DoubleVector.fromArray(S, z, target + V);
    DoubleVector x2 = DoubleVector.fromArray(S, z, target + 2 * V);
    DoubleVector x3 = DoubleVector.fromArray(S, z, target + 3 * V);
    for (int i = m - 1; i >= last; i--) {
      int source = target - ld;
      DoubleVector cs = DoubleVector.broadcast(S, c[cso + i]);
      DoubleVector sn = DoubleVector.broadcast(S, s[cso + i]);
      DoubleVector minus = DoubleVector.broadcast(S, -s[cso + i]);
      DoubleVector y0 = DoubleVector.fromArray(S, z, source);
      DoubleVector y1 = DoubleVector.fromArray(S, z, source + V);
      DoubleVector y2 = DoubleVector.fromArray(S, z, source + 2 * V);
      DoubleVector y3 = DoubleVector.fromArray(S, z, source + 3 * V);
      cs.fma(x0, sn.mul(y0)).intoArray(z, target);
      cs.fma(x1, sn.mul(y1)).intoArray(z, target + V);
      cs.fma(x2, sn.mul(y2)).intoArray(z, target + 2 * V);
      cs.fma(x3, sn.mul(y3)).intoArray(z, target + 3 * V);
      x0 = minus.fma(x0, cs.mul(y0));
      x1 = minus.fma(x1, cs.mul(y1));
      x2 = minus.fma(x2, cs.mul(y2));
      x3 = minus.fma(x3, cs.mul(y3));
      target = source;
    }
    TYPE.cast(x0).intoArray(z, target);
    TYPE.cast(x1).intoArray(z, target + V);
    TYPE.cast(x2).intoArray(z, target + 2 * V);
    TYPE.cast(x3).intoArray(z, target + 3 * V);
  }

  private static void rotate1(double[] z, int ld, int k, int last, int m, double[] c, double[] s, int cso) {
    int target = m * ld + k;
    DoubleVector x = DoubleVector.fromArray(S, z, target);
    for (int i = m - 1; i >= last; i--) {
      DoubleVector cs = DoubleVector.broadcast(S, c[cso + i]);
      DoubleVector sn = DoubleVector.broadcast(S, s[cso + i]);
      DoubleVector y = DoubleVector.fromArray(S, z, target - ld);
      cs.fma(x, sn.mul(y)).intoArray(z, target);
      x = sn.neg().fma(x, cs.mul(y));
      target -= ld;
    }
    TYPE.cast(x).intoArray(z, target);
  }
}
