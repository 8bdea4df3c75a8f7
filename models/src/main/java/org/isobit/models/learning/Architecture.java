package org.isobit.models.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;

/**
 * What a network is without weights and precision: the shape of its input and its layers, one after the other, with the
 * shapes and parameters that follow. {@link Network} and {@link FloatNetwork} run it. Immutable, thread-safe; equal if
 * input and layers are.
 */
public final class Architecture {

  private final List<Layer> layers;
  private final List<Shape> shapes;
  private final List<Parameter> parameterList;
  private final int[] offsets;

  private Architecture(List<Layer> layers, List<Shape> shapes, List<Parameter> parameterList, int[] offsets) {
    this.layers = layers;
    this.shapes = shapes;
    this.parameterList = parameterList;
    this.offsets = offsets;
  }

  /**
   * Composes layers.
   *
   * @param input  shape of a sample
   * @param layers at least one; each takes what the one before makes
   * @return the architecture
   * @throws IllegalArgumentException if there are no layers, one cannot take its input (with its number), or there are
   *                                  more parameters than one array holds
   */
  public static Architecture of(Shape input, List<? extends Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("network: there are no layers");
    }
    List<Shape> shapes = new ArrayList<>(List.of(input));
    List<Parameter> parameters = new ArrayList<>();
    int[] offsets = new int[layers.size() + 1];
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      Shape shape = shapes.get(l);
      List<Parameter> own;
      try {
        own = layer.parameters(shape);
        shapes.add(layer.output(shape));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("network: layer " + l + " (" + layer.kind() + ") after " + shape + ": "
            + e.getMessage(), e);
      }
      long end = offsets[l];
      for (Parameter parameter : own) {
        end += parameter.size();
      }
      if (end > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("network: up to layer " + l + " there are " + end
            + " parameters, more than one array holds");
      }
      for (Parameter parameter : own) {
        parameters.add(parameter.within("layers." + l + ".", offsets[l]));
      }
      offsets[l + 1] = (int) end;
    }
    return new Architecture(List.copyOf(layers), List.copyOf(shapes), List.copyOf(parameters), offsets);
  }

  /**
   * Shape of a sample that goes in.
   *
   * @return the first layer's input
   */
  public Shape input() {
    return shapes.getFirst();
  }

  /**
   * Shape of a sample that comes out.
   *
   * @return the last layer's output
   */
  public Shape output() {
    return shapes.getLast();
  }

  /**
   * The layers.
   *
   * @return in order
   */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * Shape of a sample before a layer.
   *
   * @param l which layer, from 0; the number of layers gives the shape of the output
   * @return its shape
   */
  public Shape shape(int l) {
    return shapes.get(l);
  }

  /**
   * The number of parameters.
   *
   * @return length of the flat vector
   */
  public int parameters() {
    return offsets[layers.size()];
  }

  /**
   * Where a layer's parameters begin.
   *
   * @param l which layer, from 0; the number of layers gives the end
   * @return index in the flat vector
   */
  public int offset(int l) {
    return offsets[l];
  }

  /**
   * Every parameter, as it lies in the flat vector.
   *
   * @return in order of offsets, named as in {@code layers.0.weight}
   */
  public List<Parameter> parameterList() {
    return parameterList;
  }

  /**
   * One parameter.
   *
   * @param name as in {@code layers.0.weight}
   * @return where it is
   * @throws IllegalArgumentException if there is none of this name
   */
  public Parameter parameter(String name) {
    return parameterList.stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("network: there is no parameter '" + name + "'"));
  }

  /**
   * Everything that it is, by name, for checkpoints: input, and each layer's kind and settings.
   *
   * @param prefix   what names begin with
   * @param settings receives names and values
   */
  public void describe(String prefix, Map<String, Object> settings) {
    settings.put(prefix + ".input", input());
    settings.put(prefix + ".layers", layers.size());
    for (int l = 0; l < layers.size(); l++) {
      String layer = prefix + ".layers." + l + ".";
      settings.put(layer + "kind", layers.get(l).kind());
      layers.get(l).settings().forEach((name, value) -> settings.put(layer + name, value));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture a && input().equals(a.input()) && layers.equals(a.layers);
  }

  @Override
  public int hashCode() {
    return 31 * input().hashCode() + layers.hashCode();
  }

  /** One line a layer: shape before, kind, settings. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, layers.size()).forEach(l -> text.append(shapes.get(l)).append(" -> ")
        .append(layers.get(l).kind()).append(' ').append(layers.get(l).settings()).append('\n'));
    return text.append(output()).append('\n').toString();
  }
}
