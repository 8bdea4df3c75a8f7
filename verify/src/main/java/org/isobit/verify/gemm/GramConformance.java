// Master of FloatGramConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;

/** {@link org.isobit.kernels.gemm.Gemm#gram}. */
public final class GramConformance extends TriangleConformance {

  /** Made by the service loader. */
  public GramConformance() {
    super("gram");
  }

  @Override
  void run(GemmProblem problem, Backend implementation) {
    problem.gram(implementation);
  }

  @Override
  void runOnThreads(GemmProblem problem, Backend implementation) {
    problem.gramOnThreads(implementation);
  }
}
