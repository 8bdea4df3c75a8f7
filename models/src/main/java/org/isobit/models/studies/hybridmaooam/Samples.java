package org.isobit.models.studies.hybridmaooam;

import org.isobit.models.assimilation.Ensemble;

/**
 * Inputs and targets: analyses, and what the truncated model lacks on the way to the next one, as a tendency,
 * (x^a_{k+1} − M(x^a_k)) ÷ τ with τ the time between them.
 *
 * @param inputs  samples × variables
 * @param targets samples × variables
 */
record Samples(double[] inputs, double[] targets) {

  /** Samples of a truth that validate are the last ones, one of so many. */
  private static final int VALIDATION = 10;

  /** Of each truth the first samples: one of {@code part} of those that do not validate, or the ones that do. */
  static Samples of(CoupledSystem system, double[][] series, boolean validation, int part) {
    int n = CoupledSystem.SIZE;
    int all = series[0].length / n - 1;
    int last = Math.max(1, all / VALIDATION);
    int from = validation ? all - last : 0;
    int each = validation ? last : Math.max(1, (all - last) / part);
    double[] inputs = new double[series.length * each * n];
    double[] targets = new double[inputs.length];
    for (int t = 0; t < series.length; t++) {
      System.arraycopy(series[t], from * n, inputs, t * each * n, each * n);
    }
    System.arraycopy(inputs, 0, targets, 0, targets.length);
    system.advanceTruncated(Ensemble.of(targets, series.length * each, n));
    double time = CoupledSystem.STEPS * CoupledSystem.STEP;
    for (int t = 0; t < series.length; t++) {
      for (int i = 0; i < each * n; i++) {
        int at = t * each * n + i;
        targets[at] = (series[t][(from + 1) * n + i] - targets[at]) / time;
      }
    }
    return new Samples(inputs, targets);
  }

  int count() {
    return inputs.length / CoupledSystem.SIZE;
  }

  /**
   * Of each variable the mean and the standard deviation.
   *
   * @param mean      of each
   * @param deviation of each; 1 of one that does not vary
   */
  record Moments(double[] mean, double[] deviation) {

    static Moments of(double[] x) {
      int n = CoupledSystem.SIZE;
      int count = x.length / n;
      double[] mean = new double[n];
      double[] deviation = new double[n];
      for (int i = 0; i < x.length; i++) {
        mean[i % n] += x[i] / count;
      }
      for (int i = 0; i < x.length; i++) {
        double d = x[i] - mean[i % n];
        deviation[i % n] = Math.fma(d, d, deviation[i % n]);
      }
      for (int i = 0; i < n; i++) {
        double root = Math.sqrt(deviation[i] / count);
        deviation[i] = root > 0.0 ? root : 1.0;
      }
      return new Moments(mean, deviation);
    }

    float[] standardised(double[] x) {
      float[] z = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        int v = i % mean.length;
        z[i] = (float) ((x[i] - mean[v]) / deviation[v]);
      }
      return z;
    }
  }
}
