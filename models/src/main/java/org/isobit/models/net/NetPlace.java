package org.isobit.models.net;

import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.AcceleratorException;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.NetworkStages;

/**
 * Where a network runs. With {@code --backend cuda} it is a device or nothing; with {@code auto} a device where one can
 * be used, the batch is large and all layers have kernels there. Immutable.
 *
 * @param device what runs it, or null for the processor
 * @param stages the network as the device is told of it
 * @param reason why the processor does it although a device could be used, in one sentence, or null
 */
record NetPlace(Accelerator device, NetworkStages stages, String reason) {

  /**
   * Chooses.
   *
   * @param architecture of the network
   * @param batch        samples of a call
   * @throws AcceleratorException if a device is demanded and cannot run the network; the message says why
   */
  static NetPlace of(Architecture architecture, long batch) {
    Accelerator device = Accelerator.forStep((double) NetText.flops(architecture) * batch);
    if (device == null) {
      return new NetPlace(null, null, null);
    }
    NetworkStages stages = NetworkStages.of(architecture);
    String obstacle = stages.obstacle() != null ? stages.obstacle() : obstacle(stages.program(), device);
    if (obstacle == null) {
      return new NetPlace(device, stages, null);
    }
    if (Accelerator.demanded()) {
      throw new AcceleratorException("--backend cuda cannot be had: " + obstacle);
    }
    return new NetPlace(null, null, "The processor runs it: " + obstacle + ".");
  }

  /** Why a device cannot run a program, or null. */
  private static String obstacle(NetworkProgram program, Accelerator device) {
    if (program.steps().isEmpty()) {
      return "no layer of the network does anything in inference";
    }
    if (device.neural() == null) {
      return device.name() + " has no networks";
    }
    long most = device.neural().mostJoined();
    return program.joined() <= most ? null : "a layer of the network joins " + program.joined()
        + " elements, and the device joins at most " + most;
  }

  /** The network on the device, which there is; to be closed. */
  DeviceNetwork network(double[] theta) {
    return device.neural().network(stages.program(), theta);
  }

  /** The same in float. */
  FloatDeviceNetwork network(float[] theta) {
    return device.neural().network(stages.program(), theta);
  }

  /** What it is called in reports. */
  String name() {
    return device == null ? "processor" : device.device();
  }
}
