package org.isobit.kernels.device.network;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.pooling.ResizeShape;

/** Stages of lines and images: samples are channels × ny × nx. Operands are whole values. */
public sealed interface ImageStage extends NetworkStage {

  @Override
  default boolean strided() {
    return false;
  }

  /**
   * A convolution, as {@link org.isobit.kernels.convolution.Convolution}. Reads X, writes Y.
   *
   * @param shape   sizes and activation
   * @param weights index of W's first element
   * @param bias    index of the bias' first element, or −1 for none
   */
  record Convolution(ConvolutionShape shape, int weights, int bias) implements ImageStage {

    /**
     * Checks the places.
     *
     * @throws IllegalArgumentException if there is no shape or a place is negative, but for a bias of −1
     */
    public Convolution {
      Checks.present("convolution", "shape", shape);
      WeightChecks.present("convolution", "weights", weights);
      WeightChecks.optional("convolution", "bias", bias);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, shape.inputs()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, shape.outputs()));
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(weights, shape.weights()), WeightChecks.end(bias, shape.filters()));
    }
  }

  /**
   * A transposed convolution, as {@link org.isobit.kernels.convolution.ConvolutionGradients#transposed}: from what the
   * convolution of this shape gives to what it takes. Reads Z, writes X.
   *
   * @param shape   sizes of the convolution, and the activation
   * @param weights index of W's first element
   * @param bias    index of the first element of the bias of X's channels, or −1 for none
   */
  record TransposedConvolution(ConvolutionShape shape, int weights, int bias) implements ImageStage {

    /**
     * Checks the places.
     *
     * @throws IllegalArgumentException if there is no shape or a place is negative, but for a bias of −1
     */
    public TransposedConvolution {
      Checks.present("transposed convolution", "shape", shape);
      WeightChecks.present("transposed convolution", "weights", weights);
      WeightChecks.optional("transposed convolution", "bias", bias);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, shape.outputs()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, shape.inputs()));
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(weights, shape.weights()), WeightChecks.end(bias, shape.channels()));
    }
  }

  /**
   * Maxima or averages of windows, as {@link org.isobit.kernels.pooling.Pooling}. Reads X, writes Y.
   *
   * @param shape   sizes and windows
   * @param maximum whether it takes maxima; else averages
   */
  record Pool(PoolingShape shape, boolean maximum) implements ImageStage {

    /**
     * Checks that there is a shape.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Pool {
      Checks.present("pooling", "shape", shape);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, shape.inputs()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, shape.outputs()));
    }
  }

  /**
   * Images of another size, as {@link org.isobit.kernels.pooling.Resize}. Reads X, writes Y.
   *
   * @param shape sizes and interpolation
   */
  record Resize(ResizeShape shape) implements ImageStage {

    /**
     * Checks that there is a shape.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Resize {
      Checks.present("resize", "shape", shape);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, shape.inputs()));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, shape.outputs()));
    }
  }

  /**
   * Elements in another order, as {@link org.isobit.kernels.pooling.Rearrange}. Reads X, writes Y.
   *
   * @param permutation the order
   */
  record Rearrange(Permutation permutation) implements ImageStage {

    /**
     * Checks that there is an order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Rearrange {
      Checks.present("rearrange", "permutation", permutation);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, permutation.size()));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }
  }
}
