// Master of FloatLayerOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

/**
 * A layer for samples of one shape: forward, backward, tangent. Immutable and thread-safe; operands are in the
 * {@link LayerCall}. Nothing is allocated in the steady state. A sample's outputs, and its part of ∂L/∂X, do not depend
 * on the other samples of the batch, unless the layer says so for training; gradients of parameters are chains over the
 * batch in its order.
 */
public interface LayerOperator {

  /**
   * Numbers kept for each sample between forward and backward, besides its input and output.
   *
   * @return at least 0; by itself 0
   */
  default int kept() {
    return 0;
  }

  /**
   * Numbers kept between forward and backward for a whole batch; they lie before those of the samples.
   *
   * @return at least 0; by itself 0
   */
  default int keptOnce() {
    return 0;
  }

  /**
   * Whether what a sample gives in training depends on the others of its batch. Gradients of parts of a batch then do
   * not add up to that of the batch.
   *
   * @return by itself false
   */
  default boolean coupled() {
    return false;
  }

  /**
   * Samples that a batch must have in training.
   *
   * @return at least 1; by itself 1
   */
  default int leastBatch() {
    return 1;
  }

  /**
   * Samples that inference had better give to a call at once, if there are as many: with fewer, weights are read too
   * often.
   *
   * @return at least 1; by itself 1
   */
  default int together() {
    return 1;
  }

  /**
   * Multiply-adds of a sample's products in a forward pass: what threads share samples by, and what is told of a
   * network.
   *
   * @return by itself 0
   */
  default long work() {
    return 0L;
  }

  /**
   * Numbers of scratch that a call needs for each sample.
   *
   * @return at least 0; by itself 0
   */
  default int scratch() {
    return 0;
  }

  /**
   * Numbers that a forward pass in training leaves behind: new values of the layer's parameters that are not trained,
   * in the order in which these lie.
   *
   * @return their number; 0 if all parameters are trained
   */
  default int state() {
    return 0;
  }

  /**
   * The same layer for inference alone, with the same bits, which may have its weights in an order that is faster to
   * read.
   *
   * @param theta  array of its parameters; they are copied if they are kept
   * @param offset index of the first
   * @return by itself this operator
   */
  default LayerOperator prepared(double[] theta, int offset) {
    return this;
  }

  /**
   * Y from X. With {@code kept == null} and {@code draws == null} this is inference, with the same bits.
   *
   * @param call batch, theta, x, y, kept, state, scratch, draws
   */
  void forward(LayerCall call);

  /**
   * ∂L/∂X and ∂L/∂parameters from ∂L/∂Y, of the forward pass whose x, y and kept are given.
   *
   * @param call all of it; dy may be overwritten; dx and gradient are written where they are not null
   */
  void backward(LayerCall call);

  /**
   * The derivative of Y in a direction of X: dY = (∂Y/∂X)·dX, of the forward pass whose x, y and kept are given.
   *
   * @param call batch, theta, x, y, kept, scratch, draws, dx (read) and dy (written)
   */
  void tangent(LayerCall call);
}
