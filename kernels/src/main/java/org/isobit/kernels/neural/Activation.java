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
  SOFTPLUS(false);

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
}
