// Master of FloatLocalCase: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.Numbers;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysisReference;
import org.isobit.linalg.local.LocalRules;

/** An ensemble with observations near its points, and its local analysis by the reference. */
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

  int order(int target) {
    return LocalRules.observationOrder(members, count(target));
  }

  boolean formed() {
    return LocalRules.forms(members, vectors());
  }

  LocalRule rule(boolean formed) {
    return new LocalRule(formed, whole, degrees(), AMPLIFICATION, unobserved, 1e10);
  }

  /** Lists of the targets from … to − 1. */
  LocalLists lists(int from, int to) {
    int[] starts = java.util.Arrays.copyOfRange(start, from, to + 1);
    return LocalLists.of(members, OBSERVATIONS, new TargetLists(from, to - from, starts, index, weight));
  }

  LocalEnsemble ensemble(double[] newMean, double[] newAnalysis) {
    return new LocalEnsemble(members, fields, points, batch, forecast, newMean, newAnalysis);
  }

  /** Analyses a target as the filters do. */
  void analyse(int target) {
    analyse(target, order(target), formed());
  }

  /** Moves the mean and writes the analysis of one target. */
  void analyse(int target, int order, boolean formed) {
    LocalProblems problems = new LocalProblems(members, fields, points, batch, forecast, mean, analysis, this,
        OBSERVATIONS, stride, by, innovation, whole, degrees(), AMPLIFICATION, unobserved, 1e10);
    int[] status = new int[targets()];
    double[] condition = new double[targets()]; // float: unchanged
    new LocalAnalysisReference(members, count(target)).analyse(problems, new TargetLists(0, targets(), start, index,
    weight),
        target, order, formed, status, condition);
    if (status[target] != 0) {
      throw new AssertionError("target " + target + " was refused");
    }
  }
}
