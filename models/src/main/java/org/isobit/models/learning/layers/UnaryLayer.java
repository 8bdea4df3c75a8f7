package org.isobit.models.learning.layers;

import java.util.List;

/** A {@link Layer} of one input, as most are: the methods without lists are all that it has to have. */
public interface UnaryLayer extends Layer {

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

  @Override
  default int inputs() {
    return 1;
  }

  @Override
  default Shape output(List<Shape> inputs) {
    return output(inputs.getFirst());
  }

  @Override
  default List<Parameter> parameters(List<Shape> inputs) {
    return parameters(inputs.getFirst());
  }

  @Override
  default LayerOperator operator(List<Shape> inputs) {
    return operator(inputs.getFirst());
  }

  @Override
  default FloatLayerOperator floatOperator(List<Shape> inputs) {
    return floatOperator(inputs.getFirst());
  }
}
