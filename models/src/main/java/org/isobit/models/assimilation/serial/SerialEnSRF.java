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
 * The serial ensemble square-root filter (Whitaker and Hamill 2002, Mon. Weather Rev. 130, 1913–1924), which is the
 * EAKF (Anderson 2001, Mon. Weather Rev. 129, 2884–2903) with its regression step (Anderson 2003, 131, 634–642).
 *
 * <p>Observations come one by one. With y the anomalies of the next one over its error deviation, C = y·y + N − 1 and d
 * its innovation: for every variable, and every observation yet to come, u = y·z is regressed on y,
 * mean += ρ·u·d/C, z −= ρ·u·y/(C + √((N − 1)·C)). The second is the reduced gain α·K with
 * α = 1/(1 + √(R/(H·P·Hᵀ + R))) (Whitaker and Hamill, eq. 13). ρ tapers covariances between variables and observations
 * and among observations alike; without localisation it is 1, and the updates accumulate in one transform of members.
 *
 * <p>With N members, p observations and n variables it costs 4·N·(n + p) operations an observation where it is
 * localised, n and p being what the observation reaches; without localisation 4·N·p + 2·N² an observation and once
 * 2·N²·n for the members; memory of one more ensemble and 2·N·p numbers; one evaluation of H for each member. Tests
 * hold it to DAPPER's arrays and published score, and mean and covariance to the ETKF's where errors are independent.
 *
 * <p>With a correction for the sampling error (Anderson 2012, Mon. Weather Rev. 140, 2359–2371) ρ is multiplied by a
 * factor of the sample correlation between target and observation, in scalar loops of 8·N operations a target; its
 * table is held to those of DART.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Observations may be more accurate than those of {@link ETKF}: {@link Filter#LARGEST_SERIAL_CONDITION}.
 *
 * <p>Immutable, thread-safe.
 */
public final class SerialEnSRF implements InflatingFilter {

  private final SerialSettings settings;

  /** The filter without localisation, inflation or rotation, with the observations as they come. */
  public SerialEnSRF() {
    this(SerialSettings.USUAL.with(UnobservedPoints.INFLATE));
  }

  private SerialEnSRF(SerialSettings settings) {
    this.settings = settings;
  }

  /**
   * The same filter with covariances tapered by distance.
   *
   * @param newLocalization the localisation
   * @return a new filter
   */
  public SerialEnSRF withLocalization(Localization newLocalization) {
    return new SerialEnSRF(settings.with(newLocalization));
  }

  /**
   * The same filter with another order of the observations.
   *
   * @param newOrder the order
   * @return a new filter
   */
  public SerialEnSRF withOrder(ObservationOrder newOrder) {
    return new SerialEnSRF(settings.with(newOrder));
  }

  @Override
  public Inflation inflation() {
    return settings.inflation();
  }

  @Override
  public SerialEnSRF withInflation(Inflation newInflation) {
    return new SerialEnSRF(settings.with(newInflation));
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public SerialEnSRF withRotation(boolean newRotation) {
    return new SerialEnSRF(settings.with(newRotation));
  }

  /**
   * The same filter with, or without, a correction of regressions for their sampling error (Anderson 2012): each is
   * multiplied by a factor of its sample correlation, from 0 for none to 1 for ±1, besides the taper.
   *
   * @param corrected whether to correct; an ensemble then needs at least 4 members
   * @return a new filter
   */
  public SerialEnSRF withSamplingErrorCorrection(boolean corrected) {
    return new SerialEnSRF(settings.corrected(corrected));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    settings.analyse("SerialEnSRF", null, ensemble, observations, cycle);
  }

  @Override
  public String toString() {
    return "SerialEnSRF[" + settings + "]";
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("serial-ensrf",
          "serial ensemble square-root filter, global or, with a localisation, local",
          "Whitaker and Hamill 2002");
    }

    @Override
    public String title() {
      return "EnSRF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(SerialEnSRF.class,
          "DAPPER's arrays; published score of L96-S08; mean and covariance of the batch filter",
          Trait.NONLINEAR_OPERATOR);
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.ORDER);
    }

    @Override
    public Keys keys() {
      return Keys.of(SerialSettings.CORRECTION);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new SerialEnSRF(SerialSettings.of(o).with(UnobservedPoints.INFLATE));
    }
  }
}
