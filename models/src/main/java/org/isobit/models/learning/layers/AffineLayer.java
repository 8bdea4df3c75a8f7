package org.isobit.models.learning.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * y = fma(scale, x, shift) with fixed numbers, kind {@code affine}: one pair for all elements, or one for each. No
 * parameters. Immutable.
 */
record AffineLayer(List<Double> scale, List<Double> shift) implements UnaryLayer, OnnxLayer {

  static final String KIND = "affine";

  AffineLayer {
    scale = List.copyOf(scale);
    shift = List.copyOf(shift);
    if (scale.isEmpty() || scale.size() != shift.size()) {
      throw new IllegalArgumentException("affine: there are " + scale.size() + " scales and " + shift.size()
          + " shifts; as many of both are needed, at least one");
    }
    for (int i = 0; i < scale.size(); i++) {
      if (!Double.isFinite(scale.get(i)) || !Double.isFinite(shift.get(i))) {
        throw new IllegalArgumentException("affine: element " + i + " has scale " + scale.get(i) + " and shift "
            + shift.get(i) + "; both must be finite");
      }
    }
  }

  static AffineLayer of(LayerSettings settings) {
    return new AffineLayer(settings.numbers("scale"), settings.numbers("shift"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("scale", scale);
    settings.put("shift", shift);
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    if (scale.size() != 1 && scale.size() != input.size()) {
      throw new IllegalArgumentException("affine: " + scale.size() + " scales do not fit samples of " + input.size()
          + " elements");
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    output(input);
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    int n = output(input).size();
    return new AffineOperator(spread(scale, n), spread(shift, n));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    int n = output(input).size();
    for (int i = 0; i < scale.size(); i++) {
      if (!Float.isFinite(scale.get(i).floatValue()) || !Float.isFinite(shift.get(i).floatValue())) {
        throw new IllegalArgumentException("affine: element " + i + " has scale " + scale.get(i) + " and shift "
            + shift.get(i) + ", beyond what float holds");
      }
    }
    return new FloatAffineOperator(spread(scale, n), spread(shift, n));
  }

  private static double[] spread(List<Double> values, int n) {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) {
      all[i] = values.get(values.size() == 1 ? 0 : i);
    }
    return all;
  }

  @Override
  public int onDevice(DeviceStages stages) {
    int n = stages.shape(0).size();
    return stages.add(new ArrangementStage.Affine(n, stages.constants(spread(scale, n)),
        stages.constants(spread(shift, n))), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] dims = scale.size() == 1 ? new int[0] : nodes.shape(0);
    String factor = nodes.numbers(scale.stream().mapToDouble(Double::doubleValue).toArray(), dims);
    String summand = nodes.numbers(shift.stream().mapToDouble(Double::doubleValue).toArray(), dims);
    return nodes.node("Add", Map.of(), nodes.node("Mul", Map.of(), nodes.input(0), factor), summand);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "y = scale x + shift, fixed", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("scale", Form.NUMBERS, "one factor, or one for each element").required(),
          Key.of("shift", Form.NUMBERS, "as many summands").required());
    }

    @Override
    public Layer build(LayerSettings settings) {
      return AffineLayer.of(settings);
    }
  }
}
