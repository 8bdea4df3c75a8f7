// Master of FloatLocalBenchmark: the float version is generated from this file.
package org.isobit.bench.linalg;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Local analyses of 256 neighbouring points by one thread, without the search for observations: the kernel alone. Whole
 * analyses, and LAPACK's, are in {@link org.isobit.bench.assimilation.LocalAnalysisBenchmark}.
 */
@State(Scope.Thread)
public class LocalBenchmark implements KernelBenchmark {

  private static final int POINTS = 256;

  /** Rows x observations near x fields. */
  @Param({"20x51x1", "40x101x1", "40x101x16", "40x21x4", "64x101x4"})
  public String shape;

  /** Which implementation. */
  @Param({"simd", "reference"})
  public String implementation;

  private LocalAnalysis local;
  private LocalProblems problems;
  private TargetLists lists;
  private int[] status;
  private double[] condition; // float: unchanged

  /** Makes the benchmark. */
  public LocalBenchmark() {}

  private int part(int i) {
    return Integer.parseInt(shape.split("x")[i]);
  }

  /** Makes the problems. */
  @Setup
  public void prepare() {
    int rows = part(0);
    int near = part(1);
    int size = part(2) * POINTS;
    Inputs inputs = new Inputs(rows);
    double[] by = inputs.doubles(POINTS * rows);
    problems = new LocalProblems(rows, part(2), POINTS, 1, inputs.doubles(rows * size), inputs.doubles(size),
        new double[rows * size], by, POINTS, rows, by,
        inputs.doubles(POINTS), // float: unchanged
        true, rows - 1, 1.0, 1.0, 1e9);
    int[] start = new int[POINTS + 1];
    int[] index = new int[POINTS * near];
    double[] weight = new double[POINTS * near]; // float: unchanged
    for (int t = 0; t < POINTS; t++) {
      start[t + 1] = start[t] + near;
      for (int q = 0; q < near; q++) {
        index[t * near + q] = (t + q) % POINTS;
        weight[t * near + q] = 1.0 - Math.abs(q - near / 2) / (near + 1.0); // float: unchanged
      }
    }
    lists = new TargetLists(0, POINTS, start, index, weight);
    status = new int[POINTS];
    condition = new double[POINTS]; // float: unchanged
    local = new LocalAnalysis(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
  }

  /**
   * One call.
   *
   * @return whether all members are finite
   */
  @Benchmark
  public boolean run() {
    return local.analyse(problems, lists, status, condition);
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get("localAnalysis.double");
    return new Work(entry.name(), "local", entry.flops().at(part(0), part(1), part(2), POINTS),
        entry.bytes().at(part(0), part(1), part(2), POINTS));
  }

  @Override
  public double[] output() { // float: unchanged
    double[] output = new double[problems.analysis().length]; // float: unchanged
    for (int i = 0; i < output.length; i++) {
      output[i] = problems.analysis()[i];
    }
    return output;
  }

  @Override
  public double tolerance() { // float: unchanged
    return 0;
  }
}
