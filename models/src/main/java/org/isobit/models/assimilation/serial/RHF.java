package org.isobit.models.assimilation.serial;

import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The rank histogram filter (Anderson 2010, Mon. Weather Rev. 138, 4186–4198): a serial filter like {@link EAKF} whose
 * observed quantities need not be normal.
 *
 * <p>Observations come one by one. For the next one, the prior of the observed quantity is a histogram with 1/(N + 1)
 * of the mass between each two neighbouring members and in each normal tail; with the normal likelihood, the mean of
 * neighbours' between them, it becomes a posterior whose quantiles i/(N + 1) the member of rank i takes. Members that
 * agree share a quantile, and stay together. These increments are regressed linearly onto every variable that the
 * observation reaches, and onto every observation yet to come, tapered by their distance, as in {@link EAKF}.
 *
 * <p>The histogram resolves a likelihood as finely as members are spaced: with an observation much more accurate than
 * that, members end in the intervals beside it, and only beyond the outermost member at the observation itself. With
 * many members of a normal law it is the {@link EAKF}.
 *
 * <p>With N members, an observation that reaches n variables and q observations yet to come takes a sort of N numbers,
 * N exponentials, some evaluations of log Φ for each member in a tail, and 4·N·(n + q) operations in scalar loops;
 * without localisation n is N. Increments and anomalies of all p observations are kept, 2·N·p numbers, besides a copy
 * of one field. H is applied once to each member.
 *
 * <p>Held to: the steps of the paper written out apart from this library, Bayes' rule by quadrature for bimodal priors
 * as N grows, and the {@link EAKF} for a normal one.
 *
 * <p>Observations may be as accurate as {@link Filter#LARGEST_SERIAL_CONDITION} says. Immutable, thread-safe.
 */
public final class RHF implements InflatingFilter {

  private static final Laws LAWS =
      Laws.linear(new RankHistogram(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));

  private final SerialSettings settings;

  /** The filter without localisation, inflation or rotation, with the observations as they come. */
  public RHF() {
    this(SerialSettings.USUAL);
  }

  private RHF(SerialSettings settings) {
    this.settings = settings;
  }

  /**
   * The same filter with covariances tapered by distance.
   *
   * @param localization where variables are and how far observations reach
   * @return a new filter
   */
  public RHF withLocalization(Localization localization) {
    return new RHF(settings.with(localization));
  }

  /**
   * The same filter with another order of the observations.
   *
   * @param order the order
   * @return a new filter
   */
  public RHF withOrder(ObservationOrder order) {
    return new RHF(settings.with(order));
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param unobserved what happens there; without a localisation there are no such points
   * @return a new filter
   */
  public RHF withUnobserved(UnobservedPoints unobserved) {
    return new RHF(settings.with(unobserved));
  }

  @Override
  public Inflation inflation() {
    return settings.inflation();
  }

  @Override
  public RHF withInflation(Inflation newInflation) {
    return new RHF(settings.with(newInflation));
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param rotation whether to rotate
   * @return a new filter
   */
  public RHF withRotation(boolean rotation) {
    return new RHF(settings.with(rotation));
  }

  /**
   * The same filter with, or without, a correction of regressions for their sampling error (Anderson 2012): each is
   * multiplied by a factor of its sample correlation, from 0 for none to 1 for ±1, besides the taper.
   *
   * @param corrected whether to correct; an ensemble then needs at least 4 members
   * @return a new filter
   */
  public RHF withSamplingErrorCorrection(boolean corrected) {
    return new RHF(settings.corrected(corrected));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    settings.analyse("RHF", LAWS, ensemble, observations, cycle);
  }

  @Override
  public String toString() {
    return "RHF[" + settings + "]";
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("rhf", "serial rank histogram filter for observed quantities that are not normal, global or, with a "
          + "localisation, local", "Anderson 2010");
    }

    @Override
    public String title() {
      return "RHF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(RHF.class,
          "Bayes' rule by quadrature for priors of two humps, as N grows",
          Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.ORDER, Option.UNOBSERVED);
    }

    @Override
    public Keys keys() {
      return Keys.of(SerialSettings.CORRECTION);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new RHF(SerialSettings.of(o));
    }
  }
}
