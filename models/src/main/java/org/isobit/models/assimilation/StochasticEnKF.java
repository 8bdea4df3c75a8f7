package org.isobit.models.assimilation;

/**
 * The ensemble Kalman filter with perturbed observations (Evensen 1994; Burgers, van Leeuwen and Evensen 1998).
 *
 * <p>Immutable, thread-safe.
 */
public final class StochasticEnKF implements Filter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public StochasticEnKF() {
    this(Inflation.none(), false);
  }

  private StochasticEnKF(Inflation inflation, boolean rotation) {
    this.inflation = inflation;
    this.rotation = rotation;
  }

  /**
   * The same filter with inflation.
   *
   * @param newInflation the inflation
   * @return a new filter
   */
  public StochasticEnKF withInflation(Inflation newInflation) {
    return new StochasticEnKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public StochasticEnKF withRotation(boolean newRotation) {
    return new StochasticEnKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return "StochasticEnKF[" + inflation + (rotation ? ", rotation]" : "]");
  }
}
