package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** A penalty on one layer's weights. */
class PenalizedObjectiveTest {

  private static final double LAMBDA = 0.072;

  private final Network network = Network.of(Shape.of(2), Layers.dense(5, Activation.TANH),
      Layers.dense(1, Activation.IDENTITY));
  private final double[] x = Problems.inputs(7);
  private final SupervisedObjective plain = new SupervisedObjective(network, Loss.squared(), x, Problems.targets(x), 7);
  private final Parameter last = network.parameterList().stream().filter(p -> p.name().equals("layers.1.weight"))
      .findFirst().orElseThrow();
  private final double[] theta = network.initialize(3, 0);
  private final Batch batch = Batch.of(0, 1, 2, 3, 4, 5, 6);

  /** Loss and gradient differ from the plain ones by the formula, there alone. */
  @Test
  void addsTheFormula() {
    PenalizedObjective penalized = PenalizedObjective.of(plain, last, LAMBDA);
    double[] gradient = new double[theta.length];
    double[] without = new double[theta.length];
    double loss = penalized.evaluate(theta, 0, batch, gradient, 0);
    double less = plain.evaluate(theta, 0, batch, without, 0);
    double sum = 0.0;
    for (int i = 0; i < theta.length; i++) {
      boolean inside = i >= last.offset() && i < last.offset() + last.size();
      sum = inside ? Math.fma(theta[i], theta[i], sum) : sum;
      assertEquals(inside ? Math.fma(2 * LAMBDA, theta[i], without[i]) : without[i], gradient[i]);
    }
    assertEquals(LAMBDA * sum, penalized.penalty(theta, 0));
    assertEquals(less + LAMBDA * sum, loss);
    assertEquals(loss, penalized.evaluate(theta, 0, batch, null, 0));
  }

  /** Offsets of θ and of the gradient are of their arrays. */
  @Test
  void offsetsDoNotShow() {
    PenalizedObjective penalized = PenalizedObjective.of(plain, last, LAMBDA);
    double[] gradient = new double[theta.length];
    double loss = penalized.evaluate(theta, 0, batch, gradient, 0);
    double[] moved = new double[theta.length + 3];
    System.arraycopy(theta, 0, moved, 3, theta.length);
    double[] there = new double[theta.length + 5];
    assertEquals(loss, penalized.evaluate(moved, 3, batch, there, 5));
    for (int i = 0; i < theta.length; i++) {
      assertEquals(gradient[i], there[5 + i]);
    }
  }

  /** Training with it gives smaller weights, and says so in its settings. */
  @Test
  void weightsShrink() {
    PenalizedObjective penalized = PenalizedObjective.of(plain, last, 1.0);
    double[] with = theta.clone();
    double[] without = theta.clone();
    TrainingSettings settings = TrainingSettings.of(Optimizer.rmsProp(1e-2), 7, 200);
    Trainer.of(penalized, settings).train(with);
    Trainer.of(plain, settings).train(without);
    assertEquals(true, penalized.penalty(with, 0) < 0.1 * penalized.penalty(without, 0));
    assertNotEquals(plain.settings(), penalized.settings());
    assertEquals(1.0, penalized.settings().get("penalty.lambda"));
    assertEquals(plain.samples(), penalized.samples());
  }

  @Test
  void refuses() {
    assertEquals("penalized objective: lambda must be finite and not negative, but is -1.0",
        assertThrows(IllegalArgumentException.class, () -> PenalizedObjective.of(plain, last, -1.0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> PenalizedObjective.of(plain, last, Double.NaN));
    Network larger = Network.of(Shape.of(2), Layers.dense(50, Activation.TANH));
    Parameter far = larger.parameterList().getFirst();
    assertEquals("penalized objective: layers.0.weight has elements 0 to 99, but there are 21",
        assertThrows(IllegalArgumentException.class, () -> PenalizedObjective.of(plain, far, 0.1)).getMessage());
  }
}
