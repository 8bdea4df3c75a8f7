package org.isobit.kernels.device.network;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.Gate;

/** Stages of products and of functions of single elements or rows. */
public sealed interface NeuralStage extends NetworkStage {

  /**
   * A dense layer of each row, as {@link org.isobit.kernels.neural.Dense}. Reads X, writes Y.
   *
   * @param layer   shape and activation
   * @param rows    rows of a sample; 1 where a sample is one vector
   * @param weights index of W's first element
   * @param bias    index of the bias' first element, or −1 for none
   */
  record Dense(DenseLayer layer, int rows, int weights, int bias) implements NeuralStage {

    /**
     * Checks sizes and places.
     *
     * @throws IllegalArgumentException if there is no layer, a size is out of range or a place negative, but for a bias
     *                                  of −1
     */
    public Dense {
      Checks.present("dense", "layer", layer);
      WeightChecks.present("dense", "weights", weights);
      WeightChecks.optional("dense", "bias", bias);
      new OperandShape(rows, Math.max(layer.inputs(), layer.outputs()));
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, layer.inputs()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(rows, layer.outputs()));
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(weights, layer.weights()), WeightChecks.end(bias, layer.outputs()));
    }
  }

  /**
   * Y = factor·X·W, or Y + factor·X·W, its chains continued, as {@link org.isobit.kernels.gemm.Gemm}. Reads X and, if
   * it continues, Y; writes Y.
   *
   * @param rows       rows of a sample
   * @param n          columns of Y
   * @param k          columns of X
   * @param transposed whether W is stored n × k; else k × n
   * @param factor     of X
   * @param weights    index of W's first element
   * @param continued  whether chains begin with what is in Y
   */
  record Product(int rows, int n, int k, boolean transposed, double factor, int weights, boolean continued)
      implements NeuralStage {

    /**
     * Checks sizes and places.
     *
     * @throws IllegalArgumentException if a size is out of range or a place negative
     */
    public Product {
      WeightChecks.present("product", "weights", weights);
      new OperandShape(rows, n);
      new OperandShape(rows, k);
    }

    @Override
    public List<OperandShape> reads() {
      OperandShape x = new OperandShape(rows, k);
      return continued ? List.of(x, new OperandShape(rows, n)) : List.of(x);
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public long weightsEnd() {
      return WeightChecks.end(weights, (long) n * k);
    }
  }

  /**
   * An activation by itself, as {@link org.isobit.kernels.neural.Activations}. Reads X, writes Y.
   *
   * @param activation which
   * @param slope      slope, where the activation has one
   * @param n          elements of a sample
   */
  record Elementwise(Activation activation, double slope, int n) implements NeuralStage {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if n is not positive, there is no activation, or its slope is not positive and
     *                                  finite as a float
     */
    public Elementwise {
      Checks.present("activation", "activation", activation);
      new DenseLayer(1, 1, false, activation, slope); // checks the slope
      new OperandShape(1, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }
  }

  /**
   * A gated product, as {@link org.isobit.kernels.neural.Gates}. Reads X, its factors before its gates; writes Y.
   *
   * @param kind which product
   * @param n    elements of Y, half of those of X
   */
  record Gated(Gate kind, int n) implements NeuralStage {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no kind or n is not positive
     */
    public Gated {
      Checks.present("gate", "kind", kind);
      new OperandShape(2, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, 2 * n));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, n));
    }
  }

  /**
   * Softmax of rows, as {@link org.isobit.kernels.neural.Softmax}. Reads X, writes Y.
   *
   * @param rows rows of a sample
   * @param n    elements of a row
   */
  record SoftmaxRows(int rows, int n) implements NeuralStage {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not positive or a sample has more than 2^31 − 1 elements
     */
    public SoftmaxRows {
      new OperandShape(rows, n);
    }

    @Override
    public long joined() {
      return n;
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }
  }

  /**
   * sin πx or cos πx, as {@link org.isobit.kernels.elementary.Elementary}. Reads X, writes Y.
   *
   * @param cosine whether it is the cosine
   * @param n      elements of a sample
   */
  record Wave(boolean cosine, int n) implements NeuralStage {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Wave {
      new OperandShape(1, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public boolean strided() {
      return false;
    }
  }
}
