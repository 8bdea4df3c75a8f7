// Master of FloatGradientOfStep: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.Arrays;
import org.isobit.kernels.gemm.Gemm;

/** The gradient of one step, of a batch or of several. Not thread-safe; allocates nothing in the steady state. */
final class GradientOfStep {

  private static final double[] ONE = {1.0};

  private final boolean settles;
  private final Objective objective;
  private final int size;
  private final int batches;
  private final double[] gradient;

  /** That of one batch; null: a step is one batch. */
  private final double[] part;

  /** Of steps of so many batches of so many samples; what passes see may be settled between them. */
  GradientOfStep(Objective objective, int size, int batches, boolean settles) {
    this.settles = settles;
    this.objective = objective;
    this.size = size;
    this.batches = batches;
    gradient = new double[objective.parameters()];
    part = batches == 1 ? null : new double[gradient.length];
  }

  /** The gradient that {@link #evaluate} made. */
  double[] values() {
    return gradient;
  }

  /**
   * The mean loss of some samples, and its gradient. Each batch draws random numbers of its own.
   *
   * @param theta the parameters; those that follow what passes see are settled after each batch but the last one
   * @param batch is set to one batch after the other
   * @param first place of the first sample in the epoch's order
   * @param count samples of the step
   * @param epoch number of the epoch
   * @param step  number of the step
   * @return the mean loss
   */
  double evaluate(double[] theta, Batch batch, int first, int count, int epoch, long step) {
    if (part == null) {
      batch.set(first, count, epoch, step, true);
      return objective.evaluate(theta, 0, batch, gradient, 0);
    }
    Arrays.fill(gradient, 0.0);
    double loss = 0.0;
    for (int b = 0, done = 0; done < count; b++) {
      int n = Math.min(size, count - done);
      batch.set(first + done, n, epoch, step * batches + b, true);
      double share = (double) n / count; // float: float share = (float) ((double) n / count);
      loss = Math.fma(share, objective.evaluate(theta, 0, batch, part, 0), loss);
      Gemm.ger(1, part.length, share, ONE, 0, 1, part, 0, 1, gradient, 0, part.length, batch.workers());
      done += n;
      if (settles && done < count) {
        // What layers have seen of this batch; of the last one, the run settles it after the step.
        objective.settle(theta, 0);
      }
    }
    return loss;
  }
}
