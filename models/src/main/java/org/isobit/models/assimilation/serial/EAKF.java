package org.isobit.models.assimilation.serial;

import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The local serial ensemble adjustment Kalman filter with least-squares regression (Anderson 2001, Mon. Weather Rev.
 * 129, 2884–2903; Anderson 2003, 131, 634–642), as DART runs it.
 *
 * <p>Observations come one by one, in the order given unless told otherwise. For the next one, with observed states
 * y_m, their variance σ² and the error variance r²: the observed mean moves by σ²/(σ² + r²)·(y − ȳ) and the observed
 * anomalies are multiplied by √(r²/(σ² + r²)); these increments Δy_m are regressed onto every variable
 * that the observation reaches, and onto every observation yet to come, x_m += ρ·cov(x, y)/σ²·Δy_m, with ρ the taper of
 * their distance.
 *
 * <p>(√(r²/(σ² + r²)) − 1)/σ² is −α/(σ² + r²) with the α of Whitaker and Hamill (2002), so that this is
 * {@link SerialEnSRF} with the same localisation, to the bit, and without its division by σ². What differs is what can
 * be asked of it: it always has a localisation, and {@link UnobservedPoints} chooses whether inflation inside the
 * transform acts where no observation reaches.
 *
 * <p>With N members it costs 4·N operations for each variable, and each observation yet to come, that an observation
 * reaches; memory of one more ensemble and 2·N numbers an observation; one evaluation of H for each member. Tests hold
 * it to {@link SerialEnSRF}, to published scores and to an EAKF written down from the papers alone.
 *
 * <p>Observations may be more accurate than those of {@link ETKF}: {@link Filter#LARGEST_SERIAL_CONDITION}.
 *
 * <p>Immutable, thread-safe; its localisation keeps lists of what the network it met last reaches.
 */
public final class EAKF implements InflatingFilter {

  private final Localization localization;
  private final ObservationOrder order;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /**
   * The filter without inflation or rotation, with the observations as they come.
   *
   * @param localization where variables are and how far observations reach
   */
  public EAKF(Localization localization) {
    this(localization, ObservationOrder.GIVEN, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);
  }

  private EAKF(Localization localization, ObservationOrder order, UnobservedPoints unobserved, Inflation inflation,
      boolean rotation) {
    this.localization = Objects.requireNonNull(localization, "localization");
    this.order = Objects.requireNonNull(order, "order");
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with another order of the observations.
   *
   * @param newOrder the order (DAPPER shuffles)
   * @return a new filter
   */
  public EAKF withOrder(ObservationOrder newOrder) {
    return new EAKF(localization, newOrder, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public EAKF withUnobserved(UnobservedPoints newUnobserved) {
    return new EAKF(localization, order, newUnobserved, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public EAKF withInflation(Inflation newInflation) {
    return new EAKF(localization, order, unobserved, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public EAKF withRotation(boolean newRotation) {
    return new EAKF(localization, order, unobserved, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run("EAKF", ensemble, observations, cycle, inflation, rotation, a -> {
      ObservationReach reach = a.reach(localization);
      if (a.count == 0) {
        a.withoutObservations(unobserved);
      } else {
        new SerialUpdates(a, order).states(reach, localization.fields(), unobserved);
      }
    });
  }

  @Override
  public String toString() {
    return "EAKF[" + localization + ", " + order + ", " + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("eakf", "local serial ensemble adjustment filter with least-squares regression", "Anderson 2001 and 2003");
    }

    @Override
    public String title() {
      return "EAKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(EAKF.class,
          "published scores of L96-S08 and L63-A10; SerialEnSRF to the bit", Trait.NONLINEAR_OPERATOR);
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.ORDER, Option.UNOBSERVED);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new EAKF(o.localization()).withOrder(o.order()).withUnobserved(o.unobserved())
          .withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
