package org.isobit.models.studies.hybridlorenz;

import java.util.Arrays;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.diagnostics.FiniteSizeExponent;
import org.isobit.models.diagnostics.PowerSpectrum;
import org.isobit.models.dynamics.LyapunovExponents;
import org.isobit.models.hybrid.FreeRun;

/**
 * Statistics of a model's attractor from free runs: moments, histogram, spectrum, Lyapunov exponents. Immutable,
 * thread-safe.
 *
 * @param system the system
 * @param sizes  how many runs, how long
 * @param starts states of the truth, one a run
 */
record FreeClimate(LorenzSystem system, Sizes sizes, double[] starts) {

  /** Key of the first states. */
  private static final long SEED = 11;

  /** States beyond this have left the model. */
  private static final double LARGEST = 1e6;

  /** Thresholds of distances that grow, and the first distance. */
  static final FiniteSizeExponent GROWTH = new FiniteSizeExponent(0.1, 2.0, 5);
  private static final double PERTURBATION = 0.02;
  private static final long PERTURBATIONS = 1L << 40;

  /** Runs of the truth with all its tangents at most. */
  private static final int TRUTH_RUNS = 2;

  /** Ends and number of the histogram's bins. */
  private static final double LOW = -20.0;
  private static final double HIGH = 25.0;
  private static final int BINS = 450;

  static FreeClimate of(LorenzSystem system, Sizes sizes) {
    return new FreeClimate(system, sizes, system.starts(sizes.climateRuns(), SEED));
  }

  /** Width of a bin. */
  double width() {
    return (HIGH - LOW) / BINS;
  }

  /** The middle of each bin. */
  double[] middles() {
    double[] middles = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      middles[b] = LOW + (b + 0.5) * width();
    }
    return middles;
  }

  /** Frequencies of spectra. */
  double[] frequencies() {
    return new PowerSpectrum(sizes.segment(), interval()).frequencies();
  }

  private double interval() {
    return sizes.climateSteps() * LorenzSystem.STEP;
  }

  /** Runs a model; a null model is the truth itself. */
  RunRecord.Climate run(ForecastModel model) {
    FreeRun run = system.run(model, starts);
    run.advance(sizes.climateSpinUp());
    int runs = run.members();
    int n = LorenzSystem.SLOW;
    int samples = sizes.climateSamples();
    double[] states = new double[samples * runs * n];
    for (int k = 0; k < samples; k++) {
      System.arraycopy(run.states(), 0, states, k * runs * n, runs * n);
      run.advance(sizes.climateSteps());
    }
    double[] means = new double[runs];
    double[] squares = new double[runs];
    int[][] histogram = new int[runs][];
    double[][] spectrum = new double[runs][];
    int failed = 0;
    for (int m = 0; m < runs; m++) {
      if (!isFine(states, runs, m)) {
        failed++;
        continue;
      }
      histogram[m] = new int[BINS];
      PowerSpectrum power = new PowerSpectrum(sizes.segment(), interval());
      for (int i = 0; i < n; i++) {
        power.add(samples, states, m * n + i, runs * n);
        for (int k = 0; k < samples; k++) {
          double x = states[(k * runs + m) * n + i];
          means[m] += x / (n * (double) samples);
          squares[m] += x * x / (n * (double) samples);
          double place = (x - LOW) / width();
          histogram[m][place < 0.0 ? 0 : place >= BINS ? BINS - 1 : (int) place]++;
        }
      }
      spectrum[m] = power.values();
    }
    return new RunRecord.Climate(means, squares, histogram, spectrum, failed);
  }

  private boolean isFine(double[] states, int runs, int m) {
    int n = LorenzSystem.SLOW;
    for (int k = 0; k < sizes.climateSamples(); k++) {
      for (int i = (k * runs + m) * n; i < (k * runs + m + 1) * n; i++) {
        if (!(Math.abs(states[i]) < LARGEST)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How runs of a model part that begin a little apart: a row a run, the times from each threshold to the next; a null
   * model is the truth itself. Only the truncated model's variables are perturbed and compared.
   */
  double[][] growth(ForecastModel model) {
    int n = LorenzSystem.SLOW;
    int runs = sizes.climateRuns();
    double[] noise = new double[runs * n];
    for (int m = 0; m < runs; m++) {
      Philox.gaussian(SEED, PERTURBATIONS | m, 0, n, noise, m * n);
    }
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= PERTURBATION;
    }
    double[] others = starts.clone();
    system.truncation().perturb(others, noise);
    FreeRun first = system.run(model, starts);
    FreeRun second = system.run(model, others);
    double[][] distances = new double[runs][sizes.growthSamples()];
    for (int k = 0; k < sizes.growthSamples(); k++) {
      double[] a = first.states();
      double[] b = second.states();
      for (int i = 0; i < a.length; i++) {
        double d = a[i] - b[i];
        distances[i / n][k] += d * d / n;
      }
      first.advance(sizes.climateSteps());
      second.advance(sizes.climateSteps());
    }
    double[][] times = new double[runs][];
    for (int m = 0; m < runs; m++) {
      for (int k = 0; k < distances[m].length; k++) {
        distances[m][k] = Math.sqrt(distances[m][k]);
      }
      times[m] = Arrays.stream(distances[m]).allMatch(Double::isFinite) ? GROWTH.times(distances[m], interval())
          : nothing();
    }
    return times;
  }

  private static double[] nothing() {
    double[] nothing = new double[GROWTH.levels()];
    Arrays.fill(nothing, Double.NaN);
    return nothing;
  }

  /** Exponents of a model of the slow variables, a row a run. */
  double[][] exponents(ForecastModel model) {
    int n = LorenzSystem.SLOW;
    double[] slow = system.truncation().project(starts);
    double[][] exponents = new double[sizes.lyapunovRuns()][];
    for (int r = 0; r < exponents.length; r++) {
      LyapunovExponents lyapunov = LyapunovExponents.of(model, sizes.lyapunovSteps(), n);
      exponents[r] = exponents(lyapunov, Arrays.copyOfRange(slow, r * n, (r + 1) * n));
    }
    return exponents;
  }

  private double[] exponents(LyapunovExponents lyapunov, double[] state) {
    lyapunov.spinUp(state, sizes.lyapunovSpinUp());
    lyapunov.run(state, sizes.lyapunovTimes());
    return lyapunov.exponents();
  }

  /**
   * Exponents of the truth: as many for each run as the truncated model has, made of all n by the share that the slow
   * variables have of their directions, the backward Lyapunov vectors. These shares add up to the number of slow
   * variables; exponent k is the mean of all by what of their shares, in the order of exponents, lies from k − 1 to k.
   *
   * @return a row a run, and then of all exponents the means over the runs and the shares
   */
  double[][] truthExponents() {
    ForecastModel truth = system.truncation().resolved();
    int n = truth.size();
    int runs = Math.min(sizes.lyapunovRuns(), TRUTH_RUNS);
    double[][] rows = new double[runs + 2][];
    rows[runs] = new double[n];
    rows[runs + 1] = new double[n];
    for (int r = 0; r < runs; r++) {
      LyapunovExponents lyapunov = LyapunovExponents.of(truth, sizes.lyapunovSteps(), n);
      lyapunov.countShares(0, LorenzSystem.SLOW);
      double[] exponents = exponents(lyapunov, Arrays.copyOfRange(starts, r * n, (r + 1) * n));
      double[] shares = lyapunov.shares();
      rows[r] = quantiles(exponents, shares, LorenzSystem.SLOW);
      for (int i = 0; i < n; i++) {
        rows[runs][i] += exponents[i] / runs;
        rows[runs + 1][i] += shares[i] / runs;
      }
    }
    return rows;
  }

  /** Means of exponents by their shares, one for each whole share. */
  static double[] quantiles(double[] exponents, double[] shares, int count) {
    double[] means = new double[count];
    int k = 0;
    double room = 1.0;
    for (int i = 0; i < exponents.length; i++) {
      double left = shares[i];
      while (left > 0.0 && k < count) {
        double part = left < room ? left : room;
        means[k] = Math.fma(part, exponents[i], means[k]);
        left -= part;
        room -= part;
        if (room <= 0.0 && k < count - 1) {
          k++;
          room = 1.0;
        } else if (room <= 0.0) {
          return means;
        }
      }
    }
    means[k] = means[k] / (1.0 - room); // by a rounding
    return means;
  }
}
