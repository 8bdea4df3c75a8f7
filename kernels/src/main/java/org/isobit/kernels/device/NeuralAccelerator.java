package org.isobit.kernels.device;

import java.util.List;
import org.isobit.kernels.neural.DeviceNetwork;
import org.isobit.kernels.neural.FloatDeviceNetwork;
import org.isobit.kernels.neural.NetworkStage;

/** What a device takes over of networks. Thread-safe. */
public interface NeuralAccelerator {

  /**
   * Takes a network to the device.
   *
   * @param stages its stages, at least one; each takes what the one before makes
   * @param theta  all weights, to which the stages point
   * @return the network, to be closed
   * @throws IllegalArgumentException if stages do not fit each other or the weights
   * @throws AcceleratorException     if the device fails
   */
  DeviceNetwork network(List<NetworkStage> stages, double[] theta);

  /**
   * Takes a network in float to the device.
   *
   * @param stages its stages, at least one; each takes what the one before makes
   * @param theta  all weights, to which the stages point
   * @return the network, to be closed
   * @throws IllegalArgumentException if stages do not fit each other or the weights
   * @throws AcceleratorException     if the device fails
   */
  FloatDeviceNetwork network(List<NetworkStage> stages, float[] theta);
}
