// Master of FloatHeadDerivatives: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

import java.util.Arrays;

/** Gradient and tangent of section "Attention" of the document, step by step, on the test vectors' inputs. */
final class HeadDerivatives {

  private static final int L = 32; // float: private static final int L = 64;

  private final TestVector v;
  private final int heads;
  private final int kvHeads;
  private final int queries;
  private final int keys;
  private final int size;
  private final int width;
  private final double scale;
  private final double[] q;
  private final double[] k;
  private final double[] values;
  private final double[] mask;
  private final double[] y;
  private final double[] statistics;
  private final double[] dy;

  /** Gradients with respect to queries, keys and values; the tangent. */
  private final double[] dq;
  private final double[] dk;
  private final double[] dv;
  private final double[] moved;

  private HeadDerivatives(TestVector v) {
    this.v = v;
    heads = (int) v.integer("heads");
    kvHeads = (int) v.integer("kvHeads");
    queries = (int) v.integer("queries");
    keys = (int) v.integer("keys");
    size = (int) v.integer("size");
    width = (int) v.integer("valueSize");
    scale = v.doubles("scale")[0];
    q = v.doubles("q");
    k = v.doubles("k");
    values = v.doubles("v");
    mask = v.doubles("mask");
    y = v.doubles("y");
    statistics = v.doubles("statistics");
    dy = v.has("dy") ? v.doubles("dy") : null;
    dq = new double[heads * queries * size];
    dk = new double[kvHeads * keys * size];
    dv = new double[kvHeads * keys * width];
    moved = new double[heads * queries * width];
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    HeadDerivatives d;
    switch (kernel) {
      case "attentionGradient" -> {
        d = new HeadDerivatives(v);
        d.ofQueries();
        d.ofKeys();
      }
      case "attentionTangent" -> {
        d = new HeadDerivatives(v);
        d.tangent();
      }
      default -> {
        return null;
      }
    }
    return switch (output) {
      case "dq" -> d.dq;
      case "dk" -> d.dk;
      case "dv" -> d.dv;
      default -> d.moved;
    };
  }

  private boolean reads(int i, int j) {
    return !v.word("causal").equals("true") || j / 64 * 64 <= i + v.integer("offset");
  }

  private int key(int h, int j) {
    return h / (heads / kvHeads) * keys + j;
  }

  private double weight(int h, int i, int j) {
    int at = h * queries + i;
    return Functions.exp(Heads.score(v, q, k, mask, h, i, j) - statistics[at]) * statistics[heads * queries + at];
  }

  private double slope(int h, int i, int j) {
    int at = (h * queries + i) * width;
    double g = 0.0;
    for (int e = 0; e < width; e++) {
      g = Math.fma(dy[at + e], values[key(h, j) * width + e], g);
    }
    return weight(h, i, j) * (g - Sums.dot(Arrays.copyOfRange(dy, at, at + width), Arrays.copyOfRange(y, at,
        at + width)));
  }

  private void ofQueries() {
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < queries; i++) {
        for (int e = 0; e < size; e++) {
          Runs sum = new Runs();
          for (int j = 0; j < keys; j++) {
            if (reads(i, j)) {
              sum.take(j, slope(h, i, j), k[key(h, j) * size + e]);
            }
          }
          dq[(h * queries + i) * size + e] = sum.result() * scale;
        }
      }
    }
  }

  private void ofKeys() {
    int group = heads / kvHeads;
    for (int kv = 0; kv < kvHeads; kv++) {
      for (int j = 0; j < keys; j++) {
        Runs[] ofKey = Runs.some(size);
        Runs[] ofValue = Runs.some(width);
        for (int place = 0; place < group * queries; place++) {
          int h = kv * group + place / queries;
          int i = place % queries;
          if (reads(i, j)) {
            double slope = slope(h, i, j);
            double p = weight(h, i, j);
            for (int e = 0; e < size; e++) {
              ofKey[e].take(place, slope, q[(h * queries + i) * size + e] * scale);
            }
            for (int e = 0; e < width; e++) {
              ofValue[e].take(place, p, dy[(h * queries + i) * width + e]);
            }
          }
        }
        for (int e = 0; e < size; e++) {
          dk[(kv * keys + j) * size + e] = ofKey[e].result();
        }
        for (int e = 0; e < width; e++) {
          dv[(kv * keys + j) * width + e] = ofValue[e].result();
        }
      }
    }
  }

  private void tangent() {
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < queries; i++) {
        double[] o = new double[width];
        double[] sums = new double[L];
        for (int first = 0; first < keys; first += 64) {
          if (reads(i, first)) {
            block(h, i, first, Math.min(64, keys - first), o, sums);
          }
        }
        for (int half = L / 2; half > 0; half /= 2) {
          for (int a = 0; a < half; a++) {
            sums[a] = sums[a] + sums[a + half];
          }
        }
        for (int e = 0; e < width; e++) {
          int at = (h * queries + i) * width + e;
          moved[at] = Math.fma(-sums[0], y[at], o[e]);
        }
      }
    }
  }

  private void block(int h, int i, int first, int n, double[] o, double[] sums) {
    double[] ofQ = v.doubles("dq");
    double[] ofK = v.doubles("dk");
    double[] ofV = v.doubles("dv");
    double[] p = new double[n];
    double[] w = new double[n];
    for (int j = 0; j < n; j++) {
      double t = 0.0;
      int query = (h * queries + i) * size;
      int at = key(h, first + j) * size;
      for (int e = 0; e < size; e++) {
        t = Math.fma(ofQ[query + e] * scale, k[at + e], t);
      }
      for (int e = 0; e < size; e++) {
        t = Math.fma(q[query + e] * scale, ofK[at + e], t);
      }
      p[j] = weight(h, i, first + j);
      w[j] = p[j] * t;
      sums[j % L] = sums[j % L] + w[j];
    }
    for (int e = 0; e < width; e++) {
      for (int j = 0; j < n; j++) {
        o[e] = Math.fma(w[j], values[key(h, first + j) * width + e], o[e]);
      }
      for (int j = 0; j < n; j++) {
        o[e] = Math.fma(p[j], ofV[key(h, first + j) * width + e], o[e]);
      }
    }
  }

  /** A sum of products in runs of 4096 places. */
  private static final class Runs {

    private double whole;
    private double run;
    private int number = -1;
    private boolean several;

    static Runs[] some(int n) {
      Runs[] all = new Runs[n];
      for (int e = 0; e < n; e++) {
        all[e] = new Runs();
      }
      return all;
    }

    void take(int place, double a, double b) {
      if (number >= 0 && place / 4096 != number) {
        whole = result();
        several = true;
        run = 0.0;
      }
      number = place / 4096;
      run = Math.fma(a, b, run);
    }

    double result() {
      return several ? whole + run : run;
    }
  }
}
