// Master of FloatDeviceNetwork: the float version is generated from this file.
package org.isobit.kernels.device.network;

/**
 * A network whose weights are on a device and whose activations stay there between stages: inputs go up, outputs come
 * down. Class EXACT, the bits of the same layers on the processor. Thread-safe: calls are served one after the other.
 */
public interface DeviceNetwork extends AutoCloseable {

  /**
   * Y = network(X).
   *
   * @param batch   samples, at least 0
   * @param x       array of X, batch × inputs
   * @param xOffset index of its first element
   * @param y       array of Y, batch × outputs
   * @param yOffset index of its first element
   * @throws IllegalArgumentException                for a negative batch, elements outside an array and Y
   *                                                 overlapping X
   * @throws org.isobit.kernels.device.AcceleratorException if the device fails
   */
  void forward(int batch, double[] x, long xOffset, double[] y, long yOffset);

  /**
   * How long the device computed in the last call, by its own clock, copies from and to the host left out.
   *
   * @return seconds; 0 before the first call
   */
  double computed();

  /** Frees what it has on the device. */
  @Override
  void close();
}
