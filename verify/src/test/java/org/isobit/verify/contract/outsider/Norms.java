// Master of FloatNorms: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Normalisations" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Norms {

  private final TestVector v;
  private final boolean centred;

  /** Indices of the elements of each vector, and the parameter that belongs to each. */
  private final int[][] vector;
  private final int[][] parameter;
  private final int parameters;

  private Norms(TestVector v, String norm) {
    this.v = v;
    centred = !norm.equals("rms");
    if (v.has("rows")) {
      parameters = (int) v.integer("n");
      vector = new int[(int) v.integer("rows")][parameters];
      parameter = new int[vector.length][parameters];
      for (int i = 0; i < vector.length; i++) {
        for (int j = 0; j < parameters; j++) {
          vector[i][j] = i * parameters + j;
          parameter[i][j] = j;
        }
      }
    } else {
      parameters = (int) v.integer("channels");
      int batch = (int) v.integer("batch");
      int pixels = (int) v.integer("pixels");
      boolean grouped = norm.equals("group");
      int groups = grouped ? (int) v.integer("groups") : 1;
      vector = new int[grouped ? batch * groups : parameters][grouped ? parameters / groups * pixels : batch * pixels];
      parameter = new int[vector.length][vector[0].length];
      int[] count = new int[vector.length];
      for (int s = 0; s < batch; s++) {
        for (int c = 0; c < parameters; c++) {
          int u = grouped ? s * groups + c / (parameters / groups) : c;
          for (int p = 0; p < pixels; p++) {
            parameter[u][count[u]] = c;
            vector[u][count[u]++] = (s * parameters + c) * pixels + p;
          }
        }
      }
    }
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "layerNorm" -> new Norms(v, "layer").forward(output);
      case "rmsNorm" -> new Norms(v, "rms").forward(output);
      case "groupNorm" -> new Norms(v, "group").forward(output);
      case "batchNorm" -> new Norms(v, "batch").forward(output);
      case "layerNormGradient" -> new Norms(v, "layer").gradient(output);
      case "rmsNormGradient" -> new Norms(v, "rms").gradient(output);
      case "groupNormGradient" -> new Norms(v, "group").gradient(output);
      case "batchNormGradient" -> new Norms(v, "batch").gradient(output);
      case "layerNormTangent" -> new Norms(v, "layer").tangent();
      case "rmsNormTangent" -> new Norms(v, "rms").tangent();
      case "groupNormTangent" -> new Norms(v, "group").tangent();
      case "batchNormTangent" -> new Norms(v, "batch").tangent();
      case "batchNormRunning" -> running(v);
      case "batchNormInference" -> inference(v);
      default -> null;
    };
  }

  private double[] part(double[] x, int u) {
    double[] part = new double[vector[u].length];
    for (int i = 0; i < part.length; i++) {
      part[i] = x[vector[u][i]];
    }
    return part;
  }

  private double[] forward(String output) {
    double[] x = v.doubles("x");
    double[] y = new double[x.length];
    double[] mean = new double[vector.length];
    double[] q = new double[vector.length];
    double[] r = new double[vector.length];
    for (int u = 0; u < vector.length; u++) {
      double[] e = part(x, u);
      int n = e.length;
      if (centred) {
        mean[u] = Sums.sum(e) / n;
        q[u] = Sums.squaredDeviations(e, mean[u]);
      } else {
        q[u] = Sums.dot(e, e);
      }
      r[u] = 1.0 / Math.sqrt(q[u] / n + v.doubles("eps")[0]);
      for (int i = 0; i < n; i++) {
        double h = centred ? (e[i] - mean[u]) * r[u] : e[i] * r[u];
        int c = parameter[u][i];
        y[vector[u][i]] = v.has("beta") ? Math.fma(h, v.doubles("gamma")[c], v.doubles("beta")[c]) : times(h, c);
      }
    }
    return switch (output) {
      case "y" -> y;
      case "mean" -> mean;
      case "q" -> q;
      default -> r;
    };
  }

  private double times(double z, int c) {
    return v.has("gamma") ? z * v.doubles("gamma")[c] : z;
  }

  private double[] h(int u) {
    double[] h = part(v.doubles("x"), u);
    for (int i = 0; i < h.length; i++) {
      h[i] = (centred ? h[i] - v.doubles("mean")[u] : h[i]) * v.doubles("r")[u];
    }
    return h;
  }

  private double[] gradient(String output) {
    double[] dx = v.doubles("x");
    double[][] all = new double[vector.length][];
    for (int u = 0; u < vector.length; u++) {
      double[] h = h(u);
      all[u] = h;
      double[] g = part(v.doubles("dy"), u);
      for (int i = 0; i < g.length; i++) {
        g[i] = times(g[i], parameter[u][i]);
      }
      double a = centred ? Sums.sum(g) / g.length : 0.0;
      double b = Sums.dot(g, h) / g.length;
      for (int i = 0; i < g.length; i++) {
        dx[vector[u][i]] = Math.fma(-h[i], b, centred ? g[i] - a : g[i]) * v.doubles("r")[u];
      }
    }
    return output.equals("dx") ? dx : ofParameters(output, all);
  }

  /** Each parameter's elements ascend as they stand in memory. */
  private double[] ofParameters(String output, double[][] h) {
    boolean add = v.word("accumulate").equals("true");
    double[] s = add ? v.doubles(output) : new double[parameters];
    double[] dy = v.doubles("dy");
    double[] place = new double[dy.length];
    int[] owner = new int[dy.length];
    for (int u = 0; u < vector.length; u++) {
      for (int i = 0; i < vector[u].length; i++) {
        place[vector[u][i]] = h[u][i];
        owner[vector[u][i]] = parameter[u][i];
      }
    }
    for (int e = 0; e < dy.length; e++) {
      int c = owner[e];
      s[c] = output.equals("dgamma") ? Math.fma(dy[e], place[e], s[c]) : s[c] + dy[e];
    }
    return s;
  }

  private double[] tangent() {
    double[] dy = v.doubles("x");
    for (int u = 0; u < vector.length; u++) {
      double[] h = h(u);
      double[] d = part(v.doubles("dx"), u);
      int n = d.length;
      if (centred) {
        double m = Sums.sum(d) / n;
        for (int i = 0; i < n; i++) {
          d[i] = d[i] - m;
        }
      }
      double c = Sums.dot(h, d) / n;
      for (int i = 0; i < n; i++) {
        dy[vector[u][i]] = times(Math.fma(-h[i], c, d[i]) * v.doubles("r")[u], parameter[u][i]);
      }
    }
    return dy;
  }

  private static double[] running(TestVector v) {
    int channels = (int) v.integer("channels");
    int divisor = (int) v.integer("n") - (v.word("unbiased").equals("true") ? 1 : 0);
    double rate = v.doubles("rate")[0];
    double[] s = v.doubles("running");
    for (int c = 0; c < channels; c++) {
      s[c] = Math.fma(rate, v.doubles("mean")[c] - s[c], s[c]);
      int at = channels + c;
      s[at] = Math.fma(rate, v.doubles("q")[c] / divisor - s[at], s[at]);
    }
    return s;
  }

  private static double[] inference(TestVector v) {
    int channels = (int) v.integer("channels");
    int pixels = (int) v.integer("pixels");
    double[] running = v.doubles("running");
    double[] y = v.doubles("x");
    for (int i = 0; i < y.length; i++) {
      int c = i / pixels % channels;
      double r = 1.0 / Math.sqrt(running[channels + c] + v.doubles("eps")[0]);
      double f = v.has("gamma") ? v.doubles("gamma")[c] * r : r;
      double s = v.has("beta") ? Math.fma(-running[c], f, v.doubles("beta")[c]) : -running[c] * f;
      y[i] = Math.fma(y[i], f, s);
    }
    return y;
  }
}
