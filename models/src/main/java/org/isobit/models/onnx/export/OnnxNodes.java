package org.isobit.models.onnx.export;

import java.util.Map;

/**
 * Where a layer writes its nodes, and what they may read. Every value has the samples as its first dimension. Names
 * that methods return are those of values, to be given to {@link #node}. Not thread-safe.
 */
public interface OnnxNodes {

  /** The version of ONNX's operators that nodes are of. */
  int OPSET = 20;

  /**
   * A value that the layer reads.
   *
   * @param i number of the layer's input, from 0
   * @return its name
   */
  String input(int i);

  /**
   * The shape of a sample of a value that the layer reads.
   *
   * @param i number of the layer's input, from 0
   * @return dimensions, without that of samples
   */
  int[] shape(int i);

  /**
   * One of the layer's parameters as a constant, of the shape that the layer gives it.
   *
   * @param name the parameter's name in the layer, such as {@code weight}
   * @return the value's name
   * @throws IllegalArgumentException if the layer has no such parameter
   */
  String parameter(String name);

  /**
   * The numbers of a parameter, for constants that are made of them; floats as they are.
   *
   * @param name the parameter's name in the layer
   * @return an array of its own
   * @throws IllegalArgumentException if the layer has no such parameter
   */
  double[] values(String name);

  /**
   * A constant of the network's precision.
   *
   * @param values numbers, rounded to float in a network of floats
   * @param dims   its shape; none for a single number
   * @return the value's name
   */
  String numbers(double[] values, int... dims);

  /**
   * A constant of doubles, whatever the network's precision.
   *
   * @param values numbers
   * @param dims   its shape; none for a single number
   * @return the value's name
   */
  String exact(double[] values, int... dims);

  /**
   * A value of the network's precision as doubles.
   *
   * @param value name of the value
   * @return the name of the doubles; in a network of doubles the value itself
   */
  String widened(String value);

  /**
   * A value of doubles in the network's precision.
   *
   * @param value name of the doubles
   * @return the name of the rounded value; in a network of doubles the value itself
   */
  String rounded(String value);

  /**
   * A constant of 64-bit integers, such as axes or a shape.
   *
   * @param values numbers
   * @return the value's name
   */
  String integers(long... values);

  /**
   * The type of constants and values.
   *
   * @return whether the network is one of doubles
   */
  boolean doubles();

  /**
   * A node with one output, the first one if the operator has several.
   *
   * @param operator   of ONNX, version {@value #OPSET}
   * @param attributes by name: {@code Float}, {@code Long}, {@code String}, {@code long[]} or {@code float[]}
   * @param inputs     names of values; empty for one that is left out
   * @return the name of its output
   */
  String node(String operator, Map<String, Object> attributes, String... inputs);

  /**
   * A value that the layer reads, each sample as one vector.
   *
   * @param i number of the layer's input, from 0
   * @return the name of a matrix, one sample a row
   */
  default String vectors(int i) {
    return shape(i).length == 1 ? input(i) : node("Flatten", Map.of("axis", 1L), input(i));
  }

  /**
   * Samples of another shape, the numbers as they lie.
   *
   * @param value  what has samples as its first dimension
   * @param sample the shape of a sample
   * @return the name of the result
   */
  default String reshaped(String value, int... sample) {
    long[] all = new long[sample.length + 1];
    for (int d = 0; d < sample.length; d++) {
      all[d + 1] = sample[d];
    }
    return node("Reshape", Map.of(), value, integers(all));
  }

  /**
   * Dimensions in another order.
   *
   * @param value a value
   * @param order the value's dimension that each of the result's is, samples included
   * @return the name of the result
   */
  default String permuted(String value, long... order) {
    return node("Transpose", Map.of("perm", order), value);
  }
}
