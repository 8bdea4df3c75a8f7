package org.isobit.models.learning.layers.arrangement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Random Fourier features of coordinates or other numbers (Tancik et al. 2020, arXiv:2006.10739), kind
 * {@code fourier-features}: of the last dimension's n numbers x, sin(2π x·B) and cos(2π x·B), all sines first, with a
 * fixed B of n × frequencies. B is {@code scale} times {@link Philox#gaussian(long, long, long)} of the seed, stream 0,
 * element (i, j) at index i·frequencies + j; for float then rounded. z = (2x)·B is a product, the features are
 * {@code sinpi(z)} and {@code cospi(z)} of {@link org.isobit.kernels.elementary.Elementary}. Gradient: of z
 * (dsin·cos − dcos·sin)·π as fma(dsin, cos, −(dcos·sin)), times π; of x (2·dz)·Bᵀ. No parameters. Immutable.
 *
 * @param frequencies columns of B, at least 1
 * @param scale       deviation of its numbers, positive and finite
 * @param seed        of the draws
 */
public record FourierFeatures(int frequencies, double scale, int seed) implements UnaryLayer, OnnxLayer {

  /** Numbers of frequencies at most: they are made anew from the seed, and no file holds them. */
  private static final int MOST = 1 << 22;

  private static final String KIND = "fourier-features";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for fewer than 1 frequency or more than 2²⁰, and a scale that is not positive and
   *                                  finite as a float
   */
  public FourierFeatures {
    if (frequencies < 1 || frequencies > 1 << 20) {
      throw new IllegalArgumentException(KIND + ": frequencies must be 1 … " + (1 << 20) + ", but is " + frequencies);
    }
    if (!((float) scale > 0.0f && (float) scale <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(KIND + ": scale must be positive and finite, in float too, but is " + scale);
    }
  }

  /**
   * Features with frequencies of deviation 1 and seed 0.
   *
   * @param frequencies columns of B
   * @return the layer
   * @throws IllegalArgumentException for fewer than 1 and more than 2²⁰
   */
  public static FourierFeatures of(int frequencies) {
    return new FourierFeatures(frequencies, 1.0, 0);
  }

  /**
   * The same with another deviation of frequencies.
   *
   * @param deviation the deviation
   * @return a layer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public FourierFeatures withScale(double deviation) {
    return new FourierFeatures(frequencies, deviation, seed);
  }

  /**
   * The same with other draws.
   *
   * @param number the seed
   * @return a layer
   */
  public FourierFeatures withSeed(int number) {
    return new FourierFeatures(frequencies, scale, number);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("frequencies", frequencies);
    settings.put("scale", scale);
    settings.put("seed", seed);
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    if ((long) input.last() * frequencies > MOST) {
      throw new IllegalArgumentException(KIND + ": " + frequencies + " frequencies of " + input.last()
          + " elements are more than " + MOST + " numbers");
    }
    int[] sizes = input.dimensions().stream().mapToInt(Integer::intValue).toArray();
    sizes[sizes.length - 1] = 2 * frequencies;
    return Shape.of(sizes);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    output(input);
    return List.of();
  }

  /** B. */
  private double[] matrix(Shape input) {
    output(input);
    Shape shape = Shape.of(input.last(), frequencies);
    double[] b = new double[shape.size()];
    Philox.gaussian(seed, 0, 0, b.length, b, 0);
    for (int i = 0; i < b.length; i++) {
      b[i] *= scale;
    }
    return b;
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new FourierOperator(input.size() / input.last(), input.last(), frequencies, matrix(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatFourierOperator(input.size() / input.last(), input.last(), frequencies, matrix(input));
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    int rows = input.size() / input.last();
    int turns = stages.add(new NeuralStage.Product(rows, frequencies, input.last(), false, 2.0,
        stages.constants(matrix(input)), false), stages.input(0));
    int y = stages.value(output(input).size());
    ArrangementStage.Copy columns = new ArrangementStage.Copy(rows, frequencies);
    stages.into(columns, NetworkOperand.of(y), stages.add(new NeuralStage.Wave(false, rows * frequencies), turns));
    stages.into(columns, new NetworkOperand(y, frequencies),
        stages.add(new NeuralStage.Wave(true, rows * frequencies), turns));
    return y;
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    double[] b = matrix(Shape.of(sample));
    String twice = nodes.node("Mul", Map.of(), nodes.input(0), nodes.numbers(new double[] {2}));
    String z = nodes.node("MatMul", Map.of(), twice, nodes.numbers(b, sample[sample.length - 1], frequencies));
    String angle = nodes.node("Mul", Map.of(), z, nodes.numbers(new double[] {Math.PI}));
    return nodes.node("Concat", Map.of("axis", -1L), nodes.node("Sin", Map.of(), angle),
        nodes.node("Cos", Map.of(), angle));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "sines and cosines of random frequencies of the last dimension", "Tancik et al. 2020");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("frequencies", Form.INTEGER, "how many").required().between(1, 1 << 20),
          Key.of("scale", Form.NUMBER, "their deviation").usual(1).positive(),
          Key.of("seed", Form.INTEGER, "of the draws").usual(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new FourierFeatures(settings.integer("frequencies"), settings.number("scale"), settings.integer("seed"));
    }
  }
}
