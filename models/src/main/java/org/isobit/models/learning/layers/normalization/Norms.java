package org.isobit.models.learning.layers.normalization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;

/** What normalisations have in common: ε, and a factor and a summand for each channel or column. Thread-safe. */
final class Norms {

  /** PyTorch's usual ε. */
  static final double EPS = 1e-5;

  private Norms() {}

  static void requireEps(String kind, double eps) {
    if (!(eps >= 0.0 && eps <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(kind + ": eps must be finite and not negative, but is " + eps);
    }
  }

  static void requireScale(String kind, boolean affine, boolean bias) {
    if (bias && !affine) {
      throw new IllegalArgumentException(kind + ": there cannot be a bias without a weight");
    }
  }

  /** {@code weight}, ones at first, and {@code bias}, zeros, of n numbers each, as far as there are such. */
  static List<Parameter> affine(int n, boolean weight, boolean bias) {
    List<Parameter> parameters = new ArrayList<>();
    if (weight) {
      parameters.add(new Parameter("weight", Shape.of(n), 0, Initializer.ones(), 1, 1));
    }
    if (bias) {
      parameters.add(new Parameter("bias", Shape.of(n), n, Initializer.zeros(), 1, 1));
    }
    return parameters;
  }

  /** A parameter of n numbers in an ONNX model, or such of one value in its place. */
  static String parameter(OnnxNodes nodes, String name, boolean there, double otherwise, int n) {
    return there ? nodes.parameter(name) : constant(nodes, otherwise, n);
  }

  private static String constant(OnnxNodes nodes, double value, int n) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return nodes.numbers(values, n);
  }

  /** Group norm in an ONNX model: instance norm of samples (groups, n), then the channels' factors and summands. */
  static String groups(OnnxNodes nodes, int groups, double eps, boolean affine) {
    int[] sample = nodes.shape(0);
    int size = Arrays.stream(sample).reduce(1, (a, b) -> a * b);
    String rows = nodes.reshaped(nodes.input(0), groups, size / groups);
    String y = nodes.reshaped(nodes.node("InstanceNormalization", Map.of("epsilon", (float) eps), rows,
        constant(nodes, 1, groups), constant(nodes, 0, groups)), sample);
    if (!affine) {
      return y;
    }
    int[] channels = IntStream.range(0, sample.length).map(d -> d == 0 ? sample[0] : 1).toArray();
    String product = nodes.node("Mul", Map.of(), y, nodes.numbers(nodes.values("weight"), channels));
    return nodes.node("Add", Map.of(), product, nodes.numbers(nodes.values("bias"), channels));
  }

  static Key eps() {
    return Key.of("eps", Form.NUMBER, "added to the variance under the root").usual(EPS).atLeast(0);
  }

  static Key affine(boolean usual) {
    return Key.of("affine", Form.FLAG, "whether there are weights").usual(usual);
  }

  static Key bias(boolean usual) {
    return Key.of("bias", Form.FLAG, "whether there is a bias beside the weights").usual(usual);
  }
}
