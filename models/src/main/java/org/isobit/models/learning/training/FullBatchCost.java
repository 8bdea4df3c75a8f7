package org.isobit.models.learning.training;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.linalg.minimization.CostFunction;

/**
 * The mean loss of all samples of an {@link Objective} as a function of its parameters, for methods that need whole
 * gradients: {@code new Lbfgs().minimize(FullBatchCost.of(objective, 256, workers), theta)} trains a small network by
 * L-BFGS. Samples are taken in their order, in batches whose gradients are averaged as
 * {@link TrainingSettings#withBatches} says; layers that draw random numbers draw the same ones at each point, so that
 * it is a function. Parameters that no gradient moves, such as running moments, stay. Not thread-safe.
 */
public final class FullBatchCost implements CostFunction {

  private final Batch batch;
  private final GradientOfStep step;
  private final int parameters;
  private final int samples;

  private FullBatchCost(Objective objective, int size, Workers workers) {
    parameters = objective.parameters();
    samples = objective.samples();
    int[] order = new int[samples];
    for (int i = 0; i < samples; i++) {
      order[i] = i;
    }
    batch = Batch.of(order).use(workers);
    step = new GradientOfStep(objective, size, (samples - 1) / size + 1, false);
  }

  /**
   * The cost of an objective.
   *
   * @param objective what is minimised
   * @param size      samples of a batch, at least 1, as many as the objective takes at once
   * @param workers   threads that evaluate it
   * @return the cost
   * @throws IllegalArgumentException if the objective has no samples, or the size is not positive
   */
  public static FullBatchCost of(Objective objective, int size, Workers workers) {
    Checks.present("full batch", "objective", objective);
    Checks.positive("full batch", "size", size);
    Checks.positive("full batch", "samples", objective.samples());
    return new FullBatchCost(objective, size, workers);
  }

  @Override
  public int size() {
    return parameters;
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    double loss = step.evaluate(x, batch, 0, samples, 0, 0);
    System.arraycopy(step.values(), 0, gradient, 0, parameters);
    return loss;
  }
}
