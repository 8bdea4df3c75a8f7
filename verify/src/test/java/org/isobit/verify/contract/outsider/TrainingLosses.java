// Master of FloatTrainingLosses: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Further losses" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class TrainingLosses {

  private static final double HALF_LOG_2PI = Constants.of("Losses").number("HALF_LOG_2PI");

  private final TestVector v;
  private final double w;
  private double[] terms;
  private double[] gradient;
  private double[] second;

  private TrainingLosses(TestVector v) {
    this.v = v;
    w = v.doubles("weight")[0];
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    switch (kernel) {
      case "quantileLoss", "censoredGaussianLoss", "crossEntropy", "classEntropy", "crpsLoss", "energyLoss" -> {
        TrainingLosses losses = new TrainingLosses(v);
        losses.compute(kernel);
        return switch (output) {
          case "loss" -> new double[] {losses.w * Sums.sum(losses.terms)};
          case "rhoGradient" -> losses.second;
          default -> losses.gradient;
        };
      }
      default -> {
        return null;
      }
    }
  }

  private void compute(String kernel) {
    switch (kernel) {
      case "quantileLoss" -> quantile();
      case "censoredGaussianLoss" -> censored();
      case "crpsLoss" -> crps();
      case "energyLoss" -> energy();
      default -> entropy(kernel.equals("crossEntropy"));
    }
  }

  private void quantile() {
    double level = v.doubles("level")[0];
    double[] p = v.doubles("p");
    double[] y = v.doubles("y");
    terms = new double[p.length];
    gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double e = p[i] - y[i];
      terms[i] = (e > 0.0 ? 1.0 - level : -level) * e;
      gradient[i] = e > 0.0 ? w * (1.0 - level) : e < 0.0 ? -(w * level) : e;
    }
  }

  private void censored() {
    double[] m = v.doubles("mu");
    double[] r = v.doubles("rho");
    double[] y = v.doubles("y");
    double[] lower = v.doubles("lower");
    double[] upper = v.doubles("upper");
    double infinity = Double.POSITIVE_INFINITY;
    terms = new double[m.length];
    gradient = new double[m.length];
    second = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      double s = Functions.exp(-r[i]);
      boolean below = y[i] <= lower[i] && lower[i] != -infinity;
      boolean above = !below && y[i] >= upper[i] && upper[i] != infinity;
      if (below || above) {
        double z = below ? (lower[i] - m[i]) * s : (m[i] - upper[i]) * s;
        double ratio = (double) NormalDistribution.logNdtrDerivative(z);
        terms[i] = -(double) NormalDistribution.logNdtr(z);
        gradient[i] = (w * s) * (below ? ratio : -ratio);
        second[i] = w * (ratio * z);
      } else {
        double z = (y[i] - m[i]) * s;
        terms[i] = Math.fma(0.5 * z, z, r[i]) + HALF_LOG_2PI;
        gradient[i] = (w * s) * -z;
        second[i] = w * Math.fma(-z, z, 1.0);
      }
    }
  }

  private void entropy(boolean probabilities) {
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] t = v.doubles(probabilities ? "t" : "c");
    terms = new double[x.length / n];
    gradient = new double[x.length];
    for (int row = 0; row < terms.length; row++) {
      double[] d = new double[n];
      double[] e = new double[n];
      double[] target = new double[n];
      double[] u = new double[n];
      double max = x[row * n];
      for (int j = 1; j < n; j++) {
        max = Sums.max(max, x[row * n + j]);
      }
      for (int j = 0; j < n; j++) {
        d[j] = x[row * n + j] - max;
        e[j] = Functions.exp(d[j]);
      }
      double s = Sums.sum(e);
      double log = Functions.log(s);
      for (int j = 0; j < n; j++) {
        target[j] = probabilities ? t[row * n + j] : 0.0;
        u[j] = log - d[j];
      }
      terms[row] = probabilities ? Sums.dot(target, u) : log - d[(int) t[row]];
      double total = Sums.sum(target);
      for (int j = 0; j < n; j++) {
        gradient[row * n + j] = probabilities ? w * Math.fma(total, e[j] / s, -target[j])
            : w * (j == (int) t[row] ? e[j] / s - 1.0 : e[j] / s);
      }
    }
  }

  private double divisor(double m) {
    return v.word("fair").equals("true") ? m * (m - 1.0) : m * m;
  }

  private static double sign(double e) {
    return e > 0.0 ? 1.0 : e < 0.0 ? -1.0 : e;
  }

  private void crps() {
    int members = (int) v.integer("members");
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] y = v.doubles("y");
    double divisor = divisor(members);
    terms = new double[n];
    gradient = new double[members * n];
    for (int k = 0; k < n; k++) {
      double near = 0.0;
      double apart = 0.0;
      for (int i = 0; i < members; i++) {
        near = near + Math.abs(x[i * n + k] - y[k]);
        double c = 0.0;
        for (int j = 0; j < members; j++) {
          if (j != i) {
            c = c + sign(x[i * n + k] - x[j * n + k]);
          }
          if (j > i) {
            apart = apart + Math.abs(x[i * n + k] - x[j * n + k]);
          }
        }
        gradient[i * n + k] = w * (sign(x[i * n + k] - y[k]) / members - c / divisor);
      }
      terms[k] = near / members - apart / divisor;
    }
  }

  private static double[] difference(int n, double[] a, int ao, double[] b, int bo) {
    double[] e = new double[n];
    for (int k = 0; k < n; k++) {
      e[k] = a[ao + k] - b[bo + k];
    }
    return e;
  }

  private static double slope(double share, double norm) {
    return norm > 0.0 ? share / norm : norm;
  }

  private void energy() {
    int members = (int) v.integer("members");
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] y = v.doubles("y");
    double m = members;
    double divisor = divisor(m);
    terms = new double[(int) v.integer("samples")];
    gradient = new double[x.length];
    for (int sample = 0; sample < terms.length; sample++) {
      int at = sample * members * n;
      double near = 0.0;
      double apart = 0.0;
      for (int i = 0; i < members; i++) {
        double[] e = difference(n, x, at + i * n, y, sample * n);
        double norm = Math.sqrt(Sums.dot(e, e));
        near = near + norm;
        for (int k = 0; k < n; k++) {
          gradient[at + i * n + k] = slope(w / m, norm) * e[k];
        }
      }
      for (int i = 0; i < members; i++) {
        for (int j = i + 1; j < members; j++) {
          double[] e = difference(n, x, at + i * n, x, at + j * n);
          double norm = Math.sqrt(Sums.dot(e, e));
          double beta = slope(w / divisor, norm);
          apart = apart + norm;
          for (int k = 0; k < n; k++) {
            gradient[at + i * n + k] = Math.fma(-beta, e[k], gradient[at + i * n + k]);
            gradient[at + j * n + k] = Math.fma(beta, e[k], gradient[at + j * n + k]);
          }
        }
      }
      terms[sample] = near / m - apart / divisor;
    }
  }
}
