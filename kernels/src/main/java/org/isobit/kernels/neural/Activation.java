package org.isobit.kernels.neural;

/**
 * The activations that layers can have. What each computes, and with which operations, {@link Activations} says.
 * Immutable.
 */
public enum Activation {
  /** y = x. */
  IDENTITY(true),
  /** y = x &lt; 0 ? +0 : x. */
  RELU(true),
  /** y = x &lt; 0 ? slope·x : x. */
  LEAKY_RELU(true),
  /** y = tanh x. */
  TANH(true),
  /** y = 1/(1 + e^−x). */
  SIGMOID(true),
  /** y = x·Φ(x), Φ the standard normal distribution function. */
  GELU(false),
  /** The approximation of {@link #GELU} by tanh. */
  GELU_TANH(false),
  /** y = x/(1 + e^−x). */
  SILU(false),
  /** y = ln(1 + e^x). */
  SOFTPLUS(false),
  /** y = x &gt; 0 ? x : α(e^x − 1); α is the slope. */
  ELU(true),
  /** y = x·tanh(ln(1 + e^x)). */
  MISH(false),
  /** y = (x + 3)/6, not below 0 and not above 1. */
  HARD_SIGMOID(true),
  /** y = x times {@link #HARD_SIGMOID}. */
  HARD_SWISH(false);

  private final boolean fromOutput;

  Activation(boolean fromOutput) {
    this.fromOutput = fromOutput;
  }

  /**
   * What the backward pass needs.
   *
   * @return true if the derivative is computed from the stored output y, false if from the stored input x
   */
  public boolean fromOutput() {
    return fromOutput;
  }

  /**
   * Whether the activation has a parameter.
   *
   * @return true for {@link #LEAKY_RELU}, its slope below 0, and {@link #ELU}, its α, both called slope
   */
  public boolean hasSlope() {
    return this == LEAKY_RELU || this == ELU;
  }

  /**
   * The slope of layers that are made without one.
   *
   * @return 0.01 for {@link #LEAKY_RELU}, 1 for {@link #ELU}, 0 for those that have none
   */
  public double usualSlope() {
    return this == LEAKY_RELU ? 0.01 : this == ELU ? 1.0 : 0.0;
  }
}
