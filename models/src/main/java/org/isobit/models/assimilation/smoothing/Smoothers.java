package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
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

/** What configurations of smoothers and of methods in several steps have in common. */
final class Smoothers {

  static final String LAG = "lag";

  private static final String ANALYSIS = "analysis";

  /** The filters that they can be made of; their observations reach everywhere. */
  private static final FilterProvider[] FILTERS = {new ETKF.Provider(), new StochasticEnKF.Provider(),
      new DEnKF.Provider(), new SerialEnSRF.Provider()};

  /** Keys of a smoother that is made of a filter. */
  static final Keys KEYS = Keys.of(
      Key.of(LAG, Form.INTEGER, "how many analyses later an observation still changes a state").required().atLeast(1),
      analysis("the filter whose analyses are smoothed", "etkf"));

  private Smoothers() {}

  /** The key of the filter that a method is made of. */
  static Key analysis(String says, String usual) {
    return Key.word(ANALYSIS, says, Arrays.stream(FILTERS).map(FilterProvider::label).toArray(String[]::new))
        .usual(usual);
  }

  /** The filter that a configuration names, with its inflation and rotation. */
  static InflatingFilter filter(FilterOptions o) {
    return (InflatingFilter) Registry.one(ANALYSIS + ": ", o.own().text(ANALYSIS), FILTERS).build(o);
  }

  /** Whether a kind of inflation is a factor on the analysis. */
  static boolean isOfAnalysis(Inflation.Kind kind) {
    return kind == Inflation.Kind.POSTERIOR_ANOMALIES || kind == Inflation.Kind.POSTERIOR_COVARIANCE;
  }

  static int lag(FilterOptions o) {
    return o.own().integer(LAG);
  }
}
