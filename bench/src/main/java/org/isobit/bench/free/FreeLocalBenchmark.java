package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Local analyses of one field as the contract has them, and with sums in any order where lanes are no problems. */
@State(Scope.Thread)
public class FreeLocalBenchmark implements KernelBenchmark {

  /** Points of a ring, each of which is observed. */
  private static final int POINTS = 512;

  /** Members, a multiple of 8, and observations near a point, an odd number. */
  @Param("40x101")
  public String shape;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private LocalProblems problems;
  private TargetLists lists;
  private LocalAnalysis analysis;
  private FreeLocal free;
  private final int[] status = new int[POINTS];
  private final double[] condition = new double[POINTS];

  /** Makes the benchmark. */
  public FreeLocalBenchmark() {}

  private int[] sizes() {
    return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
  }

  /** Makes anomalies, observations and the lists of those that are near. */
  @Setup
  public void prepare() {
    int members = sizes()[0];
    int near = sizes()[1];
    Inputs inputs = new Inputs(members);
    double[] forecast = inputs.doubles(members * POINTS);
    double[] observed = inputs.doubles(POINTS * members);
    problems = new LocalProblems(members, 1, POINTS, 1, forecast, inputs.doubles(POINTS), new double[members * POINTS],
        this, POINTS, members, observed, inputs.doubles(POINTS), true, members - 1.0, 1.0, 1.0, 1e12);
    int[] start = new int[POINTS + 1];
    int[] index = new int[POINTS * near];
    double[] root = new double[POINTS * near];
    for (int i = 0; i < POINTS; i++) {
      start[i + 1] = start[i] + near;
      for (int q = 0; q < near; q++) {
        int away = q - near / 2;
        index[start[i] + q] = Math.floorMod(i + away, POINTS);
        root[start[i] + q] = 1.0 - Math.abs(away) / (near / 2 + 1.0);
      }
    }
    lists = new TargetLists(0, POINTS, start, index, root);
    analysis = new LocalAnalysis(KernelBenchmark.backend(implementation));
    free = new FreeLocal(members, near);
  }

  /** All points. */
  @Benchmark
  public void analyse() {
    if (implementation.equals("free")) {
      free.analyse(problems, lists);
    } else {
      analysis.analyse(problems, lists, status, condition);
    }
  }

  @Override
  public Work work() {
    double k = sizes()[0];
    double p = sizes()[1];
    return new Work("letkf_local.double", "order", POINTS * (k * k * p + 9 * k * k * k),
        4 * Double.BYTES * k * POINTS, POINTS);
  }

  @Override
  public double[] output() {
    return problems.analysis();
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }
}
