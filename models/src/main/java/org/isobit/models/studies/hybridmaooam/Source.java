package org.isobit.models.studies.hybridmaooam;

/**
 * How the states are made that a network learns from. Immutable.
 *
 * @param label    its name, and that of its files
 * @param perfect  whether the truth itself takes the place of analyses
 * @param coupled  whether an analysis updates atmosphere and ocean together; else each from its own observations
 * @param observed standard deviation of observation errors by that of the climatology
 * @param noise    standard deviation of the members' noise at each analysis by that of the truncated model's error
 * @param floor    the same at least, by the standard deviation of the climatology; of the ocean
 */
record Source(String label, boolean perfect, boolean coupled, double observed, double noise, double floor) {

  /** Observations of all 36 variables with errors of a tenth of the climatology's deviation. */
  static final Source ANALYSES = new Source("analyses", false, false, 0.1, 1.0, 0.0);

  /** The truth itself. */
  static final Source PERFECT = new Source("perfect", true, false, 0.1, 1.0, 0.0);

  /** Checks the numbers. */
  Source {
    if (!(observed > 0.0 && noise >= 0.0 && floor >= 0.0)) {
      throw new IllegalArgumentException("hybrid-maooam: source " + label + " is out of range: observed " + observed
          + ", noise " + noise + ", floor " + floor);
    }
  }

  Source named(String other) {
    return new Source(other, perfect, coupled, observed, noise, floor);
  }

  Source together() {
    return new Source(label, perfect, true, observed, noise, floor);
  }

  Source withObserved(double deviation) {
    return new Source(label, perfect, coupled, deviation, noise, floor);
  }

  Source withNoise(double deviation) {
    return new Source(label, perfect, coupled, observed, deviation, floor);
  }

  Source withFloor(double deviation) {
    return new Source(label, perfect, coupled, observed, noise, deviation);
  }
}
