// Master of FloatGemmConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** All transposes, lengths around vector, block and run borders, factors, paddings and special values. */
public final class GemmConformance implements Conformance {

  private static final int[][] TINY = {{1, 1, 1}, {2, 3, 4}, {5, 17, 3}, {9, 2, 6}, {3, 4, 0}};
  private static final int[][] BORDERS = {{5, 71, 9}, {6, 150, 8}, {3, 280, 5}, {40, 57, 63},
      {65, 63, 65}, {300, 20, 21}, {20, 300, 19}, {23, 33, 255}, {25, 31, 257}, {47, 129, 33}, {49, 127, 40},
      {97, 95, 63},
      {241, 50, 129}, {7, 1025, 12}, {1031, 9, 20}, {130, 131, 132}, {3, 5, 4095}, {4, 17, 4096}, {26, 35, 4097},
      {2, 3, 8193}, {1, 20, 4100}, {20, 1, 4100}, {1, 1, 12289}};
  /** Large enough for several threads. */
  private static final int[][] SHARED = {{200, 150, 61}, {60, 521, 70}, {1501, 9, 150}, {49, 97, 4200}};

  private BitSink sink;
  private Backend implementation;
  private int variant;

  /** Made by the service loader. */
  public GemmConformance() {}

  @Override
  public String kernel() {
    return "gemm.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    this.implementation = implementation;
    this.sink = sink;
    variant = 0;
    for (int[] shape : TINY) {
      shape(shape[0], shape[1], shape[2]);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int length = 0; length <= 35; length++) {
      shape(length, 5, 3);
      shape(6, length, 4);
      shape(3, 9, length);
      shape(length, length, length);
      shape(length, 1, 19);
      shape(1, length, 21);
      shape(35 - length, length, 16);
    }
    for (int[] shape : BORDERS) {
      shape(shape[0], shape[1], shape[2]);
    }
    for (int[] shape : SHARED) {
      onThreads(shape[0], shape[1], shape[2]);
    }
  }

  private void shape(int m, int n, int k) {
    for (int transposes = 0; transposes < 4; transposes++) {
      for (int pair = 0; pair < 2; pair++) {
        double alpha = GemmProblem.ALPHAS[variant % 4];
        double beta = GemmProblem.BETAS[variant / 4 % 4];
        GemmProblem problem =
            new GemmProblem((transposes & 1) != 0, (transposes & 2) != 0, m, n, k, alpha, beta, variant);
        problem.gemm(implementation);
        problem.feed("gemm", sink);
        // A step of 5 pairs every alpha with every beta, every transpose and every variant of the operands.
        variant += 5;
      }
    }
    variant++;
  }

  private void onThreads(int m, int n, int k) {
    for (int transposes = 0; transposes < 4; transposes++) {
      GemmProblem problem = new GemmProblem((transposes & 1) != 0, (transposes & 2) != 0, m, n, k,
          GemmProblem.ALPHAS[variant % 3], GemmProblem.BETAS[variant % 4], variant);
      problem.gemmOnThreads(implementation);
      problem.feed("gemm on threads", sink);
      variant++;
    }
  }
}
