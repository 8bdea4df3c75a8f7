package org.isobit.models.assimilation;

/**
 * Turns a forecast ensemble of floats into an analysis ensemble of floats, 1.6 to 2 times as fast as {@link Filter}.
 *
 * <p>Observations, geometry, tapers, inflation and the forecast in observation space are in double as there; anomalies,
 * local problems and their products are in float. A local problem that is too ill-conditioned for float is solved in
 * double and its result rounded, so that the limit of what is accepted is {@link Filter#LARGEST_CONDITION} as in
 * double. That costs the try in float besides: where most problems are so, {@link Filter} is the faster one.
 *
 * <p><b>Accuracy.</b> Members differ from those of the same analysis in double, of the same ensemble, by at most
 * (2·κ + 60)·2⁻²³ of the forecast's largest spread and N ÷ 4 + 3 units in the last place of the mean (tested; a third
 * of that was measured). κ is the largest condition number of a local problem, but at most 4096: problems beyond are
 * those solved in double. So it is 10⁻³ at worst, and 10⁻⁵ where κ is 10.
 *
 * <p>Filters are immutable and thread-safe: analyses of different ensembles may run at once.
 */
public interface FloatFilter {

  /**
   * Assimilates observations, in place. All or nothing: if it throws, the ensemble is as it was.
   *
   * @param ensemble     forecast in, analysis out
   * @param observations what was observed
   * @param cycle        seed and number of the cycle, threads, arrays
   * @throws IllegalArgumentException                if a member holds a NaN or infinity, the operator makes one, or
   *                                                 sizes differ
   * @throws org.isobit.kernels.NumericalException if the analysis meets a value it cannot go on with: squares of
   *                                               observed anomalies overflow, observations are too accurate
   *                                               ({@link Filter#LARGEST_CONDITION}), or the result is not finite
   */
  void analyse(FloatEnsemble ensemble, Observations observations, Cycle cycle);
}
