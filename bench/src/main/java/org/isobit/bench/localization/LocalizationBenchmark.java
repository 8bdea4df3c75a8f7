package org.isobit.bench.localization;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.TaperReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Tapers and distances of points near and far, by one thread. */
@State(Scope.Thread)
public class LocalizationBenchmark implements KernelBenchmark {

  /** Which kernel; distances in 2 dimensions, or on a sphere. */
  @Param({"gaspariCohnTaper", "gaussianTaper", "boxcarTaper", "euclideanDistance", "periodicDistance",
      "greatCircleDistance"})
  public String kernel;

  /** Points. */
  @Param({"100", "100000"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private final double[] point = {0.6, 0.0, 0.8};
  private final double[] period = {2.0, 1.5};
  private double[] x;
  private double[] out;
  private TaperReference taper;
  private DistanceReference distance;

  /** Makes the benchmark. */
  public LocalizationBenchmark() {}

  /** Fills coordinates, which serve as distances too. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    taper = TaperReference.of(backend);
    distance = DistanceReference.of(backend);
    x = new Inputs(1).doubles(3 * n);
    out = new double[n];
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "gaspariCohnTaper" -> taper.gaspariCohn(n, x, 0, 0.4, out, 0);
      case "gaussianTaper" -> taper.gaussian(n, x, 0, 0.4, out, 0);
      case "boxcarTaper" -> taper.boxcar(n, x, 0, 0.4, out, 0);
      case "euclideanDistance" -> distance.euclidean(2, n, x, 0, n, point, 0, out, 0);
      case "periodicDistance" -> distance.periodic(2, n, x, 0, n, point, 0, period, 0, out, 0);
      default -> distance.greatCircle(n, x, 0, n, point, 0, 6371.0, out, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    boolean dimensions = entry.dimensions().size() == 2;
    return new Work(entry.name(), "localization", dimensions ? entry.flops().at(2, n) : entry.flops().at(n),
        dimensions ? entry.bytes().at(2, n) : entry.bytes().at(n));
  }

  @Override
  public double[] output() {
    return out;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
