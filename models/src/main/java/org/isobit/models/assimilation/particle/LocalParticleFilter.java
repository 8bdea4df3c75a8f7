package org.isobit.models.assimilation.particle;

import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Registry;

/**
 * The localized particle filter (Poterjoy 2016, Mon. Weather Rev. 144, 59–76; 2022, Q. J. R. Meteorol. Soc. 148,
 * 2631–2651), which takes observations one by one and merges resampled particles with those there were, variable by
 * variable.
 *
 * <p>x⁰_n are the particles of the forecast, x_n those of now, ℓ the taper of the distance of a variable j from
 * observation i, and p_n the likelihood of x⁰_n over the mean of all N, so that Σ p_n = N:
 *
 * <ol>
 * <li>Localised weights ω_nj ← ω_nj·(1 + α·ℓ·(p_n − 1)), over their sum. With α·ℓ = 0 nothing is learned, with α·ℓ = 1
 *   they are those of the bootstrap filter.
 * <li>Their mean and variance, x̄_j = Σ ω_nj·x⁰_nj and σ_j² = Σ ω_nj·(x⁰_nj − x̄_j)² ÷ (1 − Σ ω_nj²).
 * <li>k_n, the forecast's particle that the n-th one becomes: N are drawn by the weights that observation i's own place
 *   now has ({@link Resampling}); what is drawn stays where it is, further copies take the places of the others.
 * <li>x_nj ← x̄_j + r₁·(x⁰_kj − x̄_j) + r₂·(x_nj − x̄_j), with r₂ ÷ r₁ = c = (1 − α·ℓ) ÷ (α·ℓ), and r₁ such that
 *   particles have the variance σ_j².
 * </ol>
 *
 * <p>Weights and c are those of 2016, with normalised likelihoods: there weights depend on the constant factor of the
 * likelihood, which c makes up for. Draws are those of 2022, whose tempering and adaptive regularisation are not done;
 * in 2016 k_n is drawn from the particles of now by their likelihood of observation i alone, which with one observation
 * and α = 1 is the same. Merged particles have the mean x̄_j in expectation at best, and are moved by the difference,
 * as in 2022, so that their mean is x̄_j and their unbiased variance σ_j². {@link #withRecentring} takes that back: r₁
 * then is that of 2016, with the variance about x̄_j. Particles that the merge has made one, which α below 1 prevents,
 * end at x̄_j. Neither paper's mapping of particles to further moments is done.
 *
 * <p>α below 1 keeps part of the forecast's particles, without which a model without noise may soon have no different
 * ones left.
 *
 * <p><b>Cost</b> for N members: for each pair of an observation and a point that it reaches N logarithms, N
 * exponentials and 16·N operations for each variable of the point, and for each pair of observations the logarithms;
 * one evaluation of H for each member. Memory: two ensembles, N numbers for each point and 4·N for each observation.
 * Points are independent and split over threads.
 *
 * <p><b>Held to</b> the formulas written out from the papers, the mean and variance of the weighted particles, and the
 * {@link ParticleFilter} with one observation that reaches everywhere.
 *
 * <p>Immutable, thread-safe.
 */
public final class LocalParticleFilter implements InflatingFilter {

  static final String NAME = "LocalParticleFilter";

  private static final double USUAL_ALPHA = 0.9;

  private final Localization localization;
  private final Resampling resampling;
  private final double alpha;
  private final boolean recentring;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /** Observations reach everywhere; α = 0.9, systematic resampling, moments matched, without inflation or rotation. */
  public LocalParticleFilter() {
    this(null, Resampling.SYSTEMATIC, USUAL_ALPHA, true, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);
  }

  private LocalParticleFilter(Localization localization, Resampling resampling, double alpha, boolean recentring,
      UnobservedPoints unobserved, Inflation inflation, boolean rotation) {
    this.localization = localization;
    this.resampling = Objects.requireNonNull(resampling, "resampling");
    this.alpha = alpha;
    this.recentring = recentring;
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with likelihoods tapered by distance.
   *
   * @param newLocalization where variables are and how far observations reach
   * @return a new filter
   */
  public LocalParticleFilter withLocalization(Localization newLocalization) {
    return new LocalParticleFilter(Objects.requireNonNull(newLocalization, "localization"), resampling, alpha,
        recentring, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another share of the likelihood.
   *
   * @param newAlpha α, from 0, nothing, to 1, all
   * @return a new filter
   * @throws IllegalArgumentException if it is out of range
   */
  public LocalParticleFilter withAlpha(double newAlpha) {
    if (!(newAlpha >= 0.0 && newAlpha <= 1.0)) {
      throw new IllegalArgumentException(NAME + ": alpha must be in 0 to 1, but is " + newAlpha);
    }
    return new LocalParticleFilter(localization, resampling, newAlpha, recentring, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another way to draw.
   *
   * @param newResampling how particles are drawn from weighted ones
   * @return a new filter
   */
  public LocalParticleFilter withResampling(Resampling newResampling) {
    return new LocalParticleFilter(localization, newResampling, alpha, recentring, unobserved, inflation, rotation);
  }

  /**
   * The same filter with, or without, particles moved so that their mean is that of the weighted ones.
   *
   * @param newRecentring whether they are
   * @return a new filter
   */
  public LocalParticleFilter withRecentring(boolean newRecentring) {
    return new LocalParticleFilter(localization, resampling, alpha, newRecentring, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there; without a localisation there are no such points
   * @return a new filter
   */
  public LocalParticleFilter withUnobserved(UnobservedPoints newUnobserved) {
    return new LocalParticleFilter(localization, resampling, alpha, recentring, newUnobserved, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LocalParticleFilter withInflation(Inflation newInflation) {
    return new LocalParticleFilter(localization, resampling, alpha, recentring, unobserved, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LocalParticleFilter withRotation(boolean newRotation) {
    return new LocalParticleFilter(localization, resampling, alpha, recentring, unobserved, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run(NAME, ensemble, observations, cycle, inflation, rotation, a -> {
      ObservationReach reach = localization == null ? null : a.reach(localization);
      if (a.count == 0) {
        a.withoutObservations(localization == null ? UnobservedPoints.INFLATE : unobserved);
      } else {
        new LocalParticleStep(a, alpha, recentring)
            .run(resampling, reach, localization == null ? 1 : localization.fields(), unobserved);
      }
    });
  }

  @Override
  public String toString() {
    return NAME + "[" + (localization == null ? "global" : localization) + ", alpha " + alpha + ", "
        + resampling.label() + (recentring ? "" : ", not recentred") + ", " + inflation
        + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final Registry<Resampling> RESAMPLINGS = Registry.of("resampling", Resampling.values());

    private static final String ALPHA = "alpha";
    private static final String RESAMPLING = "resampling";
    private static final String RECENTRING = "recentring";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("local-pf", "localized particle filter: resampled particles merged with those of the forecast, global or, "
          + "with a localisation, local", "Poterjoy 2016");
    }

    @Override
    public String title() {
      return "LPF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(LocalParticleFilter.class,
          "the papers' formulas, written out; the particle filter with one observation for all",
          Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.UNOBSERVED);
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of(ALPHA, Key.Form.NUMBER, "share of the likelihood that counts").usual(USUAL_ALPHA).between(0.0, 1.0),
          Key.word(RESAMPLING, "how particles are drawn from weighted ones", RESAMPLINGS::labels)
              .usual(Resampling.SYSTEMATIC.label()),
          Key.of(RECENTRING, Key.Form.FLAG, "whether particles get the mean of the weighted ones").usual(true));
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new LocalParticleFilter(o.localization(), RESAMPLINGS.get(o.own().text(RESAMPLING)), USUAL_ALPHA,
          o.own().flag(RECENTRING), o.unobserved(), o.inflation(), o.rotation()).withAlpha(o.own().number(ALPHA));
    }
  }
}
