package org.isobit.models.assimilation.localization;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * A localisation radius together with what the number means.
 *
 * @param convention what the number means
 * @param value      the number, positive, in the units of the coordinates
 */
public record Radius(Convention convention, double value) {

  /** Meanings of a localisation radius in use. */
  public enum Convention implements Entry {
    /**
     * DAPPER's {@code loc_rad}: L = 1.82·value for Gaspari–Cohn (support 3.64·value), 1.87·value for tricube,
     * 1.64·value for quartic, else L = value; coefficients ≤ 0.001 are dropped. Not for the exponential taper: DAPPER's
     * {@code Exp} is {@link TaperLaw#CUBIC_EXPONENTIAL}.
     */
    DAPPER("dapper",
        "DAPPER's loc_rad: support 3.64 radii for gaspari-cohn, 1.87 for tricube, 1.64 for quartic; weights up to "
        + "0.001 are dropped",
        "DAPPER"),
    /** DART's {@code cutoff}: half of the distance at which the weight becomes 0. Compact tapers only. */
    HALF_WIDTH("half-width",
        "half of the distance at which the weight becomes 0; compact tapers only",
        "DART's cutoff"),
    /** PDAF's {@code sradius}: the distance at which the weight becomes 0. Compact tapers only. */
    SUPPORT("support", "the distance at which the weight becomes 0; compact tapers only", "PDAF's sradius"),
    /** The taper's own length L. */
    LENGTH("length", "the taper's own length L", "");

    private final String label;
    private final String sentence;
    private final String source;

    Convention(String label, String sentence, String source) {
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
     * The convention of a name.
     *
     * @param label a name as {@link #label} gives it
     * @return the convention
     * @throws IllegalArgumentException listing the names there are
     */
    public static Convention of(String label) {
      return Registry.one("Radius: convention ", label, values());
    }
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Radius {
    if (!(value > 0.0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("Radius: must be positive, but is " + value);
    }
  }

  /**
   * A radius as DAPPER counts it.
   *
   * @param value DAPPER's {@code loc_rad}
   * @return the radius
   */
  public static Radius dapper(double value) {
    return new Radius(Convention.DAPPER, value);
  }

  /**
   * A radius as DART counts it.
   *
   * @param value half of the distance at which the weight becomes 0
   * @return the radius
   */
  public static Radius halfWidth(double value) {
    return new Radius(Convention.HALF_WIDTH, value);
  }

  /**
   * A radius as PDAF counts it.
   *
   * @param value the distance at which the weight becomes 0
   * @return the radius
   */
  public static Radius support(double value) {
    return new Radius(Convention.SUPPORT, value);
  }

  /**
   * The taper's own length.
   *
   * @param value L
   * @return the radius
   */
  public static Radius length(double value) {
    return new Radius(Convention.LENGTH, value);
  }

  /** L of a taper. */
  double length(TaperFunction taper) {
    boolean fits = switch (convention) {
      case DAPPER -> taper.dapperLength() > 0.0;
      case HALF_WIDTH, SUPPORT -> taper.compact();
      case LENGTH -> true;
    };
    if (!fits) {
      throw new IllegalArgumentException("Radius: the taper " + taper.label() + " has no radius in the convention "
          + convention.label());
    }
    return switch (convention) {
      case DAPPER -> value * taper.dapperLength();
      case HALF_WIDTH -> 2.0 * value / taper.support();
      case SUPPORT -> value / taper.support();
      case LENGTH -> value;
    };
  }

  /** The weight that is dropped, and everything below it. */
  double dropped() {
    return convention == Convention.DAPPER ? 1e-3 : 0.0;
  }
}
