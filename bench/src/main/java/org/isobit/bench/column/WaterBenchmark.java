package org.isobit.bench.column;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.column.OpticalDepthReference;
import org.isobit.kernels.column.SinkingReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of sinking of one tracer on 50 levels, or the optical depths of two fields, by one thread. */
@State(Scope.Thread)
public class WaterBenchmark implements KernelBenchmark {

  private static final int FIELDS = 2;

  /** What is done. */
  @Param({"sinking", "opticalDepth"})
  public String kernel;

  /** Levels. */
  @Param({"50"})
  public int n;

  /** Columns: in the caches, and beyond them. */
  @Param({"200", "1000", "100000"})
  public int lanes;

  /** Which code. */
  @Param({"simd", "reference"})
  public String implementation;

  private SinkingReference sinking;
  private OpticalDepthReference depths;
  private double[] levels;
  private double[] c;
  private double[] depth;

  /** Makes the benchmark. */
  public WaterBenchmark() {}

  /** Makes columns, by factors so small that no step, again and again, meets subnormal numbers. */
  @Setup
  public void prepare() {
    sinking = SinkingReference.of(KernelBenchmark.backend(implementation));
    depths = OpticalDepthReference.of(KernelBenchmark.backend(implementation));
    levels = new double[n];
    Arrays.fill(levels, 0x1p-60);
    c = new Inputs(5).doubles((kernel.equals("sinking") ? 1 : FIELDS) * n * lanes);
    depth = new double[kernel.equals("sinking") ? 0 : n * lanes];
  }

  /** All columns once. */
  @Benchmark
  public void columns() {
    if (kernel.equals("sinking")) {
      sinking.step(n, 0, lanes, lanes, levels, 0, false, c, 0);
    } else {
      depths.depth(n, 0, lanes, lanes, levels, 0, levels, 0, 0.03, FIELDS, c, 0, n * lanes, depth, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    long[] sizes = kernel.equals("sinking") ? new long[] {n, lanes} : new long[] {n, lanes, FIELDS};
    return new Work(entry.name(), kernel, entry.flops().at(sizes), entry.bytes().at(sizes), lanes);
  }

  @Override
  public double[] output() {
    return kernel.equals("sinking") ? c : depth;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
