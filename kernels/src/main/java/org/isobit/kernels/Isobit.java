package org.isobit.kernels;

/** Facts about this library that outputs must carry. Thread-safe. */
public final class Isobit {

  private static final int CONTRACT_VERSION = 1;

  private Isobit() {}

  /**
   * The version of the arithmetic contract. Two results with equal contract versions, seeds and inputs have equal bits,
   * whatever the machine, backend, vector width and number of threads.
   *
   * @return the version, which stands in every output file
   */
  public static int contractVersion() {
    return CONTRACT_VERSION;
  }
}
