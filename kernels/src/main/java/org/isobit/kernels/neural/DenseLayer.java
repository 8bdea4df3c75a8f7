package org.isobit.kernels.neural;

import org.isobit.kernels.Checks;

/**
 * The shape of a dense layer Y = activation(X·W + b), of any element type. Immutable.
 *
 * @param inputs     columns of X, at least 1
 * @param outputs    columns of Y, at least 1
 * @param transposed false: W is stored inputs × outputs; true: outputs × inputs, as in PyTorch; row-major and
 *                   contiguous
 * @param activation applied to each output
 * @param slope      where {@link Activation#hasSlope()}, positive and finite; else not read
 */
public record DenseLayer(int inputs, int outputs, boolean transposed, Activation activation, double slope) {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for sizes below 1, more weights than one array holds, no activation, and a slope
   *                                  that is not positive and finite as a float
   */
  public DenseLayer {
    Checks.present("dense", "activation", activation);
    if (inputs < 1 || outputs < 1 || (long) inputs * outputs > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("dense: a layer cannot have " + inputs + " inputs and " + outputs
          + " outputs");
    }
    checkSlope("dense", activation, slope);
  }

  /** Layers are of any element type: a slope that rounds to 0 or infinity in float is none. */
  static void checkSlope(String operation, Activation activation, double slope) {
    if (activation.hasSlope() && !((float) slope > 0.0f && (float) slope <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(operation + ": slope must be positive and finite, in float too, but is "
          + slope);
    }
  }

  /**
   * A layer whose activation has no slope or the usual one, W stored inputs × outputs.
   *
   * @param inputs     columns of X
   * @param outputs    columns of Y
   * @param activation applied to each output
   * @return the layer
   */
  public static DenseLayer of(int inputs, int outputs, Activation activation) {
    Checks.present("dense", "activation", activation);
    return new DenseLayer(inputs, outputs, false, activation, activation.usualSlope());
  }

  /**
   * The number of weights.
   *
   * @return inputs × outputs
   */
  public int weights() {
    return inputs * outputs;
  }

  /** The leading dimension of W. */
  int ldw() {
    return transposed ? inputs : outputs;
  }
}
