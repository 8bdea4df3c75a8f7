package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/** What configurations of the smoothers have in common. */
final class Smoothers {

  static final String LAG = "lag";

  private static final String ANALYSIS = "analysis";

  /** The filters that a smoother can be made of; their observations reach everywhere. */
  private static final FilterProvider[] FILTERS = {new ETKF.Provider(), new StochasticEnKF.Provider(),
      new DEnKF.Provider(), new SerialEnSRF.Provider()};

  /** Keys of a smoother that is made of a filter. */
  static final Keys KEYS = Keys.of(
      Key.of(LAG, Form.INTEGER, "how many analyses later an observation still changes a state").required().atLeast(1),
      Key.word(ANALYSIS, "the filter whose analyses are smoothed",
          Arrays.stream(FILTERS).map(FilterProvider::label).toArray(String[]::new))
          .usual(FILTERS[0].label()));

  private Smoothers() {}

  /** The filter that a configuration names, with its inflation and rotation. */
  static Filter filter(FilterOptions o) {
    return Registry.one(ANALYSIS + ": ", o.own().text(ANALYSIS), FILTERS).build(o);
  }

  static int lag(FilterOptions o) {
    return o.own().integer(LAG);
  }

  static IllegalArgumentException needsModel(String label) {
    return new IllegalArgumentException("the filter " + label + " is no analysis of an ensemble alone: it needs the "
        + "model and states of earlier times, as isobit twin can");
  }
}
