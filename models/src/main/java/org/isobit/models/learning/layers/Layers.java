package org.isobit.models.learning.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.io.Similar;
import org.isobit.models.registry.Registry;

/**
 * Makes layers: by name here, or from a description with {@link #of}. Convolutions, normalisations and recurrent layers
 * are in rooms of their own and make themselves: {@code ConvolutionLayer.of(…)}. Thread-safe.
 */
public final class Layers {

  private Layers() {}

  /**
   * The kinds of layers that descriptions can name, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<LayerProvider> registry() {
    return Registry.of("layer", LayerProvider.class);
  }

  /**
   * A dense layer Y = activation(X·W + b). Weights begin with He's normal law for ReLU and its kin (LeakyReLU, GELU,
   * SiLU, ELU, Mish, hard swish), with Glorot's uniform law for the others; biases with zero. LeakyReLU has slope 0.01,
   * ELU α = 1.
   *
   * @param outputs    columns of Y, at least 1
   * @param activation applied to each output
   * @return the layer; its {@code with…} methods change initial values, storage and bias
   * @throws IllegalArgumentException for outputs below 1
   */
  public static FullyConnected dense(int outputs, Activation activation) {
    return FullyConnected.of(outputs, activation, activation.usualSlope());
  }

  /**
   * A dense layer with {@link Activation#LEAKY_RELU} of another slope or {@link Activation#ELU} of another α.
   *
   * @param outputs    columns of Y, at least 1
   * @param activation LEAKY_RELU or ELU
   * @param slope      its slope below 0 or α, positive and finite
   * @return the layer
   * @throws IllegalArgumentException for outputs below 1, a bad slope, and an activation without one
   */
  public static FullyConnected dense(int outputs, Activation activation, double slope) {
    return FullyConnected.of(outputs, activation, slope);
  }

  /**
   * An activation as a layer of its own; LeakyReLU has slope 0.01, ELU α = 1.
   *
   * @param activation which
   * @return the layer
   */
  public static Layer activation(Activation activation) {
    return new ElementwiseLayer(activation, activation.usualSlope());
  }

  /**
   * {@link Activation#LEAKY_RELU} of another slope, or {@link Activation#ELU} of another α, as a layer of its own.
   *
   * @param activation LEAKY_RELU or ELU
   * @param slope      its slope below 0 or α, positive and finite
   * @return the layer
   * @throws IllegalArgumentException for a bad slope and an activation without one
   */
  public static Layer activation(Activation activation, double slope) {
    return new ElementwiseLayer(activation, slope);
  }

  /**
   * Softmax along the last dimension, as {@link org.isobit.kernels.neural.Softmax} computes it.
   *
   * @return the layer
   */
  public static Layer softmax() {
    return new SoftmaxLayer();
  }

  /**
   * Dropout: while training, each element is dropped with probability p and the others are divided by 1 − p, as
   * {@link org.isobit.kernels.neural.Sampling#dropout} does; in inference nothing happens. What is dropped is a
   * function of seed, stream, step, layer, place in the batch and element.
   *
   * @param p probability, in [0, 1)
   * @return the layer
   * @throws IllegalArgumentException for other p
   */
  public static Layer dropout(double p) {
    return new DropoutLayer(p);
  }

  /**
   * y = fma(scale, x, shift) for all elements, fixed: training does not change it.
   *
   * @param scale factor, finite
   * @param shift summand, finite
   * @return the layer
   * @throws IllegalArgumentException if one is not finite
   */
  public static Layer affine(double scale, double shift) {
    return new AffineLayer(List.of(scale), List.of(shift));
  }

  /**
   * y_j = fma(scale_j, x_j, shift_j), fixed: to bring inputs to mean 0 and variance 1, say, and outputs back.
   *
   * @param scale factors, one for each element of a sample, finite
   * @param shift summands, as many
   * @return the layer
   * @throws IllegalArgumentException if one is not finite, or there are not as many of both
   */
  public static Layer affine(double[] scale, double[] shift) {
    return new AffineLayer(Arrays.stream(scale).boxed().toList(), Arrays.stream(shift).boxed().toList());
  }

  /**
   * Appends a trained vector ρ to each sample, n elements in and 2n out: the logarithms of scales that do not depend on
   * the input, for the losses {@code gaussian} and {@code laplace}.
   *
   * @param initial value with which training begins, finite
   * @return the layer
   * @throws IllegalArgumentException if it is not finite
   */
  public static Layer logScale(double initial) {
    return new LogScaleLayer(Initializer.constant(initial));
  }

  /**
   * The sum of values of one shape, as at the end of a skip: y = (x_0 + x_1) + ….
   *
   * @param terms how many values, at least 2
   * @return a layer with so many inputs
   * @throws IllegalArgumentException for less than 2
   */
  public static Layer sum(int terms) {
    return new SumLayer(terms);
  }

  /**
   * Values one after the other along a dimension, in which alone they may differ.
   *
   * @param parts     how many values, at least 2
   * @param dimension along which dimension of a sample, from 0: 0 for channels of images
   * @return a layer with so many inputs
   * @throws IllegalArgumentException for less than 2 parts and a negative dimension
   */
  public static Layer concat(int parts, int dimension) {
    return new ConcatLayer(parts, dimension);
  }

  /**
   * Makes a layer from its description: {@code of(layer.kind(), layer.settings())} equals the layer.
   *
   * @param kind     as {@link Layer#kind()} has it
   * @param settings as {@link Layer#settings()} has them, all of them; numbers may be of any class
   * @return the layer
   * @throws IllegalArgumentException for an unknown kind, and for settings that are missing, unknown, of another type
   *                                  or out of range, naming the first one
   */
  public static Layer of(String kind, Map<String, ?> settings) {
    Registry<LayerProvider> registry = registry();
    if (!registry.labels().contains(kind)) {
      throw new IllegalArgumentException("layer: there is no kind '" + kind + "'"
          + Similar.hint(kind, registry.labels()) + "; there are " + String.join(", ", registry.labels()));
    }
    LayerSettings read = new LayerSettings(registry.get(kind), settings);
    Layer layer = registry.get(kind).build(read);
    read.finish();
    return layer;
  }

  /** Slopes are positive and finite in both precisions; only LeakyReLU and ELU have one. */
  static void requireSlope(String kind, Activation activation, double slope) {
    if (!activation.hasSlope()) {
      if (slope != 0.0) {
        throw new IllegalArgumentException(kind + ": " + label(activation) + " has no slope, but " + slope
            + " is given");
      }
    } else if (!((float) slope > 0.0f && (float) slope <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(kind + ": slope must be positive and finite, in float too, but is " + slope);
    }
  }

  /** An activation's name in descriptions, as in {@code leaky-relu}. */
  static String label(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all activations. */
  static List<String> activations() {
    return Arrays.stream(Activation.values()).map(Layers::label).toList();
  }

  /** The activation of such a name. */
  static Activation activationNamed(String name) {
    List<String> known = activations();
    int at = known.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("layer: there is no activation '" + name + "'" + Similar.hint(name, known)
          + "; there are " + String.join(", ", known));
    }
    return Activation.values()[at];
  }
}
