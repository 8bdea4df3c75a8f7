package org.isobit.models.studies.hybridlorenz;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.hybrid.TwinCycle;

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

  /** Streams of noise begin here. */
  private static final long NOISE = 1L << 48;

  /** Blocks of times of which scores are kept. */
  private static final int BLOCKS = 30;

  private final LorenzSystem system;
  private final Setting setting;
  private final Sizes sizes;
  private final int n = LorenzSystem.SLOW;
  private final int count;

  /** Analyses, or the truth, at all times. */
  private final double[] series;
  private final double[] rmse;
  private final double[] spread;

  /** Null, unless it ended before its time. */
  private String failure;

  AnalysisRun(LorenzSystem system, Setting setting, Sizes sizes) {
    this.system = system;
    this.setting = setting;
    this.sizes = sizes;
    count = sizes.steps() / setting.interval();
    if (count < sizes.burn() + 2 * setting.filter() || count - sizes.burn() <= sizes.validation()) {
      throw new IllegalArgumentException("hybrid-lorenz: " + count + " analyses of setting " + setting.label()
          + " are too few for a burn-in of " + sizes.burn() + " and a validation of " + sizes.validation());
    }
    series = new double[count * n];
    rmse = new double[count];
    spread = new double[count];
  }

  /** Runs it, to the end or to where members leave the numbers. */
  void run() {
    try {
      TwinCycle cycle = cycle();
      for (int k = 0; k < count; k++) {
        cycle.next();
        double[] state = cycle.state();
        System.arraycopy(state, 0, series, k * n, n);
        rmse[k] = rootMeanSquare(state, cycle.truth());
        spread[k] = rootMeanSquare(cycle.spread(), new double[n]);
      }
      smooth();
    } catch (NumericalException e) {
      failure = e.getMessage();
    }
  }

  private TwinCycle cycle() {
    double[] start = system.starts(1, TRUTH);
    if (setting.perfect()) {
      return TwinCycle.ofTruth(system.truncation(), start, setting.interval());
    }
    ForecastModel noisy = new NoisyModel(system.truncated(), LorenzSystem.noise(setting), 1, NoiseTreatment.ADDITIVE,
        MEMBERS, NOISE);
    return TwinCycle.of(system.truncation(), start, setting.interval(), new TwinCycle.Assimilation(
        LorenzSystem.observations(setting, OBSERVATIONS), LorenzSystem.members(sizes.members(), MEMBERS), noisy,
        new EnKFN().withPrior(FiniteSize.USUAL.with(FiniteSize.Form.DUAL_DAPPER)), new int[] {n}, MEMBERS));
  }

  private static double rootMeanSquare(double[] a, double[] b) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      double d = a[i] - b[i];
      sum = Math.fma(d, d, sum);
    }
    return Math.sqrt(sum / a.length);
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

  /** The scores; of the truth itself errors are 0. */
  RunRecord.Analyses scores() {
    if (failure != null) {
      double[] none = new double[BLOCKS];
      Arrays.fill(none, Double.NaN);
      return new RunRecord.Analyses(0, none, none, 0, failure);
    }
    return new RunRecord.Analyses(count - sizes.burn(), blocks(rmse), blocks(spread), count - sizes.burn() - 1, null);
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
