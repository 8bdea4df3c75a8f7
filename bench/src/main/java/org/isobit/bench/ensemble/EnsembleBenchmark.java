package org.isobit.bench.ensemble;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.ensemble.AnomaliesReference;
import org.isobit.kernels.ensemble.EnsembleMomentsReference;
import org.isobit.kernels.ensemble.RelaxationReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ensemble kernels by one thread; out of cache the ceiling is the triad's bandwidth. */
@State(Scope.Thread)
public class EnsembleBenchmark implements KernelBenchmark {

  private static final int MEMBERS = 40;

  /** Which kernel; in-place ones have factors that leave the numbers as they are or nearly so. */
  @Param({"ensembleMean", "ensembleSpread", "anomalySpread", "subtractMean", "addMean", "inflate", "scaleAnomalies",
      "relaxToPriorPerturbations", "relaxToPriorSpread"})
  public String kernel;

  /** Points: in the second-level cache, and beyond every cache. */
  @Param({"1000", "400000"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private double[] e;
  private double[] a;
  private double[] s;
  private double[] t;
  private EnsembleMomentsReference moments;
  private AnomaliesReference anomalies;
  private RelaxationReference relaxation;

  /** Makes the benchmark. */
  public EnsembleBenchmark() {}

  /** Fills the ensembles. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    moments = EnsembleMomentsReference.of(backend);
    anomalies = AnomaliesReference.of(backend);
    relaxation = RelaxationReference.of(backend);
    e = new Inputs(1).doubles(MEMBERS * n);
    a = new Inputs(2).doubles(MEMBERS * n);
    s = new double[n];
    t = new double[n];
    for (int i = 0; i < n; i++) {
      s[i] = 1.0 + i % 3;
      t[i] = s[i];
    }
  }

  /** One call. */
  @Benchmark
  public void run() {
    switch (kernel) {
      case "ensembleMean" -> moments.mean(MEMBERS, n, e, 0, n, s, 0);
      case "ensembleSpread" -> moments.spread(MEMBERS, n, e, 0, n, s, 0);
      case "anomalySpread" -> moments.anomalySpread(MEMBERS, n, e, 0, n, s, 0);
      case "subtractMean" -> anomalies.subtractMean(MEMBERS, n, e, 0, n, s, 0, a, 0, n);
      case "addMean" -> anomalies.addMean(MEMBERS, n, s, 0, e, 0, n, a, 0, n);
      case "inflate" -> anomalies.inflate(MEMBERS, n, 1.0, a, 0, n);
      case "scaleAnomalies" -> anomalies.scale(MEMBERS, n, 1.0, a, 0, n);
      case "relaxToPriorPerturbations" ->
          relaxation.toPriorPerturbations(MEMBERS, n, 0.5, e, 0, n, a, 0, n);
      default -> relaxation.toPriorSpread(MEMBERS, n, 0.5, s, 0, t, 0, a, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), n > 100_000 ? "out of cache" : "in cache", entry.flops().at(MEMBERS, n),
        entry.bytes().at(MEMBERS, n));
  }

  @Override
  public double[] output() {
    return kernel.endsWith("Spread") && !kernel.startsWith("relax") || kernel.equals("ensembleMean") ? s : a;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
