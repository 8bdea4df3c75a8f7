package org.isobit.verify;

import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;

/**
 * Runs one kernel of the catalogue over fixed inputs, or ({@link ComposedConformance}) a method that is made of them;
 * found through {@link java.util.ServiceLoader}.
 *
 * <p>Inputs come from {@link Inputs} and depend on nothing but the case, so the bits that reach the sink must be the
 * same for every implementation and machine. Every case starts with {@link BitSink#label}, so that a difference can be
 * named. A kernel that has a parallel entry runs it too, with {@link org.isobit.kernels.Workers#shared()}: suites are
 * run with several values of {@code -Disobit.threads}. SHORT takes at most some tens of milliseconds once compiled and
 * a few thousand vector operations (emulated ones cost microseconds each); FULL at most about a second.
 */
public interface Conformance {

  /**
   * The kernel's name.
   *
   * @return its name in the catalogue
   */
  String kernel();

  /**
   * The family, which names the file of hashes.
   *
   * @return the kernel's family in the catalogue
   */
  default String family() {
    return KernelCatalog.get(kernel()).family();
  }

  /**
   * Runs all cases.
   *
   * @param implementation which implementation is called, directly and not through the façade
   * @param cases          which cases
   * @param sink           takes every output
   */
  void run(Backend implementation, Cases cases, BitSink sink);

  /**
   * Whether façades, which have the entries for several threads, run the SIMD implementation when that is asked for.
   *
   * @param implementation which one a suite calls
   * @return true where the façade may stand for it
   */
  static boolean isFacade(Backend implementation) {
    return implementation == Backend.SIMD && Backend.active() == Backend.SIMD;
  }
}
