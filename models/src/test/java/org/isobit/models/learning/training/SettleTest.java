package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.junit.jupiter.api.Test;

/** Parameters that follow what passes of training see, and no gradient. */
class SettleTest {

  /** y = x; its parameter is the first element of the last training pass, plus 1000 times what it was. */
  private record Watching() implements UnaryLayer, LayerOperator {

    @Override
    public String kind() {
      return "watching";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of(new Parameter("seen", Shape.of(1), 0, Initializer.zeros(), 1, 1, false));
    }

    @Override
    public LayerOperator operator(Shape input) {
      return this;
    }

    @Override
    public FloatLayerOperator floatOperator(Shape input) {
      throw new UnsupportedOperationException("in double alone");
    }

    @Override
    public int state() {
      return 1;
    }

    @Override
    public void forward(LayerCall c) {
      System.arraycopy(c.x[0], c.xOffset[0], c.y, c.yOffset, c.batch);
      if (c.state != null) {
        c.state[c.stateOffset] = c.x[0][c.xOffset[0]] + 1000 * c.theta[c.thetaOffset];
      }
    }

    @Override
    public void backward(LayerCall c) {
      if (c.dx[0] != null) {
        System.arraycopy(c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], c.batch);
      }
      if (c.gradient != null && !c.accumulate) {
        c.gradient[c.gradientOffset] = 0.0;
      }
    }

    @Override
    public void tangent(LayerCall c) {
      System.arraycopy(c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.batch);
    }
  }

  /** Weight decay does not reach it, and inference and validation do not move it. */
  @Test
  void trainingSetsWhatPassesHaveSeen() {
    Network network = Network.of(Shape.of(1), new Watching(), Layers.dense(1, Activation.IDENTITY), new Watching());
    double[] inputs = {3, 3, 3};
    Objective objective = new SupervisedObjective(network, Loss.squared(), inputs, new double[3], 3);
    TrainingRun run = Trainer.of(objective, TrainingSettings.of(Optimizer.adamW(0.1, 0.5), 3, 2))
        .start(new double[] {0, 2, 0, 7});
    run.epoch();
    double[] theta = run.parameters();
    assertEquals(3.0, theta[0]);
    assertEquals(6.0 + 7000.0, theta[3]);
    objective.evaluate(theta, 0, Batch.of(0, 1, 2), new double[4], 0);
    assertEquals(3.0, theta[0]);
    run.epoch();
    assertEquals(3003.0, run.parameters()[0]);
  }

  @Test
  void onlyPassesOfTrainingLeaveValues() {
    Network network = Network.of(Shape.of(1), new Watching());
    Tape tape = network.tape(1);
    double[] theta = {0};
    network.forward(theta, 0, 1, new double[] {5}, 0, new double[1], 0, tape);
    assertEquals("tape: there was no forward pass in training",
        assertThrows(IllegalStateException.class, () -> network.settle(theta, 0, tape)).getMessage());
    tape.train(1, 2, 3);
    assertThrows(IllegalStateException.class, () -> network.settle(theta, 0, tape));
    network.forward(theta, 0, 1, new double[] {5}, 0, new double[1], 0, tape);
    network.settle(theta, 0, tape);
    assertEquals(5.0, theta[0]);
  }
}
