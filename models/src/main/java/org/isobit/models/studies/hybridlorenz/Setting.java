package org.isobit.models.studies.hybridlorenz;

/**
 * How the states are made that a network learns from. Immutable.
 *
 * @param label         its name, and that of its files
 * @param observed      variables that are observed at each time, drawn anew; all: no draw
 * @param interval      steps of the truncated model from one analysis to the next
 * @param variance      of observation errors
 * @param noise         how the truncated model's members are perturbed
 * @param noiseVariance of that, each step
 * @param filter        analyses of a moving average, odd; 1: none
 * @param perfect       whether the truth itself takes the place of analyses
 */
record Setting(String label, int observed, int interval, double variance, Noise noise, double noiseVariance, int filter,
    boolean perfect) {

  /** How members are perturbed. */
  enum Noise {
    /** One number a member, added to all its variables: noise of rank one, as in the published code. */
    SHIFT,
    /** One number a variable. */
    INDEPENDENT
  }

  /** Checks the numbers. */
  Setting {
    if (observed < 1 || interval < 1 || filter < 1 || filter % 2 == 0 || !(variance > 0.0) || !(noiseVariance >= 0.0)) {
      throw new IllegalArgumentException("hybrid-lorenz: setting " + label + " is out of range: observed " + observed
          + ", interval " + interval + ", variance " + variance + ", noise " + noiseVariance + ", filter " + filter);
    }
  }

  Setting named(String other) {
    return new Setting(other, observed, interval, variance, noise, noiseVariance, filter, perfect);
  }

  Setting withObserved(int number) {
    return new Setting(label, number, interval, variance, noise, noiseVariance, filter, perfect);
  }

  Setting withInterval(int steps) {
    return new Setting(label, observed, steps, variance, noise, noiseVariance, filter, perfect);
  }

  Setting withVariance(double errors) {
    return new Setting(label, observed, interval, errors, noise, noiseVariance, filter, perfect);
  }

  Setting withNoise(Noise kind, double each) {
    return new Setting(label, observed, interval, variance, kind, each, filter, perfect);
  }

  Setting withFilter(int analyses) {
    return new Setting(label, observed, interval, variance, noise, noiseVariance, analyses, perfect);
  }

  /** The same intervals with the truth itself. */
  Setting ofTruth() {
    return new Setting(label, observed, interval, variance, noise, noiseVariance, 1, true);
  }
}
