package org.isobit.models.studies.marinebgc;

import java.util.Locale;
import org.isobit.models.dynamics.column.Uncertainty;

/**
 * What an experiment changes of the base.
 *
 * @param ecosystem what lives in the column
 * @param design    1 or 2: how truths and members differ
 * @param deviation standard deviation of the error of log₁₀ of chlorophyll
 * @param interval  days between observations
 * @param width     units of each of the two hidden layers of networks
 * @param sampling  when runs are sampled for training
 */
record Setting(EcosystemKind ecosystem, int design, double deviation, int interval, int width, Sampling sampling) {

  /** The base of an ecosystem and a design: errors of 30 %, every 5 days. */
  static Setting base(EcosystemKind ecosystem, int design) {
    return new Setting(ecosystem, design, 0.13, 5, 64, Sampling.USUAL);
  }

  Setting withDeviation(double value) {
    return new Setting(ecosystem, design, value, interval, width, sampling);
  }

  Setting withInterval(int days) {
    return new Setting(ecosystem, design, deviation, days, width, sampling);
  }

  Setting withWidth(int units) {
    return new Setting(ecosystem, design, deviation, interval, units, sampling);
  }

  Setting withSampling(Sampling other) {
    return new Setting(ecosystem, design, deviation, interval, width, other);
  }

  Uncertainty uncertainty() {
    return ecosystem.uncertainty(design);
  }

  /** The setting as far as schemes without a network know it. */
  Setting ofFilters() {
    Setting base = base(ecosystem, design);
    return new Setting(ecosystem, design, deviation, interval, base.width, base.sampling);
  }

  /** The setting as far as correlations know it, which have seen no observation. */
  Setting ofCorrelations() {
    Setting base = base(ecosystem, design);
    return new Setting(ecosystem, design, base.deviation, base.interval, width, sampling);
  }

  /** The setting as far as free runs know it. */
  Setting ofRuns() {
    return base(ecosystem, design);
  }

  /** Name of the folder of its runs. */
  String label() {
    return String.format(Locale.ROOT, "%s-%d,deviation=%s,interval=%d,width=%d,sampling=%s", ecosystem.label(), design,
        deviation, interval, width, sampling.label());
  }
}
