package org.isobit.models.studies.marinebgc;

import java.util.Arrays;

/** Adds up what a job's runs give. For one thread. */
final class Scoring {

  private final Job job;
  private final int pools;
  private final int levels;
  private final int days;
  private final double[][] squares;
  private final double[][][] lead;
  private final int[] counted;
  private final int[] led;
  private final String[] failed;
  private final double[][] increments;
  private final float[][] section;
  private long analyses;
  private long bounded;
  private double others;

  Scoring(Job job, MarineSettings settings) {
    this.job = job;
    pools = job.setting().ecosystem().pools();
    levels = settings.levels();
    days = settings.lead();
    squares = new double[job.truths()][pools * levels];
    lead = new double[job.truths()][days][pools];
    counted = new int[job.truths()];
    led = new int[job.truths()];
    failed = new String[job.truths()];
    increments = new double[pools][2];
    boolean drawn = job.set() == TruthSet.TEST && job.from() == 0 && job.initialisation() == 0
        && job.setting().equals(job.setting().ofRuns());
    section = drawn ? new float[settings.days() / job.setting().interval()][pools * levels] : null;
  }

  /** Notes that a truth's run cannot go on. */
  void fail(int truth, String why) {
    failed[truth] = why;
  }

  boolean failed(int truth) {
    return failed[truth] != null;
  }

  /** A forecast that ends at an analysis, the k-th from 0; the first one has no analysis before it. */
  void forecast(int truth, int k, double[] x, int at, double[] truths) {
    int from = truth * pools * levels;
    if (section != null && truth == 0) {
      for (int i = 0; i < pools * levels; i++) {
        section[k][i] = (float) x[at + i];
      }
    }
    if (k == 0) {
      return;
    }
    counted[truth]++;
    for (int i = 0; i < pools * levels; i++) {
      double e = x[at + i] - truths[from + i];
      squares[truth][i] = Math.fma(e, e, squares[truth][i]);
    }
  }

  /** A forecast of some days without an analysis. */
  void lead(int truth, int day, double[] x, int at, double[] truths) {
    int from = truth * pools * levels;
    led[truth] += day == 1 ? 1 : 0;
    for (int p = 0; p < pools; p++) {
      double sum = 0.0;
      for (int i = p * levels; i < (p + 1) * levels; i++) {
        double e = x[at + i] - truths[from + i];
        sum = Math.fma(e, e, sum);
      }
      lead[truth][day - 1][p] += sum / levels;
    }
  }

  /** Increments of an analysis and their variance over networks; and which field is observed. */
  void increments(double[] dx, double[] variance, int observed) {
    analyses++;
    for (int i = 0; i < pools * levels; i++) {
      int p = i / levels;
      increments[p][0] = Math.fma(dx[i], dx[i], increments[p][0]);
      increments[p][1] += variance[i];
      others = p == observed || !(Math.abs(dx[i]) > others) ? others : Math.abs(dx[i]);
    }
  }

  /** Numbers of an analysis that were out of bounds. */
  void bounded(int numbers) {
    bounded += numbers;
  }

  RunScores scores() {
    double[][] forecast = new double[job.truths()][pools];
    double[][] profile = new double[pools][levels];
    String failure = null;
    int good = 0;
    for (int t = 0; t < forecast.length; t++) {
      if (failed(t)) {
        failure = failure == null ? "truth " + (job.from() + t) + ": " + failed[t] : failure;
        Arrays.fill(forecast[t], Double.NaN);
        for (double[] day : lead[t]) {
          Arrays.fill(day, Double.NaN);
        }
      } else {
        good++;
        mean(t, forecast[t], profile);
      }
    }
    for (int p = 0; p < pools; p++) {
      for (int i = 0; i < levels; i++) {
        profile[p][i] /= good;
      }
      for (int j = 0; j < 2; j++) {
        increments[p][j] = analyses == 0 ? 0.0 : Math.sqrt(increments[p][j] / analyses / levels);
      }
    }
    return new RunScores(forecast, profile, lead, increments, others, bounded, failure, section);
  }

  private void mean(int t, double[] forecast, double[][] profile) {
    for (int p = 0; p < pools; p++) {
      double sum = 0.0;
      for (int i = 0; i < levels; i++) {
        double mean = squares[t][p * levels + i] / counted[t];
        profile[p][i] += mean;
        sum += mean;
      }
      forecast[p] = sum / levels;
      for (int d = 0; d < days; d++) {
        lead[t][d][p] /= led[t];
      }
    }
  }
}
