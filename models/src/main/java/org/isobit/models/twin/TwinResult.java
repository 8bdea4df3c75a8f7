package org.isobit.models.twin;

import java.util.List;
import org.isobit.models.scores.Estimate;

/**
 * What a twin experiment gave. Everything but {@link Run#microsecondsPerCycle()} follows from the experiment alone, to
 * the bit.
 *
 * @param experiment  the experiment
 * @param climatology RMS deviation of the truth from its time mean, over all seeds, cycles and variables: what a filter
 *                    that knows nothing would score
 * @param runs        one run for each method and seed, by method, then seed
 * @param tracks      the variable that is plotted, for the first seed
 */
public record TwinResult(Experiment experiment, double climatology, List<Run> runs, Tracks tracks) {

  /** Keeps its own copy of the list. */
  public TwinResult {
    runs = List.copyOf(runs);
  }

  /**
   * One filter with one seed.
   *
   * @param method               index of the method in the experiment's list
   * @param seed                 the seed
   * @param series               the scores of every cycle that was reached
   * @param divergence           why the run counts as diverged, or null
   * @param divergedAt           the first cycle (from 0) of the divergence, or −1
   * @param plotted              analysis mean of the plotted variable at every cycle reached
   * @param microsecondsPerCycle wall time of forecast and analysis, averaged over the cycles after the first tenth
   */
  public record Run(int method, long seed, Series series, String divergence, int divergedAt, double[] plotted,
                    double microsecondsPerCycle) {

    /**
     * Whether the filter lost the truth.
     *
     * @return true if it did
     */
    public boolean diverged() {
      return divergence != null;
    }
  }

  /**
   * Scores cycle by cycle; the arrays have one length, but for the smoothed ones.
   *
   * @param rmseForecast RMSE of the forecast mean
   * @param rmse         RMSE of the analysis mean
   * @param spread       spread of the analysis
   * @param crps         fair CRPS of the analysis
   * @param rmseSmoothed RMSE of the smoothed mean, of a method that smooths: of the first cycles, all that were
   *                     followed by as many as its lag; of others none
   */
  public record Series(double[] rmseForecast, double[] rmse, double[] spread, double[] crps, double[] rmseSmoothed) {}

  /**
   * Truth and observations of one variable.
   *
   * @param truth    the true values at the analysis times
   * @param observed the observed values, NaN if the variable is not observed
   */
  public record Tracks(double[] truth, double[] observed) {}

  /**
   * Time means of one run or, pooled, of several.
   *
   * @param rmse         of the analysis mean
   * @param rmseForecast of the forecast mean
   * @param spread       of the analysis
   * @param crps         of the analysis
   * @param rmseSmoothed of the smoothed mean; NaN of a method that does not smooth
   */
  public record Means(Estimate rmse, Estimate rmseForecast, Estimate spread, Estimate crps, Estimate rmseSmoothed) {}

  /**
   * The runs of one method.
   *
   * @param method index of the method
   * @return one run a seed
   */
  public List<Run> runsOf(int method) {
    return runs.stream().filter(run -> run.method() == method).toList();
  }

  /**
   * Time means of one run after the burn-in.
   *
   * @param run the run
   * @return its scores; NaN if it ended before the burn-in did
   */
  public Means means(Run run) {
    Series series = run.series();
    return new Means(mean(series.rmse()), mean(series.rmseForecast()), mean(series.spread()), mean(series.crps()),
        mean(series.rmseSmoothed()));
  }

  private Estimate mean(double[] series) {
    return series.length > experiment.burnIn() ? Estimate.of(series, experiment.burnIn(), series.length)
        : new Estimate(Double.NaN, Double.NaN);
  }

  /**
   * Time means of one method over all seeds.
   *
   * @param method index of the method
   * @return pooled scores
   */
  public Means means(int method) {
    List<Means> each = runsOf(method).stream().map(this::means).toList();
    return new Means(Estimate.pooled(each.stream().map(Means::rmse).toList()),
        Estimate.pooled(each.stream().map(Means::rmseForecast).toList()),
        Estimate.pooled(each.stream().map(Means::spread).toList()),
        Estimate.pooled(each.stream().map(Means::crps).toList()),
        Estimate.pooled(each.stream().map(Means::rmseSmoothed).toList()));
  }

  /**
   * Whether a method smooths.
   *
   * @param method index of the method
   * @return true if there are smoothed scores of any of its runs
   */
  public boolean smooths(int method) {
    return runsOf(method).stream().anyMatch(run -> run.series().rmseSmoothed().length > 0);
  }

  /** Whether any method smooths. */
  boolean smooths() {
    return runs.stream().anyMatch(run -> run.series().rmseSmoothed().length > 0);
  }

  /**
   * Whether any run of a method diverged.
   *
   * @param method index of the method
   * @return true if one did
   */
  public boolean diverged(int method) {
    return runsOf(method).stream().anyMatch(Run::diverged);
  }

  /**
   * Mean time of one cycle of a method.
   *
   * @param method index of the method
   * @return microseconds of forecast and analysis, averaged over the seeds
   */
  public double microsecondsPerCycle(int method) {
    return runsOf(method).stream().mapToDouble(Run::microsecondsPerCycle).average().orElse(Double.NaN);
  }
}
