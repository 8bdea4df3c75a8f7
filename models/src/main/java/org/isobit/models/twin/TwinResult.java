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
   * @param sectors              the scores of each of the experiment's sectors
   * @param reliability          ranks of the truth, and spread against error; null if that was not asked for, there are
   *                             no members, or they have weights
   */
  public record Run(int method, long seed, Series series, String divergence, int divergedAt, double[] plotted,
                    double microsecondsPerCycle, List<Series> sectors, Reliability reliability) {

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
   * Scores cycle by cycle; the arrays have one length.
   *
   * @param rmseForecast RMSE of the forecast mean
   * @param rmse         RMSE of the analysis mean
   * @param spread       spread of the analysis
   * @param crps         fair CRPS of the analysis
   */
  public record Series(double[] rmseForecast, double[] rmse, double[] spread, double[] crps) {}

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
   */
  public record Means(Estimate rmse, Estimate rmseForecast, Estimate spread, Estimate crps) {}

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
    return means(run.series());
  }

  /**
   * Time means of a series after the burn-in.
   *
   * @param series of the whole state, or of a sector
   * @return its scores; NaN if it ended before the burn-in did
   */
  public Means means(Series series) {
    return new Means(mean(series.rmse()), mean(series.rmseForecast()), mean(series.spread()), mean(series.crps()));
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
    return pooled(runsOf(method).stream().map(this::means).toList());
  }

  /**
   * Time means of one method in one sector over all seeds.
   *
   * @param method index of the method
   * @param sector index of the sector
   * @return pooled scores
   */
  public Means means(int method, int sector) {
    return pooled(runsOf(method).stream().map(run -> means(run.sectors().get(sector))).toList());
  }

  /**
   * Ranks of the truth, and spread against error, of one method over all seeds.
   *
   * @param method index of the method
   * @return the sum; null if there is none
   */
  public Reliability reliability(int method) {
    Experiment.Method m = experiment.methods().get(method);
    if (runsOf(method).stream().anyMatch(run -> run.reliability() == null)) {
      return null;
    }
    Reliability all = new Reliability(m.members(), 0, climatology);
    runsOf(method).forEach(run -> all.add(run.reliability()));
    return all;
  }

  private static Means pooled(List<Means> each) {
    return new Means(Estimate.pooled(each.stream().map(Means::rmse).toList()),
        Estimate.pooled(each.stream().map(Means::rmseForecast).toList()),
        Estimate.pooled(each.stream().map(Means::spread).toList()),
        Estimate.pooled(each.stream().map(Means::crps).toList()));
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
