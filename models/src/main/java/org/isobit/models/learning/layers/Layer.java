package org.isobit.models.learning.layers;

import java.util.List;
import java.util.Map;

/**
 * A layer as it is described: what it makes of the shape of a sample, which parameters it has, and the operators that
 * run it in double and in float. It holds no weights: a network's parameters are one flat vector of the caller's. Of
 * inputs alone: everything that depends on the shape of the input is an argument or in the operator.
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
   * @return names in lower case with hyphens; values are String, Integer, Double, Boolean or a List of Double
   */
  Map<String, Object> settings();

  /**
   * The shape of what it makes.
   *
   * @param input shape of a sample that goes in
   * @return shape of a sample that comes out
   * @throws IllegalArgumentException if it cannot take such samples, saying why
   */
  Shape output(Shape input);

  /**
   * Its parameters, in the order in which they lie in memory, without gaps.
   *
   * @param input shape of a sample that goes in
   * @return name, dimensions, offset from the layer's first parameter, law of initial values; empty if it has none
   * @throws IllegalArgumentException if it cannot take such samples
   */
  List<Parameter> parameters(Shape input);

  /**
   * What runs it in double.
   *
   * @param input shape of a sample that goes in
   * @return forward, backward and tangent for samples of that shape
   * @throws IllegalArgumentException if it cannot take such samples
   */
  LayerOperator operator(Shape input);

  /**
   * What runs it in float.
   *
   * @param input shape of a sample that goes in
   * @return forward, backward and tangent for samples of that shape
   * @throws IllegalArgumentException if it cannot take such samples
   */
  FloatLayerOperator floatOperator(Shape input);
}
