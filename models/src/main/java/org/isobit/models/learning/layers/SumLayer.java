package org.isobit.models.learning.layers;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The sum of values of one shape, kind {@code sum}: y = ((x_0 + x_1) + x_2) + …, as at the end of a skip. Immutable.
 *
 * @param terms how many values, at least 2
 */
record SumLayer(int terms) implements Layer, OnnxLayer {

  private static final String KIND = "sum";

  SumLayer {
    if (terms < 2) {
      throw new IllegalArgumentException(KIND + ": terms must be at least 2, but is " + terms);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("terms", terms);
  }

  @Override
  public int inputs() {
    return terms;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    for (Shape shape : inputs) {
      if (!shape.equals(inputs.getFirst())) {
        throw new IllegalArgumentException("terms must have one shape, but there are " + inputs.getFirst() + " and "
            + shape);
      }
    }
    return inputs.getFirst();
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public LayerOperator operator(List<Shape> inputs) {
    return new SumOperator(terms, output(inputs).size());
  }

  @Override
  public FloatLayerOperator floatOperator(List<Shape> inputs) {
    return new FloatSumOperator(terms, output(inputs).size());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    ArrangementStage.Sum sum = new ArrangementStage.Sum(stages.shape(0).size());
    int y = stages.add(sum, stages.input(0), stages.input(1));
    for (int i = 2; i < terms; i++) {
      y = stages.add(sum, y, stages.input(i));
    }
    return y;
  }

  @Override
  public String export(OnnxNodes nodes) {
    return nodes.node("Sum", Map.of(), IntStream.range(0, terms).mapToObj(nodes::input).toArray(String[]::new));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "the sum of several values of one shape", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("terms", Form.INTEGER, "how many values").usual(2).atLeast(2));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new SumLayer(settings.integer("terms"));
    }
  }
}
