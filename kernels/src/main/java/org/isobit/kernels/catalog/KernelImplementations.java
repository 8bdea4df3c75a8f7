package org.isobit.kernels.catalog;

import java.util.Collection;
import org.isobit.kernels.Backend;

/**
 * A backend's implementations of kernels that other modules catalogue; found through {@link java.util.ServiceLoader},
 * so that the catalogue lists a device's kernels exactly where the module that has them is on the class path.
 */
public interface KernelImplementations {

  /**
   * The backend.
   *
   * @return one that is not of the processor
   */
  Backend backend();

  /**
   * The kernels that it has.
   *
   * @return their names in the catalogue
   */
  Collection<String> kernels();
}
