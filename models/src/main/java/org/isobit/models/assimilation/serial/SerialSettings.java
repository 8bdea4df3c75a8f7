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

/**
 * What serial filters with a law of their own can be told.
 *
 * @param localization how far observations reach, or null: everywhere
 * @param order        in which order they come
 * @param unobserved   what happens where none reaches
 * @param inflation    inflation
 * @param rotation     whether a rotation follows
 */
record SerialSettings(Localization localization, ObservationOrder order, UnobservedPoints unobserved,
    Inflation inflation, boolean rotation) {

  static final SerialSettings USUAL =
      new SerialSettings(null, ObservationOrder.GIVEN, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);

  SerialSettings {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(unobserved, "unobserved");
    Objects.requireNonNull(inflation, "inflation");
  }

  static SerialSettings of(FilterOptions o) {
    return new SerialSettings(o.localization(), o.order(), o.unobserved(), o.inflation(), o.rotation());
  }

  SerialSettings with(Localization newLocalization) {
    return new SerialSettings(Objects.requireNonNull(newLocalization, "localization"), order, unobserved, inflation,
        rotation);
  }

  SerialSettings with(ObservationOrder newOrder) {
    return new SerialSettings(localization, newOrder, unobserved, inflation, rotation);
  }

  SerialSettings with(UnobservedPoints newUnobserved) {
    return new SerialSettings(localization, order, newUnobserved, inflation, rotation);
  }

  SerialSettings with(Inflation newInflation) {
    return new SerialSettings(localization, order, unobserved, newInflation, rotation);
  }

  SerialSettings with(boolean newRotation) {
    return new SerialSettings(localization, order, unobserved, inflation, newRotation);
  }

  void analyse(String filter, Laws laws, Ensemble ensemble, Observations observations, Cycle cycle) {
    laws.requireFields(filter, localization == null ? 1 : localization.fields());
    if (localization == null && laws.probits()) {
      Analysis.run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
        if (a.count == 0) {
          a.withoutObservations(UnobservedPoints.INFLATE);
        } else {
          new SerialUpdates(a, order, laws).states(null, 1, UnobservedPoints.INFLATE);
        }
      });
      return;
    }
    if (localization == null) {
      GlobalTransform.run(filter, ensemble, observations, cycle, inflation, rotation,
          a -> new SerialUpdates(a, order, laws).transform());
      return;
    }
    Analysis.run(filter, ensemble, observations, cycle, inflation, rotation, a -> {
      ObservationReach reach = a.reach(localization);
      if (a.count == 0) {
        a.withoutObservations(unobserved);
      } else {
        new SerialUpdates(a, order, laws).states(reach, localization.fields(), unobserved);
      }
    });
  }

  @Override
  public String toString() {
    return (localization == null ? "global" : localization) + ", " + order + ", " + inflation
        + (rotation ? ", rotation" : "");
  }
}
