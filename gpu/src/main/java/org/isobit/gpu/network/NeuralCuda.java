package org.isobit.gpu.network;

import org.isobit.gpu.Device;
import org.isobit.gpu.neural.SoftmaxCuda;
import org.isobit.gpu.normalization.LayerNormCuda;
import org.isobit.kernels.device.NeuralAccelerator;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.kernels.device.network.NetworkProgram;

/** Networks on a CUDA device. Thread-safe. */
public final class NeuralCuda implements NeuralAccelerator {

  /** Elements of a vector that kernels join at most. */
  static final long MOST_JOINED = Math.min(LayerNormCuda.MOST, SoftmaxCuda.MOST);

  private final Device device;

  /**
   * Makes it.
   *
   * @param device the device, which stays open longer than the networks
   */
  public NeuralCuda(Device device) {
    this.device = device;
  }

  @Override
  public long mostJoined() {
    return MOST_JOINED;
  }

  @Override
  public DeviceNetwork network(NetworkProgram program, double[] theta) {
    return new NetworkCuda(device, program, theta);
  }

  @Override
  public FloatDeviceNetwork network(NetworkProgram program, float[] theta) {
    return new FloatNetworkCuda(device, program, theta);
  }
}
