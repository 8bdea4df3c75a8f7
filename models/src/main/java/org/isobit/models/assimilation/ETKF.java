package org.isobit.models.assimilation;

/**
 * The ensemble transform Kalman filter with symmetric square root (Bishop et al. 2001; Hunt et al. 2007).
 *
 * <p>Immutable, thread-safe.
 */
public final class ETKF implements Filter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public ETKF() {
    this(Inflation.none(), false);
  }

  private ETKF(Inflation inflation, boolean rotation) {
    this.inflation = inflation;
    this.rotation = rotation;
  }

  /**
   * The same filter with inflation.
   *
   * @param newInflation the inflation
   * @return a new filter
   */
  public ETKF withInflation(Inflation newInflation) {
    return new ETKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public ETKF withRotation(boolean newRotation) {
    return new ETKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String toString() {
    return "ETKF[" + inflation + (rotation ? ", rotation]" : "]");
  }
}
