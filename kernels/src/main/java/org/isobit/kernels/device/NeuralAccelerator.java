package org.isobit.kernels.device;

import java.util.List;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkStage;

/** What a device takes over of networks. Thread-safe. */
public interface NeuralAccelerator {

  /**
   * The longest vectors of which steps of a network may take means and the like: {@link NetworkProgram#joined}.
   *
   * @return its elements
   */
  long mostJoined();

  /**
   * Takes a network to the device.
   *
   * @param program its values and steps
   * @param theta   all weights, to which the steps point
   * @return the network, to be closed
   * @throws IllegalArgumentException if there are too few weights, or a kernel does not take the sizes of a stage
   * @throws AcceleratorException     if the device fails
   */
  DeviceNetwork network(NetworkProgram program, double[] theta);

  /**
   * Takes a network in float to the device.
   *
   * @param program its values and steps
   * @param theta   all weights, to which the steps point
   * @return the network, to be closed
   * @throws IllegalArgumentException if there are too few weights, or a kernel does not take the sizes of a stage
   * @throws AcceleratorException     if the device fails
   */
  FloatDeviceNetwork network(NetworkProgram program, float[] theta);

  /**
   * Takes a chain of stages to the device.
   *
   * @param stages its stages, at least one; each takes what the one before makes
   * @param theta  all weights, to which the stages point
   * @return the network, to be closed
   * @throws IllegalArgumentException if stages do not fit each other or the weights
   * @throws AcceleratorException     if the device fails
   */
  default DeviceNetwork network(List<? extends NetworkStage> stages, double[] theta) {
    return network(NetworkProgram.chain(stages), theta);
  }

  /**
   * Takes a chain of stages in float to the device.
   *
   * @param stages its stages, at least one; each takes what the one before makes
   * @param theta  all weights, to which the stages point
   * @return the network, to be closed
   * @throws IllegalArgumentException if stages do not fit each other or the weights
   * @throws AcceleratorException     if the device fails
   */
  default FloatDeviceNetwork network(List<? extends NetworkStage> stages, float[] theta) {
    return network(NetworkProgram.chain(stages), theta);
  }
}
