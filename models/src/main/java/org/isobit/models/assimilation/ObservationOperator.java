package org.isobit.models.assimilation;

/**
 * Maps states to what would be observed of them; called once for the whole ensemble, never for a point or a member
 * (by {@link org.isobit.models.assimilation.global.GETKF} once more for each pattern, with states that are no members).
 * What is observed is in double, of states of either precision.
 *
 * <p>Implementations must be thread-safe if the filter is used by several threads, and must not write to the states.
 * Nonlinear operators are welcome: filters use the ensemble of observed states only. Methods that observe a covariance
 * take those alone that say that they are linear.
 */
@FunctionalInterface
public interface ObservationOperator {

  /**
   * Observes every member.
   *
   * @param states   the ensemble; read only
   * @param observed receives members × count, member-major: observation j of member m at {@code m·count + j}; exactly
   *                 that long
   */
  void apply(Ensemble states, double[] observed);

  /**
   * Observes every member of an ensemble of floats. Without a form of its own an operator sees a copy in double, which
   * takes twice the ensemble's memory for the time of the call; those that this interface makes read the floats
   * themselves and give the same bits.
   *
   * @param states   the ensemble; read only
   * @param observed receives members × count, member-major: observation j of member m at {@code m·count + j}; exactly
   *                 that long
   */
  default void apply(FloatEnsemble states, double[] observed) {
    apply(Precision.widen(states), observed);
  }

  /**
   * Whether it is linear, H(a·x + b·z) = a·H(x) + b·H(z) up to rounding, so that it observes rows of a covariance.
   *
   * @return false, unless the operator says otherwise
   */
  default boolean isLinear() {
    return false;
  }

  /**
   * Every variable is observed, in order.
   *
   * @return the operator
   */
  static ObservationOperator identity() {
    return IndexOperator.IDENTITY;
  }

  /**
   * Some variables are observed directly.
   *
   * @param indices which variables, one for each observation
   * @return the operator
   * @throws IllegalArgumentException if an index is negative
   */
  static ObservationOperator indices(int... indices) {
    return new IndexOperator(indices.clone());
  }

  /**
   * A linear operator, y = H·x.
   *
   * @param h     H, count × size, row-major without gaps; copied
   * @param count number of observations
   * @param size  number of state variables
   * @return the operator
   * @throws IllegalArgumentException if the array is not count·size long or holds a NaN or infinity
   */
  static ObservationOperator matrix(double[] h, int count, int size) {
    return new MatrixOperator(h.clone(), count, size);
  }
}
