// Master of FloatFactorLimitVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;

/**
 * Factorisations at their limits: what is negligible, dropped, scaled, tied, completed or refused; orders beyond one run
 * and beyond the partials of a sum. Upper triangles of symmetric matrices, which are not read, are NaN.
 */
public final class FactorLimitVectors implements KernelVectors {

  /** One more, to the last bit. */
  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;
  /** Its square is below TINY. */
  private static final double DROPPED = 0x1p-460; // float: private static final float DROPPED = 0x1p-55f;
  /** Its square is not. */
  private static final double KEPT = 0x1p-440; // float: private static final float KEPT = 0x1p-49f;
  private static final int WIDE = 34; // float: private static final int WIDE = 66;
  private static final double LARGEST = Double.MAX_VALUE;
  private static final double LEAST = Double.MIN_VALUE;
  private static final int HUGE = 1020; // float: private static final int HUGE = 124;
  private static final int SMALL = -1060; // float: private static final int SMALL = -140;

  /** Made by the service loader. */
  public FactorLimitVectors() {}

  @Override
  public void write(VectorText out) {
    cholesky(out);
    eigen(out);
    roots(out);
    rectangular(out);
  }

  /** Whole, of a lower triangle row by row. */
  private static double[] symmetric(double... lower) {
    int n = 0;
    while (n * (n + 1) / 2 < lower.length) {
      n++;
    }
    double[] a = new double[n * n];
    Arrays.fill(a, Double.NaN);
    for (int i = 0, k = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = lower[k++];
      }
    }
    return a;
  }

  private static int order(double[] a) {
    return (int) Math.sqrt(a.length);
  }

  /** Hilbert's matrix and a hundredth of the identity. */
  private static double[] hilbert(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = 1.0 / (1 + i / n + i % n) + (i / n == i % n ? 0.01 : 0.0);
    }
    return a;
  }

  private static void cholesky(VectorText out) {
    double[][] matrices = {symmetric(1.0, 1.0, 1.0 + EPSILON), symmetric(1.0, 1.0, 1.0 + 2.0 * EPSILON),
        symmetric(1.0, 1.0, 2.0, 1.0, 1.0, 1.0 + 2.0 * EPSILON), symmetric(0.0), symmetric(LARGEST, 1.0, LEAST),
        symmetric(4.0, LARGEST, 1.0), symmetric(), hilbert(6), hilbert(7)};
    for (double[] a : matrices) {
      int n = order(a);
      double[] b = new double[n];
      Arrays.fill(b, 1.0);
      out.kernel("cholesky.double").in("n", n).in("a", a).in("nrhs", 1).in("b", b);
      try {
        double[] l = new double[n * n];
        Cholesky cholesky = new Cholesky().factor(n, a, 0, Math.max(1, n));
        cholesky.lower(l, 0, Math.max(1, n));
        cholesky.solve(1, b, 0, 1);
        out.out("l", l).out("x", b);
      } catch (NumericalException e) {
        FactorVectors.refused(out, e);
      }
    }
    double[] t = {2.0, Double.NaN, -3.0, LEAST};
    double[] b = {1.0, 1.0};
    out.kernel("triangularSolve.double").in("lower", true).in("transposed", false).in("n", 2).in("nrhs", 1).in("t", t)
        .in("b", b);
    try {
      Triangular.solve(true, false, 2, 1, t, 0, 2, b, 0, 1);
      throw new IllegalStateException("a singular triangle was not found");
    } catch (NumericalException e) {
      FactorVectors.refused(out, e);
    }
  }

  private static void eigen(VectorText out) {
    double[][] matrices = {symmetric(), symmetric(-0.0), symmetric(-0.0, -0.0, -0.0), symmetric(LEAST),
        // Exactly negligible, then just not.
        symmetric(1.0, EPSILON, 1.0), symmetric(1.0, EPSILON, 1.0 + EPSILON), symmetric(1.0, 1.5 * EPSILON, 1.0),
        // A coupling below FLOOR between two zeros; a sum of squares below TINY.
        symmetric(0.0, DROPPED, 0.0, 0.0, 0.0, 1.0), symmetric(1.0, 0.5, 1.0, DROPPED, 0.5, 1.0),
        symmetric(0.0, KEPT, 0.0, 0.0, 0.0, 1.0), symmetric(1.0, 0.5, 1.0, KEPT, 0.5, 1.0),
        // A sweep that ends early.
        symmetric(0.0, 0x1p-399, 0.0, 0.0, 0x1p-200, 0.0, 0.0, 0.0, 0x1p-19, 0x1p-300), // float: symmetric(0x1p-39f, 0x1p-29f, 0.0f, 0.0f, 0x1p-40f, 0x1p-40f, 0.0f, 0.0f, 1.0f, 0x1p-9f),
        // Equal eigenvalues, and zeros of either sign among the vectors.
        symmetric(1.0, 0.0, 1.0, 0.0, 0.0, 1.0), symmetric(0.0, 1.0, 0.0), symmetric(0.0, -1.0, 0.0, 1.0, 0.0, 0.0),
        symmetric(1.0, 1.0, 1.0, 1.0, 1.0, 1.0), symmetric(0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        symmetric(-1.0, 0.0, -1.0, 0.0, 1.0, -1.0, -1.0, 0.0, 0.0, -1.0)};
    for (double[] a : matrices) {
      int n = order(a);
      out.kernel("eigen.double").in("n", n).in("a", a);
      eigen(out, n, a);
    }
    for (int power : new int[] {0, HUGE, SMALL}) {
      out.kernel("eigen.double").in("n", 6);
      eigen(out, 6, out.randomDoubles("a", 300, 36, power));
    }
    // The shift's root and the sums of products decide.
    out.kernel("eigen.double").in("n", 20);
    eigen(out, 20, out.randomDoubles("a", 5049, 400));
    out.kernel("eigen.double").in("n", 5);
    eigen(out, 5, out.randomDoubles("a", 5444, 25));
    out.kernel("eigen.double").in("n", 70);
    eigen(out, 70, out.randomDoubles("a", 301, 4900));
  }

  private static void eigen(VectorText out, int n, double[] a) {
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    double[] product = new double[n * n];
    int ld = Math.max(1, n);
    SymmetricEigen eigen = new SymmetricEigen().factor(n, a, 0, ld);
    eigen.values(values, 0);
    eigen.vectors(vectors, 0, ld);
    eigen.reconstruct(product, 0, ld);
    out.out("values", values).out("vectors", vectors).out("product", product);
  }

  /** Eigenvalues just above, within and just below what is negligible. */
  private static void roots(VectorText out) {
    for (double x : new double[] {-4.0, -1.0, 1.0, 4.0}) {
      double[] a = symmetric(1.0, 0.0, x * EPSILON);
      double[] b = {1.0, 2.0};
      double[] root = new double[4];
      SymmetricRoot roots = new SymmetricRoot().factor(2, a, 0, 2);
      out.kernel("squareRoot.double").in("n", 2).in("a", a);
      try {
        roots.squareRoot(root, 0, 2);
        out.out("root", root);
      } catch (NumericalException e) {
        FactorVectors.refused(out, e);
      }
      out.kernel("inverseSquareRoot.double").in("n", 2).in("a", a).in("b", b);
      try {
        roots.inverseSquareRoot(root, 0, 2);
        roots.solve(1, b, 0, 1);
        out.out("root", root).out("x", b);
      } catch (NumericalException e) {
        FactorVectors.refused(out, e);
      }
    }
  }

  private static void rectangular(VectorText out) {
    double[] ties = {1.0, 2.0, 2.0, 4.0, 2.0, 4.0, 4.0, 8.0, 3.0, 6.0, 6.0, 12.0};
    double[][] matrices = {{-0.0}, {LEAST}, {1.0, 0.5, DROPPED, 1.0}, {1.0, 0.5, KEPT, 1.0}, {0.0, 0.0, -0.0, 0.0},
        {1.0, 0.25, 0.0, DROPPED}, {1.0, 0x1p-18, 0.0, KEPT}, {1.0, 1.0, 1.0, 1.0 + 0x1p-9},
        {1.0, 0.0, 0.0, 1.0}, {LARGEST, LARGEST, LARGEST, LARGEST}};
    for (double[] a : matrices) {
      factor(out, order(a), order(a), a);
    }
    factor(out, 3, 3, new double[] {1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0});
    // Of rank two: the roundings of a chain decide which column is the first to be completed from.
    factor(out, 3, 3, new double[] {-1.0, 7.0, 6.0, 7.0, -1.0, 6.0, 1.0, -3.0, -2.0});
    factor(out, 3, 3, new double[] {2.0, 4.0, 2.0, 1.0, -4.0, -5.0, 4.0, 2.0, -2.0});
    factor(out, 3, 4, ties);
    factor(out, 4, 3, ties);
    factor(out, 0, 0, new double[0]);
    factor(out, 2, 0, new double[0]);
    factor(out, 0, 2, new double[0]);
    // More than n·ε, less than m·ε.
    double[] tall = new double[18];
    tall[0] = 1.0;
    tall[3] = 4.0 * EPSILON;
    factor(out, 9, 2, tall);
    // Of rank one and two among random numbers.
    double[] low = new double[30];
    for (int i = 0; i < 30; i++) {
      low[i] = (i / 5 + 1) * (i % 5 - 7) + (i / 5 % 2 == 0 ? 0.0 : 3.0 * (i % 5));
    }
    factor(out, 6, 5, low);
    factor(out, 5, 6, low);
    // Of rank two, and so large that dot products have more terms than partials.
    double[] deficient = new double[WIDE * WIDE];
    for (int i = 0; i < deficient.length; i++) {
      int row = i / WIDE;
      int column = i % WIDE;
      deficient[i] = (row % 3 - 1) * (column % 5) + (row % 4 + 1) * (column % 7 - 3);
    }
    factor(out, WIDE, WIDE, deficient);
    for (int power : new int[] {HUGE, SMALL}) {
      random(out, 5, 3, 310, power);
    }
    random(out, 90, 80, 311, 0);
    random(out, 150, 3, 313, 0);
    random(out, 200, 4, 314, 0);
    random(out, 4200, 2, 312, 0);
  }

  private static void random(VectorText out, int m, int n, long seed, int power) {
    out.kernel("qr.double").in("m", m).in("n", n);
    double[] a = out.randomDoubles("a", seed, m * n, power);
    qr(out, m, n, a, out.randomDoubles("b", seed + 50, m));
    out.kernel("svd.double").in("m", m).in("n", n);
    a = out.randomDoubles("a", seed, m * n, power);
    svd(out, m, n, a, out.randomDoubles("b", seed + 50, m));
  }

  private static void factor(VectorText out, int m, int n, double[] a) {
    double[] b = new double[m];
    Arrays.fill(b, 1.0);
    out.kernel("qr.double").in("m", m).in("n", n).in("a", a);
    if (m >= n) {
      out.in("b", b);
    }
    qr(out, m, n, a, b);
    out.kernel("svd.double").in("m", m).in("n", n).in("a", a).in("b", b);
    svd(out, m, n, a, b);
  }

  private static void qr(VectorText out, int m, int n, double[] a, double[] b) {
    int k = Math.min(m, n);
    int ld = Math.max(1, n);
    double[] r = new double[k * n];
    double[] q = new double[m * k];
    HouseholderQr qr = new HouseholderQr().factor(m, n, a, 0, ld);
    qr.upper(r, 0, ld);
    qr.orthogonal(q, 0, Math.max(1, k));
    out.out("r", r).out("q", q);
    if (m >= n) {
      try {
        double[] x = b.clone();
        qr.solve(1, x, 0, 1);
        out.out("x", x);
      } catch (NumericalException e) {
        FactorVectors.refused(out, e);
      }
    }
  }

  private static void svd(VectorText out, int m, int n, double[] a, double[] b) {
    int k = Math.min(m, n);
    double[] values = new double[k];
    double[] u = new double[m * k];
    double[] v = new double[k * n];
    double[] x = new double[n];
    JacobiSvd svd = new JacobiSvd().factor(m, n, a, 0, Math.max(1, n));
    svd.values(values, 0);
    svd.left(u, 0, Math.max(1, k));
    svd.rightTransposed(v, 0, Math.max(1, n));
    svd.solve(1, b, 0, 1, x, 0, 1);
    out.out("values", values).out("u", u).out("vTransposed", v).out("rank", svd.rank()).out("x", x);
  }
}
