// Master of FloatNeuralAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;
import org.isobit.verify.Inputs;

/** {@link AllocationCalls} of the kernels of neural networks. */
final class NeuralAllocationCalls {

  private static final int N = 1003;
  private static final int BATCH = 13;
  private static final int INPUTS = 21;
  private static final int OUTPUTS = 19;

  private final Map<String, Runnable> calls = new LinkedHashMap<>();
  private final double[] x = values(1);
  private final double[] y = values(2);
  private final double[] z = values(3);
  private final double[] p = values(4);
  private final double[] q = values(5);
  private double sink;

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    NeuralAllocationCalls list = new NeuralAllocationCalls();
    list.layers();
    list.losses();
    list.steps();
    return list.calls;
  }

  private static double[] values(long seed) {
    return new Inputs(seed).doubles(N);
  }

  private void add(String name, Runnable call) {
    calls.put(name + ".double", call);
  }

  private void layers() {
    DenseLayer layer = DenseLayer.of(INPUTS, OUTPUTS, Activation.TANH);
    DenseWeights packed = DenseWeights.of(layer, x, 0, y, 0);
    double[] gradient = values(6);
    add("dense", () -> Dense.forward(layer, BATCH, z, 0, INPUTS, x, 0, y, 0, p, 0, OUTPUTS));
    add("packedDense", () -> Dense.forward(packed, BATCH, z, 0, INPUTS, p, 0, OUTPUTS));
    DenseStack stack = DenseStack.of(packed, DenseWeights.of(DenseLayer.of(OUTPUTS, 7, Activation.TANH), y, 0, x, 0));
    add("denseStack", () -> stack.forward(BATCH, z, 0, INPUTS, p, 0, 7));
    add("denseGradient", () -> {
      System.arraycopy(gradient, 0, q, 0, q.length); // the gradient of the outputs is overwritten
      Dense.backward(layer, BATCH, z, 0, INPUTS, x, 0, y, 0, OUTPUTS, q, 0, OUTPUTS, p, 0, INPUTS, p, 300, p, 800,
      false);
    });
    for (boolean further : new boolean[] {false, true}) {
      Activation[] kinds = Arrays.stream(Activation.values())
          .filter(kind -> further == kind.compareTo(Activation.SOFTPLUS) > 0).toArray(Activation[]::new);
      add(further ? "furtherActivation" : "activation", () -> {
        for (Activation kind : kinds) {
          Activations.forward(kind, 0.1, N, x, 0, p, 0);
        }
      });
      add(further ? "furtherActivationGradient" : "activationGradient", () -> {
        for (Activation kind : kinds) {
          Activations.backward(kind, 0.1, N, x, 0, y, 0, p, 0);
        }
      });
    }
    add("gate", () -> Gates.forward(Gate.GLU, 5, 100, x, 0, 200, p, 0, 100));
    add("gateGradient", () -> Gates.backward(Gate.SWIGLU, 5, 100, x, 0, 200, y, 0, 100, p, 0, 200));
    add("gateTangent", () -> Gates.tangent(Gate.SWIGLU, 5, 100, x, 0, 200, y, 0, 200, p, 0, 100));
    add("softmax", () -> Softmax.forward(5, 200, x, 0, 200, p, 0, 200));
    add("softmaxGradient", () -> Softmax.backward(5, 200, x, 0, 200, y, 0, 200, p, 0, 200));
  }

  private void losses() {
    add("squaredLoss", () -> sink += Losses.squared(0.5, N, x, 0, y, 0, p, 0));
    add("absoluteLoss", () -> sink += Losses.absolute(0.5, N, x, 0, y, 0, p, 0));
    add("huberLoss", () -> sink += Losses.huber(0.5, 0.5, N, x, 0, y, 0, p, 0));
    add("gaussianLoss", () -> sink += Losses.gaussian(0.5, N, x, 0, y, 0, z, 0, p, 0, q, 0));
    add("laplaceLoss", () -> sink += Losses.laplace(0.5, N, x, 0, y, 0, z, 0, p, 0, q, 0));
    add("divergence", () -> sink += Losses.divergence(0.5, N, x, 0, y, 0, p, 0, q, 0));
  }

  private void steps() {
    double[] weights = values(7);
    double[] velocity = values(8);
    double[] first = new double[N];
    double[] second = new double[N];
    double[] sums = new double[N];
    double[] more = new double[N];
    AdamRates rates = AdamRates.of(1e-6);
    add("momentum", () -> Optimizers.momentum(1e-6, 0.5, 0.0, N, weights, 0, x, 0, velocity, 0));
    add("adam", () -> Optimizers.adam(rates, 3, N, weights, 0, y, 0, first, 0, second, 0));
    add("rmsProp", () -> Optimizers.rmsProp(1e-6, 0.9, 1e-7, // float: add("rmsProp", () -> FloatOptimizers.rmsProp(1e-6, 0.9, 1e-7,
        N, weights, 0, y, 0, second, 0));
    add("adagrad", () -> Optimizers.adagrad(1e-6, 1e-7, N, weights, 0, y, 0, second, 0));
    add("average", () -> Optimizers.average(0.001, N, weights, 0, more, 0));
    add("clip", () -> sink += Optimizers.clip(1.0, N, velocity, 0));
    add("dropout", () -> Sampling.dropout(0.25, 1, 2, 3, N, x, 0, p, 0));
    add("sample", () -> Sampling.sample(1, 2, 3, N, x, 0, y, 0, p, 0));
    add("sampleGradient", () -> Sampling.sampleGradient(1, 2, 3, N, x, 0, y, 0, sums, 0, more, 0));
  }
}
