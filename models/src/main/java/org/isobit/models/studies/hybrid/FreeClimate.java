package org.isobit.models.studies.hybrid;

import java.util.Arrays;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.diagnostics.FiniteSizeExponent;
import org.isobit.models.diagnostics.PowerSpectrum;
import org.isobit.models.dynamics.LyapunovExponents;

/**
 * Statistics of a model's attractor from free runs: moments, histogram, spectrum, Lyapunov exponents. Immutable,
 * thread-safe.
 *
 * @param system the system
 * @param sizes  how many runs, how long
 * @param starts resolved states, one a run
 * @param low    lower end of the histogram
 * @param width  of its bins
 * @param bins   how many there are
 */
record FreeClimate(HybridSystem system, Sizes sizes, double[] starts, double low, double width, int bins) {

  /** Key of the first states. */
  private static final long SEED = 11;

  /** States beyond this have left the model. */
  private static final double LARGEST = 1e6;

  /** Thresholds of distances that grow, and the first distance, in units of the system's scales. */
  static final FiniteSizeExponent GROWTH = new FiniteSizeExponent(0.1, 2.0, 5);
  private static final double PERTURBATION = 0.02;
  private static final long PERTURBATIONS = 1L << 40;

  /** Runs of the truth with all its tangents at most. */
  private static final int TRUTH_RUNS = 2;

  /** Samples of the field that pictures show: 10 units of time. */
  private static final int FIELD = 200;

  static FreeClimate of(HybridSystem system, Sizes sizes, double low, double high, int bins) {
    return new FreeClimate(system, sizes, FreeRun.starts(system, sizes.climateRuns(), SEED), low, (high - low) / bins,
        bins);
  }

  /** The middle of each bin. */
  double[] middles() {
    double[] middles = new double[bins];
    for (int b = 0; b < bins; b++) {
      middles[b] = low + (b + 0.5) * width;
    }
    return middles;
  }

  /** Frequencies of spectra. */
  double[] frequencies() {
    return new PowerSpectrum(sizes.segment(), interval()).frequencies();
  }

  private double interval() {
    return sizes.climateSteps() * system.truncated().timeStep();
  }

  /** Runs a model, each step of which is so many of the truncated model; a null model is the truth itself. */
  RunRecord.Climate run(ForecastModel model, int per) {
    FreeRun run = model == null ? FreeRun.ofTruth(system, starts)
        : FreeRun.of(system, model, per, FreeRun.projected(system, starts));
    run.advance(sizes.climateSpinUp());
    int runs = run.members();
    int n = system.size();
    int samples = sizes.climateSamples();
    double[] states = new double[samples * runs * n];
    for (int k = 0; k < samples; k++) {
      run.states(states, k * runs * n);
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
      histogram[m] = new int[bins];
      PowerSpectrum power = new PowerSpectrum(sizes.segment(), interval());
      for (int i = 0; i < n; i++) {
        power.add(samples, states, m * n + i, runs * n);
        for (int k = 0; k < samples; k++) {
          double x = states[(k * runs + m) * n + i];
          means[m] += x / (n * (double) samples);
          squares[m] += x * x / (n * (double) samples);
          double place = (x - low) / width;
          histogram[m][place < 0.0 ? 0 : place >= bins ? bins - 1 : (int) place]++;
        }
      }
      spectrum[m] = power.values();
    }
    double[][] field = new double[Math.min(FIELD, samples)][n];
    for (int k = 0; k < field.length; k++) {
      System.arraycopy(states, k * runs * n, field[k], 0, n);
    }
    return new RunRecord.Climate(means, squares, histogram, spectrum, failed, field);
  }

  private boolean isFine(double[] states, int runs, int m) {
    int n = system.size();
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
  double[][] growth(ForecastModel model, int per) {
    double[] first = starts;
    double[] second = starts.clone();
    int n = system.size();
    if (model != null) {
      first = FreeRun.projected(system, starts);
      second = first.clone();
    }
    int runs = sizes.climateRuns();
    int each = first.length / runs;
    double[] scale = system.scales();
    double[] noise = new double[n];
    for (int m = 0; m < runs; m++) {
      Philox.gaussian(SEED, PERTURBATIONS | m, 0, n, noise, 0);
      for (int i = 0; i < n; i++) {
        noise[i] *= PERTURBATION * scale[i];
      }
      if (model == null) {
        system.perturb(second, m * each, noise);
      } else {
        for (int i = 0; i < n; i++) {
          second[m * each + i] += noise[i];
        }
      }
    }
    FreeRun[] pair = new FreeRun[2];
    for (int k = 0; k < 2; k++) {
      double[] states = k == 0 ? first : second;
      pair[k] = model == null ? FreeRun.ofTruth(system, states) : FreeRun.of(system, model, per, states);
    }
    double[][] distances = new double[runs][sizes.growthSamples()];
    double[] a = new double[runs * n];
    double[] b = new double[runs * n];
    for (int k = 0; k < sizes.growthSamples(); k++) {
      pair[0].states(a, 0);
      pair[1].states(b, 0);
      for (int i = 0; i < a.length; i++) {
        double d = (a[i] - b[i]) / scale[i % n];
        distances[i / n][k] += d * d / n;
      }
      pair[0].advance(sizes.climateSteps());
      pair[1].advance(sizes.climateSteps());
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

  /** Exponents of a model of the truncated states, a row a run. */
  double[][] exponents(ForecastModel model, int per) {
    int n = system.size();
    double[] slow = FreeRun.projected(system, starts);
    double[][] exponents = new double[sizes.lyapunovRuns()][];
    for (int r = 0; r < exponents.length; r++) {
      LyapunovExponents lyapunov = LyapunovExponents.of(model, sizes.lyapunovSteps() / per, n);
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
   * @return null if slow variables are none of the truth's; else a row a run, and then of all exponents the means over
   *     the runs and the shares
   */
  double[][] truthExponents() {
    int[] slow = system.slow();
    if (slow == null) {
      return null;
    }
    int n = system.resolved().size();
    int runs = Math.min(sizes.lyapunovRuns(), TRUTH_RUNS);
    double[][] rows = new double[runs + 2][];
    rows[runs] = new double[n];
    rows[runs + 1] = new double[n];
    for (int r = 0; r < runs; r++) {
      LyapunovExponents lyapunov = LyapunovExponents.of(system.resolved(), sizes.lyapunovSteps()
          * system.resolvedSteps(), n);
      lyapunov.countShares(slow[0], slow[1]);
      double[] exponents = exponents(lyapunov, Arrays.copyOfRange(starts, r * n, (r + 1) * n));
      double[] shares = lyapunov.shares();
      rows[r] = quantiles(exponents, shares, system.size());
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
