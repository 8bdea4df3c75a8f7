// Master of FloatDeviceRun: the float version is generated from this file.
package org.isobit.models.net;

import org.isobit.kernels.neural.DeviceNetwork;

/** A network on a device over many samples, as a packed one is on the processor. Thread-safe. */
final class DeviceRun implements AutoCloseable {

  private final DeviceNetwork network;

  /**
   * Takes the weights to the device.
   *
   * @param place the device and the network's stages
   * @param theta the weights
   */
  DeviceRun(NetPlace place, double[] theta) {
    network = place.device().neural().network(place.stages().stages(), theta);
  }

  /**
   * Y = network(X).
   *
   * @param batch samples
   * @param x     batch × inputs
   * @param y     batch × outputs, written
   */
  void run(int batch, double[] x, double[] y) {
    network.forward(batch, x, 0, y, 0);
  }

  /** Seconds that the device computed in the last run, without copies. */
  double computed() {
    return network.computed();
  }

  @Override
  public void close() {
    network.close();
  }
}
