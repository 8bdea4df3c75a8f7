// Master of FloatNeuralArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.AdamRates;
import org.isobit.kernels.neural.Dense;
import org.isobit.kernels.neural.DenseCall;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.kernels.neural.Losses;
import org.isobit.kernels.neural.Optimizers;
import org.isobit.kernels.neural.Sampling;
import org.isobit.kernels.neural.Softmax;

/** The entries of the networks' kernels. */
final class NeuralArguments extends ArgumentTable {

  private final Workers workers;
  private final int n;
  private final int batch;
  private final int inputs;
  private final int outputs;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  NeuralArguments(Workers workers, boolean large) {
    this.workers = workers;
    n = large ? 70_003 : 41;
    batch = large ? 151 : 11;
    inputs = large ? 131 : 9;
    outputs = large ? 109 : 7;
    elementwise(null);
    elementwise(workers);
    sampling();
    losses();
    dense();
    softmax();
    gates();
    layersOfViews();
    vectorsOfViews();
    shapes(); // float:
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private void add(Workers threads, Class<?> owner, String method, Object... parts) {
    if (threads == null) {
      call(owner, method, parts);
    } else {
      Object[] more = java.util.Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = threads;
      call(owner, method, more);
    }
  }

  private void elementwise(Workers threads) {
    add(threads, Activations.class, "forward", Activation.LEAKY_RELU, number("slope", 0.125, ArgumentTable::positive),
        size("n", n), vector("x", n), outVector("y", n));
    add(threads, Activations.class, "backward", Activation.LEAKY_RELU, number("slope", 0.125, ArgumentTable::positive),
        size("n", n), vector("stored", n), vector("dy", n), outVector("dx", n));
    add(threads, Optimizers.class, "momentum", number("learning rate", 0.125, ArgumentTable::notNegative),
        number("momentum", 0.5, x -> x >= 0.0 && x <= 1.0), number("decay", 0.125, ArgumentTable::notNegative),
        size("n", n), outVector("parameters", n), vector("gradient", n), outVector("velocity", n));
    add(threads, Optimizers.class, "adam", AdamRates.of(0.125), number("step", 3L, x -> x >= 1.0), size("n", n),
        outVector("parameters", n), vector("gradient", n), outVector("first moment", n), outVector("second moment", n));
    add(threads, Optimizers.class, "rmsProp", number("learning rate", 0.125, ArgumentTable::notNegative), // float: add(threads, FloatOptimizers.class, "rmsProp", number("learning rate", 0.125, x -> x >= 0.0 && x <= Float.MAX_VALUE),
        number("rho", 0.5, x -> x >= 0.0 && x < 1.0), number("epsilon", 0.125, ArgumentTable::positive), // float: number("rho", 0.5, x -> x >= 0.0 && x < 1.0), number("epsilon", 0.125, x -> (float) x > 0.0f && (float) x <= Float.MAX_VALUE),
        size("n", n), outVector("parameters", n), vector("gradient", n), outVector("second moment", n));
    add(threads, Optimizers.class, "adagrad", number("learning rate", 0.125, ArgumentTable::notNegative),
        number("epsilon", 0.125, ArgumentTable::positive), size("n", n), outVector("parameters", n),
        vector("gradient", n), outVector("second moment", n));
    add(threads, Optimizers.class, "average", number("rate", 0.5, x -> x >= 0.0 && x <= 1.0), size("n", n),
        vector("parameters", n), outVector("average", n));
    add(threads, Optimizers.class, "clip", number("limit", 0.5, x -> x > 0.0), size("n", n), outVector("gradient", n));
    add(threads, Sampling.class, "dropout", number("p", 0.5, x -> x >= 0.0 && x < 1.0), 1L, 2L,
        number("indices", 3L, ArgumentTable::draws), size("n", n), vector("x", n), outVector("y", n));
  }

  private void sampling() {
    call(Sampling.class, "sample", 1L, 2L, number("indices", 3L, ArgumentTable::draws), size("n", n), vector("mean", n),
        vector("log scale", n), outVector("z", n));
    call(Sampling.class, "sampleGradient", 1L, 2L, number("indices", 3L, ArgumentTable::draws), size("n", n),
        vector("log scale", n), vector("dz", n), outVector("mean gradient", n), outVector("log scale gradient", n));
  }

  private void losses() {
    call(Losses.class, "squared", number("weight", 0.5, x -> true), size("n", n), vector("prediction", n),
        vector("target", n), outVector("gradient", n).orNull());
    call(Losses.class, "absolute", number("weight", 0.5, x -> true), size("n", n), vector("prediction", n),
        vector("target", n), outVector("gradient", n).orNull());
    call(Losses.class, "huber", number("delta", 0.125, x -> x > 0.0), number("weight", 0.5, x -> true), size("n", n),
        vector("prediction", n), vector("target", n), outVector("gradient", n).orNull());
    call(Losses.class, "pair", Losses.Pair.HUBER, number("delta", 0.125, x -> x > 0.0), number("weight", 0.5,
        x -> true),
        size("n", n), vector("prediction", n), vector("target", n), outVector("gradient", n).orNull(), workers);
    call(Losses.class, "gaussian", number("weight", 0.5, x -> true), size("n", n), vector("mean", n),
        vector("log scale", n), vector("target", n), outVector("mean gradient", n), outVector("log scale gradient", n));
    call(Losses.class, "laplace", number("weight", 0.5, x -> true), size("n", n), vector("mean", n),
        vector("log scale", n), vector("target", n), outVector("mean gradient", n), outVector("log scale gradient", n));
    call(Losses.class, "divergence", number("weight", 0.5, x -> true), size("n", n), vector("mean", n),
        vector("log scale", n), outVector("mean gradient", n), outVector("log scale gradient", n));
    call(Losses.class, "scaled", Losses.Scaled.GAUSSIAN, number("weight", 0.5, x -> true), size("n", n),
        vector("mean", n), vector("log scale", n), vector("target", n), outVector("mean gradient", n),
        outVector("log scale gradient", n), workers);
  }

  private void dense() {
    DenseLayer layer = DenseLayer.of(inputs, outputs, Activation.TANH);
    int size = layer.weights();
    double[] w = (double[]) numbers(new Random(1), size);
    DenseWeights weights = DenseWeights.of(layer, w, 0, w, 0);
    for (int threads = 0; threads < 2; threads++) {
      Workers some = threads == 0 ? null : workers;
      add(some, Dense.class, "forward", layer, size("batch", batch), matrix("X", batch, inputs), vector("W", size),
          vector("bias", outputs).orNull(), outMatrix("Y", batch, outputs));
      add(some, Dense.class, "backward", layer, size("batch", batch), matrix("X", batch, inputs), vector("W", size),
          matrix("stored", batch, outputs), outMatrix("dY", batch, outputs), outMatrix("dX", batch, inputs).orNull(),
          outVector("dW", size).orNull(), outVector("db", outputs).orNull(), true);
    }
    call(Dense.class, "forward", weights, size("batch", batch), matrix("X", batch, inputs),
        outMatrix("Y", batch, outputs));
    on(DenseStack.class, () -> DenseStack.of(weights), "forward", size("batch", batch), matrix("X", batch, inputs),
        outMatrix("Y", batch, outputs));
    on(DenseStack.class, () -> DenseStack.of(weights), "forward", size("batch", batch), matrix("X", batch, inputs),
        outMatrix("Y", batch, outputs), workers);
    call(DenseStack.class, "of", (Object) new DenseWeights[] {weights});
    call(DenseWeights.class, "of", layer, vector("W", size), vector("bias", outputs).orNull());
    on(DenseWeights.class, () -> weights, "weight", index("input", 1, inputs), index("output", 1, outputs));
    on(DenseWeights.class, () -> weights, "bias", index("output", 1, outputs));
  }

  private void softmax() {
    int rows = n / 997 + 3;
    int columns = 997;
    for (int threads = 0; threads < 2; threads++) {
      Workers some = threads == 0 ? null : workers;
      add(some, Softmax.class, "forward", size("rows", rows), least("n", 1, columns), matrix("X", rows, columns),
          outMatrix("Y", rows, columns));
      add(some, Softmax.class, "backward", size("rows", rows), least("n", 1, columns), matrix("Y", rows, columns),
          matrix("dY", rows, columns), outMatrix("dX", rows, columns));
    }
  }

  private void gates() {
    int rows = n / 97 + 3;
    int columns = 97;
    for (int threads = 0; threads < 2; threads++) {
      Workers some = threads == 0 ? null : workers;
      add(some, Gates.class, "forward", Gate.GLU, size("rows", rows), size("n", columns),
          matrix("X", rows, 2 * columns), outMatrix("Y", rows, columns));
      add(some, Gates.class, "backward", Gate.SWIGLU, size("rows", rows), size("n", columns),
          matrix("X", rows, 2 * columns), matrix("dY", rows, columns), outMatrix("dX", rows, 2 * columns));
      add(some, Gates.class, "tangent", Gate.SWIGLU, size("rows", rows), size("n", columns),
          matrix("X", rows, 2 * columns), matrix("dX", rows, 2 * columns), outMatrix("dY", rows, columns));
    }
    call(Gates.class, "forward", Gate.GLU, view(batch, 2 * inputs), view(batch, inputs), workers);
    call(Gates.class, "backward", Gate.GLU, view(batch, 2 * inputs), view(batch, inputs), view(batch, 2 * inputs),
        workers);
    call(Gates.class, "tangent", Gate.GLU, view(batch, 2 * inputs), view(batch, 2 * inputs), view(batch, inputs),
        workers);
  }

  private void shapes() { // float: private static void shapes() {
    make(AdamRates.class, number("learning rate", 0.1, x -> x >= 0.0 && x <= Float.MAX_VALUE), // float:
        number("beta1", 0.9, x -> x >= 0.0 && x < 1.0), number("beta2", 0.9, x -> x >= 0.0 && x < 1.0), // float:
        number("epsilon", 0.5, x -> x > 0.0 && x <= Float.MAX_VALUE), // float:
        number("decay", 0.5, x -> x >= 0.0 && x <= Float.MAX_VALUE)); // float:
    call(AdamRates.class, "of", number("learning rate", 0.1, x -> x >= 0.0 && x <= Float.MAX_VALUE)); // float:
    on(AdamRates.class, () -> AdamRates.of(0.5), "withLearningRate", // float:
        number("learning rate", 0.1, x -> x >= 0.0 && x <= Float.MAX_VALUE)); // float:
    make(DenseLayer.class, number("inputs", 5, x -> x >= 1.0 && x < 1e8), // float:
        number("outputs", 4, x -> x >= 1.0 && x < 1e8), false, Activation.LEAKY_RELU, // float:
        number("slope", 0.5, x -> x >= Float.MIN_VALUE && x <= Float.MAX_VALUE)); // float:
    call(DenseLayer.class, "of", number("inputs", 5, x -> x >= 1.0 && x < 1e8), // float:
        number("outputs", 4, x -> x >= 1.0 && x < 1e8), Activation.RELU); // float:
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  private void layersOfViews() {
    DenseLayer layer = DenseLayer.of(inputs, outputs, Activation.TANH);
    DenseCall call = DenseCall.of(layer, view(inputs, outputs), view(1, outputs)).withWorkers(workers)
        .withGradient(view(inputs, outputs), view(1, outputs), true);
    call(DenseCall.class, "of", layer, view(inputs, outputs));
    call(DenseCall.class, "of", layer, view(inputs, outputs), view(outputs, 1));
    on(DenseCall.class, () -> call, "withGradient", view(inputs, outputs), false);
    on(DenseCall.class, () -> call, "withGradient", view(inputs, outputs), view(1, outputs), false);
    on(DenseCall.class, () -> call, "withWorkers", workers);
    on(DenseCall.class, () -> call, "forward", view(batch, inputs), view(batch, outputs));
    on(DenseCall.class, () -> call, "backward", view(batch, inputs), view(batch, outputs), view(batch, outputs));
    on(DenseCall.class, () -> call, "backward", view(batch, inputs), view(batch, outputs), view(batch, outputs),
        view(batch, inputs));
    double[] w = (double[]) numbers(new Random(1), layer.weights());
    DenseWeights weights = DenseWeights.of(layer, w, 0, w, 0);
    call(Dense.class, "forward", weights, view(batch, inputs), view(batch, outputs));
    on(DenseStack.class, () -> DenseStack.of(weights), "forward", view(batch, inputs), view(batch, outputs), workers);
    call(Softmax.class, "forward", view(batch, inputs), view(batch, inputs), workers);
    call(Softmax.class, "backward", view(batch, inputs), view(batch, inputs), view(batch, inputs), workers);
  }

  private void vectorsOfViews() {
    int rows = 3;
    call(Losses.class, "scaled", Losses.Scaled.LAPLACE, number("weight", 0.5, x -> true), view(rows, n), view(rows, n),
        view(rows, n), view(rows, n), view(rows, n), workers);
    for (String loss : new String[] {"gaussian", "laplace"}) {
      call(Losses.class, loss, number("weight", 0.5, x -> true), view(rows, n), view(rows, n), view(rows, n),
          view(rows, n), view(rows, n));
    }
    call(Optimizers.class, "adam", AdamRates.of(0.125), number("step", 3L, x -> x >= 1.0), view(rows, n),
        view(rows, n), view(rows, n), view(rows, n), workers);
    call(Sampling.class, "sampleGradient", 1L, 2L, number("indices", 3L, ArgumentTable::draws), view(rows, n),
        view(rows, n), view(rows, n), view(rows, n));
  }
}
