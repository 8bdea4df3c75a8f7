package org.isobit.gpu.neural;

import java.util.List;
import org.isobit.gpu.Device;
import org.isobit.kernels.device.NeuralAccelerator;
import org.isobit.kernels.neural.DeviceNetwork;
import org.isobit.kernels.neural.FloatDeviceNetwork;
import org.isobit.kernels.neural.NetworkStage;

/** Networks on a CUDA device. Thread-safe. */
public final class NeuralCuda implements NeuralAccelerator {

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
  public DeviceNetwork network(List<NetworkStage> stages, double[] theta) {
    return new NetworkCuda(device, stages, theta);
  }

  @Override
  public FloatDeviceNetwork network(List<NetworkStage> stages, float[] theta) {
    return new FloatNetworkCuda(device, stages, theta);
  }
}
