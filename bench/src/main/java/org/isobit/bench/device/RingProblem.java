// Master of FloatRingProblem: the float version is generated from this file.
package org.isobit.bench.device;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.batch.BatchRational;

/**
 * Points of a ring with equally many observations near each, and the local analysis of one of them by scalar code on the
 * processor, as the filters do it point by point. Immutable but for its arrays.
 */
final class RingProblem {

  static final double AMPLIFICATION = 1.02; // float: unchanged

  final int members;
  final int near;
  final int fields;
  final int points;
  final double[] by;
  final double[] innovation; // float: unchanged
  final int[] start;
  final int[] index;
  final double[] weight; // float: unchanged
  final double[] forecast;
  final double[] mean;

  RingProblem(int members, int near, int fields, int points, HostArrays host) {
    this.members = members;
    this.near = near;
    this.fields = fields;
    this.points = points;
    forecast = host.doubles(members * fields * points);
    by = host.doubles(members * points);
    mean = java.util.Arrays.copyOf(forecast, fields * points);
    innovation = host.doubles(points); // float: unchanged
    start = new int[points + 1];
    index = new int[points * near];
    weight = new double[points * near]; // float: unchanged
    for (int i = 0; i < points; i++) {
      start[i + 1] = (i + 1) * near;
      for (int q = 0; q < near; q++) {
        int apart = q - near / 2;
        index[i * near + q] = Math.floorMod(i + apart, points);
        weight[i * near + q] = 1.0 - Math.abs(apart) / (near + 1.0); // float: unchanged
      }
    }
  }

  /** Order in observation space, or 0 for that of the members: as the filters choose. */
  int order() {
    return near * 4 <= members * 3 ? (near + 3) / 4 * 4 : 0;
  }

  /** Whether the transform is formed: as the filters choose. */
  boolean formed() {
    return fields > 4 + members / 4;
  }

  /** Mean (fields) and analysis (members x fields) of a point. */
  double[] analyse(int point) {
    double amplification = AMPLIFICATION; // float: float amplification = (float) AMPLIFICATION;
    double gain = AMPLIFICATION / (members - 1); // float: float gain = (float) (AMPLIFICATION / (members - 1));
    int order = order();
    int terms = Math.max(near, order);
    double[] s = new double[terms * members];
    double[] d = new double[terms];
    for (int q = 0; q < near; q++) {
      int e = point * near + q;
      double factor = weight[e]; // float: float factor = (float) weight[e];
      d[q] = innovation[index[e]] * weight[e]; // float: d[q] = (float) (innovation[index[e]] * weight[e]);
      for (int m = 0; m < members; m++) {
        s[q * members + m] = by[index[e] * members + m] * factor;
      }
    }
    double[] x = new double[fields * members];
    for (int v = 0; v < fields; v++) {
      for (int m = 0; m < members; m++) {
        x[v * members + m] = forecast[(m * fields + v) * points + point];
      }
    }
    int n = order > 0 ? order : members;
    double[] r = new double[n];
    double[] z = new double[fields * n];
    double[] y = order > 0 ? inObservationSpace(order, s, d, x, r, z) : inMemberSpace(s, d, x, r, z);
    double[] result = new double[fields * (members + 1)];
    for (int v = 0; v < fields; v++) {
      double moved = mean[v * points + point];
      for (int j = 0; j < n; j++) {
        moved = Math.fma(r[j] * gain, z[v * n + j], moved);
      }
      result[v] = moved;
      for (int m = 0; m < members; m++) {
        result[fields * (m + 1) + v] = y[v * members + m] * (order == 0 && formed() ? 1.0 : amplification);
      }
    }
    return result;
  }

  private double[] inObservationSpace(int order, double[] s, double[] d, double[] x, double[] r, double[] z) {
    BatchRational rational = new BatchRational(Backend.REFERENCE);
    double[] t = new double[order * order];
    double[] y = new double[fields * order];
    GemmReference.syrk(false, order, members, 1.0, s, 0, members, 0.0, t, 0, order);
    rational.factor(order, 1, t, 0, members - 1);
    GemmReference.gemm(false, true, fields, order, members, 1.0, x, 0, members, s, 0, members, 0.0, z, 0, order);
    rational.rotate(fields, z, 0);
    rational.rotate(1, d, 0);
    rational.inverse(1, d, 0, r, 0);
    rational.dividedDifference(fields, z, 0, y, 0);
    rational.rotateBack(fields, y, 0);
    double degrees = members - 1;
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] * (1.0 / degrees);
    }
    GemmReference.gemm(false, false, fields, members, order, 1.0, y, 0, order, s, 0, members, 1.0, x, 0, members);
    return x;
  }

  private double[] inMemberSpace(double[] s, double[] d, double[] x, double[] r, double[] z) {
    BatchRational rational = new BatchRational(Backend.REFERENCE);
    int n = members;
    double[] t = new double[n * n];
    double[] w = new double[n];
    double[] y = new double[fields * n];
    double amplification = AMPLIFICATION; // float: float amplification = (float) AMPLIFICATION;
    GemmReference.syrk(true, n, near, 1.0, s, 0, n, 0.0, t, 0, n);
    GemmReference.gemm(true, false, n, 1, near, 1.0, s, 0, n, d, 0, 1, 0.0, w, 0, 1);
    rational.factor(n, 1, t, 0, members - 1);
    System.arraycopy(x, 0, z, 0, x.length);
    rational.rotate(1, w, 0);
    rational.inverse(1, w, 0, r, 0);
    if (formed()) {
      rational.rotateBack(1, r, 0);
      rational.matrix(t, 0);
      for (int i = 0; i < n * n; i++) {
        t[i] = t[i] * amplification;
      }
      GemmReference.gemm(false, false, fields, n, n, 1.0, x, 0, n, t, 0, n, 0.0, y, 0, n);
    } else {
      rational.rotate(fields, z, 0);
      rational.inverseRoot(fields, z, 0, y, 0);
      rational.rotateBack(fields, y, 0);
    }
    return y;
  }
}
