// Master of FloatGemmTest: the float version is generated from this file.
package org.isobit.verify.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Matrix products through the façade: bits, threads, what is not read or written, accuracy, errors. */
class GemmTest {

  private static final GemmReference REFERENCE = GemmReference.of(Backend.REFERENCE);
  private static final int V = SpeciesSimd.bits() / 64; // float: private static final int V = SpeciesSimd.bits() / 32;
  private static final double UNIT = 0x1p-53; // float: private static final float UNIT = 0x1p-24f;

  private static void facade(GemmProblem p, Workers workers) {
    if (workers == null) {
      Gemm.gemm(p.transA, p.transB, p.m, p.n, p.k, p.alpha, p.a, p.ao, p.lda, p.b, p.bo, p.ldb, p.beta, p.c, p.co,
          p.ldc);
    } else {
      Gemm.gemm(p.transA, p.transB, p.m, p.n, p.k, p.alpha, p.a, p.ao, p.lda, p.b, p.bo, p.ldb, p.beta, p.c, p.co,
          p.ldc, workers);
    }
  }

  private static void compare(int m, int n, int k, int turn, Workers workers) {
    for (int transposes = 0; transposes < 4; transposes++) {
      int variant = 4 * turn + transposes;
      double alpha = GemmProblem.ALPHAS[turn % 4];
      double beta = GemmProblem.BETAS[(turn / 4 + transposes) % 4];
      boolean transA = (transposes & 1) != 0;
      boolean transB = (transposes & 2) != 0;
      GemmProblem expected = new GemmProblem(transA, transB, m, n, k, alpha, beta, variant);
      GemmProblem actual = new GemmProblem(transA, transB, m, n, k, alpha, beta, variant);
      expected.gemm(Backend.REFERENCE);
      facade(actual, workers);
      same(expected.c, actual.c, m + "x" + n + "x" + k + " transposes " + transposes + " alpha " + alpha + " beta "
          + beta);
      same(expected.a, actual.a, "A");
      same(expected.b, actual.b, "B");
    }
  }

  private static void same(double[] expected, double[] actual, String label) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        throw new AssertionError(label + ": element " + i + " is " + actual[i] + ", expected " + expected[i]);
      }
    }
  }

  @Test
  void everySmallShapeHasTheBitsOfTheReference() {
    int turn = 0;
    for (int m = 0; m <= 2 * V + 3; m++) {
      for (int n = 0; n <= 2 * V + 3; n++) {
        for (int k = 0; k <= 2 * V + 3; k += 1 + (m + n) % 3) {
          compare(m, n, k, turn++, null);
        }
      }
    }
  }

  @Test
  void shapesAroundEveryBlockHaveTheBitsOfTheReference() {
    int turn = 0;
    int[] rows = {1, 11, 13, 16, 20, 129};
    int[] columns = {1, V, 2 * V, 4 * V + 1, 63, 65, 127, 129, 255, 257, 290, 513};
    int[] terms = {2, 31, 257};
    for (int m : rows) {
      for (int n : columns) {
        for (int k : terms) {
          compare(m, n, k, turn++, null);
        }
      }
    }
  }

  @Test
  void runsAreAddedInOrder() {
    int turn = 0;
    for (int k : new int[] {4095, 4096, 4097, 8191, 8192, 8193, 12289}) {
      for (int m : new int[] {1, 3, 13}) {
        for (int n : new int[] {1, 2, 9, 40}) {
          compare(m, n, k, turn++, null);
        }
      }
    }
    compare(500, 3, 4100, 0, null);
    compare(3, 500, 4100, 4, null);
  }

  @Test
  void threadsDoNotShow() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = Workers.of(threads)) {
        int turn = 0;
        for (int[] s : new int[][] {{0, 3, 4}, {5, 7, 9}, {150, 160, 170}, {1, 2000, 300}, {2000, 1, 300},
            {301, 97, 128}, {20, 5000, 20}, {5000, 20, 20}, {60, 60, 5000}}) {
          compare(s[0], s[1], s[2], turn++, workers);
          compare(s[0], s[1], s[2], 4 + turn++, workers);
        }
        triangles(workers, 130, 200);
        triangles(workers, 333, 70);
      }
    }
  }

  private static void triangles(Workers workers, int n, int k) {
    for (int turn = 0; turn < 8; turn++) {
      boolean transA = turn % 2 == 1;
      double alpha = GemmProblem.ALPHAS[turn / 2 % 4];
      double beta = GemmProblem.BETAS[turn % 4];
      GemmProblem expected = new GemmProblem(transA, !transA, n, n, k, alpha, beta, turn);
      GemmProblem lower = new GemmProblem(transA, !transA, n, n, k, alpha, beta, turn);
      GemmProblem whole = new GemmProblem(transA, !transA, n, n, k, alpha, beta, turn);
      expected.syrk(Backend.REFERENCE);
      Gemm.syrk(transA, n, k, alpha, lower.a, lower.ao, lower.lda, beta, lower.c, lower.co, lower.ldc, workers);
      same(expected.c, lower.c, "syrk");
      REFERENCE.mirror(n, expected.c, expected.co, expected.ldc);
      Gemm.gram(transA, n, k, alpha, whole.a, whole.ao, whole.lda, beta, whole.c, whole.co, whole.ldc, workers);
      same(expected.c, whole.c, "gram");
    }
  }

  @Test
  void aTriangleIsPartOfTheProduct() {
    int n = 37;
    int k = 50;
    double[] a = new Inputs(1).doubles(n * k);
    double[] gram = new double[n * n];
    double[] product = new double[n * n];
    Gemm.gram(false, n, k, 0.3, a, 0, k, 0.0, gram, 0, n);
    Gemm.gemm(false, true, n, n, k, 0.3, a, 0, k, a.clone(), 0, k, 0.0, product, 0, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        assertEquals(product[i * n + j], gram[i * n + j]);
        assertEquals(product[i * n + j], gram[j * n + i]);
      }
    }
  }

  @Test
  void vectorsAreProductsWithOneColumn() {
    for (int turn = 0; turn < 16; turn++) {
      int m = 5 + 13 * turn;
      int k = 300 - 17 * turn;
      GemmProblem p = new GemmProblem(turn % 2 == 1, false, m, 1, k, GemmProblem.ALPHAS[turn % 4],
          GemmProblem.BETAS[turn / 4], turn);
      GemmProblem q = new GemmProblem(turn % 2 == 1, false, m, 1, k, GemmProblem.ALPHAS[turn % 4],
          GemmProblem.BETAS[turn / 4], turn);
      p.gemm(Backend.REFERENCE);
      Gemm.gemv(q.transA, m, k, q.alpha, q.a, q.ao, q.lda, q.b, q.bo, q.ldb, q.beta, q.c, q.co, q.ldc);
      same(p.c, q.c, "gemv");
      GemmProblem r = new GemmProblem(false, true, m, k, 1, GemmProblem.ALPHAS[turn % 4], 1.0, turn);
      GemmProblem s = new GemmProblem(false, true, m, k, 1, GemmProblem.ALPHAS[turn % 4], 1.0, turn);
      r.gemm(Backend.REFERENCE);
      Gemm.ger(m, k, s.alpha, s.a, s.ao, s.lda, s.b, s.bo, s.ldb, s.c, s.co, s.ldc);
      same(r.c, s.c, "ger");
    }
  }

  @Test
  void aChainGoesOnFromC() {
    int m = 30;
    int n = 41;
    int k = 200;
    double[] a = new Inputs(1).doubles(m * k);
    double[] b = new Inputs(2).doubles(k * n);
    double[] whole = new Inputs(3).doubles(m * n);
    double[] pieces = whole.clone();
    Gemm.gemm(false, false, m, n, k, -1.0, a, 0, k, b, 0, n, 1.0, whole, 0, n);
    for (int p = 0, step = 1; p < k; p += step, step = Math.min(k - p, step + 7)) {
      Gemm.gemm(false, false, m, n, step, -1.0, a, p, k, b, (long) p * n, n, 1.0, pieces, 0, n);
    }
    same(whole, pieces, "pieces");
  }

  @Test
  void whatIsNotNeededIsNotRead() {
    double[] nan = new double[400];
    java.util.Arrays.fill(nan, Double.NaN);
    double[] one = new double[400];
    java.util.Arrays.fill(one, 1.0);
    double[] c = nan.clone();
    Gemm.gemm(false, false, 20, 20, 20, 1.0, one, 0, 20, one, 0, 20, 0.0, c, 0, 20);
    for (double x : c) {
      assertEquals(20.0, x);
    }
    Gemm.gemm(false, true, 20, 20, 20, 0.0, nan, 0, 20, nan.clone(), 0, 20, 0.5, c, 0, 20);
    for (double x : c) {
      assertEquals(10.0, x);
    }
    Gemm.gemm(true, false, 20, 20, 0, 1.0, nan, 0, 20, nan.clone(), 0, 20, 0.0, c, 0, 20);
    for (double x : c) {
      assertEquals(0.0, x);
    }
    double[] gram = nan.clone();
    for (int i = 0; i < 20; i++) {
      java.util.Arrays.fill(gram, 20 * i, 20 * i + i + 1, 1.0);
    }
    Gemm.gram(false, 20, 20, 1.0, one, 0, 20, 1.0, gram, 0, 20);
    for (double x : gram) {
      assertEquals(21.0, x);
    }
  }

  @Test
  void productsAreAccurate() {
    for (int[] s : new int[][] {{7, 9, 11}, {60, 50, 40}, {130, 140, 300}, {20, 20, 5000}}) {
      double[] a = new Inputs(s[0]).doubles(s[0] * s[2]);
      double[] b = new Inputs(s[1]).doubles(s[2] * s[1]);
      double[] c = new double[s[0] * s[1]];
      Gemm.gemm(false, false, s[0], s[1], s[2], 1.0, a, 0, s[2], b, 0, s[1], 0.0, c, 0, s[1]);
      DMatrixRMaj other = new DMatrixRMaj(s[0], s[1]);
      CommonOps_DDRM.mult(DMatrixRMaj.wrap(s[0], s[2], a), DMatrixRMaj.wrap(s[2], s[1], b), other);
      // Both are within k·u of |A|·|B| ≤ k.
      double bound = 2 * UNIT * s[2] * s[2];
      for (int i = 0; i < c.length; i++) {
        assertEquals(other.data[i], c[i], bound);
      }
    }
  }

  @Test
  void submatricesOfOneArrayAreFineUnlessTheyMeet() {
    int ld = 40;
    double[] x = new Inputs(5).doubles(ld * ld);
    double[] y = x.clone();
    // A and B left of C and above it: the update of a blocked factorisation.
    Gemm.gemm(false, false, 20, 20, 15, -1.0, x, 15 * ld, ld, x, 15, ld, 1.0, x, 15 * ld + 15, ld);
    REFERENCE.gemm(false, false, 20, 20, 15, -1.0, y.clone(), 15 * ld, ld, y.clone(), 15, ld, 1.0, y, 15 * ld + 15, ld);
    same(y, x, "update");
    String message = assertThrows(IllegalArgumentException.class,
        () -> Gemm.gemm(false, false, 20, 20, 15, -1.0, x, 15 * ld, ld, x, 15, ld, 1.0, x, 15 * ld + 14, ld))
        .getMessage();
    assertTrue(message.startsWith("gemm: the output (20x20 ") && message.contains(" overlaps A ("), message);
    assertThrows(IllegalArgumentException.class, () -> Gemm.syrk(false, 10, 10, 1.0, x, 0, ld, 0.0, x, 5 * ld, ld));
    assertThrows(IllegalArgumentException.class,
        () -> Gemm.gemv(false, 10, 10, 1.0, x, 0, ld, x, 900, 1, 0.0, x, 905, 1));
    assertDoesNotThrow(() -> Gemm.gemv(false, 10, 10, 1.0, x, 0, ld, x, 900, 1, 0.0, x, 910, 1));
  }

  @Test
  void errorsNameTheThingAndTheValue() {
    double[] x = new double[100];
    double[] c = new double[100];
    assertEquals("gemm: n must not be negative, but is -1", message(() ->
        Gemm.gemm(false, false, 2, -1, 2, 1.0, x, 0, 2, x, 0, 2, 0.0, c, 0, 2)));
    assertEquals("gemm: leading dimension 3 of B is smaller than its 4 columns", message(() ->
        Gemm.gemm(false, false, 2, 4, 2, 1.0, x, 0, 2, x, 0, 3, 0.0, c, 0, 4)));
    assertEquals("gemm: A is 9x11 with leading dimension 12 from offset 0, but its array has 100 elements",
        message(() -> Gemm.gemm(true, false, 11, 2, 9, 1.0, x, 0, 12, x, 0, 2, 0.0, c, 0, 2)));
    assertEquals("syrk: C is 10x10 with leading dimension 10 from offset 1, but its array has 100 elements",
        message(() -> Gemm.syrk(false, 10, 2, 1.0, x, 0, 2, 0.0, c, 1, 10)));
    assertTrue(message(() -> Gemm.ger(10, 10, 1.0, x, 0, 12, x, 0, 1, c, 0, 10)).startsWith("ger: x is 10x1"));
    assertTrue(message(() -> Gemm.gemv(false, 2, 2, 1.0, x, -1, 2, x, 0, 1, 0.0, c, 0, 1)).startsWith("gemv: A"));
    assertArrayEquals(new double[100], c);
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
