package org.isobit.models.learning.layers.normalization;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
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
