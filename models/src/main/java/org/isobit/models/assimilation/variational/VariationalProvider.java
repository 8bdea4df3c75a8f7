package org.isobit.models.assimilation.variational;

import java.util.Set;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/** A variational method in configurations: without members, unless it says otherwise. */
abstract class VariationalProvider extends NamedEntry implements FilterProvider {

  static final String SCALE = "scale";
  static final String LAG = "lag";
  static final String SHIFT = "shift";

  private static final String BACKGROUND = "background";
  private static final String IDENTITY = "identity";

  /** Which B. */
  static final Keys COVARIANCE = Keys.of(
      Key.word(BACKGROUND, "the background covariance: that of the climatology, or independent variables of variance 1",
          "climatology", IDENTITY).usual("climatology"),
      Key.of(SCALE, Form.NUMBER, "factor on it").usual(1.0).positive());

  private final String title;

  VariationalProvider(String label, String title, String sentence, String source) {
    super(label, sentence, source);
    this.title = title;
  }

  /** The method itself, whose members fit. */
  abstract Estimator start(EstimatorOptions options);

  /** The law whose covariance, times the scale, is B. */
  static Gaussian law(EstimatorOptions o) {
    return o.filter().own().text(BACKGROUND).equals(IDENTITY)
        ? Gaussian.independent(new double[o.model().size()], 1.0) : o.climatology().get();
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public Reach reach() {
    return Reach.GLOBAL;
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.MODEL, Option.SINGLE);
  }

  @Override
  public final Estimator estimator(EstimatorOptions options) {
    if (options().contains(Option.SINGLE) && options.ensemble().members() != 1) {
      throw new IllegalArgumentException("the filter " + label() + " has no members, but there are "
          + options.ensemble().members());
    }
    return start(options);
  }

  @Override
  public final Filter build(FilterOptions options) {
    throw new IllegalArgumentException("the filter " + label() + " is no analysis of an ensemble alone: it needs the "
        + "model and the climatology, as isobit twin has them");
  }
}
