// Master of FloatGemmCudaTest: the float version is generated from this file.
package org.isobit.gpu.gemm;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.junit.jupiter.api.Test;

/**
 * Matrix products against their reference: edges of tiles and runs, transposes, factors, special values, gaps in rows.
 */
class GemmCudaTest extends CudaTest {

  private static final GemmReference REFERENCE = GemmReference.of(Backend.REFERENCE);
  private static final double[][] FACTORS = {{1.0, 0.0}, {-0.75, 1.0}, {1.5, -0.3}};

  @Test
  void productsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      int[][] shapes = {{1, 1, 1}, {3, 5, 7}, {33, 31, 16}, {40, 70, 40}, {65, 67, 33}, {129, 130, 18}, {20, 20, 0}};
      for (int s = 0; s < shapes.length; s++) {
        for (int trans = 0; trans < 4; trans++) {
          product(shapes[s], (trans & 1) != 0, (trans & 2) != 0, FACTORS[(s + trans) % 3], s % 2, trans);
        }
      }
      product(new int[] {5, 6, 7}, false, false, new double[] {0.0, 2.0}, 1, 0);
    });
  }

  @Test
  void longSumsAreCutIntoRuns() {
    for (int k : new int[] {4096, 4097, 8192, 9000}) {
      product(new int[] {5, 3, k}, false, true, FACTORS[k % 3], 0, 0);
      product(new int[] {66, 70, k}, true, false, FACTORS[2], 0, 1);
    }
  }

  /** What lies between the rows of C must stay. */
  private void product(int[] shape, boolean transA, boolean transB, double[] factors, int special, int gap) {
    int m = shape[0];
    int n = shape[1];
    int k = shape[2];
    int lda = (transA ? m : k) + gap + (k == 0 ? 1 : 0);
    int ldb = (transB ? k : n) + gap + (k == 0 ? 1 : 0);
    int ldc = n + gap;
    Numbers numbers = new Numbers(m * 31L + n * 17L + k);
    double[] a = special == 1 ? numbers.specialDoubles((transA ? k : m) * lda + 1)
        : numbers.doubles((transA ? k : m) * lda + 1);
    double[] b = numbers.doubles((transB ? n : k) * ldb + 1);
    double[] c = numbers.doubles(m * ldc + 2);
    double[] actual = new double[c.length];
    GemmCuda gemm = new GemmCuda(stream);
    try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
        DeviceArray dc = device.doubles(c.length)) {
      da.copyFrom(a, stream);
      db.copyFrom(b, stream);
      dc.copyFrom(c, stream);
      gemm.gemm(transA, transB, m, n, k, factors[0], da, gap % 2, lda, db, 0, ldb, factors[1], dc, 1, ldc);
      dc.copyTo(actual, stream);
    }
    REFERENCE.gemm(transA, transB, m, n, k, factors[0], a, gap % 2, lda, b, 0, ldb, factors[1], c, 1, ldc);
    assertBits(c, actual, m + "x" + n + "x" + k + " " + transA + " " + transB);
  }

  @Test
  void trianglesGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : new int[][] {{1, 3}, {40, 100}, {70, 33}, {150, 20}}) {
        triangle(shape[0], shape[1], false, FACTORS[0]);
        triangle(shape[0], shape[1], true, FACTORS[2]);
      }
    });
    triangle(9, 5000, false, FACTORS[2]);
  }

  private void triangle(int n, int k, boolean trans, double[] factors) {
    int lda = trans ? n : k;
    Numbers numbers = new Numbers(n * 31L + k);
    double[] a = numbers.doubles(n * k);
    double[] c = numbers.doubles(2 * n * n);
    double[] actual = new double[c.length];
    GemmCuda gemm = new GemmCuda(stream);
    try (DeviceArray da = device.doubles(a.length); DeviceArray dc = device.doubles(c.length)) {
      da.copyFrom(a, stream);
      dc.copyFrom(c, stream);
      gemm.syrk(trans, n, k, factors[0], da, 0, lda, factors[1], dc, 0, n);
      gemm.gram(trans, n, k, factors[0], da, 0, lda, factors[1], dc, (long) n * n, n);
      dc.copyTo(actual, stream);
    }
    REFERENCE.syrk(trans, n, k, factors[0], a, 0, lda, factors[1], c, 0, n);
    REFERENCE.syrk(trans, n, k, factors[0], a, 0, lda, factors[1], c, n * n, n);
    REFERENCE.mirror(n, c, n * n, n);
    assertBits(c, actual, "gram " + n + "x" + k + " " + trans);
  }

  @Test
  void batchesGiveTheBitsOfTheReference() {
    int m = 7;
    int n = 9;
    int k = 5;
    int count = 6;
    Numbers numbers = new Numbers(5);
    double[] a = numbers.doubles(m * k * count);
    double[] b = numbers.doubles(k * n);
    double[] c = numbers.doubles(m * n * count + count);
    inEveryOrder(() -> {
      double[] expected = c.clone();
      double[] actual = new double[c.length];
      for (int p = 0; p < count; p++) {
        REFERENCE.gemm(false, false, m, n, k, 2.0, a, p * m * k, k, b, 0, n, 0.5, expected, p * (m * n + 1), n);
      }
      GemmCuda gemm = new GemmCuda(stream);
      try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
          DeviceArray dc = device.doubles(c.length)) {
        da.copyFrom(a, stream);
        db.copyFrom(b, stream);
        dc.copyFrom(c, stream);
        gemm.gemmBatch(false, false, m, n, k, 2.0, da, 0, k, (long) m * k, db, 0, n, 0, 0.5, dc, 0, n, m * n + 1L,
            count);
        dc.copyTo(actual, stream);
      }
      assertBits(expected, actual, "batch");
    });
  }

  /**
   * The limits of a launch are real ones for matrices of gigabytes; with small ones, small matrices are cut as well.
   */
  @Test
  void productsThatOneLaunchDoesNotTakeAreCut() {
    int gap = 3;
    int[][] shapes = {{150, 3, 5}, {3, 150, 5}, {200, 110, 20}, {33, 34, 4100}};
    for (int[] shape : shapes) {
      int m = shape[0];
      int n = shape[1];
      int k = shape[2];
      int count = 5;
      for (int trans = 0; trans < 4; trans++) {
        boolean transA = (trans & 1) != 0;
        boolean transB = (trans & 2) != 0;
        int lda = (transA ? m : k) + gap;
        int ldb = (transB ? k : n) + gap;
        int ldc = n + gap;
        int sizeA = (transA ? k : m) * lda;
        int sizeC = m * ldc;
        Numbers numbers = new Numbers(m + trans);
        double[] a = numbers.doubles(sizeA * count);
        double[] b = numbers.doubles((transB ? n : k) * ldb);
        double[] c = numbers.doubles(sizeC * count);
        double[] actual = new double[c.length];
        GemmCuda gemm = new GemmCuda(stream, 2, 50);
        try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
            DeviceArray dc = device.doubles(c.length)) {
          da.copyFrom(a, stream);
          db.copyFrom(b, stream);
          dc.copyFrom(c, stream);
          gemm.gemmBatch(transA, transB, m, n, k, 1.5, da, 0, lda, sizeA, db, 0, ldb, 0, -0.5, dc, 0, ldc, sizeC,
              count);
          dc.copyTo(actual, stream);
        }
        for (int p = 0; p < count; p++) {
          REFERENCE.gemm(transA, transB, m, n, k, 1.5, a, p * sizeA, lda, b, 0, ldb, -0.5, c, p * sizeC, ldc);
        }
        assertBits(c, actual, m + "x" + n + "x" + k + " " + trans);
      }
    }
  }

  @Test
  void vectorsGiveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : new int[][] {{1, 1}, {130, 35}, {300, 16}, {4, 0}}) {
        vector(shape[0], shape[1], false, FACTORS[0]);
        vector(shape[0], shape[1], true, FACTORS[2]);
      }
    });
    vector(5, 9000, false, FACTORS[2]);
    vector(5, 8192, true, FACTORS[1]);
  }

  private void vector(int m, int k, boolean trans, double[] factors) {
    int lda = (trans ? m : k) + 1;
    Numbers numbers = new Numbers(m * 31L + k);
    double[] a = numbers.doubles((trans ? k : m) * lda + m * k + 1);
    double[] x = numbers.doubles(2 * k + 1);
    double[] y = numbers.doubles(3 * m);
    double[] expected = y.clone();
    double[] outer = a.clone();
    double[] actual = new double[y.length];
    double[] actualOuter = new double[a.length];
    REFERENCE.gemm(trans, false, m, 1, k, factors[0], a, 0, lda, x, 0, 2, factors[1], expected, 0, 3);
    REFERENCE.gemm(false, true, m, k, 1, factors[0], y, 0, 3, x, 0, 2, 1.0, outer, (trans ? k : m) * lda, Math.max(1,
        k));
    GemmCuda gemm = new GemmCuda(stream);
    try (DeviceArray da = device.doubles(a.length); DeviceArray dx = device.doubles(x.length);
        DeviceArray dy = device.doubles(y.length)) {
      da.copyFrom(a, stream);
      dx.copyFrom(x, stream);
      dy.copyFrom(y, stream);
      gemm.ger(m, k, factors[0], dy, 0, 3, dx, 0, 2, da, (long) (trans ? k : m) * lda, Math.max(1, k));
      gemm.gemv(trans, m, k, factors[0], da, 0, lda, dx, 0, 2, factors[1], dy, 0, 3);
      dy.copyTo(actual, stream);
      da.copyTo(actualOuter, stream);
    }
    assertBits(expected, actual, "gemv " + m + "x" + k + " " + trans);
    assertBits(outer, actualOuter, "ger " + m + "x" + k);
  }

  @Test
  void badArgumentsAreNamed() {
    GemmCuda gemm = new GemmCuda(stream);
    try (DeviceArray x = device.doubles(100)) {
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 4, x, 25, 5, 0.0, x, 50, 5));
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 49, 5));
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 80, 5));
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemm(false, false, -1, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 50, 5));
      // Numbers whose products are beyond a long are in no array.
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, Long.MAX_VALUE / 3, x, 25, 5, 0.0, x, 50, 5));
      assertThrows(IllegalArgumentException.class,
          () -> gemm.gemmBatch(false, false, 2, 2, 2, 1.0, x, 0, 2, 4, x, 40, 2, 0, 0.0, x, 50, 2, Long.MAX_VALUE / 2,
          4));
      IllegalArgumentException terms = assertThrows(IllegalArgumentException.class,
          () -> gemm.gemv(false, 1, Integer.MAX_VALUE, 1.0, x, 0, Integer.MAX_VALUE, x, 0, 1, 0.0, x, 0, 1));
      assertTrue(terms.getMessage().contains("but there are 2147483647"), terms.getMessage());
    }
  }
}
