package org.isobit.models.learning.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Values one after the other along a dimension, kind {@code concat}: channels of images behind each other with
 * dimension 0, features of sequences with dimension 1. Immutable.
 *
 * @param parts     how many values, at least 2
 * @param dimension along which, from 0; the others must be equal
 */
record ConcatLayer(int parts, int dimension) implements Layer, OnnxLayer {

  private static final String KIND = "concat";

  ConcatLayer {
    if (parts < 2) {
      throw new IllegalArgumentException(KIND + ": parts must be at least 2, but is " + parts);
    }
    if (dimension < 0) {
      throw new IllegalArgumentException(KIND + ": dimension must be at least 0, but is " + dimension);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("parts", parts);
    settings.put("dimension", dimension);
    return settings;
  }

  @Override
  public int inputs() {
    return parts;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    int[] all = inputs.getFirst().dimensions().stream().mapToInt(Integer::intValue).toArray();
    if (dimension >= all.length) {
      throw new IllegalArgumentException("there is no dimension " + dimension + " in " + inputs.getFirst());
    }
    long sum = all[dimension];
    for (Shape shape : inputs.subList(1, inputs.size())) {
      int[] own = shape.dimensions().stream().mapToInt(Integer::intValue).toArray();
      boolean same = own.length == all.length;
      for (int d = 0; same && d < own.length; d++) {
        same = d == dimension || own[d] == all[d];
      }
      if (!same) {
        throw new IllegalArgumentException("parts may differ in dimension " + dimension + " only, but there are "
            + inputs.getFirst() + " and " + shape);
      }
      sum += own[dimension];
    }
    all[dimension] = (int) Math.min(sum, Integer.MAX_VALUE);
    return Shape.of(all);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public LayerOperator operator(List<Shape> inputs) {
    return new ConcatOperator(rows(inputs), runs(inputs));
  }

  @Override
  public FloatLayerOperator floatOperator(List<Shape> inputs) {
    return new FloatConcatOperator(rows(inputs), runs(inputs));
  }

  private int rows(List<Shape> inputs) {
    output(inputs);
    int rows = 1;
    for (int d = 0; d < dimension; d++) {
      rows *= inputs.getFirst().dimension(d);
    }
    return rows;
  }

  /** Elements of each part that lie one after the other. */
  private int[] runs(List<Shape> inputs) {
    int rows = rows(inputs);
    return inputs.stream().mapToInt(shape -> shape.size() / rows).toArray();
  }

  @Override
  public int onDevice(DeviceStages stages) {
    int y = stages.value(output(stages.shapes()).size());
    int[] runs = runs(stages.shapes());
    int column = 0;
    for (int i = 0; i < parts; i++) {
      stages.into(new ArrangementStage.Copy(rows(stages.shapes()), runs[i]), new NetworkOperand(y, column),
          stages.input(i));
      column += runs[i];
    }
    return y;
  }

  @Override
  public String export(OnnxNodes nodes) {
    return nodes.node("Concat", Map.of("axis", dimension + 1L),
        IntStream.range(0, parts).mapToObj(nodes::input).toArray(String[]::new));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "several values one after the other along a dimension", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("parts", Form.INTEGER, "how many values").usual(2).atLeast(2),
          Key.of("dimension", Form.INTEGER, "along which dimension of a sample, from 0").usual(0).atLeast(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new ConcatLayer(settings.integer("parts"), settings.integer("dimension"));
    }
  }
}
