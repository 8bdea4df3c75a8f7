// Master of FloatPreparedOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

/**
 * An operator for inference alone that reads weights of its own, in the order that is fastest for it, in place of those
 * of the call. Immutable, thread-safe.
 */
public final class PreparedOperator implements LayerOperator {

  private final LayerOperator inner;
  private final double[] weights;

  /**
   * Gives an operator its own weights.
   *
   * @param inner   reads all of its parameters from {@link LayerCall#theta}
   * @param weights what it finds there; not copied
   */
  public PreparedOperator(LayerOperator inner, double[] weights) {
    this.inner = inner;
    this.weights = weights;
  }

  @Override
  public int together() {
    return inner.together();
  }

  @Override
  public long work() {
    return inner.work();
  }

  @Override
  public int scratch() {
    return inner.scratch();
  }

  @Override
  public void forward(LayerCall call) {
    double[] theta = call.theta;
    int offset = call.thetaOffset;
    call.theta = weights;
    call.thetaOffset = 0;
    try {
      inner.forward(call);
    } finally {
      call.theta = theta;
      call.thetaOffset = offset;
    }
  }

  @Override
  public void backward(LayerCall call) {
    throw new UnsupportedOperationException("a layer with prepared weights has no backward pass");
  }

  @Override
  public void tangent(LayerCall call) {
    throw new UnsupportedOperationException("a layer with prepared weights has no tangent");
  }
}
