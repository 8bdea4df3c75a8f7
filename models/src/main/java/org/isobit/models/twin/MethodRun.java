package org.isobit.models.twin;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.diagnostics.Reliability;
import org.isobit.models.scores.LostTruth;
import org.isobit.models.twin.TwinResult.Run;
import org.isobit.models.twin.TwinResult.Series;
import org.isobit.models.twin.TwinResult.Track;

/** One method with one seed: forecast, score, analysis, score, cycle by cycle. Used once, by one thread. */
final class MethodRun {

  /** Cycles between two words to the listener. */
  private static final int REPORT = 64;

  private final Experiment experiment;
  private final int method;
  private final Nature nature;
  private final double climatology;
  private final Workers workers;
  private final DeviceUse devices;

  private final Estimator estimator;
  private final EstimateScores scores;
  private final double[] rmseForecast;
  private final double[] rmse;
  private final double[] spread;
  private final double[] crps;

  /** Of the times that the estimator has smoothed, the first ones; empty if it is no smoother. */
  private final double[] rmseSmoothed;
  private int smoothed;
  private final double[] plotted;
  private final ParameterScores parameters;
  private final List<SectorSeries> sectors;
  private final Reliability reliability;
  private final Tracker tracker;
  private String divergence;
  private long nanoseconds;
  private int timed;

  MethodRun(Experiment experiment, int method, Nature nature, double climatology, Workers workers, DeviceUse devices,
      boolean pictured) {
    this.experiment = experiment;
    this.method = method;
    this.nature = nature;
    this.climatology = climatology;
    this.workers = workers;
    this.devices = devices;
    int members = experiment.methods().get(method).members();
    Ensemble ensemble = Ensemble.allocate(members, experiment.model().size());
    for (int m = 0; m < members; m++) {
      Nature.member(experiment, nature.seed(), m, ensemble.values(), ensemble.index(m));
    }
    estimator = experiment.methods().get(method).estimator(experiment, nature.seed(), ensemble,
        () -> nature.climatology(experiment.burnIn(), workers));
    scores = new EstimateScores(estimator);
    rmseForecast = new double[experiment.cycles()];
    rmse = new double[experiment.cycles()];
    spread = new double[experiment.cycles()];
    crps = new double[experiment.cycles()];
    rmseSmoothed = new double[Math.max(0, estimator.lag() == 0 ? 0 : experiment.cycles() - estimator.lag())];
    plotted = new double[experiment.cycles()];
    parameters = new ParameterScores(experiment, estimator);
    sectors = experiment.scoring().sectors().stream()
        .map(sector -> new SectorSeries(sector, experiment.cycles())).toList();
    reliability = experiment.scoring().diagnostics() && estimator.ensemble().members() > 1
        && estimator.weights() == null
        ? new Reliability(estimator.ensemble().members(), nature.seed(), climatology) : null;
    tracker = pictured ? new Tracker(experiment, estimator, nature.seed()) : null;
  }

  Run run(ProgressListener listener) {
    int interval = experiment.observations().interval();
    Observations observations = observations();
    Cycle cycle = new Cycle(nature.seed(), 0, workers, new Workspace(), devices);
    int reached = 0;
    int reported = 0;
    while (reached < experiment.cycles() && divergence == null) {
      long start = System.nanoTime();
      forecast(reached, interval);
      long forecastEnd = System.nanoTime();
      if (divergence == null) {
        scoreForecast(reached);
      }
      Observations now = observations.withValues(nature.observed()[reached]);
      long analysisStart = System.nanoTime();
      if (divergence == null && analyse(now, cycle)) {
        time(reached, System.nanoTime() - analysisStart + forecastEnd - start);
        scoreAnalysis(reached);
        if (divergence == null) {
          reached++;
          cycle = cycle.next();
        }
      }
      if (reached - reported == REPORT) {
        listener.advanced(REPORT);
        reported = reached;
      }
    }
    listener.advanced(experiment.cycles() - reported);
    return result(reached);
  }

  private Observations observations() {
    Experiment.Observing what = experiment.observations();
    Observations independent = Observations.of(nature.observed()[0], Math.sqrt(what.variance()), operator());
    return what.correlation() == null ? independent : independent.withCovariance("observation",
        what.correlation().covariance(what.indices().size(), what.variance()));
  }

  private ObservationOperator operator() {
    int[] indices = experiment.observations().indices().stream().mapToInt(Integer::intValue).toArray();
    boolean all = indices.length == experiment.model().size();
    for (int j = 0; j < indices.length; j++) {
      all &= indices[j] == j;
    }
    return all ? ObservationOperator.identity() : ObservationOperator.indices(indices);
  }

  private void forecast(int cycle, int interval) {
    try {
      estimator.forecast((long) cycle * interval, interval, workers);
    } catch (NumericalException e) {
      divergence = "the forecast failed: " + e.getMessage();
    }
  }

  private boolean analyse(Observations observations, Cycle cycle) {
    try {
      estimator.analyse(observations, cycle);
      return true;
    } catch (NumericalException e) {
      divergence = "the analysis failed: " + e.getMessage();
      return false;
    }
  }

  private void time(int k, long duration) {
    // The first tenth runs while the code is still being compiled.
    if (k >= experiment.cycles() / 10) {
      nanoseconds += duration;
      timed++;
    }
  }

  /** Takes the estimate; whether its spread could be found. */
  private boolean read(String what) {
    try {
      scores.read();
      return true;
    } catch (NumericalException e) {
      divergence = "the spread of the " + what + " cannot be found: " + e.getMessage();
      return false;
    }
  }

  private void scoreForecast(int k) {
    if (!read("forecast")) {
      return;
    }
    rmseForecast[k] = scores.rmse(nature.truth()[k]);
    for (SectorSeries sector : sectors) {
      sector.forecast(k, scores, nature.truth()[k]);
    }
    if (!Double.isFinite(rmseForecast[k]) || !Double.isFinite(scores.spread())) {
      divergence = "the forecast is not finite";
    } else if (reliability != null && k >= experiment.burnIn()) {
      count("forecast", () -> reliability.forecast(estimator.ensemble(), nature.truth()[k]));
    }
  }

  private void scoreAnalysis(int k) {
    if (!read("analysis")) {
      return;
    }
    rmse[k] = scores.rmse(nature.truth()[k]);
    spread[k] = scores.spread();
    crps[k] = scores.crps(nature.truth()[k]);
    for (SectorSeries sector : sectors) {
      sector.analysis(k, scores, nature.truth()[k]);
    }
    plotted[k] = scores.mean(experiment.plotted());
    parameters.read(k);
    if (!Double.isFinite(rmse[k]) || !Double.isFinite(spread[k])) {
      divergence = "the analysis is not finite";
    } else {
      scoreSmoothed(k - estimator.lag());
      if (reliability != null && k >= experiment.burnIn()) {
        count("analysis", () -> reliability.analysis(estimator.ensemble(), nature.truth()[k]));
      }
      if (tracker != null) {
        tracker.take(k, scores, nature.truth()[k]);
      }
    }
  }

  /** Counts into the diagnostics. */
  private void count(String what, Runnable counting) {
    try {
      counting.run();
    } catch (NumericalException e) {
      divergence = "the " + what + " cannot be counted: " + e.getMessage();
    }
  }

  /** Scores cycle k, if a later one was a smoother's that has made its estimate final. */
  private void scoreSmoothed(int k) {
    if (estimator.lag() > 0 && k >= 0) {
      rmseSmoothed[k] = EstimateScores.rmse(estimator.smoothed(), nature.truth()[k]);
      if (Double.isFinite(rmseSmoothed[k])) {
        smoothed = k + 1;
      } else {
        divergence = "the smoothed mean of cycle " + k + " is not finite";
      }
    }
  }

  /** What pictures show, if it was to be kept; else null. */
  Track track() {
    return tracker == null ? null : tracker.track();
  }

  private Run result(int reached) {
    int divergedAt = divergence == null ? -1 : reached;
    if (divergence == null && estimator.sequential()) {
      LostTruth lost = LostTruth.of(rmse, spread, experiment.burnIn(), climatology);
      if (lost.diverged()) {
        divergedAt = lost.first();
        divergence = lost.toString();
      }
    }
    Series series = new Series(Arrays.copyOf(rmseForecast, reached), Arrays.copyOf(rmse, reached),
        Arrays.copyOf(spread, reached), Arrays.copyOf(crps, reached), Arrays.copyOf(rmseSmoothed, smoothed));
    return new Run(method, nature.seed(), series, divergence, divergedAt, Arrays.copyOf(plotted, reached),
        parameters.tracks(reached), timed == 0 ? Double.NaN : nanoseconds / 1e3 / timed,
        sectors.stream().map(sector -> sector.series(reached)).toList(), reliability);
  }
}
