// Master of FloatBatchInverseSquareRootConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.linalg.batch.BatchRoot;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Blocks of positive definite problems, all numbers of lanes around vector borders, serially and over threads. */
public final class BatchInverseSquareRootConformance implements Conformance {

  /** Made by the service loader. */
  public BatchInverseSquareRootConformance() {}

  @Override
  public String kernel() {
    return "batchInverseSquareRoot.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    BatchRoot root = new BatchRoot(implementation);
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      sink.label("batchInverseSquareRoot n=" + n + " lanes=" + lanes);
      Workers workers = lanes % 2 == 0 ? Workers.serial() : Workers.shared();
      root.factor(n, lanes, Matrices.block(n, lanes, true, lanes % 3), lanes % 3, workers);
      double[] out = new double[n * n * lanes];
      root.inverseSquareRoot(out, 0, workers);
      sink.add(out);
    });
  }
}
