// Master of FloatGemmVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.verify.Inputs;

/** Products: all transposes, all kinds of factors, sums of more than one run, and NaN where nothing is read. */
public final class GemmVectors implements KernelVectors {

  private static final int TWO_RUNS = 6000;
  private static final double SMALL = 0x1p-600; // float: private static final float SMALL = 0x1p-100f;

  /** Made by the service loader. */
  public GemmVectors() {}

  @Override
  public void write(VectorText out) {
    gemm(out, false, false, 2, 3, 5, 1.0, 0.0);
    gemm(out, true, false, 3, 2, 4, 0.3, 0.7);
    gemm(out, false, true, 2, 2, 3, -1.0, 1.0);
    gemm(out, true, true, 2, 4, 3, 0.3, -1.0);
    gemm(out, false, false, 2, 2, 0, 0.3, 0.7);
    gemmOfTwoRuns(out);
    unread(out);
    gemv(out, false, 0.3, 0.7);
    gemv(out, true, 1.0, 0.0);
    ger(out, 1.0);
    ger(out, 0.3);
    triangle(out, "syrk.double", false, 1.0, 0.0);
    triangle(out, "syrk.double", true, 0.3, 0.7);
    triangle(out, "gram.double", true, 1.0, 0.0);
    triangle(out, "gram.double", false, 0.3, 0.7);
  }

  private static void gemm(VectorText out, boolean transA, boolean transB, int m, int n, int k, double alpha,
      double beta) {
    Inputs inputs = new Inputs(m * 100L + n * 10 + k);
    double[] a = inputs.doubles(m * k);
    double[] b = inputs.doubles(k * n);
    double[] c = inputs.doubles(m * n);
    out.kernel("gemm.double").in("transA", transA).in("transB", transB).in("m", m).in("n", n).in("k", k)
        .in("alpha", alpha).in("a", a).in("b", b).in("beta", beta).in("c", c);
    Gemm.gemm(transA, transB, m, n, k, alpha, a, 0, Math.max(1, transA ? m : k), b, 0, transB ? Math.max(1, k) : n, beta,
        c, 0, n);
    out.out("c", c);
  }

  private static void gemmOfTwoRuns(VectorText out) {
    out.kernel("gemm.double").in("transA", false).in("transB", true).in("m", 1).in("n", 2).in("k", TWO_RUNS)
        .in("alpha", 0.3);
    double[] a = out.randomDoubles("a", 7, TWO_RUNS);
    double[] b = out.randomDoubles("b", 8, 2 * TWO_RUNS);
    double[] c = {0.25, -3.0};
    out.in("beta", 0.7).in("c", c);
    Gemm.gemm(false, true, 1, 2, TWO_RUNS, 0.3, a, 0, TWO_RUNS, b, 0, TWO_RUNS, 0.7, c, 0, 2);
    out.out("c", c);
  }

  /** What factors of zero leave unread is NaN; a product that vanishes keeps its sign. */
  private static void unread(VectorText out) {
    double[] nan = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    for (double beta : new double[] {0.0, -0.0, 0.7}) {
      double[] c = beta == 0.0 ? nan.clone() : new double[] {1.0, -2.0, 3.0, -0.0};
      square(out, beta == 0.0 ? 0.3 : -0.0, beta == 0.0 ? new double[] {1.0, -2.0, 0.3, 4.0} : nan, beta, c);
    }
    square(out, 0.0, nan, 0.0, nan.clone());
    double[] c = {0.0};
    double[] a = {-SMALL};
    double[] b = {SMALL};
    out.kernel("gemm.double").in("transA", false).in("transB", false).in("m", 1).in("n", 1).in("k", 1).in("alpha", 1.0)
        .in("a", a).in("b", b).in("beta", 1.0).in("c", c);
    Gemm.gemm(false, false, 1, 1, 1, 1.0, a, 0, 1, b, 0, 1, 1.0, c, 0, 1);
    out.out("c", c);
  }

  /** Every product of 2×2 matrices; a is both operands. */
  private static void square(VectorText out, double alpha, double[] a, double beta, double[] c) {
    double[] x = {a[0], a[1]};
    for (String kernel : new String[] {"gemm.double", "gemv.double", "syrk.double", "gram.double"}) {
      out.kernel(kernel).in("transA", false);
      if (kernel.startsWith("gemm")) {
        out.in("transB", false).in("m", 2).in("n", 2);
      } else if (kernel.startsWith("gemv")) {
        out.in("m", 2);
      } else {
        out.in("n", 2);
      }
      out.in("k", 2).in("alpha", alpha).in("a", a).in("beta", beta);
      double[] y = c.clone();
      switch (kernel) {
        case "gemm.double" -> {
          out.in("b", a).in("c", y);
          Gemm.gemm(false, false, 2, 2, 2, alpha, a, 0, 2, a, 0, 2, beta, y, 0, 2);
        }
        case "gemv.double" -> {
          y = new double[] {c[0], c[3]};
          out.in("x", x).in("y", y);
          Gemm.gemv(false, 2, 2, alpha, a, 0, 2, x, 0, 1, beta, y, 0, 1);
        }
        case "syrk.double" -> {
          out.in("c", y);
          Gemm.syrk(false, 2, 2, alpha, a, 0, 2, beta, y, 0, 2);
        }
        default -> {
          // The upper triangle is written, not read.
          y[1] = Double.NaN;
          out.in("c", y);
          Gemm.gram(false, 2, 2, alpha, a, 0, 2, beta, y, 0, 2);
        }
      }
      out.out(kernel.startsWith("gemv") ? "y" : "c", y);
    }
    double[] g = {1.0, -2.0, 3.0, -0.0};
    if (alpha == 0.0) {
      out.kernel("ger.double").in("m", 2).in("n", 2).in("alpha", alpha).in("x", x).in("y", x).in("a", g);
      Gemm.ger(2, 2, alpha, x, 0, 1, x, 0, 1, g, 0, 2);
      out.out("a", g);
    }
  }

  private static void gemv(VectorText out, boolean transA, double alpha, double beta) {
    Inputs inputs = new Inputs(3);
    double[] a = inputs.doubles(3 * 4);
    double[] x = inputs.doubles(4);
    double[] y = inputs.doubles(3);
    out.kernel("gemv.double").in("transA", transA).in("m", 3).in("k", 4).in("alpha", alpha).in("a", a).in("x", x)
        .in("beta", beta).in("y", y);
    Gemm.gemv(transA, 3, 4, alpha, a, 0, transA ? 3 : 4, x, 0, 1, beta, y, 0, 1);
    out.out("y", y);
  }

  private static void ger(VectorText out, double alpha) {
    Inputs inputs = new Inputs(4);
    double[] x = inputs.doubles(3);
    double[] y = inputs.doubles(2);
    double[] a = inputs.doubles(3 * 2);
    out.kernel("ger.double").in("m", 3).in("n", 2).in("alpha", alpha).in("x", x).in("y", y).in("a", a);
    Gemm.ger(3, 2, alpha, x, 0, 1, y, 0, 1, a, 0, 2);
    out.out("a", a);
  }

  private static void triangle(VectorText out, String kernel, boolean transA, double alpha, double beta) {
    Inputs inputs = new Inputs(5);
    double[] a = inputs.doubles(3 * 4);
    double[] c = inputs.doubles(3 * 3);
    out.kernel(kernel).in("transA", transA).in("n", 3).in("k", 4).in("alpha", alpha).in("a", a).in("beta", beta)
        .in("c", c);
    if (kernel.startsWith("syrk")) {
      Gemm.syrk(transA, 3, 4, alpha, a, 0, transA ? 3 : 4, beta, c, 0, 3);
    } else {
      Gemm.gram(transA, 3, 4, alpha, a, 0, transA ? 3 : 4, beta, c, 0, 3);
    }
    out.out("c", c);
  }
}
