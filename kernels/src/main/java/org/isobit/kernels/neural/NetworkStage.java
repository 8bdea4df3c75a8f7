package org.isobit.kernels.neural;

import org.isobit.kernels.Checks;

/**
 * A stage of a network as a device is told of it: what it makes of a sample, and where its weights lie in the network's
 * one flat vector. Of any element type. Immutable.
 */
public sealed interface NetworkStage {

  /**
   * Elements of a sample that goes in.
   *
   * @return at least 1
   */
  int inputs();

  /**
   * Elements of a sample that comes out.
   *
   * @return at least 1
   */
  int outputs();

  /**
   * A dense layer, as {@link Dense}.
   *
   * @param layer   shape and activation
   * @param weights index of W's first element in the flat vector
   * @param bias    index of the bias' first element, or −1 for none
   */
  record Layer(DenseLayer layer, int weights, int bias) implements NetworkStage {

    /**
     * Checks the places.
     *
     * @throws IllegalArgumentException if there is no layer or one is negative, but for a bias of −1
     */
    public Layer {
      Checks.present("dense", "layer", layer);
      if (weights < 0 || bias < -1) {
        throw new IllegalArgumentException("dense: weights at " + weights + " and bias at " + bias);
      }
    }

    @Override
    public int inputs() {
      return layer.inputs();
    }

    @Override
    public int outputs() {
      return layer.outputs();
    }
  }

  /**
   * An activation by itself, as {@link Activations}.
   *
   * @param activation which
   * @param slope      slope, where the activation has one
   * @param width      elements of a sample
   */
  record Elementwise(Activation activation, double slope, int width) implements NetworkStage {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the width is not positive, there is no activation, or its slope is not
     *                                  positive and finite as a float
     */
    public Elementwise {
      Checks.present("activation", "activation", activation);
      DenseLayer.checkSlope("activation", activation, slope);
      if (width < 1) {
        throw new IllegalArgumentException("activation: a sample cannot have " + width + " elements");
      }
    }

    @Override
    public int inputs() {
      return width;
    }

    @Override
    public int outputs() {
      return width;
    }
  }

  /**
   * Softmax of rows, as {@link Softmax}.
   *
   * @param rows rows of a sample
   * @param n    elements of a row
   */
  record SoftmaxRows(int rows, int n) implements NetworkStage {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not positive or a sample has more than 2^31 − 1 elements
     */
    public SoftmaxRows {
      if (rows < 1 || n < 1 || (long) rows * n > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("softmax: a sample cannot have " + rows + " rows of " + n);
      }
    }

    @Override
    public int inputs() {
      return rows * n;
    }

    @Override
    public int outputs() {
      return rows * n;
    }
  }
}
