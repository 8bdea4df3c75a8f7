// Master of FloatSyrkConformance: the float version is generated from this file.
package org.isobit.verify.gemm;

import org.isobit.kernels.Backend;

/** {@link org.isobit.kernels.gemm.Gemm#syrk}. */
public final class SyrkConformance extends TriangleConformance {

  /** Made by the service loader. */
  public SyrkConformance() {
    super("syrk");
  }

  @Override
  void run(GemmProblem problem, Backend implementation) {
    problem.syrk(implementation);
  }

  @Override
  void runOnThreads(GemmProblem problem, Backend implementation) {
    problem.syrkOnThreads(implementation);
  }
}
