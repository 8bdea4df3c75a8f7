// Master of FloatGerConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Lengths around vector borders, x and y strided and not. */
public final class GerConformance implements Conformance {

  private static final int[][] TINY = {{1, 1}, {3, 4}, {2, 17}, {4, 0}};

  private int variant;

  /** Made by the service loader. */
  public GerConformance() {}

  @Override
  public String kernel() {
    return "ger.double";
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
    }
    shape(300, 1000, implementation, sink);
    onThreads(301, 4999, implementation, sink);
  }

  private void onThreads(int m, int n, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 2; turn++) {
      GemmProblem problem = new GemmProblem(false, true, m, n, 1, GemmProblem.ALPHAS[turn], 1.0, turn < 1, variant);
      problem.gerOnThreads(implementation);
      problem.feed("ger on threads", sink);
      variant++;
    }
  }

  private void shape(int m, int n, Backend implementation, BitSink sink) {
    for (int turn = 0; turn < 4; turn++) {
      double alpha = GemmProblem.ALPHAS[variant % 4];
      GemmProblem problem = new GemmProblem(false, true, m, n, 1, alpha, 1.0, turn < 2, variant);
      problem.ger(implementation);
      problem.feed("ger", sink);
      variant += 5;
    }
    variant++;
  }
}
