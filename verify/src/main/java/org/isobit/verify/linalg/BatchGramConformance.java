// Master of FloatBatchGramConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.gpu.batch.BatchGramCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** Orders, terms and lanes around tile and vector borders, special values, three factors of C. */
public final class BatchGramConformance implements Conformance {

  private static final double[] BETAS = {0.0, 1.0, 0.7};

  /** Made by the service loader. */
  public BatchGramConformance() {}

  @Override
  public String kernel() {
    return "batchGram.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      for (int variant = 0; variant < 3; variant++) {
        int terms = variant == 0 ? 2 * n + 1 : variant;
        sink.label("batchGram n=" + n + " lanes=" + lanes + " terms=" + terms);
        Inputs inputs = new Inputs(n * 1000L + lanes * 10 + variant);
        int size = terms * n * lanes;
        double[] a = variant == 1 ? inputs.specialDoubles(size) : inputs.doubles(size);
        double[] c = inputs.doubles(n * n * lanes);
        Workers workers = variant == 2 ? Workers.shared() : Workers.serial();
        double beta = BETAS[variant];
        if (implementation == Backend.CUDA) {
          OnDevice.run(device -> device.kernels(BatchGramCuda.class, BatchGramCuda::new)
              .gram(n, terms, lanes, device.of(a), 0, beta, device.of(c), 0));
        } else {
          BatchGram.gram(implementation, n, terms, lanes, a, 0, beta, c, 0, workers);
        }
        sink.add(c);
      }
    });
  }
}
