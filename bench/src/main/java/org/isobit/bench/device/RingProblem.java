// Master of FloatRingProblem: the float version is generated from this file.
package org.isobit.bench.device;

import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysisReference;
import org.isobit.linalg.local.LocalRules;

/**
 * Points of a ring with equally many observations near each, and the local analysis of one of them by the reference on
 * the processor. Not thread-safe.
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

  /** What the reference makes of a point. */
  private double[] moved;
  private double[] expected;

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

  TargetLists lists() {
    return new TargetLists(0, points, start, index, weight);
  }

  /** Whether the transform is formed: as the filters choose. */
  boolean formed() {
    return LocalRules.forms(members, fields);
  }

  /** Mean (fields) and analysis (members x fields) of a point. */
  double[] analyse(int point) {
    if (expected == null) {
      expected = new double[members * fields * points];
      moved = new double[fields * points];
    }
    System.arraycopy(mean, 0, moved, 0, moved.length);
    LocalProblems problems = new LocalProblems(members, fields, points, 1, forecast, moved, expected, this, points,
        members, by, innovation, false, members - 1, AMPLIFICATION, 1.0, 1e10); // float: members, by, innovation, false, members - 1, FloatRingProblem.AMPLIFICATION, 1.0, 1e10);
    int[] status = new int[points];
    double[] condition = new double[points]; // float: unchanged
    new LocalAnalysisReference(members, near).analyse(problems, lists(), point,
        LocalRules.observationOrder(members, near), formed(), status, condition);
    if (status[point] != 0) {
      throw new IllegalStateException("local analyses: point " + point + " is refused, condition " + condition[point]);
    }
    double[] result = new double[fields * (members + 1)];
    for (int v = 0; v < fields; v++) {
      result[v] = moved[v * points + point];
      for (int m = 0; m < members; m++) {
        result[fields * (m + 1) + v] = expected[(m * fields + v) * points + point];
      }
    }
    return result;
  }
}
