package org.isobit.models.assimilation;

/**
 * The deterministic ensemble Kalman filter (Sakov and Oke 2008): half the gain for the anomalies.
 *
 * <p>Immutable, thread-safe.
 */
public final class DEnKF implements Filter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public DEnKF() {
    this(Inflation.none(), false);
  }

  private DEnKF(Inflation inflation, boolean rotation) {
    this.inflation = inflation;
    this.rotation = rotation;
  }

  /**
   * The same filter with inflation.
   *
   * @param newInflation the inflation
   * @return a new filter
   */
  public DEnKF withInflation(Inflation newInflation) {
    return new DEnKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public DEnKF withRotation(boolean newRotation) {
    return new DEnKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return "DEnKF[" + inflation + (rotation ? ", rotation]" : "]");
  }
}
