package org.isobit.gpu.cublas;

import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.Stream;
import org.isobit.gpu.cublas.CublasGemm.Precision;

/** A process that says what it finds of cuBLAS, and multiplies matrices with it on the stand-in device. */
public final class CublasProbe {

  private static final int M = 13;
  private static final int N = 9;
  private static final int K = 21;

  private CublasProbe() {}

  /**
   * Prints the description, and for each precision how the result stands to its bound.
   *
   * @param args the path of the stand-in for the driver
   */
  public static void main(String[] args) {
    System.load(args[0]);
    System.out.println("found: " + CublasLibrary.description());
    for (Precision precision : Precision.values()) {
      try (Device device = Device.open(); Stream stream = device.stream();
          CublasGemm gemm = new CublasGemm(stream, precision)) {
        GemmBound.Worst worst = precision == Precision.DOUBLE ? inDouble(device, stream, gemm)
            : inFloat(device, stream, gemm);
        System.out.println(gemm + ": " + (worst.within() ? "within" : "outside") + " the bound");
      } catch (CublasException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private static GemmBound.Worst inDouble(Device device, Stream stream, CublasGemm gemm) {
    double[] a = new Numbers(1).doubles(M * K);
    double[] b = new Numbers(2).doubles(K * N);
    double[] c = new Numbers(3).doubles(M * N);
    double[] result = new double[c.length];
    try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
        DeviceArray dc = device.doubles(c.length)) {
      gemm.gemm(false, false, M, N, K, 1.5, da.copyFrom(a, stream), 0, K, db.copyFrom(b, stream), 0, N, 0.5,
          dc.copyFrom(c, stream), 0, N);
      dc.copyTo(result, stream);
    }
    return GemmBound.worst(false, false, M, N, K, 1.5, a, 0, K, b, 0, N, 0.5, c, result, 0, N);
  }

  private static GemmBound.Worst inFloat(Device device, Stream stream, CublasGemm gemm) {
    float[] a = new Numbers(1).floats(M * K);
    float[] b = new Numbers(2).floats(K * N);
    float[] c = new Numbers(3).floats(M * N);
    float[] result = new float[c.length];
    try (FloatDeviceArray da = device.floats(a.length); FloatDeviceArray db = device.floats(b.length);
        FloatDeviceArray dc = device.floats(c.length)) {
      gemm.gemm(false, false, M, N, K, 1.5f, da.copyFrom(a, stream), 0, K, db.copyFrom(b, stream), 0, N, 0.5f,
          dc.copyFrom(c, stream), 0, N);
      dc.copyTo(result, stream);
    }
    return GemmBound.worst(gemm.precision(), false, false, M, N, K, 1.5f, a, 0, K, b, 0, N, 0.5f, c, result, 0, N);
  }
}
