// Master of FloatTriangleConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/**
 * Products of a matrix with its own transpose: both storage orders of A, orders and depths around vector, block and run
 * borders.
 */
abstract class TriangleConformance implements Conformance {

  private static final int[][] TINY = {{1, 1}, {3, 4}, {5, 2}, {4, 0}};
  private static final int[][] BORDERS = {{40, 50}, {47, 255}, {49, 257}, {97, 64}, {129, 31}, {250, 20}, {9, 4095},
      {17, 4096}, {33, 4097}, {2, 8193}};
  /** Large enough for several threads. */
  private static final int[][] SHARED = {{200, 121}, {333, 40}};

  private int variant;

  private final String name;

  TriangleConformance(String name) {
    this.name = name;
  }

  /** The kernel on one problem. */
  abstract void run(GemmProblem problem, Backend implementation);

  /** The kernel on one problem by several threads. */
  abstract void runOnThreads(GemmProblem problem, Backend implementation);

  @Override
  public final String kernel() {
    return name + ".double";
  }

  @Override
  public final void run(Backend implementation, Cases cases, BitSink sink) {
    variant = 0;
    for (int[] shape : TINY) {
      shape(shape[0], shape[1], implementation, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int length = 0; length <= 35; length++) {
      shape(length, 7, implementation, sink);
      shape(11, length, implementation, sink);
      shape(length, length, implementation, sink);
    }
    for (int[] shape : BORDERS) {
      shape(shape[0], shape[1], implementation, sink);
    }
    for (int[] shape : SHARED) {
      onThreads(shape[0], shape[1], implementation, sink);
    }
  }

  private void shape(int n, int k, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 8; turn++) {
      double alpha = GemmProblem.ALPHAS[variant % 4];
      double beta = GemmProblem.BETAS[variant / 4 % 4];
      GemmProblem problem = new GemmProblem(turn % 2 == 1, turn % 2 == 0, n, n, k, alpha, beta, variant);
      run(problem, implementation);
      problem.feed(name, sink);
      variant += 5;
    }
    variant++;
  }

  private void onThreads(int n, int k, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 2; turn++) {
      GemmProblem problem = new GemmProblem(turn == 1, turn == 0, n, n, k, GemmProblem.ALPHAS[variant % 3],
          GemmProblem.BETAS[variant % 4], variant);
      runOnThreads(problem, implementation);
      problem.feed(name + " on threads", sink);
      variant++;
    }
  }
}
