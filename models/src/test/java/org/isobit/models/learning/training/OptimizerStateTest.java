// Master of FloatOptimizerStateTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of gradient descent, worked out by hand. */
class OptimizerStateTest {

  @Test
  void stepsAreCountedAndMoveTheParameters() {
    OptimizerState state = new OptimizerState(Optimizer.sgd(0.5, 0.5), 2);
    double[] theta = {9, 1, 2};
    double[] gradient = {4, -8};
    state.step(0.5, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, -1, 6}, theta, "the first step");
    state.step(0.25, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, -2.5, 9}, theta, "velocities 6 and -12");
    assertEquals(2, state.steps());
  }

  @Test
  void squaresDivideTheSteps() {
    OptimizerState rms = new OptimizerState(Optimizer.rmsProp(0.5, 0.75, 2), 2);
    double[] theta = {9, 1, 2};
    double[] gradient = {4, -8};
    rms.step(0.5, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, 0.5, 2 + 4.0 / 6}, theta, "squares 4 and 16");
    gradient[0] = 2;
    gradient[1] = 4;
    rms.step(3, theta, 1, gradient, 0);
    Problems.assertSameBits(new double[] {9, 0.5 - 6.0 / 4, (2 + 4.0 / 6) - 12.0 / 6}, theta, "squares 4 and 16 again");
    OptimizerState sums = new OptimizerState(Optimizer.adagrad(1, 7, 1), 2);
    theta = new double[] {9, 1, 2};
    sums.step(2, theta, 1, new double[] {3, -3}, 0);
    Problems.assertSameBits(new double[] {9, 1 - 6.0 / 5, 2 + 6.0 / 5}, theta, "7 + 9");
    sums.step(1, theta, 1, new double[] {3, 0}, 0);
    Problems.assertSameBits(new double[] {9, (1 - 6.0 / 5) - 3.0 / 6, 2 + 6.0 / 5}, theta, "16 + 9");
    assertEquals(2, sums.steps());
  }

  @Test
  void settingsNameWhatTheKindHas() {
    assertEquals("{kind=rmsprop, learning-rate=0.5, rho=0.9, epsilon=1.0E-7}", // float: unchanged
        Optimizer.rmsProp(0.5).settings().toString());
    assertEquals("{kind=adagrad, learning-rate=0.5, accumulator=0.1, epsilon=1.0E-7}", // float: unchanged
        Optimizer.adagrad(0.5).settings().toString());
    assertEquals(Optimizer.adagrad(0.3, 0.2, 1e-6), Optimizer.adagrad(0.1, 0.2, 1e-6).withLearningRate(0.3));
  }

  /** A run that goes on from its file in the middle has the bits of one that does not. */
  @Test
  void runsResumeFromTheirFiles(@TempDir Path directory) throws IOException {
    Network network = Network.of(Shape.of(2), Layers.dense(3, Activation.TANH), Layers.dense(1, Activation.IDENTITY));
    double[] x = Problems.inputs(20);
    SupervisedObjective objective = new SupervisedObjective(network, Loss.squared(), x, Problems.targets(x), 10);
    for (Optimizer optimizer : List.of(Optimizer.rmsProp(0.01), Optimizer.adagrad(0.1))) {
      Trainer trainer = Trainer.of(objective, TrainingSettings.of(optimizer, 10, 4));
      double[] whole = network.initialize(1, 0);
      double[] initial = whole.clone();
      trainer.train(whole);
      TrainingRun run = trainer.start(initial);
      run.epoch();
      Path file = directory.resolve("checkpoint");
      run.checkpoint().write(file);
      TrainingRun resumed = trainer.resume(Checkpoint.read(file));
      for (int epoch = 1; epoch < 4; epoch++) {
        resumed.epoch();
      }
      Problems.assertSameBits(whole, resumed.checkpoint().parameters(), optimizer.toString());
    }
  }
}
