package org.isobit.models.assimilation;

/** Mean and spread over members, one chain a variable. */
final class Moments {

  private Moments() {}

  static void mean(Ensemble ensemble, double[] mean) {
    int n = ensemble.size();
    java.util.Arrays.fill(mean, 0, n, 0.0);
    double[] x = ensemble.values();
    for (int m = 0; m < ensemble.members(); m++) {
      int start = ensemble.index(m);
      for (int i = 0; i < n; i++) {
        mean[i] += x[start + i];
      }
    }
    for (int i = 0; i < n; i++) {
      mean[i] /= ensemble.members();
    }
  }

  static void spread(Ensemble ensemble, double[] mean, double[] spread) {
    int n = ensemble.size();
    java.util.Arrays.fill(spread, 0, n, 0.0);
    double[] x = ensemble.values();
    for (int m = 0; m < ensemble.members(); m++) {
      int start = ensemble.index(m);
      for (int i = 0; i < n; i++) {
        double d = x[start + i] - mean[i];
        spread[i] = Math.fma(d, d, spread[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      spread[i] = Math.sqrt(spread[i] / (ensemble.members() - 1));
    }
  }
}
