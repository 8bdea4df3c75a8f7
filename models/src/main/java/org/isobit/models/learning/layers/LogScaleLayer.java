package org.isobit.models.learning.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Appends a trained vector ρ to each sample, kind {@code log-scale}: n elements in, 2n out, the parameter
 * {@code log_scale} (n) behind them; what Gaussian and Laplace losses take as logarithms of scales that do not depend
 * on the input. Immutable.
 */
record LogScaleLayer(Initializer initializer) implements UnaryLayer, OnnxLayer {

  static final String KIND = "log-scale";

  static LogScaleLayer of(LayerSettings settings) {
    return new LogScaleLayer(Initializer.parse(settings.text("initializer")));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("initializer", initializer.toString());
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    if (input.size() > Integer.MAX_VALUE / 2 - 64) {
      throw new IllegalArgumentException("log-scale: samples of " + input.size() + " elements are too large");
    }
    return Shape.of(2 * input.size());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(new Parameter("log_scale", Shape.of(input.size()), 0, initializer, 1, 1));
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new LogScaleOperator(output(input).size() / 2);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatLogScaleOperator(output(input).size() / 2);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    int n = stages.shape(0).size();
    int y = stages.value(2 * n);
    stages.into(new ArrangementStage.Copy(1, n), NetworkOperand.of(y), stages.input(0));
    stages.into(new ArrangementStage.Repeat(1, n, stages.parameter(0)), new NetworkOperand(y, n));
    return y;
  }

  @Override
  public String export(OnnxNodes nodes) {
    String x = nodes.vectors(0);
    // One row for each sample: the input has as many columns.
    String rows = nodes.node("Expand", Map.of(), nodes.parameter("log_scale"), nodes.node("Shape", Map.of(), x));
    return nodes.node("Concat", Map.of("axis", 1L), x, rows);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "appends trained logarithms of scales that do not depend on the input", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("initializer", Form.TEXT, "law of initial values").usual("zeros"));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return LogScaleLayer.of(settings);
    }
  }
}
