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
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Keys;
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
 * <p>Sampling errors of the regressions can be corrected as in {@link SerialEnSRF#withSamplingErrorCorrection}.
 *
 * <p>Observations may be more accurate than those of {@link ETKF}: {@link Filter#LARGEST_SERIAL_CONDITION}.
 *
 * <p>Immutable, thread-safe; its localisation keeps lists of what the network it met last reaches.
 */
public final class EAKF implements InflatingFilter {

  private final SerialSettings settings;

  /**
   * The filter without inflation or rotation, with the observations as they come.
   *
   * @param localization where variables are and how far observations reach
   */
  public EAKF(Localization localization) {
    this(SerialSettings.USUAL.with(localization));
  }

  private EAKF(SerialSettings settings) {
    this.settings = settings;
  }

  /**
   * The same filter with another order of the observations.
   *
   * @param newOrder the order (DAPPER shuffles)
   * @return a new filter
   */
  public EAKF withOrder(ObservationOrder newOrder) {
    return new EAKF(settings.with(newOrder));
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public EAKF withUnobserved(UnobservedPoints newUnobserved) {
    return new EAKF(settings.with(newUnobserved));
  }

  @Override
  public Inflation inflation() {
    return settings.inflation();
  }

  @Override
  public EAKF withInflation(Inflation newInflation) {
    return new EAKF(settings.with(newInflation));
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public EAKF withRotation(boolean newRotation) {
    return new EAKF(settings.with(newRotation));
  }

  /**
   * The same filter with, or without, a correction of regressions for their sampling error (Anderson 2012): each is
   * multiplied by a factor of its sample correlation, from 0 for none to 1 for ±1, besides the taper.
   *
   * @param corrected whether to correct; an ensemble then needs at least 4 members
   * @return a new filter
   */
  public EAKF withSamplingErrorCorrection(boolean corrected) {
    return new EAKF(settings.corrected(corrected));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    settings.analyse("EAKF", null, ensemble, observations, cycle);
  }

  @Override
  public String toString() {
    return "EAKF[" + settings + "]";
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
    public Keys keys() {
      return Keys.of(SerialSettings.CORRECTION);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new EAKF(SerialSettings.of(o));
    }
  }
}
