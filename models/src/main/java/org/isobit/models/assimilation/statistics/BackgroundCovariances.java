package org.isobit.models.assimilation.statistics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;

/**
 * Covariances of background errors as laws that {@link org.isobit.models.assimilation.gaussian.ThreeDVar} takes: of
 * differences of forecasts (the NMC method, Parrish and Derber 1992, Mon. Weather Rev. 120, 1747–1763) and of members,
 * localised and mixed with a climatological one (Hamill and Snyder 2000, Mon. Weather Rev. 128, 2905–2919). A matrix of
 * n variables from K samples costs K·n² flops and n² numbers. Held to the sample covariance with dense matrices, and to
 * what a linear model makes of independent errors of analyses. Thread-safe.
 */
public final class BackgroundCovariances {

  private static final String NAME = "BackgroundCovariances";

  private BackgroundCovariances() {}

  /**
   * The NMC method: scale times the sample covariance of x^f_long − x^f_short, two forecasts that are valid at the same
   * time. The mean of the law is that of the differences, the drift of the model, which is left out of the covariance.
   *
   * @param longer  states of the longer forecasts, one a time; read only
   * @param shorter those of the shorter ones, valid at the same times
   * @param scale   factor on the covariance, positive
   * @param workers threads that share the work
   * @return the law
   * @throws IllegalArgumentException if shapes differ, there is one time, a number is not finite, or the scale is not
   *                                  positive
   */
  public static Gaussian nmc(Ensemble longer, Ensemble shorter, double scale, Workers workers) {
    Checks.positive(NAME, "scale", scale);
    if (longer.members() != shorter.members() || longer.size() != shorter.size()) {
      throw new IllegalArgumentException(NAME + ": the longer forecasts are " + longer + " but the shorter ones "
          + shorter);
    }
    Ensemble difference = longer.copy();
    for (int m = 0; m < difference.members(); m++) {
      for (int i = 0; i < difference.size(); i++) {
        difference.set(m, i, longer.get(m, i) - shorter.get(m, i));
      }
    }
    return scaled(Gaussian.of(difference, workers), scale, null, 0.0);
  }

  /**
   * The NMC method from a series of analyses, of which each starts both forecasts: that of {@code longer} steps from
   * analysis k is compared with that of {@code shorter} steps from the analysis that many steps later.
   *
   * @param model    the model
   * @param analyses states at times that are {@code interval} steps apart; read only
   * @param from     time level of the first
   * @param interval steps from one analysis to the next, at least 1
   * @param shorter  steps of the shorter forecasts, 0 or more
   * @param longer   steps of the longer ones, an interval or several more
   * @param scale    factor on the covariance, positive
   * @param workers  threads that share the work
   * @return the law, from as many differences as pairs of analyses are that far apart
   * @throws IllegalArgumentException if there are fewer than two pairs, longer − shorter is not a positive multiple of
   *                                  the interval, or as {@link #nmc(Ensemble, Ensemble, double, Workers)}
   */
  public static Gaussian nmc(ForecastModel model, Ensemble analyses, long from, int interval, int shorter, int longer,
      double scale, Workers workers) {
    Checks.positive(NAME, "interval", interval);
    if (shorter < 0 || longer <= shorter || (longer - shorter) % interval != 0) {
      throw new IllegalArgumentException(NAME + ": the longer forecasts must have one interval of " + interval
          + " steps or several more than the shorter ones, but have " + longer + " and " + shorter);
    }
    int lag = (longer - shorter) / interval;
    int pairs = analyses.members() - lag;
    if (pairs < 2) {
      throw new IllegalArgumentException(NAME + ": there must be at least " + (lag + 2) + " analyses, but there are "
          + analyses.members());
    }
    return nmc(forecasts(model, analyses, 0, pairs, from, interval, longer, workers),
        forecasts(model, analyses, lag, pairs, from, interval, shorter, workers), scale, workers);
  }

  private static Ensemble forecasts(ForecastModel model, Ensemble analyses, int first, int count, long from,
      int interval, int steps, Workers workers) {
    int n = analyses.size();
    Ensemble x = Ensemble.allocate(count, n);
    for (int k = 0; k < count; k++) {
      System.arraycopy(analyses.values(), analyses.index(first + k), x.values(), x.index(k), n);
      model.advance(from + (long) (first + k) * interval, steps, Ensemble.of(x.values(), x.index(k), n, 1, n), workers);
    }
    return x;
  }

  /**
   * The covariance of members, element by element times a correlation, and a share of another covariance:
   * B = (1 − w)·C∘P + w·B_c.
   *
   * @param members     the members, two or more
   * @param localizing  C, size × size, a correlation ({@link CorrelationFunction#matrix}), so that the product is a
   *                    covariance; null for none
   * @param climatology B_c, of the same size; null if w is 0
   * @param share       w, from 0 to 1
   * @param workers     threads that share the work
   * @return the law with the members' mean
   * @throws IllegalArgumentException if sizes differ, a number is out of its range, or there is one member
   */
  public static Gaussian ensemble(Ensemble members, double[] localizing, Gaussian climatology, double share,
      Workers workers) {
    int n = members.size();
    if (!(share >= 0.0 && share <= 1.0)) {
      throw new IllegalArgumentException(NAME + ": the climatology's share must be from 0 to 1, but is " + share);
    }
    if (climatology == null ? share > 0.0 : climatology.size() != n) {
      throw new IllegalArgumentException(NAME + ": the climatology must have " + n + " variables, but "
          + (climatology == null ? "there is none" : "has " + climatology.size()));
    }
    Gaussian law = Gaussian.of(members, workers);
    if (localizing != null) {
      new Gaussian(law.mean(), localizing);
      double[] product = law.covariance().clone();
      for (int i = 0; i < product.length; i++) {
        product[i] *= localizing[i];
      }
      law = new Gaussian(law.mean(), product);
    }
    return scaled(law, 1.0 - share, climatology, share);
  }

  /** Factor times a law's covariance, and a share of another one. */
  private static Gaussian scaled(Gaussian law, double factor, Gaussian other, double share) {
    double[] sum = law.covariance().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = factor * sum[i] + (other == null ? 0.0 : share * other.covariance()[i]);
    }
    return new Gaussian(law.mean(), sum);
  }
}
