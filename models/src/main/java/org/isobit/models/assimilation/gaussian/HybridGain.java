package org.isobit.models.assimilation.gaussian;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The hybrid gain filter (Penny 2014, Mon. Weather Rev. 142, 4660–4674): an ensemble filter whose mean goes a share α
 * of the way to a 3D-Var analysis of the same observations that begins at it. With x̄_e and X_e mean and anomalies of
 * the filter's analysis and B a fixed background covariance,
 *
 * <pre>
 *   x_v = x̄_e + K_B·(y − H·x̄_e)      K_B = B·Hᵀ·(H·B·Hᵀ + R)⁻¹
 *   x̄_a = (1 − α)·x̄_e + α·x_v        X_a = X_e
 * </pre>
 *
 * which is the gain K + α·K_B − α·K_B·H·K in place of the ensemble's own K. What the ensemble does not span is
 * corrected as the climatology suggests. With α = 0 it is the filter, to the bit; with α = 1 its members are those of
 * the filter around the 3D-Var analysis. H must be linear. In configurations the filter is the LETKF where there is a
 * localisation and otherwise the ETKF, and B the climatological covariance times {@code scale}.
 *
 * <p>An analysis of p observations of n variables takes that of the filter, and p³/3 + n·p² flops, n + p + 1
 * applications of H and n² numbers more; a forecast is a run of each member. Held to the formula of the combined gain
 * with dense matrices, to the filter at α = 0 and to {@link ThreeDVar} at α = 1. Not thread-safe.
 */
public final class HybridGain implements Estimator {

  private static final String NAME = "HybridGain";

  private final EnsembleEstimator members;
  private final Filter filter;
  private final Background background;
  private final double share;

  /**
   * The method at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members, kept and written to
   * @param filter   analyses them
   * @param law      its covariance, times the scale, is B
   * @param scale    factor on the covariance, positive
   * @param share    α, from 0 to 1
   * @throws IllegalArgumentException if sizes differ, or scale or share are out of range
   */
  public HybridGain(ForecastModel model, Ensemble ensemble, Filter filter, Gaussian law, double scale, double share) {
    members = new EnsembleEstimator(model, ensemble, filter);
    this.filter = Objects.requireNonNull(filter, "filter");
    this.share = share;
    Checks.positive(NAME, "scale", scale);
    if (!(share >= 0.0 && share <= 1.0)) {
      throw new IllegalArgumentException(NAME + ": the share of 3D-Var must be between 0 and 1, but is " + share);
    }
    if (law.size() != ensemble.size()) {
      throw new IllegalArgumentException(NAME + ": the covariance has " + law.size() + " variables, but the members "
          + ensemble.size());
    }
    background = new Background(NAME, law, scale);
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    members.forecast(from, steps, workers);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    if (share == 0.0 || observations.count() == 0) {
      filter.analyse(ensemble(), observations, cycle);
      return;
    }
    Ensemble analysis = ensemble().copy();
    filter.analyse(analysis, observations, cycle);
    double[] mean = analysis.mean();
    double[] move = mean.clone();
    background.analyse(move, new double[mean.length], observations, cycle.workers());
    for (int i = 0; i < mean.length; i++) {
      move[i] = share * (move[i] - mean[i]);
    }
    for (int m = 0; m < analysis.members(); m++) {
      int at = analysis.index(m);
      for (int i = 0; i < mean.length; i++) {
        analysis.values()[at + i] += move[i];
      }
      int bad = Finite.first(analysis.values(), at, mean.length);
      if (bad >= 0) {
        throw new NumericalException(NAME + ": the analysis of member " + m + " is not finite at variable", bad,
            analysis.get(m, bad));
      }
    }
    ensemble().copyFrom(analysis);
  }

  @Override
  public Ensemble ensemble() {
    return members.ensemble();
  }

  @Override
  public void spread(double[] deviations) {
    members.spread(deviations);
  }

  @Override
  public String toString() {
    return NAME + "[" + filter + ", " + share + " of 3D-Var]";
  }

  /** The method in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String SHARE = "share";
    private static final String SCALE = "scale";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("hybrid-gain", "ETKF or, with a localisation, LETKF, whose mean goes a share of the way to a 3D-Var "
          + "analysis with the climatological covariance", "Penny 2014");
    }

    @Override
    public String title() {
      return "Hybrid gain";
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of(SHARE, Form.NUMBER, "how far the mean goes from the ensemble's analysis, 0, to that of 3D-Var, 1")
              .usual(0.5).between(0, 1),
          Key.of(SCALE, Form.NUMBER, "factor on the climatological covariance").usual(1.0).positive());
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(HybridGain.class, "the gain's formula by dense matrices; ETKF and 3D-Var at both ends");
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.MODEL, Option.NOISE);
    }

    @Override
    public Estimator estimator(EstimatorOptions o) {
      FilterOptions told = o.filter();
      InflatingFilter filter = told.localization() == null ? new ETKF().withRotation(told.rotation())
          : new LETKF(told.localization()).withRotation(told.rotation());
      return new HybridGain(o.model(), o.ensemble(), filter.withInflation(told.inflation()), o.climatology().get(),
          told.own().number(SCALE), told.own().number(SHARE));
    }

    @Override
    public Filter build(FilterOptions options) {
      throw new IllegalArgumentException("the filter " + label() + " is no analysis of an ensemble alone: it needs the "
          + "climatology of a model, as isobit twin has it");
    }
  }
}
