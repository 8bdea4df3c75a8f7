package org.isobit.models.assimilation.localization;

import org.isobit.kernels.elementary.CbrtReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.localization.Taper;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/** The tapers of this library: how a weight falls off with distance d; the length L comes from a {@link Radius}. */
public enum TaperLaw implements TaperFunction, Entry {
  /** Gaspari and Cohn (1999), eq. 4.10, with half-width c = L: zero from 2L on. */
  GASPARI_COHN("gaspari-cohn",
      "piecewise rational function of order 5 with half-width L, 0 from 2L on",
      "Gaspari and Cohn 1999, eq. 4.10"),
  /** exp(−d²/(2L²)). */
  GAUSSIAN("gaussian", "exp(-d^2/(2 L^2))", ""),
  /** exp(−d/L). */
  EXPONENTIAL("exponential", "exp(-d/L)", ""),
  /** exp(−½·(d/L)³) (DAPPER's {@code Exp}). */
  CUBIC_EXPONENTIAL("cubic-exponential", "exp(-(d/L)^3/2)", "DAPPER's Exp"),
  /** (1 − (d/L)³)³ up to L, 0 beyond (DAPPER's {@code Cubic}). */
  TRICUBE("tricube", "(1 - (d/L)^3)^3 up to L, 0 beyond", "DAPPER's Cubic"),
  /** (1 − (d/L)⁴)⁴ up to L, 0 beyond (DAPPER's {@code Quadro}). */
  QUARTIC("quartic", "(1 - (d/L)^4)^4 up to L, 0 beyond", "DAPPER's Quadro"),
  /** 1 up to and including L, 0 beyond. */
  BOXCAR("boxcar", "1 up to and including L, 0 beyond", "");

  private final String label;
  private final String sentence;
  private final String source;

  TaperLaw(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String source() {
    return source;
  }

  /**
   * The taper of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the taper
   * @throws IllegalArgumentException listing the names there are
   */
  public static TaperLaw of(String label) {
    return Registry.one("Taper: ", label, values());
  }

  @Override
  public double support() {
    return switch (this) {
      case GASPARI_COHN -> 2.0;
      case TRICUBE, QUARTIC, BOXCAR -> 1.0;
      // Where the exponential has underflowed.
      case GAUSSIAN -> 39.0;
      case EXPONENTIAL -> 746.0;
      case CUBIC_EXPONENTIAL -> 11.5;
    };
  }

  @Override
  public double support(double dropped) {
    double whole = support();
    if (!(dropped > 0.0)) {
      return whole;
    }
    // A little more than where the taper has that weight: whom it lets through in vain is dropped by the weight itself.
    double part = switch (this) {
      case GAUSSIAN -> Math.sqrt(-2.0 * LogReference.log(dropped)) * (1.0 + 1e-9);
      case EXPONENTIAL -> -LogReference.log(dropped) * (1.0 + 1e-9);
      case CUBIC_EXPONENTIAL -> CbrtReference.cbrt(-2.0 * LogReference.log(dropped)) * (1.0 + 1e-9);
      default -> whole;
    };
    return part < whole ? part : whole;
  }

  @Override
  public boolean compact() {
    return this != GAUSSIAN && this != EXPONENTIAL && this != CUBIC_EXPONENTIAL;
  }

  @Override
  public double dapperLength() {
    return switch (this) {
      case GASPARI_COHN -> 1.82;
      case TRICUBE -> 1.87;
      case QUARTIC -> 1.64;
      case GAUSSIAN, CUBIC_EXPONENTIAL, BOXCAR -> 1.0;
      case EXPONENTIAL -> Double.NaN;
    };
  }

  @Override
  public void weights(int n, double[] distance, double length, double[] weight, int at) {
    switch (this) {
      case GASPARI_COHN -> Taper.gaspariCohn(n, distance, at, length, weight, at);
      case TRICUBE -> Taper.tricube(n, distance, at, length, weight, at);
      case QUARTIC -> Taper.quartic(n, distance, at, length, weight, at);
      case BOXCAR -> Taper.boxcar(n, distance, at, length, weight, at);
      case GAUSSIAN -> Taper.gaussian(n, distance, at, length, weight, at);
      case EXPONENTIAL -> Taper.exponential(n, distance, at, length, weight, at);
      case CUBIC_EXPONENTIAL -> Taper.cubicExponential(n, distance, at, length, weight, at);
    }
  }
}
