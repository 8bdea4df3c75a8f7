package org.isobit.models.twin;

/** Hears how far an experiment is; called from several threads at once. */
@FunctionalInterface
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener NONE = cycles -> {};

  /**
   * Cycles of some filter and seed are done. Over a run the numbers add up to methods × seeds × cycles.
   *
   * @param cycles how many since the last call
   */
  void advanced(int cycles);
}
