package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkStep;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.FullyConnected;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.junit.jupiter.api.Test;

/** Networks as devices are told of them. */
class NetworkStagesTest {

  /** A layer of somebody's own, and what it tells devices. */
  private record Unknown(ToIntFunction<DeviceStages> device) implements UnaryLayer {

    @Override
    public int onDevice(DeviceStages stages) {
      return device.applyAsInt(stages);
    }

    @Override
    public String kind() {
      return "unknown";
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
      return List.of();
    }

    @Override
    public LayerOperator operator(Shape input) {
      return Layers.softmax().operator(List.of(input));
    }

    @Override
    public FloatLayerOperator floatOperator(Shape input) {
      return Layers.softmax().floatOperator(List.of(input));
    }
  }

  @Test
  void chainsAreToldLayerByLayer() {
    FullyConnected dense = Layers.dense(4, Activation.LEAKY_RELU, 0.5);
    Architecture a = Architecture.of(Shape.of(2, 3), List.of(Layers.softmax(), dense, Layers.dropout(0.5),
        dense.withoutBias(), Layers.activation(Activation.TANH)));
    NetworkStages stages = NetworkStages.of(a);
    assertNull(stages.obstacle());
    assertEquals(List.of(new NeuralStage.SoftmaxRows(2, 3),
        new NeuralStage.Dense(new DenseLayer(6, 4, false, Activation.LEAKY_RELU, 0.5), 1, 0, 24),
        new NeuralStage.Dense(new DenseLayer(4, 4, false, Activation.LEAKY_RELU, 0.5), 1, 28, -1),
        new NeuralStage.Elementwise(Activation.TANH, 0.0, 4)),
        stages.program().steps().stream().map(NetworkStep::stage).toList());
  }

  @Test
  void valuesOfLayersHaveTheirSize() {
    Layer small = new Unknown(stages -> stages.add(new ArrangementStage.Repeat(1, 1, stages.zeros(1))));
    assertEquals("layer 0 of the kind 'unknown' gives devices a value of 1 elements, but its output is 2",
        assertThrows(IllegalArgumentException.class,
            () -> NetworkStages.of(Architecture.of(Shape.of(2), List.of(small)))).getMessage());
  }

  /** Others may read them. */
  @Test
  void inputsAreNotWritten() {
    Layer inPlace = new Unknown(stages -> {
      stages.into(new NeuralStage.Elementwise(Activation.TANH, 0.0, 2), NetworkOperand.of(stages.input(0)),
          stages.input(0));
      return stages.input(0);
    });
    assertEquals("stages of a layer: value 0 is an input, which other layers may read, and cannot be written",
        assertThrows(IllegalArgumentException.class,
            () -> NetworkStages.of(Architecture.of(Shape.of(2), List.of(inPlace)))).getMessage());
  }

  @Test
  void aLayerWithoutStagesIsNamed() {
    Layer unknown = new Unknown(stages -> DeviceStages.NONE);
    NetworkStages none = NetworkStages.of(Architecture.of(Shape.of(2), List.of(Layers.dropout(0.5), unknown)));
    assertNull(none.program());
    assertEquals("layer 1 of the network is of the kind 'unknown' (" + Unknown.class.getName()
        + "), for which devices have no kernel", none.obstacle());
  }

  @Test
  void networksInWhichNothingHappensHaveNoSteps() {
    NetworkProgram program = NetworkStages.of(Architecture.of(Shape.of(6), List.of(Layers.dropout(0.5),
        Reshape.of(2, 3)))).program();
    assertEquals(List.of(), program.steps());
    assertEquals(program.input(), program.output());
  }

  /** Two inputs, of which one goes around a layer; two outputs, of which one is read, too. */
  @Test
  void graphsReadAndWriteTheirValues() {
    ArchitectureBuilder b = Architecture.builder();
    int one = b.input(Shape.of(3));
    int other = b.input(Shape.of(3));
    int sum = b.add(Layers.sum(3), one, other, one);
    int both = b.add(Layers.concat(2, 0), b.add(Layers.dropout(0.5), sum), other);
    NetworkProgram program = NetworkStages.of(b.build(sum, both)).program();
    ArrangementStage.Copy copy = new ArrangementStage.Copy(1, 3);
    NetworkOperand x = NetworkOperand.of(0);
    assertEquals(6, program.size(0));
    assertEquals(9, program.size(program.output()));
    assertEquals(List.of(new NetworkStep(copy, List.of(x), List.of(NetworkOperand.of(1))),
        new NetworkStep(copy, List.of(new NetworkOperand(0, 3)), List.of(NetworkOperand.of(2))),
        new NetworkStep(new ArrangementStage.Sum(3), List.of(NetworkOperand.of(1), NetworkOperand.of(2)),
            List.of(NetworkOperand.of(3))),
        new NetworkStep(new ArrangementStage.Sum(3), List.of(NetworkOperand.of(3), NetworkOperand.of(1)),
            List.of(NetworkOperand.of(4))),
        new NetworkStep(copy, List.of(NetworkOperand.of(4)), List.of(NetworkOperand.of(5))),
        new NetworkStep(copy, List.of(NetworkOperand.of(2)), List.of(new NetworkOperand(5, 3))),
        new NetworkStep(copy, List.of(NetworkOperand.of(4)), List.of(NetworkOperand.of(6))),
        new NetworkStep(new ArrangementStage.Copy(1, 6), List.of(NetworkOperand.of(5)),
            List.of(new NetworkOperand(6, 3)))), program.steps());
    // Values that are needed at the same time lie apart, and the first ones give their places to later ones.
    int values = 7;
    int[] first = {0, 1, 2, 3, 4, 5, 7};
    int[] last = {2, 4, 6, 4, 7, 8, 9};
    int all = 0;
    for (int v = 0; v < values; v++) {
      all += program.size(v);
      for (int w = 0; w < v; w++) {
        if (first[v] <= last[w] && first[w] <= last[v]) {
          long here = program.placement().begin(v, 5);
          long there = program.placement().begin(w, 5);
          assertTrue(here >= there + 5L * program.size(w) || there >= here + 5L * program.size(v), v + " " + w);
        }
      }
    }
    assertTrue(program.placement().width() < all, program.placement().toString());
  }
}
