package org.isobit.models.assimilation;

/**
 * Turns a forecast ensemble into an analysis ensemble.
 *
 * <p>Filters are immutable and thread-safe: analyses of different ensembles may run at once.
 */
public interface Filter {

  /**
   * Assimilates observations, in place. All or nothing: if it throws, the ensemble is as it was.
   *
   * @param ensemble     forecast in, analysis out
   * @param observations what was observed
   * @param cycle        seed and number of the cycle, threads, arrays
   * @throws IllegalArgumentException                if a member holds a NaN or infinity, the operator makes one, or
   *                                                 sizes differ
   * @throws org.isobit.kernels.NumericalException if the analysis meets a value it cannot go on with
   */
  void analyse(Ensemble ensemble, Observations observations, Cycle cycle);
}
