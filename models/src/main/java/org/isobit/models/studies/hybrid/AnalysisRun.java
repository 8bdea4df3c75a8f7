package org.isobit.models.studies.hybrid;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;

/**
 * Truth, observations and analyses of a setting: EnKF-N in its dual form, by DAPPER's iteration, without inflation,
 * rotation and localisation. Members have noise after each step of the model, before observations are taken in. Used
 * once, by one thread.
 */
final class AnalysisRun {

  /** Keys of the published code: of the truth, of what is observed, of members and their noise. */
  private static final long TRUTH = 5;
  private static final long OBSERVATIONS = 2;
  private static final long MEMBERS = 30;

  /** Streams of noise begin here, and of draws of what is observed. */
  private static final long NOISE = 1L << 48;
  private static final long CHOICE = 1L << 47;

  /** Blocks of times of which scores are kept. */
  private static final int BLOCKS = 30;

  private final HybridSystem system;
  private final Setting setting;
  private final Sizes sizes;
  private final int n;
  private final int count;

  /** Analyses, or the truth, at all times. */
  private final double[] series;
  private final double[] rmse;
  private final double[] spread;

  /** Null, unless it ended before its time. */
  private String failure;

  AnalysisRun(HybridSystem system, Setting setting, Sizes sizes) {
    this.system = system;
    this.setting = setting;
    this.sizes = sizes;
    n = system.size();
    count = sizes.steps() / setting.interval();
    if (count < sizes.burn() + 2 * setting.filter() || count - sizes.burn() <= sizes.validation()) {
      throw new IllegalArgumentException("hybrid: " + count + " analyses of setting " + setting.label()
          + " are too few for a burn-in of " + sizes.burn() + " and a validation of " + sizes.validation());
    }
    series = new double[count * n];
    rmse = new double[count];
    spread = new double[count];
  }

  /** Runs it, to the end or to where members leave the numbers. */
  void run() {
    try {
      assimilate();
    } catch (NumericalException e) {
      failure = e.getMessage();
    }
  }

  private void assimilate() {
    double[] full = system.start(TRUTH, 0);
    Ensemble truth = Ensemble.of(full, 1, full.length);
    double[] slow = new double[n];
    system.project(full, 0, slow, 0);
    Ensemble members = Ensemble.of(system.firstMembers(sizes.members(), slow, MEMBERS), sizes.members(), n);
    ForecastModel model = new NoisyModel(system.truncated(), system.noise(setting), 1, NoiseTreatment.ADDITIVE,
        MEMBERS, NOISE);
    Filter filter = new EnKFN().withPrior(FiniteSize.USUAL.with(FiniteSize.Form.DUAL_DAPPER));
    Cycle cycle = new Cycle(MEMBERS, 0, Workers.serial(), new Workspace());
    int interval = setting.interval();
    for (int k = 0; k < count; k++) {
      long from = (long) k * interval;
      system.resolved().advance(from * system.resolvedSteps(), interval * system.resolvedSteps(), truth,
          Workers.serial());
      system.project(full, 0, slow, 0);
      if (setting.perfect()) {
        System.arraycopy(slow, 0, series, k * n, n);
        continue;
      }
      model.advance(from, interval, members, Workers.serial());
      filter.analyse(members, observations(k, slow), cycle);
      cycle = cycle.next();
      score(k, slow, members);
    }
    smooth();
  }

  private Observations observations(int k, double[] slow) {
    int p = setting.observed();
    int[] places = IntStream.range(0, n).toArray();
    if (p < n) {
      double[] u = new double[n];
      Philox.uniform(OBSERVATIONS, CHOICE | k, 0, n, u, 0);
      places = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> u[i])).limit(p)
          .mapToInt(Integer::intValue).sorted().toArray();
    }
    double[] errors = new double[n];
    Philox.gaussian(OBSERVATIONS, k, 0, n, errors, 0);
    double[] all = system.deviations(setting);
    double[] values = new double[p];
    double[] deviations = new double[p];
    for (int j = 0; j < p; j++) {
      deviations[j] = all[places[j]];
      values[j] = Math.fma(deviations[j], errors[places[j]], slow[places[j]]);
    }
    return Observations.of(values, deviations, ObservationOperator.indices(places));
  }

  private void score(int k, double[] slow, Ensemble members) {
    double[] mean = members.mean();
    double[] deviation = members.spread();
    System.arraycopy(mean, 0, series, k * n, n);
    double errors = 0.0;
    double variances = 0.0;
    for (int i = 0; i < n; i++) {
      double d = mean[i] - slow[i];
      errors = Math.fma(d, d, errors);
      variances = Math.fma(deviation[i], deviation[i], variances);
    }
    rmse[k] = Math.sqrt(errors / n);
    spread[k] = Math.sqrt(variances / n);
  }

  /** A moving average of analyses; where it would go beyond the ends, the mean of the first or last ones. */
  private void smooth() {
    int window = setting.filter();
    if (window == 1) {
      return;
    }
    double[] raw = series.clone();
    for (int k = 0; k < count; k++) {
      int first = Math.max(0, Math.min(count - window, k - window / 2));
      for (int i = 0; i < n; i++) {
        double sum = 0.0;
        for (int j = 0; j < window; j++) {
          sum += raw[(first + j) * n + i];
        }
        series[k * n + i] = sum / window;
      }
    }
  }

  /** The scores. */
  RunRecord.Analyses scores() {
    int samples = count - sizes.burn() - 1;
    if (failure != null) {
      double[] none = new double[BLOCKS];
      Arrays.fill(none, Double.NaN);
      return new RunRecord.Analyses(0, none, none, 0, failure);
    }
    return new RunRecord.Analyses(count - sizes.burn(), setting.perfect() ? new double[BLOCKS] : blocks(rmse),
        setting.perfect() ? new double[BLOCKS] : blocks(spread), samples,
        null);
  }

  private double[] blocks(double[] all) {
    double[] means = new double[BLOCKS];
    int from = sizes.burn();
    long length = count - from;
    for (int b = 0; b < BLOCKS; b++) {
      int first = from + (int) (length * b / BLOCKS);
      int last = from + (int) (length * (b + 1) / BLOCKS);
      means[b] = Arrays.stream(all, first, last).sum() / (last - first);
    }
    return means;
  }

  /** What training and validation need: successive analyses from the burn-in on, and the last ones. */
  double[] kept() {
    int training = training(sizes, count);
    double[] kept = new double[(training + 1 + sizes.validation() + 1) * n];
    System.arraycopy(series, sizes.burn() * n, kept, 0, (training + 1) * n);
    int last = (sizes.validation() + 1) * n;
    System.arraycopy(series, series.length - last, kept, kept.length - last, last);
    return kept;
  }

  /** Samples of a training. */
  static int training(Sizes sizes, int analyses) {
    return Math.min(sizes.training(), analyses - sizes.burn() - 1);
  }
}
