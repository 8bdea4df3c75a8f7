package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.learned.ObservedState;

/**
 * A free ensemble of logarithms: its spread, the root of the mean over time of its variance; its correlations with the
 * observed element, mean covariance over spreads; and the samples that networks learn its correlations from.
 *
 * @param spread      one for each element of a state
 * @param correlation one for each element
 * @param days        days of the year of the samples
 * @param states      of each day, one state a member
 * @param daily       of each day, its correlations
 */
record Climatology(double[] spread, double[] correlation, List<Double> days, List<double[]> states,
    List<double[]> daily) {

  /** Runs it; samples are kept in so far as a sampling takes their day, and without one not at all. */
  static Climatology run(MarineSettings settings, Setting setting, Site site, Sampling sampling) {
    ColumnEnsemble columns = new ColumnEnsemble(settings.model(setting.ecosystem(), site),
        settings.climatologyMembers());
    columns.perturb(setting.uncertainty(), settings.seed(),
        TruthSet.TRAINING.stream(TruthSet.Purpose.CLIMATOLOGY, site, 0, 0));
    ObservedState state = LogState.of(setting.ecosystem(), settings.levels());
    int size = state.size();
    int steps = settings.stepsPerDay();
    double density = settings.samplesPerDay() * (sampling == null ? 1.0 : sampling.density());
    int every = Math.max(1, (int) (steps / density + 0.5));
    columns.advance(settings.spinUp() * steps, MarineSettings.alone());
    double[] variance = new double[size];
    double[] covariance = new double[size];
    Climatology result = new Climatology(new double[size], new double[size], new ArrayList<>(), new ArrayList<>(),
        new ArrayList<>());
    int samples = settings.climatologyDays() * steps / every;
    for (int k = 0; k < samples; k++) {
      columns.advance(every, MarineSettings.alone());
      double[] x = new double[columns.columns() * size];
      LogState.read(columns, x);
      double[] own = new double[size];
      double[] common = new double[size];
      moments(columns.columns(), size, x, state.observed(), own, common);
      for (int i = 0; i < size; i++) {
        variance[i] += own[i];
        covariance[i] += common[i];
      }
      double day = Forcing.dayOfYear(columns.step() / (double) steps);
      if (sampling != null && sampling.takes(day)) {
        result.days.add(day);
        result.states.add(x);
        result.daily.add(correlations(own, common, state.observed()));
      }
    }
    for (int i = 0; i < size; i++) {
      variance[i] /= samples;
      covariance[i] /= samples;
      result.spread[i] = Math.sqrt(variance[i]);
    }
    System.arraycopy(correlations(variance, covariance, state.observed()), 0, result.correlation, 0, size);
    return result;
  }

  /** Variances, and covariances with one element. */
  private static void moments(int members, int size, double[] x, int observed, double[] variance,
      double[] covariance) {
    double[] mean = new double[size];
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        mean[i] += x[m * size + i];
      }
    }
    for (int i = 0; i < size; i++) {
      mean[i] /= members;
    }
    for (int m = 0; m < members; m++) {
      double c = x[m * size + observed] - mean[observed];
      for (int i = 0; i < size; i++) {
        double d = x[m * size + i] - mean[i];
        variance[i] = Math.fma(d, d, variance[i]);
        covariance[i] = Math.fma(c, d, covariance[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      variance[i] /= members - 1;
      covariance[i] /= members - 1;
    }
  }

  /** Of covariances; 0 where nothing varies. */
  private static double[] correlations(double[] variance, double[] covariance, int observed) {
    double[] rho = new double[variance.length];
    for (int i = 0; i < rho.length; i++) {
      double scale = Math.sqrt(variance[i] * variance[observed]);
      double r = scale > 0.0 ? covariance[i] / scale : 0.0;
      rho[i] = r > 1.0 ? 1.0 : r < -1.0 ? -1.0 : r;
    }
    return rho;
  }
}
