// Master of FloatBatchTridiagonalSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.eigen.EigenLimits;

/**
 * Householder reduction to tridiagonal form, one problem a lane, and the product of its reflections: the sequence of
 * the scalar {@code SymmetricEigen} in every lane. Element (i, j) lies at i·row + j·V. Thread-safe.
 */
final class BatchTridiagonalSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private BatchTridiagonalSimd() {}

  /**
   * T = Qᵀ·A·Q on lower triangles; d, e, h as in the scalar form, a vector for each of their numbers. A reflection's
   * update and the next one's product with the updated matrix are one pass over it; before the first one, an update by
   * zeros is pending, which changes nothing.
   *
   * @param w n + 1 rows
   * @param p scratch of 2·n vectors
   */
  static void tridiagonalize(int n, double[] w, int row, double[] d, double[] e, double[] h, double[] p) {
    int vo = n * row;
    int po = 0;
    int qo = n * V;
    clear(n, w, vo);
    clear(n, p, qo);
    for (int i = n - 1; i > 0; i--) {
      int vi = i * row;
      update1(w, vi, i, 0, w, vo, p, qo);
      if (reflector(i, w, vi, e, h)) {
        multiply(i, w, row, w, vo, vi, p, qo, po);
        secondVector(i, w, vi, h, p, po);
        int free = qo;
        qo = po;
        po = free;
        vo = vi;
      } else {
        update(i, w, row, w, vo, p, qo);
        vo = n * row;
        clear(n, p, qo);
      }
    }
    update1(w, 0, 0, 0, w, vo, p, qo);
    for (int i = 0; i < n; i++) {
      DoubleVector.fromArray(S, w, i * row + i * V).intoArray(d, i * V);
    }
  }

  private static void clear(int n, double[] x, int xo) {
    for (int j = xo; j < xo + n * V; j += V) {
      DoubleVector.zero(S).intoArray(x, j);
    }
  }

  /** p ← W·v for v at vi, W's rows 0 … i − 1, after what is pending from the reflection at vo. */
  private static void multiply(int i, double[] w, int row, double[] v, int vo, int vi, double[] p, int qo, int po) {
    // The rows that fill no block of four are the first ones, which are short.
    int r = 0;
    for (; r < (i & 3); r++) {
      DoubleVector.zero(S).intoArray(p, po + r * V);
      update1(w, r * row, r, 0, v, vo, p, qo);
      product1(w, r * row, r, v, vi, p, po);
    }
    for (; r < i; r += 4) {
      left4(w, r * row, row, r, v, vo, vi, p, qo, po);
      diagonal4(w, r * row + r * V, row, v, vo + r * V, vi + r * V, p, qo + r * V, po + r * V);
    }
  }

  /** Rows 0 … i − 1 of W ← W − v·qᵀ − q·vᵀ. */
  private static void update(int i, double[] w, int row, double[] v, int vo, double[] p, int qo) {
    int r = 0;
    for (; r + 2 <= i; r += 2) {
      update2(w, r * row, row, r, v, vo, p, qo);
    }
    if (r < i) {
      update1(w, r * row, r, 0, v, vo, p, qo);
    }
  }

  /**
   * Makes the reflection of row i in every lane that needs one; h becomes 0 in the others, and then nothing changes.
   *
   * @return whether any lane needs one
   */
  private static boolean reflector(int i, double[] w, int vi, double[] e, double[] h) {
    DoubleVector sigma = DoubleVector.zero(S);
    int last = vi + (i - 1) * V;
    for (int j = vi; j < last; j += V) {
      DoubleVector x = DoubleVector.fromArray(S, w, j);
      sigma = x.fma(x, sigma);
    }
    DoubleVector alpha = DoubleVector.fromArray(S, w, last);
    VectorMask<Double> small = TYPE.cast(sigma).compare(VectorOperators.LT, EigenLimits.TINY);
    DoubleVector square = alpha.fma(alpha, sigma);
    DoubleVector root = square.sqrt();
    DoubleVector beta = root.neg().blend(root, alpha.compare(VectorOperators.LT, 0.0));
    beta.blend(alpha, small).intoArray(e, (i - 1) * V);
    alpha.sub(beta).blend(alpha, small).intoArray(w, last);
    DoubleVector.broadcast(S, 1.0).div(alpha.neg().fma(beta, square)).blend(0.0, small).intoArray(h, i * V);
    return !small.allTrue();
  }

  /**
   * Rows r … r + 3, left of column r: first what is pending, W ← W − v·qᵀ − q·vᵀ with v at vo; then their chains of
   * W·v with v at vi, and their terms in the chains of those columns.
   */
  private static void left4(double[] w, int start, int row, int r, double[] v, int vo, int vi, double[] p, int qo,
      int po) {
    int at = r * V;
    DoubleVector a0 = DoubleVector.fromArray(S, v, vo + at).neg();
    DoubleVector a1 = DoubleVector.fromArray(S, v, vo + at + V).neg();
    DoubleVector a2 = DoubleVector.fromArray(S, v, vo + at + 2 * V).neg();
    DoubleVector a3 = DoubleVector.fromArray(S, v, vo + at + 3 * V).neg();
    DoubleVector b0 = DoubleVector.fromArray(S, p, qo + at).neg();
    DoubleVector b1 = DoubleVector.fromArray(S, p, qo + at + V).neg();
    DoubleVector b2 = DoubleVector.fromArray(S, p, qo + at + 2 * V).neg();
    DoubleVector b3 = DoubleVector.fromArray(S, p, qo + at + 3 * V).neg();
    DoubleVector v0 = DoubleVector.fromArray(S, v, vi + at);
    DoubleVector v1 = DoubleVector.fromArray(S, v, vi + at + V);
    DoubleVector v2 = DoubleVector.fromArray(S, v, vi + at + 2 * V);
    DoubleVector v3 = DoubleVector.fromArray(S, v, vi + at + 3 * V);
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int c = 0; c < at; c += V) {
      DoubleVector va = DoubleVector.fromArray(S, v, vo + c);
      DoubleVector qa = DoubleVector.fromArray(S, p, qo + c);
      DoubleVector vc = DoubleVector.fromArray(S, v, vi + c);
      DoubleVector x0 = b0.fma(va, a0.fma(qa, DoubleVector.fromArray(S, w, start + c)));
      DoubleVector x1 = b1.fma(va, a1.fma(qa, DoubleVector.fromArray(S, w, start + c + row)));
      DoubleVector x2 = b2.fma(va, a2.fma(qa, DoubleVector.fromArray(S, w, start + c + 2 * row)));
      DoubleVector x3 = b3.fma(va, a3.fma(qa, DoubleVector.fromArray(S, w, start + c + 3 * row)));
      x0.intoArray(w, start + c);
      x1.intoArray(w, start + c + row);
      x2.intoArray(w, start + c + 2 * row);
      x3.intoArray(w, start + c + 3 * row);
      s0 = x0.fma(vc, s0);
      s1 = x1.fma(vc, s1);
      s2 = x2.fma(vc, s2);
      s3 = x3.fma(vc, s3);
      DoubleVector pc = DoubleVector.fromArray(S, p, po + c);
      x3.fma(v3, x2.fma(v2, x1.fma(v1, x0.fma(v0, pc)))).intoArray(p, po + c);
    }
    TYPE.cast(s0).intoArray(p, po + at);
    TYPE.cast(s1).intoArray(p, po + at + V);
    TYPE.cast(s2).intoArray(p, po + at + 2 * V);
    TYPE.cast(s3).intoArray(p, po + at + 3 * V);
  }

  /** The same in columns r … r + 3 up to the diagonal, which ends what these rows add to the chains of their own. */
  private static void diagonal4(double[] w, int start, int row, double[] v, int vo, int vi, double[] p, int qo,
      int po) {
    DoubleVector a0 = DoubleVector.fromArray(S, v, vo);
    DoubleVector a1 = DoubleVector.fromArray(S, v, vo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, v, vo + 2 * V);
    DoubleVector a3 = DoubleVector.fromArray(S, v, vo + 3 * V);
    DoubleVector b0 = DoubleVector.fromArray(S, p, qo);
    DoubleVector b1 = DoubleVector.fromArray(S, p, qo + V);
    DoubleVector b2 = DoubleVector.fromArray(S, p, qo + 2 * V);
    DoubleVector b3 = DoubleVector.fromArray(S, p, qo + 3 * V);
    int row1 = start + row;
    int row2 = row1 + row;
    int row3 = row2 + row;
    DoubleVector x = b0.neg().fma(a0, a0.neg().fma(b0, DoubleVector.fromArray(S, w, start)));
    DoubleVector x1 = b1.neg().fma(a0, a1.neg().fma(b0, DoubleVector.fromArray(S, w, row1)));
    DoubleVector x2 = b2.neg().fma(a0, a2.neg().fma(b0, DoubleVector.fromArray(S, w, row2)));
    DoubleVector x3 = b3.neg().fma(a0, a3.neg().fma(b0, DoubleVector.fromArray(S, w, row3)));
    x.intoArray(w, start);
    x1.intoArray(w, row1);
    x2.intoArray(w, row2);
    x3.intoArray(w, row3);
    DoubleVector v0 = DoubleVector.fromArray(S, v, vi);
    DoubleVector v1 = DoubleVector.fromArray(S, v, vi + V);
    DoubleVector s0 = x1.fma(v1, x.fma(v0, DoubleVector.fromArray(S, p, po)));
    DoubleVector s1 = x1.fma(v0, DoubleVector.fromArray(S, p, po + V));
    DoubleVector s2 = x2.fma(v0, DoubleVector.fromArray(S, p, po + 2 * V));
    DoubleVector s3 = x3.fma(v0, DoubleVector.fromArray(S, p, po + 3 * V));
    DoubleVector v2 = DoubleVector.fromArray(S, v, vi + 2 * V);
    DoubleVector v3 = DoubleVector.fromArray(S, v, vi + 3 * V);
    x3.fma(v3, x2.fma(v2, s0)).intoArray(p, po);
    x = b1.neg().fma(a1, a1.neg().fma(b1, DoubleVector.fromArray(S, w, row1 + V)));
    x2 = b2.neg().fma(a1, a2.neg().fma(b1, DoubleVector.fromArray(S, w, row2 + V)));
    x3 = b3.neg().fma(a1, a3.neg().fma(b1, DoubleVector.fromArray(S, w, row3 + V)));
    x.intoArray(w, row1 + V);
    x2.intoArray(w, row2 + V);
    x3.intoArray(w, row3 + V);
    x3.fma(v3, x2.fma(v2, x.fma(v1, s1))).intoArray(p, po + V);
    s2 = x2.fma(v1, s2);
    s3 = x3.fma(v1, s3);
    x = b2.neg().fma(a2, a2.neg().fma(b2, DoubleVector.fromArray(S, w, row2 + 2 * V)));
    x3 = b3.neg().fma(a2, a3.neg().fma(b2, DoubleVector.fromArray(S, w, row3 + 2 * V)));
    x.intoArray(w, row2 + 2 * V);
    x3.intoArray(w, row3 + 2 * V);
    x3.fma(v3, x.fma(v2, s2)).intoArray(p, po + 2 * V);
    s3 = x3.fma(v2, s3);
    x = b3.neg().fma(a3, a3.neg().fma(b3, DoubleVector.fromArray(S, w, row3 + 3 * V)));
    x.intoArray(w, row3 + 3 * V);
    x.fma(v3, s3).intoArray(p, po + 3 * V);
  }

  /** Row r times v up to the diagonal, one of the first rows. */
  private static void product1(double[] w, int start, int r, double[] v, int vi, double[] p, int po) {
    DoubleVector vr = DoubleVector.fromArray(S, v, vi + r * V);
    DoubleVector s = DoubleVector.fromArray(S, p, po + r * V);
    for (int c = 0; c < r * V; c += V) {
      DoubleVector x = DoubleVector.fromArray(S, w, start + c);
      s = x.fma(DoubleVector.fromArray(S, v, vi + c), s);
      x.fma(vr, DoubleVector.fromArray(S, p, po + c)).intoArray(p, po + c);
    }
    DoubleVector.fromArray(S, w, start + r * V).fma(vr, s).intoArray(p, po + r * V);
  }

  /** p ← h·p, then p ← p − (vᵀp·h/2)·v. */
  private static void secondVector(int i, double[] w, int vi, double[] h, double[] p, int po) {
    DoubleVector hi = DoubleVector.fromArray(S, h, i * V);
    DoubleVector k = DoubleVector.zero(S);
    for (int j = 0; j < i * V; j += V) {
      DoubleVector x = DoubleVector.fromArray(S, p, po + j).mul(hi);
      x.intoArray(p, po + j);
      k = DoubleVector.fromArray(S, w, vi + j).fma(x, k);
    }
    k = TYPE.cast(k).mul(hi).mul(0.5).neg();
    for (int j = 0; j < i * V; j += V) {
      k.fma(DoubleVector.fromArray(S, w, vi + j), DoubleVector.fromArray(S, p, po + j)).intoArray(p, po + j);
    }
  }

  /** Rows r and r + 1 of W ← W − v·qᵀ − q·vᵀ. */
  private static void update2(double[] w, int start, int row, int r, double[] v, int vi, double[] q,
      int qo) {
    DoubleVector v0 = DoubleVector.fromArray(S, v, vi + r * V).neg();
    DoubleVector v1 = DoubleVector.fromArray(S, v, vi + r * V + V).neg();
    DoubleVector q0 = DoubleVector.fromArray(S, q, qo + r * V).neg();
    DoubleVector q1 = DoubleVector.fromArray(S, q, qo + r * V + V).neg();
    for (int c = 0; c <= r * V; c += V) {
      DoubleVector vc = DoubleVector.fromArray(S, v, vi + c);
      DoubleVector qc = DoubleVector.fromArray(S, q, qo + c);
      DoubleVector t0 = v0.fma(qc, DoubleVector.fromArray(S, w, start + c));
      DoubleVector t1 = v1.fma(qc, DoubleVector.fromArray(S, w, start + c + row));
      q0.fma(vc, t0).intoArray(w, start + c);
      q1.fma(vc, t1).intoArray(w, start + c + row);
    }
    update1(w, start + row, r + 1, r + 1, v, vi, q, qo);
  }

  /** Row r of W ← W − v·qᵀ − q·vᵀ, columns c0 … r. */
  private static void update1(double[] w, int start, int r, int c0, double[] v, int vi, double[] q, int qo) {
    DoubleVector vr = DoubleVector.fromArray(S, v, vi + r * V).neg();
    DoubleVector qr = DoubleVector.fromArray(S, q, qo + r * V).neg();
    for (int c = c0 * V; c <= r * V; c += V) {
      DoubleVector t = vr.fma(DoubleVector.fromArray(S, q, qo + c), DoubleVector.fromArray(S, w, start + c));
      qr.fma(DoubleVector.fromArray(S, v, vi + c), t).intoArray(w, start + c);
    }
  }

  /**
   * F ← H·F·H for one reflection after the other, that of row i of w on the leading i rows and columns; the bits of the
   * scalar form. An update and the next product are one pass, as in {@link #tridiagonalize}.
   *
   * @param w reflections; its diagonal must be zero, so that a row that joins the block has nothing pending
   * @param p scratch of 2·n vectors
   */
  static void similarity(int n, double[] f, int row, double[] w, double[] h, double[] p) {
    int po = 0;
    int qo = n * V;
    DoubleVector.zero(S).intoArray(p, qo);
    for (int i = 1; i < n; i++) {
      multiply(i, f, row, w, (i - 1) * row, i * row, p, qo, po);
      secondVector(i, w, i * row, h, p, po);
      DoubleVector.zero(S).intoArray(p, po + i * V);
      int free = qo;
      qo = po;
      po = free;
    }
    if (n > 1) {
      update(n - 1, f, row, w, (n - 1) * row, p, qo);
    }
  }

  /** Row c of z becomes column c of Q. */
  static void formTransposed(int n, double[] w, int row, double[] h, double[] z, int zo, double[] u) {
    for (int c = 0; c < n; c++) {
      for (int r = 0; r < n; r++) {
        DoubleVector.broadcast(S, c == r ? 1.0 : 0.0).intoArray(z, zo + c * row + r * V);
      }
    }
    for (int i = 1; i < n; i++) {
      if (!direction(i, w, i * row, h, u)) {
        continue;
      }
      int c = 0;
      for (; c + 4 <= i; c += 4) {
        reflect4(i, w, i * row, u, z, zo + c * row, row);
      }
      for (; c < i; c++) {
        reflect1(i, w, i * row, u, z, zo + c * row);
      }
    }
  }

  /** u ← −h·v; false if h is 0 in all lanes. */
  private static boolean direction(int i, double[] w, int vi, double[] h, double[] u) {
    DoubleVector hi = DoubleVector.fromArray(S, h, i * V);
    if (hi.compare(VectorOperators.EQ, 0.0).allTrue()) {
      return false;
    }
    for (int j = 0; j < i * V; j += V) {
      DoubleVector.fromArray(S, w, vi + j).mul(hi).neg().intoArray(u, j);
    }
    return true;
  }

  private static void reflect4(int i, double[] v, int vi, double[] u, double[] z, int start, int row) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int r = 0; r < i * V; r += V) {
      DoubleVector vr = DoubleVector.fromArray(S, v, vi + r);
      s0 = vr.fma(DoubleVector.fromArray(S, z, start + r), s0);
      s1 = vr.fma(DoubleVector.fromArray(S, z, start + r + row), s1);
      s2 = vr.fma(DoubleVector.fromArray(S, z, start + r + 2 * row), s2);
      s3 = vr.fma(DoubleVector.fromArray(S, z, start + r + 3 * row), s3);
    }
    for (int r = 0; r < i * V; r += V) {
      DoubleVector ur = DoubleVector.fromArray(S, u, r);
      int at = start + r;
      ur.fma(s0, DoubleVector.fromArray(S, z, at)).intoArray(z, at);
      ur.fma(s1, DoubleVector.fromArray(S, z, at + row)).intoArray(z, at + row);
      ur.fma(s2, DoubleVector.fromArray(S, z, at + 2 * row)).intoArray(z, at + 2 * row);
      ur.fma(s3, DoubleVector.fromArray(S, z, at + 3 * row)).intoArray(z, at + 3 * row);
    }
  }

  private static void reflect1(int i, double[] v, int vi, double[] u, double[] z, int start) {
    DoubleVector s = DoubleVector.zero(S);
    for (int r = 0; r < i * V; r += V) {
      s = DoubleVector.fromArray(S, v, vi + r).fma(DoubleVector.fromArray(S, z, start + r), s);
    }
    for (int r = 0; r < i * V; r += V) {
      DoubleVector.fromArray(S, u, r).fma(s, DoubleVector.fromArray(S, z, start + r)).intoArray(z, start + r);
    }
  }
}
