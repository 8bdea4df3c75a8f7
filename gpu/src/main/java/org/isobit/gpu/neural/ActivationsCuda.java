// Master of FloatActivationsCuda: the float version is generated from this file.
package org.isobit.gpu.neural;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Activation;

/**
 * {@link org.isobit.kernels.neural.Activations} on a device, class EXACT, of the rows of a matrix. Every method throws
 * {@link IllegalArgumentException} for negative sizes, a slope that is read and not positive and finite, what is
 * not inside its array, and results that overlap arguments otherwise than element for element. No call waits. Not
 * thread-safe: an object belongs to its stream.
 */
public final class ActivationsCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction forward;
  private final KernelFunction backward;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public ActivationsCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("neural");
    forward = module.function("neural_activation_double");
    backward = module.function("neural_activationGradient_double");
  }

  /**
   * Y = activation(X).
   *
   * @param kind    which activation
   * @param slope   slope, where the activation has one
   * @param rows    rows
   * @param n       columns
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y: the same elements as X, or apart from it
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   */
  public void forward(Activation kind, double slope, int rows, long n, DeviceArray x, long xOffset, long ldx,
      DeviceArray y, long yOffset, long ldy) {
    check("activation", kind, slope);
    DeviceChecks.matrix("activation", "X", x, xOffset, rows, n, ldx);
    DeviceChecks.sameOrApart("activation", "Y", "X", rows, n, y, yOffset, ldy, x, xOffset, ldx);
    forward.set(0, kind.ordinal()).set(1, slope).set(2, rows).set(3, n).set(4, x, xOffset).set(5, ldx)
        .set(6, y, yOffset).set(7, ldy).launchRows(stream, n, rows, THREADS);
  }

  /**
   * dX = dY·activation'(stored).
   *
   * @param kind         which activation
   * @param slope        slope, where the activation has one
   * @param rows         rows
   * @param n            columns
   * @param stored       outputs or inputs of the forward pass, as {@link Activation#fromOutput} says
   * @param storedOffset index of the first
   * @param lds          leading dimension
   * @param dy           gradient with respect to the output
   * @param dyOffset     index of its first element
   * @param lddy         its leading dimension
   * @param dx           takes the gradient with respect to the input: the same elements as dY, or apart from it
   * @param dxOffset     index of its first element
   * @param lddx         its leading dimension
   */
  public void backward(Activation kind, double slope, int rows, long n, DeviceArray stored, long storedOffset, long lds,
      DeviceArray dy, long dyOffset, long lddy, DeviceArray dx, long dxOffset, long lddx) {
    check("activation gradient", kind, slope);
    DeviceChecks.matrix("activation gradient", "stored", stored, storedOffset, rows, n, lds);
    DeviceChecks.matrix("activation gradient", "dY", dy, dyOffset, rows, n, lddy);
    DeviceChecks.sameOrApart("activation gradient", "dX", "dY", rows, n, dx, dxOffset, lddx, dy, dyOffset, lddy);
    DeviceChecks.sameOrApart("activation gradient", "dX", "stored", rows, n, dx, dxOffset, lddx, stored, storedOffset,
        lds);
    backward.set(0, kind.ordinal()).set(1, slope).set(2, rows).set(3, n).set(4, stored, storedOffset).set(5, lds)
        .set(6, dy, dyOffset).set(7, lddy).set(8, dx, dxOffset).set(9, lddx).launchRows(stream, n, rows, THREADS);
  }

  private static void check(String operation, Activation kind, double slope) {
    Checks.present(operation, "kind", kind);
    if (kind.hasSlope()) {
      Checks.positive(operation, "slope", slope);
    }
  }
}
