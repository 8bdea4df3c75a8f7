package org.isobit.models.assimilation.gaussian;

import java.util.Set;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.registry.NamedEntry;

/** A method without members in configurations. */
abstract class GaussianProvider extends NamedEntry implements FilterProvider {

  private final String title;

  GaussianProvider(String label, String title, String sentence, String source) {
    super(label, sentence, source);
    this.title = title;
  }

  /** The method itself, whose model and members fit. */
  abstract Estimator start(EstimatorOptions options);

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final Reach reach() {
    return Reach.GLOBAL;
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.MODEL, Option.SINGLE);
  }

  @Override
  public final Estimator estimator(EstimatorOptions options) {
    if (options.ensemble().members() != 1) {
      throw new IllegalArgumentException("the filter " + label() + " has no members, but there are "
          + options.ensemble().members());
    }
    return start(options);
  }

  @Override
  public final Filter build(FilterOptions options) {
    throw new IllegalArgumentException("the filter " + label() + " is no analysis of an ensemble alone: it needs the "
        + "model that takes its estimate from one analysis to the next, as isobit twin has it");
  }
}
