package org.isobit.bench.ensemble;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.ensemble.SerialUpdate;
import org.isobit.kernels.ensemble.SerialUpdateReference;
import org.isobit.kernels.ensemble.WeightBlendReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The update of a serial filter by one observation, and the interpolation of weights, by one thread. */
@State(Scope.Thread)
public class UpdateBenchmark implements KernelBenchmark {

  private static final int MEMBERS = 40;

  /** Which kernel; the update has factors that leave the numbers nearly as they are. */
  @Param({"serialUpdate", "weightBlend"})
  public String kernel;

  /** Targets, or weights of a transform: in the second-level cache, and beyond every cache. */
  @Param({"1640", "400000"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private int[] block;
  private double[] z;
  private double[] y;
  private double[] w;
  private double[] out;
  private SerialUpdateReference update;
  private WeightBlendReference blend;

  /** Makes the benchmark. */
  public UpdateBenchmark() {}

  /** Fills the operands. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    update = SerialUpdateReference.of(backend);
    blend = WeightBlendReference.of(backend);
    z = new Inputs(1).doubles(MEMBERS * n);
    y = new Inputs(2).doubles(MEMBERS);
    w = new Inputs(3).doubles(n);
    out = new Inputs(4).doubles(n);
    block = new int[n / SerialUpdate.WIDTH];
    for (int b = 0; b < block.length; b++) {
      block[b] = b;
    }
    for (int i = 0; i < n; i++) {
      w[i] = Math.abs(w[i]);
    }
  }

  /** One call. */
  @Benchmark
  public void run() {
    if (kernel.equals("weightBlend")) {
      blend.blend(n, z, 0, 0.25, z, n, 0.5, z, 2 * n, 0.125, z, 3 * n, out, 0);
    } else {
      update.update(MEMBERS, block.length, block, 0, w, 0, y, 0, 1e-9, 1e-9, z, 0, n, out, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    long[] sizes = kernel.equals("weightBlend") ? new long[] {n} : new long[] {MEMBERS, n};
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(sizes),
        entry.bytes().at(sizes));
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
