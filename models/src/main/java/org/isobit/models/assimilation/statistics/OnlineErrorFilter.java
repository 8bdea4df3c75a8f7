package org.isobit.models.assimilation.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.ParameterEstimate;
import org.isobit.models.assimilation.statistics.OnlineErrors.Rates;

/**
 * A filter that estimates the inflation of its forecast, the error variance of observations, or both, as it goes
 * ({@link OnlineErrors}, Li, Kalnay and Miyoshi 2009, Q. J. R. Meteorol. Soc. 135, 523–533): an analysis inflates the
 * forecast covariance by δ and scales R to the variance σ², both as the last cycle left them, and leaves those that
 * its innovations y − H·x_b and residuals y − H·x_a ask for. H·x is the mean of what the members are observed as.
 *
 * <p>All observations have errors of one variance; correlations between them stay as they are given. An analysis costs
 * that of the filter, two more applications of H to the members and 4·N·p flops; memory is a copy of the ensemble and
 * 2·N·p numbers. Held to the formulas, and to the error variance of Lorenz-96 experiments that begin with a fourth of
 * it or four times as much.
 *
 * <p>All or nothing: if an analysis throws, ensemble and estimates are as they were. This filter changes with every
 * analysis, so that it serves one ensemble and one thread at a time; to go on later, keep {@link #errors}.
 */
public final class OnlineErrorFilter implements Filter {

  /** Name of the estimate of δ. */
  public static final String INFLATION = "inflation";

  /** Name of the estimate of σ². */
  public static final String ERROR_VARIANCE = "error-variance";

  private static final String NAME = "OnlineErrorFilter";

  private final InflatingFilter filter;
  private final boolean ofInflation;
  private final boolean ofObservations;
  private final Rates rates;
  private OnlineErrors errors;

  /**
   * A filter from estimates on.
   *
   * @param filter         the filter; where inflation is estimated it may relax and inflate after the analysis, but not
   *                       before or inside
   * @param ofInflation    whether inflation is estimated; otherwise δ stays as it is
   * @param ofObservations whether the error variance is estimated; otherwise σ² is that of the observations
   * @param errors         estimates of the last cycle
   * @param rates          how fast they follow
   * @throws IllegalArgumentException if neither is estimated, or the filter inflates the forecast though that is
   */
  public OnlineErrorFilter(InflatingFilter filter, boolean ofInflation, boolean ofObservations, OnlineErrors errors,
      Rates rates) {
    this.filter = Objects.requireNonNull(filter, "filter");
    this.ofInflation = ofInflation;
    this.ofObservations = ofObservations;
    this.errors = Objects.requireNonNull(errors, "errors");
    this.rates = Objects.requireNonNull(rates, "rates");
    if (!ofInflation && !ofObservations) {
      throw new IllegalArgumentException(NAME + ": neither inflation nor error variance is to be estimated");
    }
    Inflation other = filter.inflation();
    if (ofInflation && (other.priorFactor() != 1.0 || other.transformFactor() != 1.0 || other.field() != null)) {
      throw new IllegalArgumentException(NAME + ": the filter inflates the forecast already (" + other
          + "); only relaxation and inflation after the analysis go with an estimate of it");
    }
  }

  /**
   * The estimates.
   *
   * @return those that the last analysis left
   */
  public OnlineErrors errors() {
    return errors;
  }

  /** Without deviations: of the error variances that {@link Rates} has only ratios matter to the estimates. */
  @Override
  public List<ParameterEstimate> parameters() {
    List<ParameterEstimate> all = new ArrayList<>();
    if (ofInflation) {
      all.add(new ParameterEstimate(INFLATION, errors.inflation(), Double.NaN));
    }
    if (ofObservations) {
      all.add(new ParameterEstimate(ERROR_VARIANCE, errors.errorVariance(), Double.NaN));
    }
    return all;
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    int p = observations.count();
    double given = variance(observations);
    OnlineErrors now = ofObservations || p == 0 ? errors : new OnlineErrors(errors.inflation(),
        errors.inflationVariance(), given, errors.errorVarianceVariance());
    InflatingFilter inflating = filter.withInflation(filter.inflation().and(
        Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, now.inflation())));
    if (p == 0) {
      inflating.analyse(ensemble, observations, cycle);
      return;
    }
    Ensemble analysis = ensemble.copy();
    inflating.analyse(analysis, observations.withErrorVariances(now.errorVariance() / given), cycle);
    double[] anomalies = new double[Checks.elements(NAME, ensemble.members(), p, Double.BYTES)];
    double[] innovations = departures(ensemble, observations, anomalies, cycle.workers());
    if (ofInflation) {
      // With the error variance that this analysis had, as the paper's δ° has it.
      double spread = Reduce.dot(anomalies.length, anomalies, 0, anomalies, 0) / (ensemble.members() - 1);
      if (!(spread > 0.0 && spread <= Double.MAX_VALUE)) {
        throw new NumericalException(NAME + ": no inflation can be found, since the observed variances of the forecast "
            + "add up to a number that is not positive and finite", -1, spread);
      }
      now = now.nextInflation(innovations, spread, rates);
    }
    if (ofObservations) {
      double[] residuals = departures(analysis, observations, anomalies, cycle.workers());
      now = now.nextErrorVariance(innovations, residuals, rates);
    }
    ensemble.copyFrom(analysis);
    errors = now;
  }

  /** y − H·x, and the observed anomalies of the members. */
  private static double[] departures(Ensemble ensemble, Observations observations, double[] anomalies,
      Workers workers) {
    int p = observations.count();
    double[] observed = new double[anomalies.length];
    observations.operator().apply(ensemble, observed);
    double[] departures = new double[p];
    Anomalies.subtractMean(ensemble.members(), p, observed, 0, p, departures, 0, anomalies, 0, p, workers);
    for (int j = 0; j < p; j++) {
      departures[j] = observations.value(j) - departures[j];
      if (isAlike(observed, j, p)) {
        for (int i = j; i < anomalies.length; i += p) {
          anomalies[i] = 0.0;
        }
      }
    }
    return departures;
  }

  /** Whether all members are observed as one number: they have no anomalies then, but the rounding of their mean. */
  private static boolean isAlike(double[] observed, int j, int p) {
    int i = j;
    while (i < observed.length && observed[i] == observed[j]) {
      i += p;
    }
    return i >= observed.length;
  }

  /** The one variance of the observations' errors. */
  private static double variance(Observations observations) {
    for (int j = 1; j < observations.count(); j++) {
      if (observations.deviation(j) != observations.deviation(0)) {
        throw new IllegalArgumentException(NAME + ": errors of all observations must have one variance, but their "
            + "standard deviation " + j + " is " + observations.deviation(j) + " and the first "
            + observations.deviation(0));
      }
    }
    return observations.count() == 0 ? 1.0 : observations.deviation(0) * observations.deviation(0);
  }

  @Override
  public String toString() {
    return filter + " with errors estimated from cycle to cycle";
  }
}
