package org.isobit.models.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;

/**
 * What a network is without weights and precision: the shapes of its inputs, its layers, and which values each of them
 * reads. A <em>value</em> is an input or what a layer makes; they are numbered, inputs first, then layers in the order
 * in which they run, so that a layer reads values of lower numbers only. A chain ({@link #of}) has one input, layer l
 * reads value l and makes value l + 1. {@link Network} and {@link FloatNetwork} run it.
 *
 * <p>A sample is one vector: the inputs one after the other; likewise what comes out. Immutable, thread-safe; equal if
 * inputs, layers, what they read, and outputs are.
 */
public final class Architecture {

  private final List<Shape> inputs;
  private final List<Layer> layers;
  private final List<List<Integer>> reads;
  private final List<Integer> results;
  private final List<Shape> values;
  private final List<List<Parameter>> own;
  private final List<Parameter> parameterList;
  private final int[] offsets;
  private final Shape input;
  private final Shape output;
  private final Wiring wiring;

  Architecture(ArchitectureBuilder builder, List<Integer> results) {
    inputs = List.copyOf(builder.inputs);
    layers = List.copyOf(builder.layers);
    reads = List.copyOf(builder.reads);
    own = List.copyOf(builder.parameters);
    values = List.copyOf(builder.values);
    this.results = List.copyOf(results);
    offsets = new int[layers.size() + 1];
    List<Parameter> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      int base = offsets[l];
      String prefix = "layers." + l + ".";
      long end = base;
      for (Parameter parameter : own.get(l)) {
        end += parameter.size();
      }
      if (end > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("network: up to layer " + l + " there are " + end
            + " parameters, more than one array holds");
      }
      own.get(l).forEach(parameter -> all.add(parameter.within(prefix, base)));
      offsets[l + 1] = (int) end;
    }
    parameterList = List.copyOf(all);
    input = joined(inputs);
    output = joined(results.stream().map(values::get).toList());
    wiring = new Wiring(this);
  }

  private static Shape joined(List<Shape> shapes) {
    if (shapes.size() == 1) {
      return shapes.getFirst();
    }
    long size = shapes.stream().mapToLong(Shape::size).sum();
    if (size > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("network: a sample of " + shapes + " has " + size
          + " elements, more than one array holds");
    }
    return Shape.of((int) size);
  }

  /**
   * A chain of layers.
   *
   * @param input  shape of a sample
   * @param layers at least one; each takes what the one before makes
   * @return the architecture
   * @throws IllegalArgumentException if there are no layers, one cannot take its input (with its number), or there are
   *                                  more parameters than one array holds
   */
  public static Architecture of(Shape input, List<? extends Layer> layers) {
    ArchitectureBuilder builder = builder();
    int value = builder.input(input);
    for (Layer layer : layers) {
      value = builder.add(layer, value);
    }
    return builder.build(value);
  }

  /**
   * Begins an architecture that is more than a chain: with several inputs or outputs, or with values that several
   * layers read.
   *
   * @return an empty builder
   */
  public static ArchitectureBuilder builder() {
    return new ArchitectureBuilder();
  }

  /**
   * Shape of a sample that goes in.
   *
   * @return the input's shape; of several inputs, that of one vector with all of them
   */
  public Shape input() {
    return input;
  }

  /**
   * Shape of a sample that comes out.
   *
   * @return the output's shape; of several outputs, that of one vector with all of them
   */
  public Shape output() {
    return output;
  }

  /**
   * Shapes of the inputs.
   *
   * @return at least one; input i is value i
   */
  public List<Shape> inputs() {
    return inputs;
  }

  /**
   * The values that come out.
   *
   * @return numbers of values, at least one, none of them twice
   */
  public List<Integer> outputs() {
    return results;
  }

  /**
   * The layers.
   *
   * @return in the order in which they run
   */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The values that a layer reads.
   *
   * @param l which layer, from 0
   * @return numbers of values
   */
  public List<Integer> reads(int l) {
    return reads.get(l);
  }

  /**
   * The value that a layer makes.
   *
   * @param l which layer, from 0
   * @return its number
   */
  public int value(int l) {
    return inputs.size() + l;
  }

  /**
   * Shape of a value of a sample: of a chain, what layer v reads; the number of layers gives the output.
   *
   * @param v which value, from 0
   * @return its shape
   */
  public Shape shape(int v) {
    return values.get(v);
  }

  /**
   * Shapes of what a layer reads.
   *
   * @param l which layer, from 0
   * @return shapes of its inputs
   */
  public List<Shape> shapesRead(int l) {
    return reads.get(l).stream().map(values::get).toList();
  }

  /**
   * Whether every layer reads what the one before it makes, and the last one's output is the network's.
   *
   * @return true for what {@link #of} makes
   */
  public boolean isChain() {
    return inputs.size() == 1 && results.equals(List.of(layers.size()))
        && IntStream.range(0, layers.size()).allMatch(l -> reads.get(l).equals(List.of(l)));
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
   * The parameters of one layer.
   *
   * @param l which layer, from 0
   * @return in order of offsets, which count from the layer's first parameter, named as in {@code weight}
   */
  public List<Parameter> parameters(int l) {
    return own.get(l);
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

  Wiring wiring() {
    return wiring;
  }

  /**
   * Everything that it is, by name, for checkpoints: inputs, each layer's kind and settings and, if it is no chain,
   * what layers read and what comes out.
   *
   * @param prefix   what names begin with
   * @param settings receives names and values
   */
  public void describe(String prefix, Map<String, Object> settings) {
    boolean chain = isChain();
    settings.put(prefix + ".input", inputs.size() == 1 ? input : inputs.toString());
    settings.put(prefix + ".layers", layers.size());
    for (int l = 0; l < layers.size(); l++) {
      String layer = prefix + ".layers." + l + ".";
      settings.put(layer + "kind", layers.get(l).kind());
      layers.get(l).settings().forEach((name, value) -> settings.put(layer + name, value));
      if (!chain) {
        settings.put(layer + "from", reads.get(l).toString());
      }
    }
    if (!chain) {
      settings.put(prefix + ".output", results.toString());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture a && inputs.equals(a.inputs) && layers.equals(a.layers)
        && reads.equals(a.reads) && results.equals(a.results);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, layers, reads, results);
  }

  /** One line a layer: shapes before, kind, settings. */
  @Override
  public String toString() {
    boolean chain = isChain();
    StringBuilder text = new StringBuilder();
    for (int l = 0; l < layers.size(); l++) {
      text.append(chain ? values.get(l).toString() : reads.get(l) + " " + shapesRead(l)).append(" -> ")
          .append(layers.get(l).kind()).append(' ').append(layers.get(l).settings()).append('\n');
    }
    return text.append(chain ? output.toString() : results + " " + output).append('\n').toString();
  }
}
