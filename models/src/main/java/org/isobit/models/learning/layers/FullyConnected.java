package org.isobit.models.learning.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.models.onnx.export.ActivationNodes;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A dense layer Y = activation(X·W + b), kind {@code dense}: samples of any shape, read as vectors. Parameters
 * {@code weight} (inputs × outputs; transposed: outputs × inputs, as in PyTorch) and {@code bias} (outputs). Operations
 * are those of {@link org.isobit.kernels.neural.Dense}. Immutable.
 *
 * @param outputs           columns of Y, at least 1
 * @param activation        applied to each output
 * @param slope             where {@link Activation#hasSlope()}, positive and finite; 0 for the others
 * @param bias              whether there is a b
 * @param transposed        whether W is stored outputs × inputs
 * @param weightInitializer law of initial weights
 * @param biasInitializer   law of the initial bias
 */
public record FullyConnected(int outputs, Activation activation, double slope, boolean bias, boolean transposed,
    Initializer weightInitializer, Initializer biasInitializer) implements UnaryLayer, OnnxLayer {

  /** Its kind. */
  static final String KIND = "dense";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException for outputs below 1 and a bad slope
   */
  public FullyConnected {
    Layers.requireSlope(KIND, activation, slope);
    new DenseLayer(1, outputs, transposed, activation, slope);
  }

  /** He's law where negative inputs are cut off, Glorot's elsewhere; biases begin at zero. */
  static FullyConnected of(int outputs, Activation activation, double slope) {
    Layers.requireSlope(KIND, activation, slope);
    return new FullyConnected(outputs, activation, slope, true, false,
        new FusedActivation(activation, slope).weights(), Initializer.zeros());
  }

  static FullyConnected of(LayerSettings settings) {
    FusedActivation activation = FusedActivation.of(settings);
    return new FullyConnected(settings.integer("outputs"), activation.kind(), activation.slope(),
        settings.truth("bias"), settings.truth("transposed"),
        Initializer.parse(settings.text("weight-initializer")),
        Initializer.parse(settings.text("bias-initializer")));
  }

  /**
   * The same with another law of initial weights.
   *
   * @param initializer the law
   * @return a layer
   */
  public FullyConnected withWeights(Initializer initializer) {
    return new FullyConnected(outputs, activation, slope, bias, transposed, initializer, biasInitializer);
  }

  /**
   * The same with another law of the initial bias.
   *
   * @param initializer the law
   * @return a layer
   */
  public FullyConnected withBias(Initializer initializer) {
    return new FullyConnected(outputs, activation, slope, true, transposed, weightInitializer, initializer);
  }

  /**
   * The same without bias.
   *
   * @return a layer
   */
  public FullyConnected withoutBias() {
    return new FullyConnected(outputs, activation, slope, false, transposed, weightInitializer, Initializer.zeros());
  }

  /**
   * The same with weights stored outputs × inputs, as in PyTorch.
   *
   * @return a layer
   */
  public FullyConnected storedTransposed() {
    return new FullyConnected(outputs, activation, slope, bias, true, weightInitializer, biasInitializer);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("outputs", outputs);
    new FusedActivation(activation, slope).describe(settings);
    settings.put("bias", bias);
    settings.put("transposed", transposed);
    settings.put("weight-initializer", weightInitializer.toString());
    settings.put("bias-initializer", biasInitializer.toString());
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    return Shape.of(outputs);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    DenseLayer layer = kernel(input);
    int inputs = layer.inputs();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", transposed ? Shape.of(outputs, inputs) : Shape.of(inputs, outputs), 0,
        weightInitializer, inputs, outputs));
    if (bias) {
      parameters.add(new Parameter("bias", Shape.of(outputs), layer.weights(), biasInitializer, inputs, outputs));
    }
    return parameters;
  }

  /**
   * The kernels' form of this layer.
   *
   * @param input shape of a sample
   * @return shape and activation
   */
  public DenseLayer kernel(Shape input) {
    return new DenseLayer(input.size(), outputs, transposed, activation, slope);
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new DenseOperator(kernel(input), bias);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatDenseOperator(kernel(input), bias);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return onDevice(stages, stages.shape(0), 1);
  }

  /**
   * The stage of a device for rows of a sample, as {@link #onDevice(DeviceStages)} for one.
   *
   * @param stages takes the stage
   * @param row    shape of a row
   * @param rows   rows of a sample
   * @return the value that holds the output
   */
  public int onDevice(DeviceStages stages, Shape row, int rows) {
    DenseLayer layer = kernel(row);
    return stages.add(new NeuralStage.Dense(layer, rows, stages.parameter(0), stages.parameter(bias, layer.weights())),
        stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    String x = nodes.vectors(0);
    String weight = nodes.parameter("weight");
    Map<String, Object> attributes = transposed ? Map.of("transB", 1L) : Map.of();
    String z = bias ? nodes.node("Gemm", attributes, x, weight, nodes.parameter("bias"))
        : nodes.node("Gemm", attributes, x, weight);
    return ActivationNodes.of(nodes, activation, slope, z);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "Y = activation(X W + b)", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("outputs", Form.INTEGER, "columns of Y").required().atLeast(1))
          .and(FusedActivation.keys())
          .and(Key.of("bias", Form.FLAG, "whether there is a b").usual(true),
              Key.of("transposed", Form.FLAG, "whether W is stored outputs x inputs, as in PyTorch").usual(false),
              Key.of("weight-initializer", Form.TEXT, "law of initial weights").usual("zeros"),
              Key.of("bias-initializer", Form.TEXT, "law of the initial bias").usual("zeros"));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return FullyConnected.of(settings);
    }
  }
}
