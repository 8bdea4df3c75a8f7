// Master of FloatNeuralSteps: the float version is generated from this file.
package org.isobit.gpu.network;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.gpu.elementary.ElementaryCuda;
import org.isobit.gpu.elementary.ElementaryFunction;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.gpu.neural.ActivationsCuda;
import org.isobit.gpu.neural.DenseCuda;
import org.isobit.gpu.neural.GatesCuda;
import org.isobit.gpu.neural.SoftmaxCuda;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.NeuralStage;

/** Products and functions of single elements or rows as calls of kernels. Not thread-safe. */
final class NeuralSteps {

  private final Stream stream;
  private final DeviceArray weights;
  private final GemmCuda gemm;
  private final DenseCuda dense;
  private final ActivationsCuda activations;
  private final SoftmaxCuda softmax;

  /** Null as long as no stage is gated. */
  private GatesCuda gates;

  /** Null as long as no stage is a wave. */
  private ElementaryCuda elementary;

  /** Loads the kernels; weights may be null where no stage has any. */
  NeuralSteps(Stream stream, DeviceArray weights) {
    this.stream = stream;
    this.weights = weights;
    gemm = new GemmCuda(stream);
    dense = new DenseCuda(stream);
    activations = new ActivationsCuda(stream);
    softmax = new SoftmaxCuda(stream);
  }

  /** A step of such a stage. */
  StepCall bind(NeuralStage stage, NetworkStep step) {
    NetworkOperand x = step.read(0);
    NetworkOperand y = step.write(0);
    return switch (stage) {
      case NeuralStage.Dense s -> v -> dense.forward(s.layer(), v.rows(s.rows()), v.array, v.at(x), v.ld(x, s.rows()),
          weights, s.weights(), s.bias() < 0 ? null : weights, Math.max(0, s.bias()), v.array, v.at(y),
          v.ld(y, s.rows()));
      case NeuralStage.Product s -> {
        double factor = s.factor(); // float: float factor = (float) s.factor();
        double beta = s.continued() ? 1.0 : 0.0;
        yield v -> gemm.gemm(false, s.transposed(), v.rows(s.rows()), s.n(), s.k(), factor, v.array, v.at(x),
            v.ld(x, s.rows()), weights, s.weights(), s.transposed() ? s.k() : s.n(), beta, v.array, v.at(y),
            v.ld(y, s.rows()));
      }
      case NeuralStage.Elementwise s -> {
        double slope = s.slope(); // float: float slope = (float) s.slope();
        yield v -> activations.forward(s.activation(), slope, v.batch, s.n(), v.array, v.at(x), v.ld(x, 1), v.array,
            v.at(y), v.ld(y, 1));
      }
      case NeuralStage.Gated s -> {
        gates = gates == null ? new GatesCuda(stream) : gates;
        GatesCuda kernel = gates;
        yield v -> kernel.forward(s.kind(), v.batch, s.n(), v.array, v.at(x), v.ld(x, 1), v.array, v.at(y),
            v.ld(y, 1));
      }
      case NeuralStage.SoftmaxRows s -> v -> softmax.forward(v.rows(s.rows()), s.n(), v.array, v.at(x),
          v.ld(x, s.rows()), v.array, v.at(y), v.ld(y, s.rows()));
      case NeuralStage.Wave s -> {
        ElementaryFunction function = s.cosine() ? ElementaryFunction.COSPI : ElementaryFunction.SINPI;
        elementary = elementary == null ? new ElementaryCuda(stream) : elementary;
        yield v -> elementary.apply(function, v.elements(s.n()), v.array, v.at(x), v.array, v.at(y));
      }
    };
  }
}
