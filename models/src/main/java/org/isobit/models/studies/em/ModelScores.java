package org.isobit.models.studies.em;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.diagnostics.PowerSpectrum;

/**
 * How good a model is, against a run of the truth that it has not seen.
 *
 * @param skill    RMSE over starts and sites of forecasts that begin at the truth; lead k·0.05 at k − 1
 * @param mean     of a free run
 * @param sd       standard deviation of it
 * @param spectrum its power spectrum, mean over sites and segments
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
    return new ModelScores(skill, mean, Math.sqrt(squares / run.length), spectrum(run, n), states);
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

  /** Mean over sites; NaN of a run that has blown up. */
  private static double[] spectrum(double[] run, int n) {
    PowerSpectrum spectrum = new PowerSpectrum(SEGMENT, EmSystem.INTERVAL);
    if (Finite.first(run, 0, run.length) >= 0) {
      double[] none = new double[SEGMENT / 2];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    for (int i = 0; i < n; i++) {
      spectrum.add(run.length / n, run, i, n);
    }
    return spectrum.values();
  }
}
