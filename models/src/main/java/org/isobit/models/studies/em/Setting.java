package org.isobit.models.studies.em;

import java.util.Locale;
import org.isobit.models.surrogate.Acceleration;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;

/**
 * What is run.
 *
 * @param system       the truth
 * @param kind         what is estimated
 * @param observed     variables that are observed at each time, 1 to all
 * @param sigma        standard deviation of the observations' errors
 * @param scheme       what the maximisation is given
 * @param acceleration how iterations are sped up
 */
record Setting(EmSystem system, Kind kind, int observed, double sigma, Scheme scheme, Acceleration acceleration) {

  /** Lorenz-96, all observed, σ = 1. */
  static final Setting BASE = new Setting(EmSystem.LORENZ96, Kind.LOCAL, 40, 1.0, Scheme.FULL,
      Acceleration.ANDERSON);

  /** The two-scale model, all slow variables observed. */
  static Setting twoScale(double sigma) {
    return new Setting(EmSystem.TWO_SCALE, Kind.LOCAL, 36, sigma, Scheme.FULL, Acceleration.ANDERSON);
  }

  /** Lorenz-96 with 16 variables, all observed, σ = 1. */
  static final Setting SMALL = new Setting(EmSystem.SMALL, Kind.LOCAL, 16, 1.0, Scheme.FULL, Acceleration.ANDERSON);

  Setting with(Kind newKind) {
    return new Setting(system, newKind, observed, sigma, scheme, acceleration);
  }

  Setting with(Scheme newScheme) {
    return new Setting(system, kind, observed, sigma, newScheme, acceleration);
  }

  Setting with(Acceleration newAcceleration) {
    return new Setting(system, kind, observed, sigma, scheme, newAcceleration);
  }

  Setting withObserved(int newObserved) {
    return new Setting(system, kind, newObserved, sigma, scheme, acceleration);
  }

  /** Whether observations are used at all. */
  boolean isObserved() {
    return kind != Kind.PERFECT && kind != Kind.ONE_SCALE;
  }

  /** Whether the last steps are those of scoring. */
  boolean isScored() {
    return acceleration == Acceleration.ANDERSON && (kind == Kind.LOCAL ? scheme == Scheme.FULL
        : kind == Kind.BY_SITE || kind == Kind.NON_LOCAL || kind == Kind.NETWORK);
  }

  /** A name for files. */
  String label() {
    return system.label() + "-" + kind.label() + (isObserved() ? "-p" + observed
        + String.format(Locale.ROOT, "-s%.2f-", sigma) + scheme.label() + "-" + acceleration.label() : "");
  }
}
