package org.isobit.gpu.cublas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicReference;
import jcuda.jcublas.cublasStatus;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.StandIn;
import org.isobit.gpu.Stream;
import org.isobit.gpu.cublas.CublasGemm.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products by cuBLAS against their bound: transposes, factors, offsets, gaps between rows, batches, refusals. */
class CublasGemmTest extends CudaTest {

  private static final double[][] FACTORS = {{1.0, 0.0}, {-0.75, 1.0}, {1.5, -0.3}};
  private static final int[][] SHAPES = {{1, 1, 1}, {3, 5, 7}, {33, 31, 16}, {8, 70, 40}, {65, 7, 33}, {2, 3, 300}};

  @BeforeEach
  void needCublas() {
    assumeTrue(CublasLibrary.obstacle() == null, CublasLibrary.obstacle()); // on a real device without it
  }

  @AfterEach
  void nothingIsLeft() {
    CublasStandIn.truncate(false);
    CublasStandIn.fault(false);
    assertEquals(0, CublasStandIn.live(), "a handle was not destroyed");
  }

  /** One problem with room around and between its rows, in both types. */
  private static final class Problem {
    final boolean transA;
    final boolean transB;
    final int m;
    final int n;
    final int k;
    final double alpha;
    final double beta;
    final int lda;
    final int ldb;
    final int ldc;
    final double[] a;
    final double[] b;
    final double[] c;

    Problem(int[] shape, int trans, double[] factors, int gap) {
      transA = (trans & 1) != 0;
      transB = (trans & 2) != 0;
      m = shape[0];
      n = shape[1];
      k = shape[2];
      alpha = factors[0];
      beta = factors[1];
      lda = Math.max(1, transA ? m : k) + gap;
      ldb = Math.max(1, transB ? k : n) + gap;
      ldc = n + gap;
      Numbers numbers = new Numbers(31L * m + 17L * n + k + trans);
      a = numbers.doubles((transA ? k : m) * lda + 1);
      b = numbers.doubles((transB ? n : k) * ldb + 2);
      c = numbers.doubles(m * ldc + 3);
    }

    @Override
    public String toString() {
      return m + "x" + n + "x" + k + " " + transA + " " + transB + " " + alpha + " " + beta;
    }
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  private GemmBound.Worst inDouble(CublasGemm gemm, Problem p) {
    double[] after = new double[p.c.length];
    try (DeviceArray a = device.doubles(p.a.length); DeviceArray b = device.doubles(p.b.length);
        DeviceArray c = device.doubles(p.c.length)) {
      a.copyFrom(p.a, stream);
      b.copyFrom(p.b, stream);
      c.copyFrom(p.c, stream);
      gemm.gemm(p.transA, p.transB, p.m, p.n, p.k, p.alpha, a, 1, p.lda, b, 2, p.ldb, p.beta, c, 3, p.ldc);
      c.copyTo(after, stream);
    }
    for (int i = 0; i < after.length; i++) {
      if (i < 3 || (i - 3) % p.ldc >= p.n) {
        assertEquals(p.c[i], after[i], p + ": what lies between the rows of C has changed");
      }
    }
    return GemmBound.worst(p.transA, p.transB, p.m, p.n, p.k, p.alpha, p.a, 1, p.lda, p.b, 2, p.ldb, p.beta, p.c, after,
        3, p.ldc);
  }

  private GemmBound.Worst inFloat(CublasGemm gemm, Problem p) {
    float[] hostA = floats(p.a);
    float[] hostB = floats(p.b);
    float[] before = floats(p.c);
    float[] after = new float[before.length];
    float alpha = (float) p.alpha;
    float beta = (float) p.beta;
    try (FloatDeviceArray a = device.floats(hostA.length); FloatDeviceArray b = device.floats(hostB.length);
        FloatDeviceArray c = device.floats(before.length)) {
      a.copyFrom(hostA, stream);
      b.copyFrom(hostB, stream);
      c.copyFrom(before, stream);
      gemm.gemm(p.transA, p.transB, p.m, p.n, p.k, alpha, a, 1, p.lda, b, 2, p.ldb, beta, c, 3, p.ldc);
      c.copyTo(after, stream);
    }
    for (int i = 0; i < after.length; i++) {
      if (i < 3 || (i - 3) % p.ldc >= p.n) {
        assertEquals(before[i], after[i], p + ": what lies between the rows of C has changed");
      }
    }
    return GemmBound.worst(gemm.precision(), p.transA, p.transB, p.m, p.n, p.k, alpha, hostA, 1, p.lda, hostB, 2,
        p.ldb, beta, before, after, 3, p.ldc);
  }

  private GemmBound.Worst result(Precision precision, Problem p) {
    try (CublasGemm gemm = new CublasGemm(stream, precision)) {
      return result(gemm, p);
    }
  }

  private GemmBound.Worst result(CublasGemm gemm, Problem p) {
    return gemm.precision() == Precision.DOUBLE ? inDouble(gemm, p) : inFloat(gemm, p);
  }

  @Test
  void productsAreWithinTheirBound() {
    inEveryOrder(() -> {
      for (Precision precision : Precision.values()) {
        try (CublasGemm gemm = new CublasGemm(stream, precision)) {
          for (int s = 0; s < SHAPES.length; s++) {
            for (int trans = 0; trans < 4; trans++) {
              Problem p = new Problem(SHAPES[s], trans, FACTORS[(s + trans) % 3], trans);
              GemmBound.Worst worst = result(gemm, p);
              assertTrue(worst.within(), precision + " " + p + ": " + worst);
            }
          }
        }
      }
    });
  }

  @Test
  void factorsThatAreCutOffAreWithinTheBoundOfTf32AndNotOfFloat() {
    CublasStandIn.truncate(true);
    Problem p = new Problem(new int[] {20, 20, 5}, 1, FACTORS[0], 0);
    GemmBound.Worst worst = result(Precision.TF32, p);
    assertTrue(worst.within(), worst.toString());
    if (!StandIn.REAL) {
      double toNearest = 2 * 0x1p-11 / GemmBound.ofProduct(Precision.TF32, 5);
      assertTrue(worst.ratio() > toNearest, "rounding to nearest would allow " + toNearest + ", and there is " + worst);
    }
    Problem one = new Problem(new int[] {20, 20, 1}, 0, FACTORS[0], 0);
    assertTrue(result(Precision.TF32, one).within());
  }

  @Test
  void aTermThatIsMissingIsOutsideOfTheBound() {
    assumeFalse(StandIn.REAL);
    for (Precision precision : Precision.values()) {
      Problem p = new Problem(new int[] {12, 9, 40}, 2, FACTORS[2], 1);
      assertTrue(result(precision, p).within());
      CublasStandIn.fault(true);
      GemmBound.Worst worst = result(precision, p);
      assertFalse(worst.within(), precision + ": " + worst);
      assertEquals(8, worst.column(), "the last column of a row-major C is the last row of cuBLAS's");
      CublasStandIn.fault(false);
    }
  }

  @Test
  void batchesAreManyProducts() {
    int m = 7;
    int n = 9;
    int k = 5;
    int count = 6;
    int stride = m * n + 1;
    double[] a = new Numbers(5).doubles(m * k * count);
    double[] b = new Numbers(6).doubles(k * n);
    double[] before = new Numbers(7).doubles(stride * count);
    double[] after = new double[before.length];
    float[] floatAfter = new float[before.length];
    inEveryOrder(() -> {
      try (CublasGemm gemm = new CublasGemm(stream, Precision.DOUBLE); DeviceArray da = device.doubles(a.length);
          DeviceArray db = device.doubles(b.length); DeviceArray dc = device.doubles(before.length)) {
        gemm.gemmBatch(true, false, m, n, k, 2.0, da.copyFrom(a, stream), 0, m, m * k, db.copyFrom(b, stream), 0, n, 0,
            0.5, dc.copyFrom(before, stream), 0, n, stride, count);
        dc.copyTo(after, stream);
      }
      for (int p = 0; p < count; p++) {
        assertTrue(GemmBound.worst(true, false, m, n, k, 2.0, a, p * m * k, m, b, 0, n, 0.5, before, after, p * stride,
            n).within(), "problem " + p);
        assertEquals(before[p * stride + m * n], after[p * stride + m * n], "between problems");
      }
    });
    for (Precision precision : new Precision[] {Precision.FLOAT, Precision.TF32}) {
      try (CublasGemm gemm = new CublasGemm(stream, precision); FloatDeviceArray da = device.floats(a.length);
          FloatDeviceArray db = device.floats(b.length); FloatDeviceArray dc = device.floats(before.length)) {
        gemm.gemmBatch(false, true, m, n, k, 2.0f, da.copyFrom(floats(a), stream), 0, k, m * k,
            db.copyFrom(floats(b), stream), 0, k, 0, 0.0f, dc.copyFrom(floats(before), stream), 0, n, stride, count);
        dc.copyTo(floatAfter, stream);
      }
      for (int p = 0; p < count; p++) {
        assertTrue(GemmBound.worst(precision, false, true, m, n, k, 2.0f, floats(a), p * m * k, k, floats(b), 0, k,
            0.0f, null, floatAfter, p * stride, n).within(), precision + ", problem " + p);
      }
    }
  }

  @Test
  void whatHasTheFactorZeroIsNotRead() {
    double[] nan = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    double[] after = new double[6];
    for (Precision precision : Precision.values()) {
      try (CublasGemm gemm = new CublasGemm(stream, precision); DeviceArray x = device.doubles(6);
          DeviceArray c = device.doubles(6); FloatDeviceArray fx = device.floats(6);
          FloatDeviceArray fc = device.floats(6)) {
        double[][] cases = {{0.0, 0.0, 3}, {1.0, 0.0, 0}, {0.0, 2.0, 3}, {1.0, -1.0, 0}, {0.0, 1.0, 3}};
        for (double[] one : cases) {
          double[] before = one[1] == 0 ? nan : new double[] {1.0, -2.0, 3.0, -4.0, 5.0, 7.0};
          int k = (int) one[2];
          if (precision == Precision.DOUBLE) {
            gemm.gemmBatch(false, false, 1, 2, k, one[0], x.copyFrom(nan, stream), 0, Math.max(1, k), 0,
                x, 0, 2, 0, one[1], c.copyFrom(before, stream), 0, 2, 3, 2);
            c.copyTo(after, stream);
          } else {
            float[] floatAfter = new float[6];
            gemm.gemmBatch(false, false, 1, 2, k, (float) one[0], fx.copyFrom(floats(nan), stream), 0, Math.max(1, k),
                0, fx, 0, 2, 0, (float) one[1], fc.copyFrom(floats(before), stream), 0, 2, 3, 2);
            fc.copyTo(floatAfter, stream);
            for (int i = 0; i < 6; i++) {
              after[i] = floatAfter[i];
            }
          }
          for (int i = 0; i < 6; i++) {
            double expected = i % 3 == 2 ? before[i] : one[1] == 0 ? 0.0 : one[1] * before[i];
            assertEquals(expected, after[i], precision + ", alpha " + one[0] + ", beta " + one[1] + ", element " + i);
          }
        }
      }
    }
  }

  @Test
  void betaZeroDoesNotReadC() {
    double[] result = new double[1];
    try (CublasGemm gemm = new CublasGemm(stream, Precision.DOUBLE); DeviceArray x = device.doubles(2);
        DeviceArray c = device.doubles(1)) {
      x.copyFrom(new double[] {3.0, 5.0}, stream);
      c.copyFrom(new double[] {Double.NaN}, stream);
      gemm.gemm(false, false, 1, 1, 1, 1.0, x, 0, 1, x, 1, 1, 0.0, c, 0, 1);
      c.copyTo(result, stream);
    }
    assertEquals(15.0, result[0]);
  }

  @Test
  void anyThreadMayCall() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Problem problem = new Problem(SHAPES[1], 0, FACTORS[1], 1);
    Thread other = new Thread(() -> assertTrue(result(Precision.DOUBLE, problem).within()));
    other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    other.start();
    other.join();
    assertNull(failure.get());
  }

  @Test
  void badArgumentsAreNamed() {
    try (CublasGemm gemm = new CublasGemm(stream, Precision.DOUBLE);
        CublasGemm tf32 = new CublasGemm(stream, Precision.TF32); DeviceArray x = device.doubles(100);
        FloatDeviceArray f = device.floats(100)) {
      refused("gemm: leading dimension 4 of A is smaller than its 5 columns",
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 4, x, 25, 5, 0.0, x, 50, 5));
      refused("overlaps", () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 49, 5));
      refused("are needed", () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 80, 5));
      refused("m must not be negative", () -> gemm.gemm(false, false, -1, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 50, 5));
      refused("more than cuBLAS takes",
          () -> gemm.gemm(false, false, 1, 5, 5, 1.0, x, 0, 1L << 31, x, 25, 5, 0.0, x, 50, 5));
      refused("does not fit into a stride of 24",
          () -> gemm.gemmBatch(false, false, 5, 5, 2, 1.0, x, 0, 2, 0, x, 10, 5, 0, 0.0, x, 50, 5, 24, 2));
      refused("stride of A must not be negative",
          () -> gemm.gemmBatch(false, false, 5, 5, 2, 1.0, x, 0, 2, -1, x, 10, 5, 0, 0.0, x, 50, 5, 25, 2));
      refused("gemm: precision DOUBLE takes doubles",
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0f, f, 0, 5, f, 25, 5, 0.0f, f, 50, 5));
      refused("gemm: precision TF32 takes floats",
          () -> tf32.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 50, 5));
      gemm.gemm(false, false, 0, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 50, 5);
      gemm.close();
      assertThrows(IllegalStateException.class,
          () -> gemm.gemm(false, false, 5, 5, 5, 1.0, x, 0, 5, x, 25, 5, 0.0, x, 50, 5));
    }
  }

  @Test
  void aStreamThatWasClosedIsRefused() {
    Stream other = device.stream();
    try (CublasGemm gemm = new CublasGemm(other, Precision.DOUBLE); DeviceArray x = device.doubles(3)) {
      other.close();
      assertThrows(IllegalStateException.class,
          () -> gemm.gemm(false, false, 1, 1, 1, 1.0, x, 0, 1, x, 1, 1, 0.0, x, 2, 1));
    }
  }

  private static void refused(String words, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void failuresNameFunctionSizesDeviceAndStatus() {
    assumeFalse(StandIn.REAL);
    try (CublasGemm gemm = new CublasGemm(stream, Precision.TF32); FloatDeviceArray x = device.floats(100)) {
      CublasStandIn.fail(cublasStatus.CUBLAS_STATUS_EXECUTION_FAILED);
      CublasException e = assertThrows(CublasException.class,
          () -> gemm.gemm(true, false, 2, 3, 4, 1.0f, x, 0, 5, x, 25, 6, 0.0f, x, 50, 7));
      assertEquals("cublasGemmEx (1 of m=2, n=3, k=4, lda=5, ldb=6, ldc=7, A transposed) on CUDA device 0 (Isobit "
          + "stand-in device): CUBLAS_STATUS_EXECUTION_FAILED", e.getMessage());
      assertEquals(cublasStatus.CUBLAS_STATUS_EXECUTION_FAILED, e.status());
      CublasStandIn.fail(cublasStatus.CUBLAS_STATUS_NOT_SUPPORTED);
      e = assertThrows(CublasException.class,
          () -> gemm.gemmBatch(false, false, 2, 2, 2, 1.0f, x, 0, 2, 4, x, 25, 2, 4, 0.0f, x, 50, 2, 4, 3));
      assertTrue(e.getMessage().startsWith("cublasGemmStridedBatchedEx (3 of m=2, "), e.getMessage());
    }
  }

  @Test
  void whatFailsWhileItIsMadeLeavesNothing() {
    assumeFalse(StandIn.REAL);
    CublasStandIn.fail(cublasStatus.CUBLAS_STATUS_NOT_INITIALIZED);
    CublasException e = assertThrows(CublasException.class, () -> new CublasGemm(stream, Precision.DOUBLE));
    assertEquals("cublasCreate of cuBLAS 12.4.7 on CUDA device 0 (Isobit stand-in device): "
        + "CUBLAS_STATUS_NOT_INITIALIZED", e.getMessage());
    StandIn.capacity(1 << 20); // too little for a workspace
    assertThrows(DeviceMemoryException.class, () -> new CublasGemm(stream, Precision.DOUBLE));
    assertEquals(0, CublasStandIn.live());
  }

  @Test
  void eachCallIsOneOfCublas() {
    assumeFalse(StandIn.REAL);
    long before = CublasStandIn.calls();
    result(Precision.DOUBLE, new Problem(SHAPES[1], 0, FACTORS[0], 0));
    assertEquals(before + 1, CublasStandIn.calls());
  }
}
