// Master of FloatBatchCholeskyConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Blocks of unlike problems, all numbers of lanes around vector borders, and blocks with problems that fail. */
public final class BatchCholeskyConformance implements Conformance {

  /** Made by the service loader. */
  public BatchCholeskyConformance() {}

  @Override
  public String kernel() {
    return "batchCholesky.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    BatchCholesky cholesky = new BatchCholesky(implementation);
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      sink.label("batchCholesky n=" + n + " lanes=" + lanes);
      Workers workers = lanes % 2 == 0 ? Workers.serial() : Workers.shared();
      double[] a = Matrices.block(n, lanes, true, lanes % 3);
      cholesky.factor(n, lanes, a, lanes % 3, workers);
      double[] out = new double[n * n * lanes];
      cholesky.lower(out, 0);
      sink.add(out);
      double[] b = Matrices.rectangular(n, 3 * lanes, 5, 0, Math.max(1, 3 * lanes));
      cholesky.solve(3, b, 0, workers);
      sink.add(b);
      if (n > 0 && lanes > 0) {
        int bad = lanes / 2;
        int row = n / 2;
        a[lanes % 3 + (row * n + row) * lanes + bad] = -2.0;
        a[lanes % 3 + (row * n + row) * lanes + lanes - 1] = -3.0;
        fail(cholesky, n, lanes, a, workers, sink);
      }
    });
  }

  private static void fail(BatchCholesky cholesky, int n, int lanes, double[] a, Workers workers, BitSink sink) {
    try {
      cholesky.factor(n, lanes, a, lanes % 3, workers);
      sink.add(-1);
    } catch (NumericalException e) {
      sink.add(e.index());
      sink.add(e.value());
    }
  }
}
