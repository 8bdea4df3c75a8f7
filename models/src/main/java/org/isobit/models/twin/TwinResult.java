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
 * @param tracks      what pictures show of the first seed
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
   * Scores cycle by cycle; the arrays have one length.
   *
   * @param rmseForecast RMSE of the forecast mean
   * @param rmse         RMSE of the analysis mean
   * @param spread       spread of the analysis
   * @param crps         fair CRPS of the analysis
   */
  public record Series(double[] rmseForecast, double[] rmse, double[] spread, double[] crps) {}

  /**
   * What pictures show of the first seed beside the scores.
   *
   * @param truth    the true values of the plotted variable at the analysis times
   * @param observed the observed values, NaN if the variable is not observed
   * @param states   the true states of the last cycles, one row each
   * @param methods  the methods, in their order
   */
  public record Tracks(double[] truth, double[] observed, double[][] states, List<Track> methods) {

    /** Keeps its own copy of the list. */
    public Tracks {
      methods = List.copyOf(methods);
    }
  }

  /**
   * What pictures show of one method.
   *
   * @param means the analysis means of the last cycles, a row each; null where the run did not get
   * @param ranks how often so many members, by index, were below the truth, over the variables and the analyses after
   *              the burn-in; empty where there is no ensemble with equal weights
   */
  public record Track(double[][] means, long[] ranks) {}

  /**
   * Time means of one run or, pooled, of several.
   *
   * @param rmse         of the analysis mean
   * @param rmseForecast of the forecast mean
   * @param spread       of the analysis
   * @param crps         of the analysis
   */
  public record Means(Estimate rmse, Estimate rmseForecast, Estimate spread, Estimate crps) {

    /** Those of a run that diverged, where there is nothing to average. */
    static final Means UNKNOWN = new Means(Estimate.UNKNOWN, Estimate.UNKNOWN, Estimate.UNKNOWN, Estimate.UNKNOWN);
  }

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
    return new Means(mean(series.rmse()), mean(series.rmseForecast()), mean(series.spread()), mean(series.crps()));
  }

  private Estimate mean(double[] series) {
    return series.length > experiment.burnIn() ? Estimate.of(series, experiment.burnIn(), series.length)
        : Estimate.UNKNOWN;
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
