package org.isobit.models.onnx.export;

import java.util.Map;
import org.isobit.kernels.neural.Activation;

/** Nodes of activations, for layers that end with one. Thread-safe. */
public final class ActivationNodes {

  private ActivationNodes() {}

  /**
   * Writes an activation.
   *
   * @param nodes      takes the nodes
   * @param activation which
   * @param slope      where {@link Activation#hasSlope()}
   * @param value      what it is applied to
   * @return the name of the result; for {@link Activation#IDENTITY} that of the value
   */
  public static String of(OnnxNodes nodes, Activation activation, double slope, String value) {
    return switch (activation) {
      case IDENTITY -> value;
      case RELU -> nodes.node("Relu", Map.of(), value);
      case LEAKY_RELU -> nodes.node("LeakyRelu", Map.of("alpha", (float) slope), value);
      case TANH -> nodes.node("Tanh", Map.of(), value);
      case SIGMOID -> nodes.node("Sigmoid", Map.of(), value);
      case GELU -> nodes.node("Gelu", Map.of(), value);
      case GELU_TANH -> nodes.node("Gelu", Map.of("approximate", "tanh"), value);
      case SILU -> nodes.node("Mul", Map.of(), value, nodes.node("Sigmoid", Map.of(), value));
      case SOFTPLUS -> nodes.node("Softplus", Map.of(), value);
      case ELU -> nodes.node("Elu", Map.of("alpha", (float) slope), value);
      case MISH -> nodes.node("Mish", Map.of(), value);
      case HARD_SIGMOID -> nodes.node("HardSigmoid", Map.of("alpha", 1 / 6f, "beta", 0.5f), value);
      case HARD_SWISH -> nodes.node("HardSwish", Map.of(), value);
    };
  }
}
