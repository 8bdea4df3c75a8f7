package org.isobit.kernels.catalog;

import java.util.List;

/** The kernels of one package; found through {@link java.util.ServiceLoader}. */
public interface KernelFamily {

  /**
   * The family's kernels.
   *
   * @return them, in the order of the catalogue
   */
  List<Kernel> kernels();
}
