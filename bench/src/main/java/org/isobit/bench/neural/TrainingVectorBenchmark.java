package org.isobit.bench.neural;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.FloatActivationsReference;
import org.isobit.kernels.neural.FloatActivationsSimd;
import org.isobit.kernels.neural.FloatLosses;
import org.isobit.kernels.neural.FloatLossesReference;
import org.isobit.kernels.neural.FloatLossesSimd;
import org.isobit.kernels.neural.FloatOptimizersReference;
import org.isobit.kernels.neural.FloatOptimizersSimd;
import org.isobit.kernels.neural.FloatSamplingReference;
import org.isobit.kernels.neural.FloatSamplingSimd;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One pass of float kernels over vectors as long as the parameters of four networks 6×32 wide. */
@State(Scope.Thread)
public class TrainingVectorBenchmark implements KernelBenchmark {

  private static final long SEED = 20260101;

  /** What is done. */
  @Param({"activation.float", "activationGradient.float", "squaredLoss.float", "gaussianLoss.float",
      "divergence.float", "adam.float", "dropout.float", "sample.float"})
  public String pass;

  /** Elements. */
  @Param({"21636"})
  public int n;

  /** Whose loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private float[] x;
  private float[] y;
  private float[] z;
  private float[] g;
  private float value;
  private AdamRates rates;
  private boolean simd;

  /** Makes the benchmark. */
  public TrainingVectorBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    Inputs inputs = new Inputs(1);
    x = inputs.floats(n);
    y = inputs.floats(n);
    z = new float[n];
    g = new float[n];
    rates = AdamRates.of(1e-9);
    simd = implementation.equals("simd");
  }

  /** One pass; GELU stands for the activations. */
  @Benchmark
  public void pass() {
    if (simd) {
      switch (pass) {
        case "activation.float" -> FloatActivationsSimd.forward(Activation.GELU, 0, n, x, 0, z, 0);
        case "activationGradient.float" -> FloatActivationsSimd.backward(Activation.GELU, 0, n, x, 0, y, 0, z, 0);
        case "squaredLoss.float" -> value = FloatLossesSimd.pair(FloatLosses.Pair.SQUARED, 1, 1, n, x, 0, y, 0, z, 0);
        case "gaussianLoss.float" -> value = FloatLossesSimd.scaled(FloatLosses.Scaled.GAUSSIAN, 1, n, x, 0, y, 0, x,
            0, z, 0, g, 0);
        case "divergence.float" -> value = FloatLossesSimd.scaled(FloatLosses.Scaled.DIVERGENCE, 1, n, x, 0, y, 0, x,
            0, z, 0, g, 0);
        case "adam.float" -> FloatOptimizersSimd.adam(rates, 7, n, x, 0, y, 0, z, 0, g, 0);
        case "dropout.float" -> FloatSamplingSimd.dropout(0.25f, SEED, 1, 0, n, x, 0, z, 0);
        default -> FloatSamplingSimd.sample(SEED, 1, 0, n, x, 0, y, 0, z, 0);
      }
    } else {
      switch (pass) {
        case "activation.float" -> FloatActivationsReference.forward(Activation.GELU, 0, n, x, 0, z, 0);
        case "activationGradient.float" ->
            FloatActivationsReference.backward(Activation.GELU, 0, n, x, 0, y, 0, z, 0);
        case "squaredLoss.float" ->
            value = FloatLossesReference.pair(FloatLosses.Pair.SQUARED, 1, 1, n, x, 0, y, 0, z, 0);
        case "gaussianLoss.float" -> value = FloatLossesReference.scaled(FloatLosses.Scaled.GAUSSIAN, 1, n, x, 0, y, 0,
            x, 0, z, 0, g, 0);
        case "divergence.float" -> value = FloatLossesReference.scaled(FloatLosses.Scaled.DIVERGENCE, 1, n, x, 0, y, 0,
            x, 0, z, 0, g, 0);
        case "adam.float" -> FloatOptimizersReference.adam(rates, 7, n, x, 0, y, 0, z, 0, g, 0);
        case "dropout.float" -> FloatSamplingReference.dropout(0.25f, SEED, 1, 0, n, x, 0, z, 0);
        default -> FloatSamplingReference.sample(SEED, 1, 0, n, x, 0, y, 0, z, 0);
      }
    }
  }

  @Override
  public Work work() {
    return new Work(pass, "training", KernelCatalog.get(pass).flops().at(n), KernelCatalog.get(pass).bytes().at(n));
  }

  @Override
  public double[] output() {
    double[] all = new double[3 * n + 1];
    for (int i = 0; i < n; i++) {
      all[i] = x[i];
      all[n + i] = z[i];
      all[2 * n + i] = g[i];
    }
    all[3 * n] = value;
    return all;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
