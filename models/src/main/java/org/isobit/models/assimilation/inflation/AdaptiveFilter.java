// Master of FloatAdaptiveFilter: the float version is generated from this file.
package org.isobit.models.assimilation.inflation;

import java.util.Objects;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;

/**
 * A filter with {@link AdaptiveInflation}: inflates by the field as the last cycle left it, and leaves the field that
 * this cycle's innovations ask for. The operator observes the ensemble twice, before and after inflation.
 *
 * <p>All or nothing: if an analysis throws, ensemble and field are as they were. Unlike other filters this one changes
 * with every analysis, so it serves one ensemble and one thread at a time; to go on later, keep
 * {@link InflationField#toArray}.
 */
public final class AdaptiveFilter implements Filter {

  private final InflatingFilter filter;
  private final AdaptiveInflation adaptive;
  private final InflationField field;

  /**
   * A filter from a field on.
   *
   * @param filter   the filter; it may relax and inflate after the analysis, but not before or inside
   * @param adaptive how the field is estimated
   * @param field    the field of the last cycle, or {@link AdaptiveInflation#start}; written to
   * @throws IllegalArgumentException if the filter inflates the forecast already: λ would be taken for the whole of it
   */
  public AdaptiveFilter(InflatingFilter filter, AdaptiveInflation adaptive, InflationField field) {
    this.filter = Objects.requireNonNull(filter, "filter");
    this.adaptive = Objects.requireNonNull(adaptive, "adaptive");
    this.field = Objects.requireNonNull(field, "field");
    Inflation other = filter.inflation();
    if (other.priorFactor() != 1.0 || other.transformFactor() != 1.0 || other.field() != null) {
      throw new IllegalArgumentException("AdaptiveFilter: the filter inflates the forecast already (" + other
          + "); only relaxation and inflation after the analysis go with adaptive inflation");
    }
  }

  /**
   * The field.
   *
   * @return the object itself, as the last analysis left it
   */
  public InflationField field() {
    return field;
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    if (field.size() != ensemble.size()) {
      throw new IllegalArgumentException("AdaptiveFilter: the inflation is for " + field.size() + " variables, but a "
          + "state has " + ensemble.size());
    }
    double[] factors = field.factors().clone(); // float: unchanged
    double[] deviations = field.deviations().clone(); // float: unchanged
    Cycle own = cycle.workspace() == null ? cycle.with(new Workspace()) : cycle;
    own.devices().none("adaptive inflation", (double) observations.count() * ensemble.members() * ensemble.size());
    Analysis.inspect("AdaptiveFilter", ensemble, observations, own,
        a -> new AdaptiveUpdates(a, adaptive, factors, deviations).run());
    filter.withInflation(filter.inflation().and(Inflation.shared(field.factors())))
        .analyse(ensemble, observations, own);
    field.set(factors, deviations);
  }

  @Override
  public String toString() {
    return filter + " with " + adaptive;
  }
}
