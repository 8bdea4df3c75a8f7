package org.isobit.kernels;

import java.util.List;
import java.util.ServiceLoader;

/**
 * A kind of device beside the processor that a module on the class path has kernels for; found through
 * {@link ServiceLoader}, so that nothing needs that module when it is compiled.
 */
public interface Accelerator {

  /**
   * The accelerators of the modules on the class path, usable here or not.
   *
   * @return new objects
   */
  static List<Accelerator> all() {
    return ServiceLoader.load(Accelerator.class, Accelerator.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get).toList();
  }

  /**
   * The accelerator in use, by {@code -Disobit.backend}: looked for once per JVM, when this or {@link #reason} is first
   * asked.
   *
   * @return the accelerator, or null if the processor does everything
   * @throws AcceleratorException if the property demands one that cannot be used here; the message says why
   */
  static Accelerator active() {
    return ActiveAccelerator.get().accelerator();
  }

  /**
   * Why there is or is not an accelerator in use.
   *
   * @return one sentence without full stop
   * @throws AcceleratorException as for {@link #active}
   */
  static String reason() {
    return ActiveAccelerator.get().reason();
  }

  /**
   * The accelerator for one step of a filter or a network.
   *
   * @param operations about how many floating-point operations the step has
   * @return the accelerator in use, or null if there is none, or if it is not demanded and the step is so small that
   *         its copies and launches would take longer than the step
   * @throws AcceleratorException as for {@link #active}
   */
  static Accelerator forStep(double operations) {
    return Backend.DEVICE == Backend.Wish.NEVER
        || Backend.DEVICE == Backend.Wish.WHERE_POSSIBLE && operations < ActiveAccelerator.LEAST_OPERATIONS
        ? null : active();
  }

  /**
   * Whether the user wants a device or nothing.
   *
   * @return whether {@code -Disobit.backend=cuda} is set
   */
  static boolean demanded() {
    return Backend.DEVICE == Backend.Wish.ALWAYS;
  }

  /**
   * What it is called.
   *
   * @return for example CUDA
   */
  String name();

  /**
   * Why it cannot be used here.
   *
   * @return one sentence without full stop, or null if it can
   */
  String obstacle();

  /**
   * What there is: driver and devices.
   *
   * @return lines for people, none if there is an obstacle
   */
  List<String> description();

  /**
   * The device that steps run on.
   *
   * @return its name, for records; a device that could not be opened yet is opened
   * @throws AcceleratorException if it cannot be opened
   */
  default String device() {
    return name();
  }

  /**
   * What it takes over of filters that make one transform for all variables.
   *
   * @return the implementation, or null if it has none
   * @throws AcceleratorException if the device cannot be opened
   */
  default GlobalAccelerator global() {
    return null;
  }

  /**
   * What it takes over of local filters.
   *
   * @return the implementation, or null if it has none
   * @throws AcceleratorException if the device cannot be opened
   */
  default LocalAccelerator local() {
    return null;
  }

  /**
   * What it takes over of networks.
   *
   * @return the implementation, or null if it has none
   */
  default NeuralAccelerator neural() {
    return null;
  }
}
