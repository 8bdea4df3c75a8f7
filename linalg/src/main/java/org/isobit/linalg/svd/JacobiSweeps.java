// Master of FloatJacobiSweeps: the float version is generated from this file.
package org.isobit.linalg.svd;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.linalg.internal.Workspaces;
import org.isobit.linalg.qr.HouseholderQr;

/**
 * Makes the rows of a k×k matrix of magnitude about 1 orthogonal by plane rotations (Hestenes 1958), the longest row
 * first (de Rijk 1989), and accumulates the rotations.
 *
 * <p><b>Order of operations.</b> At the start of a sweep the squared norms of all rows are taken anew (partials and
 * tree, as all products of rows). For p ascending: the longest of the rows p … k − 1, the first among equals, is
 * exchanged with row p; then for q = p + 1 … k − 1, with a, b the squared norms and g the product of rows p and q:
 * nothing if a or b is below TINY or |g| ≤ ε·√k·(√a·√b); else ζ = (b − a) ÷ (2g), t = ±1 ÷ (|ζ| + √(1 + ζ²)), or ±½ ÷
 * |ζ| for large ζ, c = 1 ÷ √(1 + t²), s = c·t; a ← a − t·g, b ← b + t·g, b taken anew if it falls below b/16. The
 * sweeps end with the first that rotates nothing. Not thread-safe.
 */
final class JacobiSweeps {

  /** Most sweeps. */
  static final int SWEEPS = 60;

  /** Rows whose squared norm is below are zero: the matrix has elements of order 1. */
  private static final double TINY = 0x1p-900; // float: private static final float TINY = 0x1p-100f;

  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;

  /** From here on √(1 + ζ²) = |ζ| to working precision. */
  private static final double LARGE = 0x1p30; // float: private static final float LARGE = 0x1p14f;

  private final JacobiSvdReference kernels;
  private final ReduceReference reduce;
  private double[] w = new double[0];
  private double[] g = new double[0];
  private double[] norms = new double[0];
  private int[] order = new int[0];
  private int k;
  private int ld;

  JacobiSweeps(Backend backend) {
    kernels = JacobiSvdReference.of(backend);
    reduce = ReduceReference.of(backend);
  }

  /** Orthogonalises the rows of R. */
  void run(int k, HouseholderQr qr) {
    this.k = k;
    ld = Workspaces.leading(k);
    w = Workspaces.grow("svd", w, k, ld);
    g = Workspaces.grow("svd", g, k, ld);
    norms = Workspaces.grow("svd", norms, 1, k);
    if (order.length < k) {
      order = new int[k];
    }
    // Padding must be zero, so that whole vectors can be rotated.
    Arrays.fill(w, 0, k * ld, 0.0);
    Arrays.fill(g, 0, k * ld, 0.0);
    qr.upper(w, 0, ld);
    for (int i = 0; i < k; i++) {
      g[i * ld + i] = 1.0;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      if (!sweep()) {
        return;
      }
    }
    throw new NumericalException("svd: no convergence in " + SWEEPS + " sweeps", -1, Double.NaN);
  }

  private boolean sweep() {
    double tolerance = EPSILON * Math.sqrt(k);
    for (int i = 0; i < k; i++) {
      norms[i] = reduce.dot(k, w, i * ld, 1, w, i * ld, 1);
    }
    boolean rotated = false;
    for (int p = 0; p < k; p++) {
      bringLongest(p);
      for (int q = p + 1; q < k; q++) {
        if (norms[p] >= TINY && norms[q] >= TINY) {
          double product = reduce.dot(k, w, p * ld, 1, w, q * ld, 1);
          if (Math.abs(product) > tolerance * (Math.sqrt(norms[p]) * Math.sqrt(norms[q]))) {
            rotate(p, q, product);
            rotated = true;
          }
        }
      }
    }
    return rotated;
  }

  private void bringLongest(int p) {
    int longest = p;
    for (int i = p + 1; i < k; i++) {
      longest = norms[i] > norms[longest] ? i : longest;
    }
    if (longest != p) {
      swap(w, p * ld, longest * ld);
      swap(g, p * ld, longest * ld);
      double norm = norms[p];
      norms[p] = norms[longest];
      norms[longest] = norm;
    }
  }

  private void swap(double[] rows, int x, int y) {
    for (int i = 0; i < k; i++) {
      double t = rows[x + i];
      rows[x + i] = rows[y + i];
      rows[y + i] = t;
    }
  }

  private void rotate(int p, int q, double product) {
    double a = norms[p];
    double b = norms[q];
    double zeta = (b - a) / (2.0 * product);
    double size = Math.abs(zeta);
    double t = size >= LARGE ? 0.5 / size : 1.0 / (size + Math.sqrt(Math.fma(zeta, zeta, 1.0)));
    t = zeta < 0.0 ? -t : t;
    double c = 1.0 / Math.sqrt(Math.fma(t, t, 1.0));
    double s = c * t;
    kernels.rotate(k, w, p * ld, q * ld, c, s);
    kernels.rotate(k, g, p * ld, q * ld, c, s);
    norms[p] = Math.fma(-t, product, a);
    double less = Math.fma(t, product, b);
    norms[q] = less < 0.0625 * b ? reduce.dot(k, w, q * ld, 1, w, q * ld, 1) : less;
  }

  /** Writes the lengths of the rows, descending; their directions as rows; the rotations, transposed, over zeros. */
  void take(double[] values, double[] right, double[] left, int rows, int ldo) {
    for (int i = 0; i < k; i++) {
      double square = reduce.dot(k, w, i * ld, 1, w, i * ld, 1);
      norms[i] = square < TINY ? 0.0 : Math.sqrt(square);
      int j = i;
      for (; j > 0 && norms[order[j - 1]] < norms[i]; j--) {
        order[j] = order[j - 1];
      }
      order[j] = i;
    }
    Arrays.fill(left, 0, rows * ldo, 0.0);
    for (int i = 0; i < k; i++) {
      int row = order[i] * ld;
      double norm = norms[order[i]];
      values[i] = norm;
      for (int j = 0; j < k; j++) {
        right[i * ldo + j] = norm == 0.0 ? 0.0 : w[row + j] / norm;
        left[j * ldo + i] = g[row + j];
      }
      if (norm == 0.0) {
        complete(i, right, ldo);
      }
    }
  }

  /** Gives row i of v, after i orthonormal ones, a direction orthogonal to them. */
  private void complete(int i, double[] v, int ldv) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int j = 0; j < k; j++) {
      double s = 0.0;
      for (int r = 0; r < i; r++) {
        s = Math.fma(v[r * ldv + j], v[r * ldv + j], s);
      }
      if (s < least) {
        least = s;
        best = j;
      }
    }
    v[i * ldv + best] = 1.0;
    for (int pass = 0; pass < 2; pass++) {
      for (int r = 0; r < i; r++) {
        double c = reduce.dot(k, v, i * ldv, 1, v, r * ldv, 1);
        for (int j = 0; j < k; j++) {
          v[i * ldv + j] = Math.fma(-c, v[r * ldv + j], v[i * ldv + j]);
        }
      }
    }
    double norm = Math.sqrt(reduce.dot(k, v, i * ldv, 1, v, i * ldv, 1));
    for (int j = 0; j < k; j++) {
      v[i * ldv + j] /= norm;
    }
  }
}
