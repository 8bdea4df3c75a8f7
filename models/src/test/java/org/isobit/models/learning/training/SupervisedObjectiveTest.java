// Master of FloatSupervisedObjectiveTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** When a network draws while it is evaluated, and with how many samples. */
class SupervisedObjectiveTest {

  private static final double TOLERANCE = 1e-13; // float: private static final float TOLERANCE = 1e-6f;

  private static Network network(int outputs) {
    return Network.of(Shape.of(2), Layers.dense(40, Activation.TANH), Layers.dropout(0.5),
        Layers.dense(outputs, Activation.IDENTITY));
  }

  /** Training drops what the step's address says; validation drops nothing, whatever came before. */
  @Test
  void trainingAloneDraws() {
    Network network = network(1);
    double[] theta = network.initialize(1, 0);
    double[] x = Problems.inputs(3);
    double[] y = Problems.targets(x);
    SupervisedObjective objective = new SupervisedObjective(network, Loss.squared(), x, y, 3);
    Batch batch = Batch.of(0, 1, 2);
    double inference = objective.evaluate(theta, 0, batch, null, 0);
    double training = objective.evaluate(theta, 0, batch.forTraining(5, 6, 7, 8), null, 0);
    double[] p = new double[3];
    Tape tape = network.tape(3);
    tape.train(5, 6, 8);
    network.forward(theta, 0, 3, x, 0, p, 0, tape);
    double mean = 0;
    for (int i = 0; i < 3; i++) {
      mean += (p[i] - y[i]) * (p[i] - y[i]) / 3;
    }
    assertEquals(mean, training, TOLERANCE * (1 + mean));
    assertNotEquals(inference, training);
    double[] gradient = new double[theta.length];
    assertEquals(inference, objective.evaluate(theta, 0, batch, gradient, 0));
    assertEquals(training, objective.evaluate(theta, 0, batch.forTraining(5, 6, 7, 8), gradient, 0));
  }

  @Test
  void oneSampleIsEnough() {
    Network network = network(3);
    double[] theta = new double[network.parameters()];
    SupervisedObjective objective = new SupervisedObjective(network, Loss.absolute(), new double[2],
        new double[] {1, 2, 6}, 1);
    assertSame(network, objective.network());
    assertEquals(1, objective.samples());
    assertEquals(3.0, objective.evaluate(theta, 0, Batch.of(0), null, 0), TOLERANCE);
    assertEquals("objective: the inputs are 0 numbers, but samples have 2",
        refusal(() -> new SupervisedObjective(network, Loss.squared(), new double[0], new double[0], 1)));
    assertEquals("objective: the targets are 5 numbers, but 2 samples with 3 targets each need 6",
        refusal(() -> new SupervisedObjective(network, Loss.squared(), new double[4], new double[5], 1)));
    for (int bad : new int[] {-1, 1}) {
      assertEquals("objective: there is no sample " + bad + "; there are 1",
          refusal(() -> objective.evaluate(theta, 0, Batch.of(bad), null, 0)));
    }
    assertEquals("objective: batches must have 1 ... 1 samples, but this one has 0",
        refusal(() -> objective.evaluate(theta, 0, Batch.of(), null, 0)));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
