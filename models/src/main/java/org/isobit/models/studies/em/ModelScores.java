package org.isobit.models.studies.em;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/**
 * How good a model is, against a run of the truth that it has not seen.
 *
 * @param skill    RMSE over starts and sites of forecasts that begin at the truth; lead k·0.05 at k − 1
 * @param mean     of a free run
 * @param sd       standard deviation of it
 * @param spectrum its power at each frequency but 0, mean over sites and segments
 * @param states   a forecast from the first start, {@link #STRIP} times from lead 0 on, one after the other
 */
record ModelScores(double[] skill, double mean, double sd, double[] spectrum, double[] states) {

  /** Times of the forecast that is drawn. */
  static final int STRIP = 101;

  /** Times of a segment of a spectrum. */
  static final int SEGMENT = 512;

  /** Intervals from one start to the next. */
  private static final int APART = 10;

  /** The scores of a model of which so many steps are an interval. */
  static ModelScores of(EmSystem system, ForecastModel model, int steps, double[] truth, int starts, int leads,
      int segments) {
    int n = system.size();
    Ensemble forecasts = Ensemble.allocate(starts, n);
    for (int s = 0; s < starts; s++) {
      System.arraycopy(truth, s * APART * n, forecasts.values(), s * n, n);
    }
    double[] skill = new double[leads];
    double[] states = new double[STRIP * n];
    System.arraycopy(forecasts.values(), 0, states, 0, n);
    for (int k = 1; k <= Math.max(leads, STRIP - 1); k++) {
      model.advance((k - 1L) * steps, steps, forecasts, Workers.serial());
      if (k <= leads) {
        skill[k - 1] = error(forecasts, truth, k, n);
      }
      if (k < STRIP) {
        System.arraycopy(forecasts.values(), 0, states, k * n, n);
      }
    }
    double[] run = new double[segments * SEGMENT * n];
    Ensemble free = Ensemble.of(Arrays.copyOfRange(truth, truth.length - n, truth.length), 1, n);
    for (int k = 0; k < segments * SEGMENT; k++) {
      model.advance((long) k * steps, steps, free, Workers.serial());
      System.arraycopy(free.values(), 0, run, k * n, n);
    }
    return ofRun(run, n, skill, states);
  }

  /** The truth as its own model: no error, and climate and spectrum of its run. */
  static ModelScores ofTruth(EmSystem system, double[] truth, int leads, int segments) {
    int n = system.size();
    return ofRun(Arrays.copyOf(truth, segments * SEGMENT * n), n, new double[leads], Arrays.copyOf(truth, STRIP * n));
  }

  private static ModelScores ofRun(double[] run, int n, double[] skill, double[] states) {
    double mean = 0.0;
    for (double x : run) {
      mean += x;
    }
    mean /= run.length;
    double squares = 0.0;
    for (double x : run) {
      squares = Math.fma(x - mean, x - mean, squares);
    }
    return new ModelScores(skill, mean, Math.sqrt(squares / run.length), spectrum(run, n, mean), states);
  }

  /** Times of truth that forecasts need. */
  static int times(int starts, int leads, int segments) {
    return Math.max(segments * SEGMENT, (starts - 1) * APART + Math.max(leads, STRIP) + 1);
  }

  private static double error(Ensemble forecasts, double[] truth, int lead, int n) {
    double squares = 0.0;
    for (int s = 0; s < forecasts.members(); s++) {
      for (int i = 0; i < n; i++) {
        double d = forecasts.get(s, i) - truth[(s * APART + lead) * n + i];
        squares = Math.fma(d, d, squares);
      }
    }
    return Math.sqrt(squares / ((double) forecasts.members() * n));
  }

  /** Periodograms of segments under Welch's window 1 − t², averaged; their sum is the variance, about. */
  private static double[] spectrum(double[] run, int n, double mean) {
    RealFourierPlan plan = RealFourierPlan.of(SEGMENT);
    int segments = run.length / n / SEGMENT;
    double[] window = new double[SEGMENT];
    double weight = 0.0;
    for (int k = 0; k < SEGMENT; k++) {
      double t = (2.0 * k + 1.0 - SEGMENT) / SEGMENT;
      window[k] = 1.0 - t * t;
      weight = Math.fma(window[k], window[k], weight);
    }
    double[] series = new double[SEGMENT];
    double[] waves = new double[SEGMENT + 2];
    double[] power = new double[SEGMENT / 2];
    for (int s = 0; s < segments; s++) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < SEGMENT; k++) {
          series[k] = window[k] * (run[(s * SEGMENT + k) * n + i] - mean);
        }
        RealFourier.forward(plan, 1, series, 0, SEGMENT, waves, 0, SEGMENT + 2, Workers.serial());
        for (int f = 0; f < power.length; f++) {
          double re = waves[2 * f + 2];
          double im = waves[2 * f + 3];
          power[f] += (re * re + im * im) * (f == power.length - 1 ? 1.0 : 2.0)
              / (weight * SEGMENT * n * segments);
        }
      }
    }
    return power;
  }
}
