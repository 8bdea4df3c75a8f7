package org.isobit.models.learning.layers;

import java.util.List;
import java.util.Map;

/**
 * A layer as it is described: what it makes of the shape of a sample, which parameters it has, and the operators that
 * run it in double and in float. It holds no weights: a network's parameters are one flat vector of the caller's. What
 * depends on the shapes of inputs is an argument or in the operator. Most layers have one input: {@link UnaryLayer}.
 *
 * <p>{@link #kind()} and {@link #settings()} describe it completely: {@code Layers.of(kind, settings)} makes an equal
 * layer. Implementations are immutable, thread-safe, and equal if their kind and settings are.
 */
public interface Layer {

  /**
   * What sort of layer it is.
   *
   * @return a short lower-case word, as in {@code dense}
   */
  String kind();

  /**
   * Everything it was made with, in a fixed order.
   *
   * @return names in lower case with hyphens; values are String, Integer, Double, Boolean or a List of Double or
   *         Integer
   */
  Map<String, Object> settings();

  /**
   * How many values it reads.
   *
   * @return at least 1
   */
  int inputs();

  /**
   * The shape of what it makes.
   *
   * @param inputs shapes of samples that go in, {@link #inputs()} of them
   * @return shape of a sample that comes out
   * @throws IllegalArgumentException if it cannot take such samples, saying why
   */
  Shape output(List<Shape> inputs);

  /**
   * Its parameters, in the order in which they lie in memory, without gaps.
   *
   * @param inputs shapes of samples that go in
   * @return name, dimensions, offset from the layer's first parameter, law of initial values; empty if it has none
   * @throws IllegalArgumentException if it cannot take such samples
   */
  List<Parameter> parameters(List<Shape> inputs);

  /**
   * What runs it in double.
   *
   * @param inputs shapes of samples that go in
   * @return forward, backward and tangent for samples of these shapes
   * @throws IllegalArgumentException if it cannot take such samples
   */
  LayerOperator operator(List<Shape> inputs);

  /**
   * What runs it in float.
   *
   * @param inputs shapes of samples that go in
   * @return forward, backward and tangent for samples of these shapes
   * @throws IllegalArgumentException if it cannot take such samples
   */
  FloatLayerOperator floatOperator(List<Shape> inputs);

  /**
   * Describes what devices do in its place in inference, with the bits of the operator's forward pass.
   *
   * @param stages takes its stages, and says what they read
   * @return the value that holds the output, one of the inputs if nothing is to be done; by itself
   *     {@link DeviceStages#NONE}: devices have no kernels for it
   */
  default int onDevice(DeviceStages stages) {
    return DeviceStages.NONE;
  }
}
