package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.junit.jupiter.api.Test;

/** Training by methods that need whole gradients. */
class FullBatchCostTest {

  /** A line through points has one best fit, that of the normal equations. */
  @Test
  void aLineIsFittedExactly() {
    double[] x = {0.0, 1.0, 2.0, 4.0, 5.0};
    double[] y = {1.0, 2.5, 3.0, 6.5, 8.0};
    Network line = Network.of(Shape.of(1), Layers.dense(1, Activation.IDENTITY));
    FullBatchCost cost = FullBatchCost.of(new SupervisedObjective(line, Loss.squared(), x, y, 2), 2, Workers.serial());
    Minimum minimum = new Lbfgs().withStopping(Stopping.USUAL.withGradient(1e-12)).minimize(cost, new double[2]);
    assertTrue(minimum.converged(), minimum.message());
    // Means 2.4 and 4.2; sums of products 24.1 and of squares 17.2.
    double slope = 24.1 / 17.2;
    assertEquals(slope, minimum.x()[0], 1e-9);
    assertEquals(4.2 - 2.4 * slope, minimum.x()[1], 1e-9);
  }

  @Test
  void lbfgsTrainsANetworkWithTheSameBitsByAnyThreads() {
    double[] theta = Problems.small().initialize(5, 6);
    Lbfgs method = new Lbfgs().withStopping(Stopping.USUAL.withIterations(60));
    Minimum one = method.minimize(FullBatchCost.of(Problems.regression(50, 16), 16, Workers.serial()), theta);
    Minimum two = method.minimize(FullBatchCost.of(Problems.regression(50, 16), 16, Workers.shared()), theta);
    Problems.assertSameBits(one.x(), two.x(), "threads");
    double before = Problems.regression(50, 50).evaluate(theta, 0, Batch.of(0, 1, 2, 3, 4, 5, 6, 7), null, 0);
    assertTrue(one.value() < 0.05 * before, one.value() + " after " + before);
  }

  /** A cost is a function: it does not write to the point at which it is asked, running moments among it. */
  @Test
  void thePointStaysAsItIs() {
    Network network = Network.of(Shape.of(2), BatchNormalization.of(), Layers.dense(1, Activation.IDENTITY));
    double[] x = Problems.inputs(8);
    Objective objective = new SupervisedObjective(network, Loss.squared(), x, Problems.targets(x), 4);
    FullBatchCost cost = FullBatchCost.of(objective, 4, Workers.serial());
    double[] theta = network.initialize(1, 0);
    double[] before = theta.clone();
    double[] gradient = new double[theta.length];
    double first = cost.evaluate(theta, gradient);
    Problems.assertSameBits(before, theta, "point");
    assertEquals(first, cost.evaluate(theta, gradient), 0.0);
  }
}
