// Master of FloatBatchGramCuda: the float version is generated from this file.
package org.isobit.gpu.batch;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.linalg.batch.BatchGram;

/**
 * {@link BatchGram} on a device, class EXACT: C = AᵀA + β·C of many small matrices, one thread a row of one problem;
 * layout and errors as there. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class BatchGramCuda {

  private static final int THREADS = 64;
  private static final int MOST_BLOCKS = 65535;

  private final Stream stream;
  private final KernelFunction gram;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public BatchGramCuda(Stream stream) {
    this.stream = stream;
    gram = stream.device().module("batch").function("batch_gram_double");
  }

  /**
   * C = AᵀA + β·C.
   *
   * @param n       order of C, columns of A
   * @param terms   rows of A, at most 4096
   * @param lanes   problems in the block
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param beta    factor of C
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @throws IllegalArgumentException for sizes that are negative or too large, what is not inside its array, and
   *     overlap
   */
  public void gram(int n, int terms, int lanes, DeviceArray a, long aOffset, double beta, DeviceArray c, long cOffset) {
    DeviceChecks.size("batchGram", "n", n);
    DeviceChecks.size("batchGram", "terms", terms);
    DeviceChecks.size("batchGram", "lanes", lanes);
    if (terms > BatchGram.MOST_TERMS) {
      throw new IllegalArgumentException("batchGram: at most " + BatchGram.MOST_TERMS + " terms, but there are "
          + terms);
    }
    long elementsA = DeviceChecks.block(terms, n, lanes);
    long elementsC = DeviceChecks.block(n, n, lanes);
    DeviceChecks.vector("batchGram", "A", a, aOffset, elementsA);
    DeviceChecks.vector("batchGram", "C", c, cOffset, elementsC);
    DeviceChecks.apart("batchGram", "C", "A", c, cOffset, elementsC, a, aOffset, elementsA);
    if (elementsC > 0) {
      gram.set(0, n).set(1, terms).set(2, lanes).set(3, a, aOffset).set(4, beta).set(5, c, cOffset)
          .launch(stream, (lanes + THREADS - 1) / THREADS, Math.min(n, MOST_BLOCKS), 1, THREADS, 0);
    }
  }
}
