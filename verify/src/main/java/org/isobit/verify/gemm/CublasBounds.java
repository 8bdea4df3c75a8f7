package org.isobit.verify.gemm;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.gpu.cublas.CublasGemm;
import org.isobit.gpu.cublas.CublasGemm.Precision;
import org.isobit.gpu.cublas.CublasLibrary;
import org.isobit.gpu.cublas.GemmBound;
import org.isobit.verify.Inputs;

/**
 * Products by cuBLAS on the first CUDA device against their bound, which is all that class BOUNDED promises: all
 * transposes, factors, leading dimensions with room, batches, short sums and long ones. Thread-safe.
 */
public final class CublasBounds {

  private static final int[][] SHAPES = {{1, 1, 1}, {33, 31, 16}, {20, 20, 1000}, {40, 300, 40}, {128, 96, 64},
      {5, 3, 5000}};
  private static final double[][] FACTORS = {{1.0, 0.0}, {-0.75, 1.0}, {1.5, -0.3}};

  /** Problems of a batch; every other product is one alone. */
  private static final int BATCH = 3;

  private CublasBounds() {}

  /**
   * Checks and says what was found, one line a precision.
   *
   * @param precisions what to check
   * @param out        takes the lines
   * @return whether everything was within its bound
   * @throws org.isobit.gpu.DeviceException if there is no device or no cuBLAS
   */
  public static boolean check(List<Precision> precisions, PrintWriter out) {
    boolean within = true;
    try (Device device = Device.open(); Stream stream = device.stream()) {
      for (Precision precision : precisions) {
        try (CublasGemm gemm = new CublasGemm(stream, precision)) {
          double largest = 0;
          int products = 0;
          String worst = "";
          for (int s = 0; s < SHAPES.length; s++) {
            for (int trans = 0; trans < 4; trans++) {
              Case one = new Case(SHAPES[s], trans, FACTORS[(s + trans) % 3], (s + trans) % 2 == 0 ? 1 : BATCH);
              double ratio = precision == Precision.DOUBLE ? one.inDouble(stream, gemm) : one.inFloat(stream, gemm);
              products += one.count;
              if (ratio > largest) {
                largest = ratio;
                worst = one.toString();
              }
            }
          }
          out.printf(Locale.ROOT, "%s: %d products %s, largest error %.3g of it, in %s%n", precision, products,
              largest <= 1 ? "within the bound" : "OUTSIDE OF THE BOUND", largest, worst);
          within &= largest <= 1;
        }
      }
      out.println(device + ", cuBLAS " + CublasLibrary.version() + ": "
          + (within ? "ALL ERRORS ARE WITHIN THEIR BOUND" : "ERRORS ARE OUTSIDE OF THEIR BOUND"));
    }
    return within;
  }

  /** Products of one shape, with room at the end of each row. */
  private static final class Case {
    private final boolean transA;
    private final boolean transB;
    private final int m;
    private final int n;
    private final int k;
    private final double alpha;
    private final double beta;
    private final int count;
    private final int lda;
    private final int ldb;
    private final int ldc;
    private final int strideA;
    private final int strideB;
    private final int strideC;
    private final Inputs inputs;

    Case(int[] shape, int trans, double[] factors, int count) {
      transA = (trans & 1) != 0;
      transB = (trans & 2) != 0;
      m = shape[0];
      n = shape[1];
      k = shape[2];
      alpha = factors[0];
      beta = factors[1];
      this.count = count;
      lda = (transA ? m : k) + trans;
      ldb = (transB ? k : n) + 1;
      ldc = n + trans;
      strideA = (transA ? k : m) * lda;
      strideB = (transB ? n : k) * ldb;
      strideC = m * ldc;
      inputs = new Inputs(31L * m + 17L * n + k + trans);
    }

    double inDouble(Stream stream, CublasGemm gemm) {
      double[] a = inputs.doubles(strideA * count);
      double[] b = inputs.doubles(strideB * count);
      double[] before = inputs.doubles(strideC * count);
      double[] after = new double[before.length];
      Device device = stream.device();
      try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
          DeviceArray dc = device.doubles(before.length)) {
        da.copyFrom(a, stream);
        db.copyFrom(b, stream);
        dc.copyFrom(before, stream);
        if (count == 1) {
          gemm.gemm(transA, transB, m, n, k, alpha, da, 0, lda, db, 0, ldb, beta, dc, 0, ldc);
        } else {
          gemm.gemmBatch(transA, transB, m, n, k, alpha, da, 0, lda, strideA, db, 0, ldb, strideB, beta, dc, 0, ldc,
              strideC, count);
        }
        dc.copyTo(after, stream);
      }
      double ratio = 0;
      for (int p = 0; p < count; p++) {
        ratio = Math.max(ratio, GemmBound.worst(transA, transB, m, n, k, alpha, a, p * strideA, lda, b, p * strideB,
            ldb, beta, before, after, p * strideC, ldc).ratio());
      }
      return ratio;
    }

    double inFloat(Stream stream, CublasGemm gemm) {
      float[] a = inputs.floats(strideA * count);
      float[] b = inputs.floats(strideB * count);
      float[] before = inputs.floats(strideC * count);
      float[] after = new float[before.length];
      Device device = stream.device();
      try (FloatDeviceArray da = device.floats(a.length); FloatDeviceArray db = device.floats(b.length);
          FloatDeviceArray dc = device.floats(before.length)) {
        da.copyFrom(a, stream);
        db.copyFrom(b, stream);
        dc.copyFrom(before, stream);
        if (count == 1) {
          gemm.gemm(transA, transB, m, n, k, (float) alpha, da, 0, lda, db, 0, ldb, (float) beta, dc, 0, ldc);
        } else {
          gemm.gemmBatch(transA, transB, m, n, k, (float) alpha, da, 0, lda, strideA, db, 0, ldb, strideB, (float) beta,
              dc, 0, ldc, strideC, count);
        }
        dc.copyTo(after, stream);
      }
      double ratio = 0;
      for (int p = 0; p < count; p++) {
        ratio = Math.max(ratio, GemmBound.worst(gemm.precision(), transA, transB, m, n, k, (float) alpha, a,
            p * strideA, lda, b, p * strideB, ldb, (float) beta, before, after, p * strideC, ldc).ratio());
      }
      return ratio;
    }

    @Override
    public String toString() {
      return (transA ? "T" : "N") + (transB ? "T" : "N") + " " + m + "x" + n + "x" + k + ", alpha " + alpha + ", beta "
          + beta + (count == 1 ? "" : ", " + count + " problems");
    }
  }
}
