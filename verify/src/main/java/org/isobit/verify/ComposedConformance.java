package org.isobit.verify;

import org.isobit.kernels.Backend;

/**
 * A method that is composed of kernels and is none itself: it calls what its caller gives, so that the catalogue, whose
 * kernels take arrays and allocate nothing, cannot have it. It has a name, cases and hashes as kernels have, but runs
 * the kernels of the backend that the JVM has chosen, so that two implementations never run in one JVM.
 */
public interface ComposedConformance extends Conformance {

  /**
   * Its family.
   *
   * @return the package of the method
   */
  @Override
  String family();

  /**
   * Runs all cases with the JVM's backend.
   *
   * @param cases which cases
   * @param sink  takes every output
   */
  void run(Cases cases, BitSink sink);

  /**
   * Runs all cases.
   *
   * @param implementation the JVM's backend
   * @param cases          which cases
   * @param sink           takes every output
   * @throws IllegalStateException if the JVM has chosen another backend
   */
  @Override
  default void run(Backend implementation, Cases cases, BitSink sink) {
    if (implementation != Backend.active()) {
      throw new IllegalStateException(kernel() + " runs the kernels of this JVM's backend, which is "
          + Backend.active() + " and not " + implementation);
    }
    run(cases, sink);
  }
}
