// Master of FloatSampleParts: the float version is generated from this file.
package org.isobit.models.learning;

import org.isobit.kernels.Workers;

/**
 * Inference of many samples, which threads share: each takes some of them, and since a sample's outputs do not depend
 * on its neighbours, no bit depends on how. Where there are too few, threads share the outputs of wide layers. One
 * object a thread, used again for its next call, so that nothing is allocated.
 */
final class SampleParts implements Workers.Task {

  /** Most samples of a part, so that activations between layers stay small. */
  private static final int LARGEST = 4096;

  /** Fewer samples than this use weights too seldom. */
  private static final int SMALLEST = 32;

  /** Fewest multiply-adds of a part: with less, a second thread costs more than it brings. */
  private static final int WORK = 1 << 20;

  private static final ThreadLocal<SampleParts> MINE = new ThreadLocal<>();

  private InferenceSteps steps;
  private double[] theta;
  private int thetaOffset;
  private int batch;
  private int length;
  private double[] x;
  private int xo;
  private double[] y;
  private int yo;

  private SampleParts() {}

  /** Y = network(X). */
  static void run(InferenceSteps steps, double[] theta, int thetaOffset, int batch, double[] x, int xo, double[] y,
      int yo, Workers workers) {
    int length = length(batch, steps.network.parameters(), steps.network.work(), workers.available());
    if (length >= batch) {
      InferencePass.run(steps, theta, thetaOffset, batch, x, xo, y, yo, workers);
      return;
    }
    SampleParts parts = MINE.get();
    if (parts == null) {
      parts = new SampleParts();
      MINE.set(parts);
    }
    parts.steps = steps;
    parts.theta = theta;
    parts.thetaOffset = thetaOffset;
    parts.batch = batch;
    parts.length = length;
    parts.x = x;
    parts.xo = xo;
    parts.y = y;
    parts.yo = yo;
    parts.run(workers);
  }

  /** Holds on to nobody's arrays. */
  private void run(Workers workers) {
    try {
      workers.run((batch - 1) / length + 1, this);
    } finally {
      steps = null;
      theta = null;
      x = null;
      y = null;
    }
  }

  /** Samples of a part: a function of sizes and of the number of threads. A sample may use a weight many times. */
  static int length(int batch, int parameters, long work, int threads) {
    int least = (int) Math.max(1, SMALLEST * (long) Math.max(1, parameters) / Math.max(1, work));
    int smallest = Math.clamp(WORK / Math.max(1, work), Math.min(least, SMALLEST), LARGEST);
    int parts = Math.clamp(batch / smallest, 1, threads);
    return Math.min(LARGEST, (batch - 1) / parts + 1);
  }

  @Override
  public void run(int part, int slot) {
    int first = part * length;
    InferencePass.run(steps, theta, thetaOffset, Math.min(length, batch - first), x,
        xo + first * steps.network.input().size(), y, yo + first * steps.network.output().size(), Workers.serial());
  }
}
