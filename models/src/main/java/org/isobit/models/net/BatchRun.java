// Master of FloatBatchRun: the float version is generated from this file.
package org.isobit.models.net;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.PackedNetwork;

/**
 * A network over many samples, which threads share: each takes some of them, and since a sample's outputs do not depend
 * on its neighbours, no bit depends on how. Immutable, thread-safe.
 */
final class BatchRun {

  /** Most samples of a part, so that activations between layers stay small. */
  private static final int LARGEST_PART = 4096;

  /** Fewer samples than this are not worth another thread. */
  private static final int SMALLEST_PART = 16;

  private final PackedNetwork network;
  private final Workers workers;

  BatchRun(PackedNetwork network, Workers workers) {
    this.network = network;
    this.workers = workers;
  }

  /**
   * Y = network(X).
   *
   * @param batch samples
   * @param x     batch × inputs
   * @param y     batch × outputs, written
   */
  void run(int batch, double[] x, double[] y) {
    int part = part(batch);
    if (part == batch) {
      network.forward(batch, x, 0, y, 0);
      return;
    }
    int inputs = network.network().input().size();
    int outputs = network.network().output().size();
    workers.run((batch + part - 1) / part, (p, slot) -> {
      int first = p * part;
      network.forward(Math.min(part, batch - first), x, (long) first * inputs, y, (long) first * outputs);
    });
  }

  private int part(int batch) {
    int share = (int) (((long) batch + workers.threads() - 1) / workers.threads());
    return Math.min(batch, Math.clamp(share, SMALLEST_PART, LARGEST_PART));
  }
}
