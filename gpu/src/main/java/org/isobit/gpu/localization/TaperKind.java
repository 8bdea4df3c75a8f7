package org.isobit.gpu.localization;

/** The tapers of {@link org.isobit.kernels.localization.Taper}. Immutable. */
public enum TaperKind {
  /** Gaspari and Cohn (1999), by half-width. */
  GASPARI_COHN("gaspariCohn"),
  /** (1 − r³)³, by support. */
  TRICUBE("tricube"),
  /** (1 − r⁴)⁴, by support. */
  QUARTIC("quartic"),
  /** 1 within a radius. */
  BOXCAR("boxcar"),
  /** exp(−r²/2), by standard deviation. */
  GAUSSIAN("gaussian"),
  /** exp(−r), by scale. */
  EXPONENTIAL("exponential"),
  /** exp(−r³/2), by scale. */
  CUBIC_EXPONENTIAL("cubicExponential");

  private final String kernel;

  TaperKind(String kernel) {
    this.kernel = kernel;
  }

  /**
   * Its name: that of the method of Taper, and with "Taper" that in the catalogue of kernels.
   *
   * @return the name
   */
  public String kernel() {
    return kernel;
  }
}
