// Master of FloatLocalCase: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.batch.BatchRational;

/** An ensemble with observations near its points, and its local analysis as the filters' scalar one does it. */
final class LocalCase {

  static final int OBSERVATIONS = 160;
  static final double AMPLIFICATION = 1.03; // float: unchanged

  final int members;
  final int fields;
  final int points;
  final int batch;
  final double[] forecast;
  final double[] mean;
  final double[] analysis;
  final int stride;
  final double[] by;
  final double[] innovation; // float: unchanged
  final int[] start;
  final int[] index;
  final double[] weight; // float: unchanged
  boolean whole;
  double unobserved = 1.0;

  /** A case whose targets have at least {@code least} and at most {@code most} observations near. */
  LocalCase(int members, int fields, int points, int batch, int least, int most) {
    this.members = members;
    this.fields = fields;
    this.points = points;
    this.batch = batch;
    Numbers numbers = new Numbers(members * 1000L + fields * 100L + points);
    forecast = numbers.doubles(members * fields * points);
    mean = numbers.doubles(fields * points);
    analysis = numbers.doubles(forecast.length);
    stride = members + 3;
    by = numbers.doubles(OBSERVATIONS * stride);
    innovation = numbers.doubles(OBSERVATIONS); // float: unchanged
    start = new int[targets() + 1];
    for (int i = 0; i < targets(); i++) {
      start[i + 1] = start[i] + least + (int) Long.remainderUnsigned(numbers.nextLong(), most - least + 1);
    }
    index = new int[start[targets()] + 1];
    weight = numbers.doubles(start[targets()] + 1); // float: unchanged
    for (int e = 0; e < index.length; e++) {
      index[e] = (int) Long.remainderUnsigned(numbers.nextLong(), OBSERVATIONS);
      weight[e] = Math.abs(weight[e]);
    }
  }

  int targets() {
    return (points + batch - 1) / batch;
  }

  int vectors() {
    return fields * batch;
  }

  int count(int target) {
    return start[target + 1] - start[target];
  }

  /** As many as there are members, less one; or as many as there are dimensions of the error subspace. */
  double degrees() {
    return Math.max(1, members - 1);
  }

  /** As the filters switch: see LocalProblem. */
  int order(int target) {
    int terms = count(target);
    return terms * 4 <= members * 3 ? (terms + 3) / 4 * 4 : 0;
  }

  boolean formed() {
    return vectors() > 4 + members / 4;
  }

  LocalRule rule(boolean formed) {
    return new LocalRule(formed, whole, degrees(), AMPLIFICATION, unobserved, 1e10);
  }

  /** Lists of the targets from … to − 1, with the filters' orders. */
  LocalLists lists(int from, int to) {
    int[] order = new int[to - from];
    int[] starts = new int[to - from + 1];
    for (int t = from; t < to; t++) {
      order[t - from] = order(t);
    }
    System.arraycopy(start, from, starts, 0, starts.length);
    return new LocalLists(OBSERVATIONS, from, starts, index, weight, order);
  }

  LocalEnsemble ensemble(double[] newMean, double[] newAnalysis) {
    return new LocalEnsemble(members, fields, points, batch, forecast, newMean, newAnalysis);
  }

  private int variable(int target, int v) {
    int point = target * batch + v % batch;
    return point < points ? v / batch * points + point : -1;
  }

  /** Analyses a target as the filters do. */
  void analyse(int target) {
    analyse(target, order(target), formed());
  }

  /** Moves the mean and writes the analysis of one target. */
  void analyse(int target, int order, boolean formed) {
    double amplification = AMPLIFICATION; // float: float amplification = (float) AMPLIFICATION;
    double gain = AMPLIFICATION / degrees(); // float: float gain = (float) (AMPLIFICATION / degrees());
    int p = count(target);
    int vectors = vectors();
    if (p == 0) {
      keep(target);
      return;
    }
    int terms = Math.max(p, order);
    double[] s = new double[terms * members];
    double[] d = new double[terms];
    for (int q = 0; q < p; q++) {
      int e = start[target] + q;
      double factor = weight[e]; // float: float factor = (float) weight[e];
      d[q] = innovation[index[e]] * weight[e]; // float: d[q] = (float) (innovation[index[e]] * weight[e]);
      for (int m = 0; m < members; m++) {
        s[q * members + m] = by[index[e] * stride + m] * factor;
      }
    }
    double[] x = new double[vectors * members];
    for (int v = 0; v < vectors; v++) {
      for (int m = 0; m < members && variable(target, v) >= 0; m++) {
        x[v * members + m] = forecast[m * fields * points + variable(target, v)];
      }
    }
    int n = order > 0 ? order : members;
    double[] t = new double[n * n];
    double[] w = new double[n];
    double[] r = new double[n];
    double[] z = new double[vectors * n];
    double[] y = new double[vectors * Math.max(n, members)];
    BatchRational rational = new BatchRational(Backend.REFERENCE);
    if (order > 0) {
      GemmReference.syrk(false, n, members, 1.0, s, 0, members, 0.0, t, 0, n);
      rational.factor(n, 1, t, 0, degrees());
      GemmReference.gemm(false, true, vectors, n, members, 1.0, x, 0, members, s, 0, members, 0.0, z, 0, n);
      rational.rotate(vectors, z, 0);
      rational.rotate(1, d, 0);
      rational.inverse(1, d, 0, r, 0);
    } else {
      GemmReference.syrk(true, n, p, 1.0, s, 0, members, 0.0, t, 0, n);
      GemmReference.gemm(true, false, n, 1, p, 1.0, s, 0, members, d, 0, 1, 0.0, w, 0, 1);
      rational.factor(n, 1, t, 0, degrees());
      System.arraycopy(x, 0, z, 0, x.length);
      rational.rotate(1, w, 0);
      rational.inverse(1, w, 0, r, 0);
      if (formed) {
        rational.rotateBack(1, r, 0);
      } else {
        rational.rotate(vectors, z, 0);
      }
    }
    double[] moved = new double[vectors];
    for (int v = 0; v < vectors; v++) {
      int i = variable(target, v);
      moved[v] = i < 0 ? 0.0 : mean[i];
      for (int j = 0; j < n; j++) {
        moved[v] = Math.fma(r[j] * gain, z[v * n + j], moved[v]);
      }
    }
    if (order > 0) {
      rational.dividedDifference(vectors, z, 0, y, 0);
      rational.rotateBack(vectors, y, 0);
      for (int i = 0; i < vectors * n; i++) {
        y[i] = y[i] * (1.0 / degrees());
      }
      GemmReference.gemm(false, false, vectors, members, n, 1.0, y, 0, n, s, 0, members, 1.0, x, 0, members);
      y = x;
    } else if (formed) {
      rational.matrix(t, 0);
      for (int i = 0; i < n * n; i++) {
        t[i] = t[i] * amplification;
      }
      GemmReference.gemm(false, false, vectors, n, n, 1.0, x, 0, n, t, 0, n, 0.0, y, 0, n);
    } else {
      rational.inverseRoot(vectors, z, 0, y, 0);
      rational.rotateBack(vectors, y, 0);
    }
    for (int v = 0; v < vectors; v++) {
      int i = variable(target, v);
      for (int m = 0; m < members && i >= 0; m++) {
        double a = y[v * members + m] * (formed && order == 0 ? 1.0 : amplification);
        analysis[m * fields * points + i] = whole ? moved[v] + a : a;
      }
      if (i >= 0 && !whole) {
        mean[i] = moved[v];
      }
    }
  }

  private void keep(int target) {
    for (int v = 0; v < vectors(); v++) {
      int i = variable(target, v);
      for (int m = 0; m < members && i >= 0; m++) {
        double a = unobserved * forecast[m * fields * points + i]; // float: float a = (float) unobserved * forecast[m * fields * points + i];
        analysis[m * fields * points + i] = whole ? mean[i] + a : a;
      }
    }
  }
}
