package org.isobit.gpu.cublas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.gpu.gemm.GemmCuda;

/**
 * An observation, no promise: in how many elements {@code cublasDgemm} has the bits of the EXACT kernel, which are those of
 * one ascending chain of fused multiply-adds in runs of 4096, and how far from its bound it is. cuBLAS chooses its order
 * of additions by shape, device and version, so what was seen once says nothing of another shape. Thread-safe.
 */
public final class ChainObservation {

  /** Seed of the matrices. */
  private static final long SEED = 0x9E3779B97F4A7C15L;

  /**
   * A product of m×k and k×n.
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k terms of a sum
   */
  public record Shape(int m, int n, int k) {}

  /** Shapes of ensembles and networks, one with sums that the contract cuts into runs, and one of a single term. */
  public static final List<Shape> SHAPES = List.of(new Shape(64, 64, 1), new Shape(20, 20, 1000), new Shape(40, 40, 40),
      new Shape(256, 256, 256), new Shape(1000, 40, 40), new Shape(512, 512, 4096), new Shape(128, 128, 10_000));

  /**
   * What was seen.
   *
   * @param shape    the product
   * @param elements elements of the result
   * @param equal    those with the bits of the chain
   * @param ratio    the largest error ÷ bound of cuBLAS's result
   */
  public record Seen(Shape shape, long elements, long equal, double ratio) {

    /** One line for people. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%dx%dx%d: %d of %d elements have the bits of the chain; error at most %.3g of the "
          + "bound", shape.m, shape.n, shape.k, equal, elements, ratio);
    }
  }

  private ChainObservation() {}

  /**
   * Multiplies by both, waits, and compares.
   *
   * @param device the device
   * @param shapes the products, each with operands in [−1, 1), α = 1 and β = 0
   * @return what was seen, in their order
   * @throws CublasException if there is no cuBLAS
   */
  public static List<Seen> observe(Device device, List<Shape> shapes) {
    List<Seen> seen = new ArrayList<>();
    try (Stream stream = device.stream(); CublasGemm cublas = new CublasGemm(stream, CublasGemm.Precision.DOUBLE)) {
      GemmCuda chain = new GemmCuda(stream);
      for (Shape shape : shapes) {
        seen.add(observe(stream, cublas, chain, shape));
      }
    }
    return seen;
  }

  private static Seen observe(Stream stream, CublasGemm cublas, GemmCuda chain, Shape s) {
    double[] a = uniform(s.m * s.k, SEED);
    double[] b = uniform(s.k * s.n, 2 * SEED);
    double[] theirs = new double[s.m * s.n];
    double[] ours = new double[theirs.length];
    Device device = stream.device();
    try (DeviceArray da = device.doubles(a.length); DeviceArray db = device.doubles(b.length);
        DeviceArray dc = device.doubles(ours.length)) {
      da.copyFrom(a, stream);
      db.copyFrom(b, stream);
      cublas.gemm(false, false, s.m, s.n, s.k, 1.0, da, 0, s.k, db, 0, s.n, 0.0, dc, 0, s.n);
      dc.copyTo(theirs, stream);
      chain.gemm(false, false, s.m, s.n, s.k, 1.0, da, 0, s.k, db, 0, s.n, 0.0, dc, 0, s.n);
      dc.copyTo(ours, stream);
    }
    long equal = 0;
    for (int i = 0; i < ours.length; i++) {
      equal += Double.doubleToRawLongBits(ours[i]) == Double.doubleToRawLongBits(theirs[i]) ? 1 : 0;
    }
    double ratio = GemmBound.worst(false, false, s.m, s.n, s.k, 1.0, a, 0, s.k, b, 0, s.n, 0.0, null, theirs, 0, s.n)
        .ratio();
    return new Seen(s, ours.length, equal, ratio);
  }

  /** In [−1, 1), by SplitMix64 (Steele, Lea and Flood 2014). */
  private static double[] uniform(int n, long seed) {
    double[] x = new double[n];
    long state = seed;
    for (int i = 0; i < n; i++) {
      state += SEED;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      x[i] = ((z ^ (z >>> 31)) >> 11) * 0x1p-52;
    }
    return x;
  }
}
