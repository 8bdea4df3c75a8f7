package org.isobit.models.assimilation.serial;

import java.util.Objects;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.registry.Key;

/**
 * What serial filters can be told, and the analysis with it.
 *
 * @param localization how far observations reach, or null: everywhere
 * @param order        in which order they come
 * @param unobserved   what happens where none reaches
 * @param inflation    inflation
 * @param rotation     whether a rotation follows
 * @param corrected    whether regressions are corrected for the sampling error
 */
record SerialSettings(Localization localization, ObservationOrder order, UnobservedPoints unobserved,
    Inflation inflation, boolean rotation, boolean corrected) {

  /** What configurations may say of the correction. */
  static final Key CORRECTION = Key.of(SamplingErrorCorrection.KEY, Key.Form.FLAG,
      "whether regressions on few members are damped as their sampling error makes likely").usual(false);

  static final SerialSettings USUAL =
      new SerialSettings(null, ObservationOrder.GIVEN, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false,
          false);

  SerialSettings {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(unobserved, "unobserved");
    Objects.requireNonNull(inflation, "inflation");
  }

  static SerialSettings of(FilterOptions o) {
    return new SerialSettings(o.localization(), o.order(), o.unobserved(), o.inflation(), o.rotation(), corrected(o));
  }

  SerialSettings with(Localization newLocalization) {
    return new SerialSettings(Objects.requireNonNull(newLocalization, "localization"), order, unobserved, inflation,
        rotation, corrected);
  }

  SerialSettings with(ObservationOrder newOrder) {
    return new SerialSettings(localization, newOrder, unobserved, inflation, rotation, corrected);
  }

  SerialSettings with(UnobservedPoints newUnobserved) {
    return new SerialSettings(localization, order, newUnobserved, inflation, rotation, corrected);
  }

  SerialSettings with(Inflation newInflation) {
    return new SerialSettings(localization, order, unobserved, newInflation, rotation, corrected);
  }

  SerialSettings with(boolean newRotation) {
    return new SerialSettings(localization, order, unobserved, inflation, newRotation, corrected);
  }

  SerialSettings corrected(boolean newCorrected) {
    return new SerialSettings(localization, order, unobserved, inflation, rotation, newCorrected);
  }

  /** What a configuration says of the correction; methods that are made of this filter do not have the key. */
  static boolean corrected(FilterOptions o) {
    return o.own().has(SamplingErrorCorrection.KEY) && o.own().flag(SamplingErrorCorrection.KEY);
  }

  /** Analyses; the laws are null for the normal one. */
  void analyse(String filter, Laws laws, Ensemble ensemble, Observations observations, Cycle cycle) {
    boolean probits = laws != null && laws.probits();
    int fields = localization == null ? 1 : localization.fields();
    if (laws != null) {
      laws.requireFields(filter, fields);
    }
    if (localization == null && !probits && !corrected) {
      GlobalTransform.run(filter, ensemble, observations, cycle, inflation, rotation,
          a -> new SerialUpdates(a, order, laws, false).transform());
      return;
    }
    // Probits and corrections differ from target to target, so that no transform of members is common to all.
    UnobservedPoints elsewhere = localization == null ? UnobservedPoints.INFLATE : unobserved;
    Analysis.run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      ObservationReach reach = localization == null ? null : a.reach(localization);
      if (a.count == 0) {
        a.withoutObservations(elsewhere);
      } else {
        new SerialUpdates(a, order, laws, corrected).states(reach, fields, elsewhere);
      }
    });
  }

  @Override
  public String toString() {
    return (localization == null ? "global" : localization) + ", " + order + ", " + inflation
        + (rotation ? ", rotation" : "") + (corrected ? ", sampling error corrected" : "");
  }
}
