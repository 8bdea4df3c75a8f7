package org.isobit.bench.ecosystem;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.FashamFlowsReference;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.NpzdFlowsReference;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.kernels.ecosystem.TransfersReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Flows of the two ecosystems on 50 levels, or a step of the seven pools by 17 flows, by one thread. */
@State(Scope.Thread)
public class EcosystemBenchmark implements KernelBenchmark {

  private static final int[] FROM = FashamFlows.from();
  private static final int[] TO = FashamFlows.to();

  /** So short a step that pools stay as they are, again and again. */
  private static final double DT = 0x1p-60;

  /** What is done. */
  @Param({"npzdFlows", "fashamFlows", "transferEuler", "transferPatankar"})
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

  private NpzdFlowsReference npzd;
  private FashamFlowsReference fasham;
  private TransfersReference transfers;
  private double[] parameters;
  private double[] light;
  private double[] c;
  private double[] flows;
  private double[] workspace;

  /** Makes the benchmark. */
  public EcosystemBenchmark() {}

  /** Makes columns of positive numbers. */
  @Setup
  public void prepare() {
    npzd = NpzdFlowsReference.of(KernelBenchmark.backend(implementation));
    fasham = FashamFlowsReference.of(KernelBenchmark.backend(implementation));
    transfers = TransfersReference.of(KernelBenchmark.backend(implementation));
    boolean small = kernel.equals("npzdFlows");
    parameters = new double[FashamFlows.PARAMETERS * lanes];
    Arrays.fill(parameters, 0.25);
    light = positive(1, n * lanes);
    c = positive(2, (small ? NpzdFlows.POOLS : FashamFlows.POOLS) * n * lanes);
    flows = positive(3, (small ? NpzdFlows.FLOWS : FashamFlows.FLOWS) * n * lanes);
    workspace = new double[Transfers.workspace(FashamFlows.POOLS, Workers.serial())];
  }

  private static double[] positive(long seed, int n) {
    double[] x = new Inputs(seed).doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = 0.5 + Math.abs(x[i]);
    }
    return x;
  }

  /** All cells once. */
  @Benchmark
  public void cells() {
    int size = n * lanes;
    switch (kernel) {
      case "npzdFlows" ->
          npzd.rates(n, 0, lanes, lanes, parameters, 0, light, 0, light, 0, c, 0, size, flows, 0, size);
      case "fashamFlows" -> fasham.rates(n, 0, lanes, lanes, parameters, 0, light, 0, c, 0, size, flows, 0, size);
      case "transferEuler" -> transfers.euler(0, size, FashamFlows.POOLS, FROM, TO, DT, 0.0, flows, 0, size, c, 0,
          size);
      default -> transfers.patankar(0, size, FashamFlows.POOLS, FROM, TO, DT, flows, 0, size, c, 0, size, workspace,
          0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    long[] sizes = kernel.startsWith("transfer") ? new long[] {(long) n * lanes, FashamFlows.POOLS, FashamFlows.FLOWS}
        : new long[] {n, lanes};
    return new Work(entry.name(), kernel, entry.flops().at(sizes), entry.bytes().at(sizes), n * lanes);
  }

  @Override
  public double[] output() {
    return kernel.startsWith("transfer") ? c : flows;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
