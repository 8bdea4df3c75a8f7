// Master of FloatFactorVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.Inputs;

/** Factorisations: general, diagonal, singular and badly scaled matrices; what is not positive definite. */
public final class FactorVectors implements KernelVectors {

  private static final int N = 5;

  /** Kinds of symmetric matrix. */
  private static final int KINDS = 5;

  /** Made by the service loader. */
  public FactorVectors() {}

  /** Symmetric, whole: general, badly scaled, a zero matrix, diagonal with an equal pair, of rank one. */
  static double[] symmetric(int n, int kind) {
    double[] a = new double[n * n];
    Inputs inputs = new Inputs(120 + kind);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = inputs.nextDouble();
        a[i * n + j] = switch (kind) {
          case 0 -> x;
          case 1 -> x * (1 << 4 * i) * (1 << 4 * j) * 0x1p-60;
          case 2 -> 0.0;
          case 3 -> i == j ? i % 3 : 0.0;
          default -> (i + 1.0) * (j + 1.0);
        };
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  /** Positive definite, whole, its diagonal dominant; problem numbers give other elements. */
  static double[] positive(int n, int problem) {
    double[] a = new double[n * n];
    Inputs inputs = new Inputs(130 + problem);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = inputs.nextDouble();
        a[i * n + j] = i == j ? n + x : x;
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  @Override
  public void write(VectorText out) {
    cholesky(out);
    triangular(out);
    for (int kind = 0; kind < KINDS; kind++) {
      eigen(out, symmetric(N, kind));
    }
    roots(out);
    rectangular(out, 5, 3);
    rectangular(out, 3, 3);
    rectangular(out, 2, 4);
  }

  private static void cholesky(VectorText out) {
    double[] a = positive(N, 0);
    double[] b = new Inputs(140).doubles(N * 2);
    double[] l = new double[N * N];
    Cholesky cholesky = new Cholesky().factor(N, a, 0, N);
    cholesky.lower(l, 0, N);
    out.kernel("cholesky.double").in("n", N).in("a", a).in("nrhs", 2).in("b", b);
    cholesky.solve(2, b, 0, 2);
    out.out("l", l).out("x", b);
    a[3 * N + 3] = -1.0;
    out.kernel("cholesky.double").in("n", N).in("a", a);
    try {
      cholesky.factor(N, a, 0, N);
      throw new IllegalStateException("a negative pivot was not found");
    } catch (NumericalException e) {
      refused(out, e);
    }
  }

  /** The index and the value of a refusal. */
  static void refused(VectorText out, NumericalException e) {
    double value = e.value(); // float: float value = (float) e.value();
    out.out("index", e.index()).out("value", value);
  }

  private static void triangular(VectorText out) {
    double[] t = positive(N, 1);
    for (int kind = 0; kind < 4; kind++) {
      boolean lower = kind % 2 == 0;
      boolean transposed = kind > 1;
      double[] b = new Inputs(141).doubles(N * 2);
      out.kernel("triangularSolve.double").in("lower", lower).in("transposed", transposed).in("n", N).in("nrhs", 2)
          .in("t", t).in("b", b);
      Triangular.solve(lower, transposed, N, 2, t, 0, N, b, 0, 2);
      out.out("x", b);
    }
  }

  private static void eigen(VectorText out, double[] a) {
    double[] values = new double[N];
    double[] vectors = new double[N * N];
    double[] product = new double[N * N];
    SymmetricEigen eigen = new SymmetricEigen().factor(N, a, 0, N);
    eigen.values(values, 0);
    eigen.vectors(vectors, 0, N);
    eigen.reconstruct(product, 0, N);
    out.kernel("eigen.double").in("n", N).in("a", a).out("values", values).out("vectors", vectors)
        .out("product", product);
  }

  private static void roots(VectorText out) {
    double[] a = positive(N, 2);
    double[] b = new Inputs(142).doubles(N);
    double[] root = new double[N * N];
    SymmetricRoot roots = new SymmetricRoot().factor(N, a, 0, N);
    roots.squareRoot(root, 0, N);
    out.kernel("squareRoot.double").in("n", N).in("a", a).out("root", root);
    roots.inverseSquareRoot(root, 0, N);
    out.kernel("inverseSquareRoot.double").in("n", N).in("a", a).in("b", b);
    roots.solve(1, b, 0, 1);
    out.out("root", root).out("x", b);
    a = symmetric(N, KINDS - 1);
    roots.factor(N, a, 0, N);
    roots.squareRoot(root, 0, N);
    out.kernel("squareRoot.double").in("n", N).in("a", a).out("root", root);
  }

  private static void rectangular(VectorText out, int m, int n) {
    int k = Math.min(m, n);
    double[] a = new Inputs(143 + m).doubles(m * n);
    double[] b = new Inputs(150).doubles(m);
    double[] r = new double[k * n];
    double[] q = new double[m * k];
    HouseholderQr qr = new HouseholderQr().factor(m, n, a, 0, n);
    qr.upper(r, 0, n);
    qr.orthogonal(q, 0, k);
    out.kernel("qr.double").in("m", m).in("n", n).in("a", a).out("r", r).out("q", q);
    double[] x = b.clone();
    if (m >= n) {
      qr.solve(1, x, 0, 1);
      out.in("b", b).out("x", x);
    }
    double[] values = new double[k];
    double[] v = new double[k * n];
    x = new double[n];
    JacobiSvd svd = new JacobiSvd().factor(m, n, a, 0, n);
    svd.values(values, 0);
    svd.left(q, 0, k);
    svd.rightTransposed(v, 0, n);
    svd.solve(1, b, 0, 1, x, 0, 1);
    out.kernel("svd.double").in("m", m).in("n", n).in("a", a).in("b", b).out("values", values).out("u", q)
        .out("vTransposed", v).out("rank", svd.rank()).out("x", x);
  }
}
