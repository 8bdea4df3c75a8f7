// Master of FloatDenseCuda: the float version is generated from this file.
package org.isobit.gpu.neural;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;

/**
 * The forward pass of {@link org.isobit.kernels.neural.Dense} on a device, class EXACT: Y = activation(X·W + b), the
 * chains starting from the bias. Every method throws {@link IllegalArgumentException} for a negative batch, what is not
 * inside its array, and Y overlapping an input. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class DenseCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final GemmCuda gemm;
  private final ActivationsCuda activations;
  private final KernelFunction bias;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public DenseCuda(Stream stream) {
    this.stream = stream;
    gemm = new GemmCuda(stream);
    activations = new ActivationsCuda(stream);
    bias = stream.device().module("neural").function("neural_bias_double");
  }

  /**
   * Y = activation(X·W + b).
   *
   * @param layer      shape and activation
   * @param batch      rows of X and Y
   * @param x          array of X, batch × inputs
   * @param xOffset    index of its first element
   * @param ldx        its leading dimension
   * @param w          array of W, inputs × outputs, or outputs × inputs if the layer is transposed
   * @param wOffset    index of its first element
   * @param b          array of the bias, or null for none
   * @param bOffset    index of its first element
   * @param y          takes Y, batch × outputs
   * @param yOffset    index of its first element
   * @param ldy        its leading dimension
   */
  public void forward(DenseLayer layer, int batch, DeviceArray x, long xOffset, long ldx, DeviceArray w, long wOffset,
      DeviceArray b, long bOffset, DeviceArray y, long yOffset, long ldy) {
    DeviceChecks.size("dense", "batch", batch);
    GemmCuda.requireTerms("dense", "inputs", layer.inputs());
    int n = layer.outputs();
    long extent = DeviceChecks.extent(batch, n, ldy);
    DeviceChecks.matrix("dense", "X", x, xOffset, batch, layer.inputs(), ldx);
    DeviceChecks.matrix("dense", "Y", y, yOffset, batch, n, ldy);
    DeviceChecks.vector("dense", "W", w, wOffset, layer.weights());
    DeviceChecks.apart("dense", "Y", "X", y, yOffset, extent, x, xOffset,
        DeviceChecks.extent(batch, layer.inputs(), ldx));
    DeviceChecks.apart("dense", "Y", "W", y, yOffset, extent, w, wOffset, layer.weights());
    if (b != null) {
      DeviceChecks.vector("dense", "bias", b, bOffset, n);
      DeviceChecks.apart("dense", "Y", "bias", y, yOffset, extent, b, bOffset, n);
      bias.set(0, batch).set(1, (long) n).set(2, b, bOffset).set(3, y, yOffset).set(4, ldy)
          .launchRows(stream, n, batch, THREADS);
    }
    long ldw = layer.transposed() ? layer.inputs() : n;
    gemm.gemm(false, layer.transposed(), batch, n, layer.inputs(), 1.0, x, xOffset, ldx, w, wOffset, ldw,
        b == null ? 0.0 : 1.0, y, yOffset, ldy);
    if (layer.activation() != Activation.IDENTITY) {
      double slope = layer.slope(); // float: float slope = (float) layer.slope();
      activations.forward(layer.activation(), slope, batch, n, y, yOffset, ldy, y, yOffset, ldy);
    }
  }
}
