package org.isobit.models.twin;

import java.util.List;
import org.isobit.models.diagnostics.Reliability;
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
   * @param parameters           what was estimated beside the state; mostly nothing
   * @param microsecondsPerCycle wall time of forecast and analysis, averaged over the cycles after the first tenth
   * @param sectors              the scores of each of the experiment's sectors
   * @param reliability          ranks of the truth, and spread against error; null if that was not asked for, there are
   *                             no members, or they have weights
   */
  public record Run(int method, long seed, Series series, String divergence, int divergedAt, double[] plotted,
                    List<ParameterTrack> parameters, double microsecondsPerCycle, List<Series> sectors,
                    Reliability reliability) {

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
   * A number that was estimated beside the state, of the model or of errors: after each analysis, of the cycles that
   * were reached.
   *
   * @param name   its name
   * @param truth  its true value; NaN of what has none, as inflation
   * @param mean   its mean
   * @param spread its standard deviation; NaN where the method has none
   */
  public record ParameterTrack(String name, double truth, double[] mean, double[] spread) {

    /**
     * The root of the time mean of (mean − truth)².
     *
     * @param burnIn how many cycles do not count
     * @return the RMSE; NaN if no other was reached, or there is no truth
     */
    public double rmse(int burnIn) {
      double squares = 0.0;
      for (int k = burnIn; k < mean.length; k++) {
        squares = Math.fma(mean[k] - truth, mean[k] - truth, squares);
      }
      return mean.length > burnIn ? Math.sqrt(squares / (mean.length - burnIn)) : Double.NaN;
    }

    /**
     * The time mean of the estimate.
     *
     * @param burnIn how many cycles do not count
     * @return the mean; NaN if no other was reached
     */
    public double mean(int burnIn) {
      double sum = 0.0;
      for (int k = burnIn; k < mean.length; k++) {
        sum += mean[k];
      }
      return mean.length > burnIn ? sum / (mean.length - burnIn) : Double.NaN;
    }
  }

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
   * @param ranks how often so many members, by index, were below the truth, ties broken at random, over the variables
   *              and the analyses after the burn-in; empty where there is no ensemble with equal weights
   */
  public record Track(double[][] means, long[] ranks) {}

  /**
   * Time means of one run or, pooled, of several.
   *
   * @param rmse         of the analysis mean
   * @param rmseForecast of the forecast mean
   * @param spread       of the analysis
   * @param crps         of the analysis
   * @param rmseSmoothed of the smoothed mean; NaN of a method that does not smooth
   */
  public record Means(Estimate rmse, Estimate rmseForecast, Estimate spread, Estimate crps, Estimate rmseSmoothed) {

    /** Those of a run that diverged, where there is nothing to average. */
    static final Means UNKNOWN = new Means(Estimate.UNKNOWN, Estimate.UNKNOWN, Estimate.UNKNOWN, Estimate.UNKNOWN,
        Estimate.UNKNOWN);
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
    return means(run.series());
  }

  /**
   * Time means of a series after the burn-in.
   *
   * @param series of the whole state, or of a sector
   * @return its scores; NaN if it ended before the burn-in did
   */
  public Means means(Series series) {
    return new Means(mean(series.rmse()), mean(series.rmseForecast()), mean(series.spread()), mean(series.crps()),
        mean(series.rmseSmoothed()));
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
