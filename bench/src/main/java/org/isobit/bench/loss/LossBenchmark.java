package org.isobit.bench.loss;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.loss.FloatCensoredGaussianReference;
import org.isobit.kernels.loss.FloatCrossEntropyReference;
import org.isobit.kernels.loss.FloatEnsembleLossesReference;
import org.isobit.kernels.loss.FloatQuantileLossReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Losses for training with their gradients, float: 16384 elements, 16 rows of 1024 logits, 8 members of 2048 elements.
 * A quarter of the censored ones are at a bound.
 */
@State(Scope.Thread)
public class LossBenchmark implements KernelBenchmark {

  private static final int N = 16_384;
  private static final int ROWS = 16;
  private static final int MEMBERS = 8;
  private static final float WEIGHT = 0.5f;
  private static final float LEVEL = 0.25f;

  /** What is done. */
  @Param({"quantileLoss.float", "censoredGaussianLoss.float", "crossEntropy.float", "crpsLoss.float",
      "energyLoss.float"})
  public String pass;

  /** Whose loop. */
  @Param({"simd", "plain", "reference"})
  public String implementation;

  private float[] x;
  private float[] y;
  private float[] z;
  private float[] g;
  private float[] h;
  private float[] dz;
  private final float[] term = new float[ROWS];
  private float value;
  private FloatQuantileLossReference quantile;
  private FloatCensoredGaussianReference censored;
  private FloatCrossEntropyReference entropy;
  private FloatEnsembleLossesReference ensembles;

  /** Makes the benchmark. */
  public LossBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    quantile = FloatQuantileLossReference.of(backend);
    censored = FloatCensoredGaussianReference.of(backend);
    entropy = FloatCrossEntropyReference.of(backend);
    ensembles = FloatEnsembleLossesReference.of(backend);
    x = new Inputs(1).floats(N);
    y = new Inputs(2).floats(N);
    z = new Inputs(3).floats(N);
    g = new float[N];
    h = new float[N];
    dz = new float[N];
    for (int i = 0; i < N; i++) {
      y[i] = pass.startsWith("cross") ? Math.abs(y[i]) / (N / ROWS) : y[i];
      h[i] = pass.startsWith("censored") && i % 4 == 0 ? y[i] : -2f;
    }
  }

  @Override
  public boolean possible() {
    return !implementation.equals("plain") || !pass.startsWith("censored");
  }

  /** One pass. */
  @Benchmark
  public void pass() {
    value = implementation.equals("plain") ? plain() : kernel();
  }

  private float kernel() {
    int n = N / MEMBERS;
    switch (pass) {
      case "quantileLoss.float" -> {
        return WEIGHT * quantile.quantile(LEVEL, WEIGHT, N, x, 0, y, 0, g, 0);
      }
      case "censoredGaussianLoss.float" -> {
        return WEIGHT * censored.censored(WEIGHT, N, x, 0, z, 0, y, 0, h, 0, null, 0, g, 0, dz, 0);
      }
      case "crpsLoss.float" -> {
        return WEIGHT * ensembles.crps(true, WEIGHT, MEMBERS, n, x, 0, n, y, 0, g, 0, n);
      }
      case "energyLoss.float" -> ensembles.energy(true, WEIGHT, 1, MEMBERS, n, x, 0, N, y, 0, n, g, 0, N, term, 0);
      default -> entropy.probabilities(WEIGHT, ROWS, N / ROWS, x, 0, N / ROWS, y, 0, N / ROWS, g, 0, N / ROWS, term, 0);
    }
    float sum = 0;
    for (float t : term) {
      sum += t;
    }
    return WEIGHT * sum;
  }

  private float plain() {
    int n = N / MEMBERS;
    return switch (pass) {
      case "quantileLoss.float" -> PlainLosses.quantile(LEVEL, WEIGHT, N, x, y, g);
      case "crpsLoss.float" -> PlainLosses.crps(WEIGHT, MEMBERS, n, x, y, g);
      case "energyLoss.float" -> PlainLosses.energy(WEIGHT, MEMBERS, n, x, y, g);
      default -> PlainLosses.entropy(WEIGHT, ROWS, N / ROWS, x, y, g);
    };
  }

  @Override
  public Work work() {
    Kernel kernel = KernelCatalog.get(pass);
    int n = N / MEMBERS;
    long[] sizes = switch (pass) {
      case "quantileLoss.float", "censoredGaussianLoss.float" -> new long[] {N};
      case "crpsLoss.float" -> new long[] {MEMBERS, n};
      case "energyLoss.float" -> new long[] {1, MEMBERS, n};
      default -> new long[] {ROWS, N / ROWS};
    };
    return new Work(pass, "training", kernel.flops().at(sizes), kernel.bytes().at(sizes));
  }

  @Override
  public double[] output() {
    double[] all = new double[N + 1];
    for (int i = 0; i < N; i++) {
      all[i] = g[i];
    }
    all[N] = value;
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-3;
  }
}
