package org.isobit.models.assimilation.smoothing;

import java.util.Set;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.registry.NamedEntry;

/** A smoother with members in configurations; it needs the model, and its observations reach everywhere. */
abstract class SmootherProvider extends NamedEntry implements FilterProvider {

  private final String title;

  SmootherProvider(String label, String title, String sentence, String source) {
    super(label, sentence, source);
    this.title = title;
  }

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
    return Set.of(Option.INFLATION, Option.MODEL);
  }

  @Override
  public final Filter build(FilterOptions options) {
    throw new IllegalArgumentException("the filter " + label() + " is no analysis of an ensemble alone: it needs the "
        + "model and states of earlier times, as isobit twin can");
  }
}
