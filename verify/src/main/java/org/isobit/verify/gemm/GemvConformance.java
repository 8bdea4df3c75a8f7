// Master of FloatGemvConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Both storage orders of A, x and y strided and not. */
public final class GemvConformance implements Conformance {

  private static final int[][] TINY = {{1, 1}, {3, 4}, {17, 5}, {4, 0}};
  private static final int[][] BORDERS = {{40, 1000}, {1000, 40}, {257, 255}, {130, 129}, {9, 4095}, {17, 4096},
      {33, 4097}, {2, 8193}};
  /** Large enough for several threads. */
  private static final int[][] SHARED = {{1501, 1003}, {40, 30011}};

  private int variant;

  /** Made by the service loader. */
  public GemvConformance() {}

  @Override
  public String kernel() {
    return "gemv.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
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
      shape(67, length, implementation, sink);
      shape(length, 67, implementation, sink);
    }
    for (int[] shape : BORDERS) {
      shape(shape[0], shape[1], implementation, sink);
    }
    for (int[] shape : SHARED) {
      onThreads(shape[0], shape[1], implementation, sink);
    }
  }

  private void shape(int m, int k, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 8; turn++) {
      double alpha = GemmProblem.ALPHAS[variant % 4];
      double beta = GemmProblem.BETAS[variant / 4 % 4];
      GemmProblem problem = new GemmProblem(turn % 2 == 1, false, m, 1, k, alpha, beta, turn < 4, variant);
      problem.gemv(implementation);
      problem.feed("gemv", sink);
      variant += 5;
    }
    variant++;
  }

  private void onThreads(int m, int k, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 4; turn++) {
      GemmProblem problem = new GemmProblem(turn % 2 == 1, false, m, 1, k, GemmProblem.ALPHAS[variant % 3],
          GemmProblem.BETAS[variant % 4], turn < 2, variant);
      problem.gemvOnThreads(implementation);
      problem.feed("gemv on threads", sink);
      variant++;
    }
  }
}
