// Master of FloatEnsembles: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Ensembles" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Ensembles {

  private Ensembles() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    int n = v.has("n") ? (int) v.integer("n") : 0;
    int members = v.has("members") ? (int) v.integer("members") : 0;
    return switch (kernel) {
      case "ensembleMean" -> means(members, n, v.doubles("e"));
      case "ensembleSpread" -> spread(members, n, v.doubles("e"), means(members, n, v.doubles("e")));
      case "anomalySpread" -> spread(members, n, v.doubles("a"), null);
      case "subtractMean" -> {
        double[] mean = means(members, n, v.doubles("e"));
        yield output.equals("mean") ? mean : map(members, n, v.doubles("e"), (x, i, at) -> x - mean[i]);
      }
      case "addMean" -> {
        double[] mean = v.doubles("mean");
        yield map(members, n, v.doubles("a"), (x, i, at) -> mean[i] + x);
      }
      case "inflate" -> {
        double factor = v.doubles("factor")[0];
        double[] mean = means(members, n, v.doubles("e"));
        yield map(members, n, v.doubles("e"), (x, i, at) -> Math.fma(factor, x - mean[i], mean[i]));
      }
      case "scaleAnomalies" -> {
        double factor = v.doubles("factor")[0];
        yield map(members, n, v.doubles("a"), (x, i, at) -> factor * x);
      }
      case "relaxToPriorPerturbations" -> {
        double alpha = v.doubles("alpha")[0];
        double[] f = v.doubles("f");
        yield map(members, n, v.doubles("a"), (x, i, at) -> Math.fma(alpha, f[at], (1.0 - alpha) * x));
      }
      case "relaxToPriorSpread" -> relaxed(members, n, v);
      case "transform", "transformInPlace" -> transformed(members, n, v, 0.0, new double[members * n]);
      case "transformAround" -> {
        double[] mean = v.doubles("mean");
        yield transformed(members, n, v, 1.0, map(members, n, v.doubles("a"), (x, i, at) -> mean[i]));
      }
      case "weightBlend" -> blended(v);
      default -> null;
    };
  }

  /** A new value for element x of point i that stands at an index. */
  private interface Step {
    double of(double x, int i, int at);
  }

  private static double[] map(int members, int n, double[] x, Step step) {
    double[] y = new double[members * n];
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        y[m * n + i] = step.of(x[m * n + i], i, m * n + i);
      }
    }
    return y;
  }

  private static double[] means(int members, int n, double[] e) {
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      double s = 0.0;
      for (int m = 0; m < members; m++) {
        s = s + e[m * n + i];
      }
      mean[i] = s / members;
    }
    return mean;
  }

  /** About the mean, or of anomalies if there is none. */
  private static double[] spread(int members, int n, double[] e, double[] mean) {
    double[] spread = new double[n];
    for (int i = 0; i < n; i++) {
      double s = 0.0;
      for (int m = 0; m < members; m++) {
        double d = mean == null ? e[m * n + i] : e[m * n + i] - mean[i];
        s = Math.fma(d, d, s);
      }
      spread[i] = Math.sqrt(s / (members - 1));
    }
    return spread;
  }

  private static double[] relaxed(int members, int n, TestVector v) {
    double alpha = v.doubles("alpha")[0];
    double[] forecast = v.doubles("forecastSpread");
    double[] analysis = v.doubles("analysisSpread");
    return map(members, n, v.doubles("a"), (x, i, at) -> {
      double r = analysis[i] == 0.0 ? 1.0 : Math.fma(alpha, (forecast[i] - analysis[i]) / analysis[i], 1.0);
      return r * x;
    });
  }

  private static double[] transformed(int members, int n, TestVector v, double beta, double[] c) {
    return Sums.product(v.word("transW").equals("true"), false, members, n, members, 1.0, v.doubles("w"),
        v.doubles("a"), beta, c, false);
  }

  private static double[] blended(TestVector v) {
    double[] a = v.doubles("a");
    double[] t = a.clone();
    for (int q = 1; q <= 3; q++) {
      double[] x = v.doubles("x" + q);
      for (int i = 0; i < t.length; i++) {
        t[i] = Math.fma(v.doubles("c")[q - 1], x[i] - a[i], t[i]);
      }
    }
    return t;
  }
}
