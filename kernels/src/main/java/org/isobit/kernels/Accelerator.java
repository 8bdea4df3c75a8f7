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
}
