// Master of FloatLocalAnalysisConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.local.LocalAnalysesCuda;
import org.isobit.gpu.local.LocalEnsemble;
import org.isobit.gpu.local.LocalLists;
import org.isobit.gpu.local.LocalOutcome;
import org.isobit.gpu.local.LocalRule;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.linalg.local.LocalRules;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * Targets in both spaces and at the border between them, with nothing near, refused ones, one and several points a
 * target, the last of which is short, few and many fields, anomalies and whole members, an observation that is not a
 * number, lists of a whole run.
 */
public final class LocalAnalysisConformance implements Conformance {

  /** Rows, fields, points, points of a target. */
  private static final int[][] SHORT = {{1, 1, 3, 1}, {5, 1, 4, 1}, {4, 6, 3, 2}};
  private static final int[] ROWS = {1, 2, 3, 4, 7, 8, 12, 17, 20, 40};
  private static final int[][] SHAPES = {{1, 21, 1}, {3, 17, 1}, {2, 23, 4}, {16, 9, 1}};
  private static final int[] LONG = {4, 1, 5, 1};
  private static final int OBSERVATIONS = 53;

  /** Made by the service loader. */
  public LocalAnalysisConformance() {}

  @Override
  public String kernel() {
    return "localAnalysis.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int[] shape : SHORT) {
      run(implementation, shape, false, 6, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int rows : ROWS) {
      for (int[] shape : SHAPES) {
        int[] all = {rows, shape[0], shape[1], shape[2]};
        run(implementation, all, false, 2 * rows + 4, sink);
        run(implementation, all, true, rows, sink);
      }
    }
    run(implementation, LONG, false, LocalRules.MOST_TERMS, sink);
  }

  /** Lists grow from nothing to a longest, and every seventh target has weights that make it too ill-conditioned. */
  private static void run(Backend implementation, int[] shape, boolean whole, int longest, BitSink sink) {
    int rows = shape[0];
    int fields = shape[1];
    int points = shape[2];
    int batch = shape[3];
    sink.label("localAnalysis rows=" + rows + " fields=" + fields + " points=" + points + " batch=" + batch + " whole="
        + whole + " longest=" + longest);
    Inputs inputs = new Inputs(rows * 65536L + fields * 4096L + points * 64L + batch * 2L + (whole ? 1 : 0));
    int size = fields * points;
    int stride = rows + batch;
    double[] mean = inputs.doubles(size);
    double[] analysis = inputs.doubles(rows * size);
    double[] by = inputs.doubles(OBSERVATIONS * stride);
    if (fields == 3) {
      by[0] = Double.NaN;
    }
    LocalProblems problems = new LocalProblems(rows, fields, points, batch, inputs.doubles(rows * size), mean, analysis,
        by, OBSERVATIONS, stride, by,
        inputs.doubles(OBSERVATIONS), // float: unchanged
        whole, Math.max(1, rows - 1), 1.03, whole ? 0.9 : 1.0, 0x1p12);
    TargetLists lists = lists(inputs, problems.targets(), longest);
    int[] status = new int[lists.targets()];
    double[] condition = new double[lists.targets()]; // float: unchanged
    if (implementation == Backend.CUDA) {
      OnDevice.run(device -> device(device.kernels(BothWays.class, BothWays::new), problems, lists, status, condition));
    } else {
      new LocalAnalysis(implementation).analyse(problems, lists, status, condition);
    }
    sink.add(mean);
    sink.add(analysis);
    for (int t = 0; t < lists.targets(); t++) {
      sink.add(status[t] == 0 ? 0 : 1);
      if (status[t] != 0) {
        sink.add(condition[t]);
      }
    }
  }

  private static TargetLists lists(Inputs inputs, int targets, int longest) {
    int[] start = new int[targets + 1];
    for (int t = 0; t < targets; t++) {
      start[t + 1] = start[t] + (int) ((long) longest * t / Math.max(1, targets - 1));
    }
    int[] index = new int[start[targets]];
    double[] weight = new double[start[targets]]; // float: unchanged
    for (int t = 0; t < targets; t++) {
      for (int e = start[t]; e < start[t + 1]; e++) {
        index[e] = (int) Long.remainderUnsigned(inputs.nextLong(), OBSERVATIONS);
        weight[e] = Math.abs(inputs.nextDouble()) * (t % 7 == 5 ? 1e3 : 1.0); // float: unchanged
      }
    }
    return new TargetLists(0, targets, start, index, weight);
  }

  /** One thread a problem, and one block a problem. */
  private record BothWays(LocalAnalysesCuda threads, LocalAnalysesCuda blocks) implements AutoCloseable {
    BothWays(Stream stream) {
      this(new LocalAnalysesCuda(stream.device(), BatchPath.THREADS),
          new LocalAnalysesCuda(stream.device(), BatchPath.BLOCKS));
    }

    @Override
    public void close() {
      threads.close();
      blocks.close();
    }
  }

  /** Even numbers of rows run by threads, odd ones by blocks. */
  private static void device(BothWays ways, LocalProblems p, TargetLists lists, int[] status,
      double[] condition) { // float: unchanged
    LocalAnalysesCuda cuda = p.rows() % 2 == 0 ? ways.threads : ways.blocks;
    cuda.observe(p.observations(), p.stride(), p.byObservation(), p.innovation());
    LocalEnsemble ensemble = new LocalEnsemble(p.rows(), p.fields(), p.points(), p.batch(), p.forecast(), p.mean(),
        p.analysis());
    LocalRule rule = new LocalRule(LocalRules.forms(p.rows(), p.vectors()), p.whole(), p.degrees(), p.amplification(),
        p.unobserved(), p.largestCondition());
    LocalOutcome outcome = cuda.analyse(ensemble, LocalLists.of(p.rows(), p.observations(), lists), rule);
    System.arraycopy(outcome.status(), 0, status, 0, status.length);
    System.arraycopy(outcome.condition(), 0, condition, 0, condition.length);
  }
}
