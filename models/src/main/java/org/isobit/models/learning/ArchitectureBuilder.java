package org.isobit.models.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;

/**
 * Puts an {@link Architecture} together: first its inputs, then layers that read what is there. A skip around two
 * layers:
 *
 * <pre>{@code
 * ArchitectureBuilder network = Architecture.builder();
 * int x = network.input(Shape.of(40));
 * int h = network.add(Layers.dense(64, Activation.TANH), x);
 * int d = network.add(Layers.dense(40, Activation.IDENTITY), h);
 * Architecture residual = network.build(network.add(Layers.sum(2), x, d));
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ArchitectureBuilder {

  final List<Shape> inputs = new ArrayList<>();
  final List<Layer> layers = new ArrayList<>();
  final List<List<Integer>> reads = new ArrayList<>();
  final List<Shape> values = new ArrayList<>();
  final List<List<Parameter>> parameters = new ArrayList<>();

  ArchitectureBuilder() {}

  /**
   * One more input.
   *
   * @param shape of a sample
   * @return the number of its value
   * @throws IllegalStateException if there is a layer already: inputs come first
   */
  public int input(Shape shape) {
    if (!layers.isEmpty()) {
      throw new IllegalStateException("network: inputs come before layers, but there are " + layers.size());
    }
    inputs.add(shape);
    values.add(shape);
    return values.size() - 1;
  }

  /**
   * One more layer.
   *
   * @param layer the layer
   * @param from  numbers of the values that it reads, in its order
   * @return the number of the value that it makes
   * @throws IllegalArgumentException if there is no such value, the layer reads another number of them, or cannot take
   *                                  them, with the layer's number and kind
   */
  public int add(Layer layer, int... from) {
    int l = layers.size();
    String name = "network: layer " + l + " (" + layer.kind() + ")";
    for (int v : from) {
      if (v < 0 || v >= values.size()) {
        throw new IllegalArgumentException(name + ": there is no value " + v + ", only 0 to " + (values.size() - 1));
      }
    }
    if (from.length != layer.inputs()) {
      throw new IllegalArgumentException(name + ": reads " + layer.inputs() + " values, but is given " + from.length);
    }
    List<Shape> shapes = Arrays.stream(from).mapToObj(values::get).toList();
    try {
      parameters.add(List.copyOf(layer.parameters(shapes)));
      values.add(layer.output(shapes));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " after "
          + (shapes.size() == 1 ? shapes.getFirst().toString() : shapes.toString()) + ": " + e.getMessage(), e);
    }
    layers.add(layer);
    reads.add(Arrays.stream(from).boxed().toList());
    return values.size() - 1;
  }

  /**
   * Shape of a value.
   *
   * @param v its number
   * @return its shape
   * @throws IllegalArgumentException if there is no such value
   */
  public Shape shape(int v) {
    if (v < 0 || v >= values.size()) {
      throw new IllegalArgumentException("network: there is no value " + v);
    }
    return values.get(v);
  }

  /**
   * What has been put together.
   *
   * @param outputs numbers of the values that come out, at least one, none twice
   * @return the architecture
   * @throws IllegalArgumentException if there are no layers or outputs, an output is none, a value is read by nobody,
   *                                  or there are more parameters than one array holds
   */
  public Architecture build(int... outputs) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("network: there are no layers");
    }
    if (outputs.length == 0) {
      throw new IllegalArgumentException("network: there are no outputs");
    }
    Set<Integer> used = new HashSet<>();
    for (int v : outputs) {
      if (v < inputs.size() || v >= values.size()) {
        throw new IllegalArgumentException("network: output " + v + " is no value of a layer; these are "
            + inputs.size() + " to " + (values.size() - 1));
      }
      if (!used.add(v)) {
        throw new IllegalArgumentException("network: output " + v + " is named twice");
      }
    }
    reads.forEach(used::addAll);
    for (int v = 0; v < values.size(); v++) {
      if (!used.contains(v)) {
        throw new IllegalArgumentException("network: nothing reads "
            + (v < inputs.size() ? "input " + v : "what layer " + (v - inputs.size()) + " ("
            + layers.get(v - inputs.size()).kind() + ") makes"));
      }
    }
    return new Architecture(this, Arrays.stream(outputs).boxed().toList());
  }
}
