// Master of FloatLocalVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.verify.Inputs;

/** Local analyses in every form, at the borders between them, of short targets, with nothing near, and refused ones. */
public final class LocalVectors implements KernelVectors {

  private static final int OBSERVATIONS = 9;

  /** Made by the service loader. */
  public LocalVectors() {}

  @Override
  public void write(VectorText out) {
    // In the space of the rows from 4 of 5 on: few vectors up to 5 = 4 + 5/4, formed from 6 on.
    problem(out, 5, 1, 3, 1, false, 1.0, new int[] {3, 4, 0});
    problem(out, 5, 5, 2, 1, false, 1.0, new int[] {4, 7});
    problem(out, 5, 3, 3, 2, false, 1.0, new int[] {6, 4});
    // Up to 3 of 4 in the space of observations, with one, two or three rows of zeros, or none.
    problem(out, 4, 1, 4, 1, true, 0.9, new int[] {1, 2, 3, 4});
    problem(out, 8, 2, 3, 3, true, 1.1, new int[] {5});
    problem(out, 1, 1, 2, 1, false, 0.5, new int[] {0, 2});
    // The last target's weights are so large that it is refused.
    problem(out, 3, 1, 2, 1, false, 1e6, new int[] {3, 3});
  }

  /** Weights of the last target are large if the factor of unobserved ones is. */
  private static void problem(VectorText out, int rows, int fields, int points, int batch, boolean whole,
      double unobserved, int[] counts) {
    Inputs inputs = new Inputs(rows * 1000L + fields * 100L + points * 10L + batch);
    int size = fields * points;
    double[] forecast = inputs.doubles(rows * size);
    double[] mean = inputs.doubles(size);
    double[] by = inputs.doubles(OBSERVATIONS * rows);
    double[] innovation = inputs.doubles(OBSERVATIONS); // float: unchanged
    int[] start = new int[counts.length + 1];
    for (int t = 0; t < counts.length; t++) {
      start[t + 1] = start[t] + counts[t];
    }
    int[] index = new int[start[counts.length]];
    double[] weight = inputs.doubles(index.length); // float: unchanged
    for (int e = 0; e < index.length; e++) {
      index[e] = (e * 5 + rows) % OBSERVATIONS;
      boolean large = unobserved > 2.0 && e >= start[counts.length - 1];
      weight[e] = large ? 1e6 : Math.abs(weight[e]); // float: unchanged
    }
    double degrees = Math.max(1, rows - 1); // float: unchanged
    double[] analysis = new double[rows * size];
    int[] status = new int[counts.length];
    double[] condition = new double[counts.length]; // float: unchanged
    out.kernel("localAnalysis.double").in("rows", rows).in("fields", fields).in("points", points).in("batch", batch)
        .in("whole", whole).in("degrees", degrees).in("amplification", 1.03).in("unobserved", unobserved)
        .in("largestCondition", 0x1p12).in("forecast", forecast).in("mean", mean).in("byObservation", by)
        .in("innovation", innovation).in("start", start).in("index", index).in("weight", weight);
    LocalProblems problems = new LocalProblems(rows, fields, points, batch, forecast, mean, analysis, out, OBSERVATIONS,
        rows, by, innovation, whole, degrees, 1.03, unobserved, 0x1p12);
    new LocalAnalysis().analyse(problems, new TargetLists(0, counts.length, start, index, weight), status, condition);
    out.out("mean", mean).out("analysis", analysis).out("refused", status);
  }
}
