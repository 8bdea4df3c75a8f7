package org.isobit.models.assimilation.variational;

import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Gaussian;

/**
 * A background covariance of two parts (Hamill and Snyder 2000, Mon. Weather Rev. 128, 2905–2919), B = β_c²·scale·C +
 * β_e²·P_e with β_c² = 1 − β_e²: a fixed one and that of the ensemble.
 *
 * @param law            its covariance is C; null if there is no fixed part
 * @param scale          factor on C, positive
 * @param ensembleWeight β_e², between 0 and 1
 */
public record Hybrid(Gaussian law, double scale, double ensembleWeight) {

  /** The covariance of the ensemble alone. */
  public static final Hybrid ENSEMBLE = new Hybrid(null, 1.0, 1.0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, or there is no law, though it has a weight
   */
  public Hybrid {
    Checks.positive("Hybrid", "scale", scale);
    if (!(ensembleWeight >= 0.0 && ensembleWeight <= 1.0)) {
      throw new IllegalArgumentException("Hybrid: the ensemble's weight must be between 0 and 1, but is "
          + ensembleWeight);
    }
    if (law == null && ensembleWeight < 1.0) {
      throw new IllegalArgumentException("Hybrid: there is no fixed covariance, but its weight is "
          + (1.0 - ensembleWeight));
    }
  }
}
