package org.isobit.models.assimilation;

import java.util.List;
import org.isobit.kernels.Workers;

/**
 * A method of assimilation during one run. It owns its estimate of the state, takes it on with the model from one
 * analysis to the next, and assimilates what was observed then. {@link EnsembleEstimator} is one for any
 * {@link Filter}; methods that need the model itself, or whose estimate is no ensemble, bring their own.
 *
 * <p>Not thread-safe: one a run. Bits do not depend on the workers.
 */
public interface Estimator {

  /**
   * Takes the estimate on in time.
   *
   * @param from    the time level that it is at
   * @param steps   steps of the model, not negative
   * @param workers threads that share the work
   */
  void forecast(long from, int steps, Workers workers);

  /**
   * Assimilates observations of the time that the estimate is at. All or nothing: if it throws, the estimate is as it
   * was.
   *
   * @param observations what was observed
   * @param cycle        seed and number of the cycle, threads, arrays
   * @throws IllegalArgumentException                if the observations do not fit, or the method cannot take their
   *                                                 operator
   * @throws org.isobit.kernels.NumericalException if the analysis meets a value it cannot go on with
   */
  void analyse(Observations observations, Cycle cycle);

  /**
   * The estimate: the members, or, of a method without members, one state, the mean.
   *
   * @return a view that holds until the next forecast or analysis; not to be written to
   */
  Ensemble ensemble();

  /**
   * The weights of the members.
   *
   * @return one for each, which add up to 1; null where all have the same
   */
  default double[] weights() {
    return null;
  }

  /**
   * Writes how uncertain the method holds its estimate to be.
   *
   * @param deviations receives the standard deviation of each variable; zeros for a single deterministic state
   * @throws IllegalArgumentException                if the length is not the size of a state
   * @throws org.isobit.kernels.NumericalException if it cannot be found, by methods that compute it when asked
   */
  void spread(double[] deviations);

  /**
   * What {@link #spread} asks of its array, for methods of one's own.
   *
   * @param method     name of the method, for the message
   * @param deviations the array
   * @param size       variables of a state
   * @throws IllegalArgumentException if it has another length
   */
  static void requireLength(String method, double[] deviations, int size) {
    if (deviations.length != size) {
      throw new IllegalArgumentException(method + ": there are " + deviations.length + " standard deviations for "
          + size + " variables");
    }
  }

  /**
   * How far a smoother looks back.
   *
   * @return how many analyses before the last one the time lies that {@link #smoothed()} is of; 0 if the method is no
   *         smoother
   */
  default int lag() {
    return 0;
  }

  /**
   * The members at the time {@link #lag()} analyses before the last one, given all observations up to the last one: a
   * later analysis does not change them any more. That time is the initial one at the analysis numbered lag, from 1 on.
   *
   * @return a view that holds until the next forecast or analysis, not to be written to; null if there were fewer
   *         analyses, or the method is no smoother
   */
  default Ensemble smoothed() {
    return null;
  }

  /**
   * What the method estimates beside the state.
   *
   * @return the estimates after the last analysis, at each time those of the same names; of most methods none
   */
  default List<ParameterEstimate> parameters() {
    return List.of();
  }

  /**
   * Whether an analysis depends on those before it. One that does not cannot lose the truth for good.
   *
   * @return true, unless the method says otherwise
   */
  default boolean sequential() {
    return true;
  }
}
