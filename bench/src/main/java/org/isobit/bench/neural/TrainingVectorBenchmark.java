package org.isobit.bench.neural;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.FloatActivationsReference;
import org.isobit.kernels.neural.FloatGatesReference;
import org.isobit.kernels.neural.FloatLosses;
import org.isobit.kernels.neural.FloatLossesReference;
import org.isobit.kernels.neural.FloatOptimizersReference;
import org.isobit.kernels.neural.FloatSamplingReference;
import org.isobit.kernels.neural.Gate;
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

  /** Columns of the results of gates. */
  private static final int HIDDEN = 601;

  /** What is done. */
  @Param({"activation.float", "activationGradient.float", "squaredLoss.float", "gaussianLoss.float",
      "divergence.float", "adam.float", "rmsProp.float", "adagrad.float", "average.float", "furtherActivation.float",
      "furtherActivationGradient.float", "gate.float", "gateGradient.float", "dropout.float", "sample.float"})
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
  private FloatActivationsReference activations;
  private FloatGatesReference gates;
  private FloatLossesReference losses;
  private FloatOptimizersReference optimizers;
  private FloatSamplingReference sampling;

  /** Makes the benchmark. */
  public TrainingVectorBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    activations = FloatActivationsReference.of(backend);
    gates = FloatGatesReference.of(backend);
    losses = FloatLossesReference.of(backend);
    optimizers = FloatOptimizersReference.of(backend);
    sampling = FloatSamplingReference.of(backend);
    Inputs inputs = new Inputs(1);
    x = inputs.floats(n);
    y = inputs.floats(n);
    z = new float[n];
    g = new float[n];
    rates = AdamRates.of(1e-9);
  }

  /** One pass; GELU stands for the activations. */
  @Benchmark
  public void pass() {
    switch (pass) {
      case "activation.float" -> activations.forward(Activation.GELU, 0, n, x, 0, z, 0);
      case "activationGradient.float" -> activations.backward(Activation.GELU, 0, n, x, 0, y, 0, z, 0);
      case "squaredLoss.float" -> value = losses.pair(FloatLosses.Pair.SQUARED, 1, 1, n, x, 0, y, 0, z, 0);
      case "gaussianLoss.float" ->
          value = losses.scaled(FloatLosses.Scaled.GAUSSIAN, 1, n, x, 0, y, 0, x, 0, z, 0, g, 0);
      case "divergence.float" ->
          value = losses.scaled(FloatLosses.Scaled.DIVERGENCE, 1, n, x, 0, y, 0, x, 0, z, 0, g, 0);
      case "adam.float" -> optimizers.adam(rates, 7, n, x, 0, y, 0, z, 0, g, 0);
      case "furtherActivation.float" -> activations.forward(Activation.MISH, 0, n, x, 0, z, 0);
      case "furtherActivationGradient.float" -> activations.backward(Activation.MISH, 0, n, x, 0, y, 0, z, 0);
      case "gate.float" -> gates.forward(Gate.SWIGLU, n / HIDDEN / 2, HIDDEN, x, 0, 2 * HIDDEN, z, 0, HIDDEN);
      case "gateGradient.float" ->
          gates.backward(Gate.SWIGLU, n / HIDDEN / 2, HIDDEN, x, 0, 2 * HIDDEN, y, 0, HIDDEN, z, 0, 2 * HIDDEN);
      case "rmsProp.float" -> optimizers.rmsProp(1e-9, 0.9, 1e-7, n, x, 0, y, 0, g, 0);
      case "adagrad.float" -> optimizers.adagrad(1e-9f, 1e-7f, n, x, 0, y, 0, g, 0);
      case "average.float" -> optimizers.average(1e-3f, n, x, 0, z, 0);
      case "dropout.float" -> sampling.dropout(0.25f, SEED, 1, 0, n, x, 0, z, 0);
      default -> sampling.sample(SEED, 1, 0, n, x, 0, y, 0, z, 0);
    }
  }

  @Override
  public Work work() {
    Kernel kernel = KernelCatalog.get(pass);
    long[] sizes = pass.startsWith("gate") ? new long[] {n / HIDDEN / 2, HIDDEN} : new long[] {n};
    return new Work(pass, "training", kernel.flops().at(sizes), kernel.bytes().at(sizes));
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
