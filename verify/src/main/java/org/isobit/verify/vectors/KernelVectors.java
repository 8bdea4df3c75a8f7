package org.isobit.verify.vectors;

/**
 * A few short cases of some kernels; found through {@link java.util.ServiceLoader}. They go through the kernels' public
 * entries, and so through the backend in force.
 */
public interface KernelVectors {

  /**
   * Computes and writes all cases.
   *
   * @param out takes them
   */
  void write(VectorText out);
}
