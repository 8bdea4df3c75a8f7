// Master of FloatBatchEigenConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Blocks of unlike problems, all numbers of lanes around vector borders, serially and over threads. */
public final class BatchEigenConformance implements Conformance {

  /** Made by the service loader. */
  public BatchEigenConformance() {}

  @Override
  public String kernel() {
    return "batchEigen.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    BatchEigen eigen = new BatchEigen(implementation);
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      sink.label("batchEigen n=" + n + " lanes=" + lanes);
      Workers workers = lanes % 2 == 0 ? Workers.serial() : Workers.shared();
      eigen.factor(n, lanes, Matrices.block(n, lanes, false, lanes % 3), lanes % 3, workers);
      double[] out = new double[n * n * lanes];
      eigen.values(out, 0);
      sink.add(out);
      eigen.vectors(out, 0);
      sink.add(out);
      eigen.reconstruct(out, 0);
      sink.add(out);
      eigen.factor(n, lanes, Matrices.block(n, lanes, true, 1), 1, workers);
      double[] b = Matrices.rectangular(n, 2 * lanes, 5, 0, Math.max(1, 2 * lanes));
      eigen.solve(2, b, 0, workers);
      sink.add(b);
    });
  }
}
