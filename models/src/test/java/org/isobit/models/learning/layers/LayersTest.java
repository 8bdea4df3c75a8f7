package org.isobit.models.learning.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;

/** Descriptions of layers, initial values, and what is refused. */
class LayersTest {

  private static List<Layer> all() {
    List<Layer> layers = new ArrayList<>();
    for (Activation kind : Activation.values()) {
      layers.add(Layers.dense(3, kind));
      layers.add(Layers.activation(kind));
    }
    layers.add(Layers.dense(3, Activation.LEAKY_RELU, 0.3).storedTransposed().withoutBias());
    layers.add(Layers.dense(3, Activation.TANH).withWeights(Initializer.normal(0.02)).withBias(Initializer.ones()));
    layers.add(Layers.activation(Activation.LEAKY_RELU, 0.3));
    layers.add(Layers.activation(Activation.ELU, 0.3));
    layers.add(Layers.dense(3, Activation.ELU, 0.3));
    layers.add(Layers.softmax());
    layers.add(Layers.dropout(0.3));
    layers.add(Layers.affine(2, -1));
    layers.add(Layers.affine(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
    layers.add(Layers.logScale(-1.5));
    return layers;
  }

  @Test
  void descriptionsMakeEqualLayers() {
    for (Layer layer : all()) {
      assertEquals(layer, Layers.of(layer.kind(), layer.settings()));
      // As a JSON or YAML reader would give them.
      Map<String, Object> read = new LinkedHashMap<>();
      layer.settings().forEach((key, value) -> read.put(key, value instanceof Integer i ? Double.valueOf(i) : value));
      assertEquals(layer, Layers.of(layer.kind(), read));
    }
    assertEquals(all().size(), all().stream().distinct().count());
    assertEquals(Architecture.of(Shape.of(3), all()), Architecture.of(Shape.of(3), all()));
    assertNotEquals(Architecture.of(Shape.of(3), all()), Architecture.of(Shape.of(3), all().subList(0, 3)));
  }

  @Test
  void slopesHaveTheirNamesAndUsualValues() {
    assertEquals("{activation=elu, alpha=1.0}", Layers.activation(Activation.ELU).settings().toString());
    assertEquals("{activation=leaky-relu, slope=0.01}", Layers.activation(Activation.LEAKY_RELU).settings().toString());
    assertEquals("layer activation: its setting 'alpha' is missing",
        refusal("activation", Map.of("activation", "elu")));
    assertEquals("{activation=hard-swish}", Layers.activation(Activation.HARD_SWISH).settings().toString());
  }

  @Test
  void badDescriptionsAreRefused() {
    List<String> kinds = Layers.registry().labels();
    assertTrue(kinds.containsAll(List.of("dense", "concat", "max-pooling")), kinds.toString());
    assertEquals("layer: there is no kind 'densse'; did you mean 'dense'?; there are " + String.join(", ", kinds),
        refusal("densse", Map.of()));
    assertEquals("layer dropout: its setting 'p' is missing", refusal("dropout", Map.of()));
    assertEquals("layer dropout: 'p' must be a number, but is '0.5'", refusal("dropout", Map.of("p", "0.5")));
    assertEquals("layer dropout: there is no setting 'q'; did you mean 'p'?; it has p",
        refusal("dropout", Map.of("p", 0.5, "q", 1)));
    assertEquals("dropout: p must be in [0, 1), but is 1.0", refusal("dropout", Map.of("p", 1)));
    assertEquals("layer: there is no activation 'tahn'; did you mean 'tanh'?; there are identity, relu, leaky-relu, "
        + "tanh, sigmoid, gelu, gelu-tanh, silu, softplus, elu, mish, hard-sigmoid, hard-swish",
        refusal("activation", Map.of("activation", "tahn")));
    assertEquals("layer affine: 'scale' must be a list of numbers, but is 'x'",
        refusal("affine", Map.of("scale", List.of("x"), "shift", List.of(1))));
    assertEquals("affine: there are 1 scales and 2 shifts; as many of both are needed, at least one",
        refusal("affine", Map.of("scale", List.of(1), "shift", List.of(1, 2))));
    assertEquals("affine: element 0 has scale NaN and shift 1.0; both must be finite",
        refusal("affine", Map.of("scale", List.of(Double.NaN), "shift", List.of(1))));
    Map<String, Object> dense = new LinkedHashMap<>(Layers.dense(3, Activation.TANH).settings());
    dense.put("colour", "red");
    assertEquals("layer dense: there is no setting 'colour'; it has activation, bias, bias-initializer, outputs, "
        + "transposed, weight-initializer", refusal("dense", dense));
    dense.remove("colour");
    dense.put("outputs", 2.5);
    assertEquals("layer dense: 'outputs' must be a whole number, but is '2.5'", refusal("dense", dense));
    dense.put("outputs", 0);
    assertTrue(refusal("dense", dense).contains("0 outputs"));
    dense.put("outputs", 3);
    dense.put("weight-initializer", "he-norml");
    assertTrue(refusal("dense", dense).startsWith("initializer: there is no 'he-norml'; did you mean 'he-normal'?"));
    dense.put("weight-initializer", "normal(x)");
    assertEquals("initializer: 'normal(x)' has no number in its brackets", refusal("dense", dense));
    assertEquals("activation: slope must be positive and finite, in float too, but is -1.0", assertThrows(
        IllegalArgumentException.class, () -> Layers.activation(Activation.LEAKY_RELU, -1)).getMessage());
    assertEquals("dense: slope must be positive and finite, in float too, but is 1.0E-60", assertThrows(
        IllegalArgumentException.class, () -> Layers.dense(3, Activation.LEAKY_RELU, 1e-60)).getMessage());
    assertEquals("dropout: p must be less than 1 in float too, but is 0.9999999999", assertThrows(
        IllegalArgumentException.class, () -> Layers.dropout(0.9999999999)).getMessage());
    assertEquals("affine: element 0 has scale 1.0E300 and shift 0.0, beyond what float holds", assertThrows(
        IllegalArgumentException.class, () -> Layers.affine(1e300, 0).floatOperator(List.of(Shape.of(2))))
        .getMessage());
    assertEquals("dense: tanh has no slope, but 0.1 is given", assertThrows(
        IllegalArgumentException.class, () -> Layers.dense(3, Activation.TANH, 0.1)).getMessage());
  }

  private static String refusal(String kind, Map<String, Object> settings) {
    return assertThrows(IllegalArgumentException.class, () -> Layers.of(kind, settings)).getMessage();
  }

  @Test
  void shapesAreChecked() {
    assertEquals("shape: there are no dimensions", shape());
    assertEquals("shape: dimensions must be positive, but are [2, 0]", shape(2, 0));
    assertEquals("shape: [65536, 65536] has more elements than one array holds", shape(65536, 65536));
    Shape shape = Shape.of(3, 4, 5);
    assertEquals("3x4x5", shape.toString());
    assertEquals(60, shape.size());
    assertEquals(List.of(3, 4, 5), shape.dimensions());
    assertThrows(IllegalArgumentException.class, () -> shape.dimension(3));
  }

  private static String shape(int... dimensions) {
    return assertThrows(IllegalArgumentException.class, () -> Shape.of(dimensions)).getMessage();
  }

  @Test
  void initialValuesFollowTheirLaws() {
    int n = 40_000;
    int in = 50;
    int out = 150;
    check(Initializer.heNormal(), n, in, out, 2.0 / in, 8.6);
    check(Initializer.heUniform(), n, in, out, 2.0 / in, Math.sqrt(3));
    check(Initializer.glorotNormal(), n, in, out, 2.0 / (in + out), 8.6);
    check(Initializer.glorotUniform(), n, in, out, 2.0 / (in + out), Math.sqrt(3));
    check(Initializer.lecunNormal(), n, in, out, 1.0 / in, 8.6);
    check(Initializer.normal(0.3), n, in, out, 0.09, 8.6);
    check(Initializer.uniform(0.3), n, in, out, 0.03, Math.sqrt(3));
    double[] constant = new double[3];
    Initializer.constant(0.25).fill(1, 2, 3, 4, 2, constant, 1);
    Problems.assertSameBits(new double[] {0, 0.25, 0.25}, constant, "constant");
    assertEquals("initializer: normal cannot have the value -1.0",
        assertThrows(IllegalArgumentException.class, () -> Initializer.normal(-1)).getMessage());
    assertEquals("initializer: constant cannot have the value NaN",
        assertThrows(IllegalArgumentException.class, () -> Initializer.constant(Double.NaN)).getMessage());
    assertEquals(Initializer.ones(), Initializer.parse("ones"));
    assertEquals(Initializer.zeros(), Initializer.parse("zeros"));
  }

  private static void check(Initializer law, int n, int in, int out, double variance, double deviations) {
    assertEquals(law, Initializer.parse(law.toString()));
    double[] values = new double[n];
    law.fill(1, 2, in, out, n, values, 0);
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (double v : values) {
      sum += v;
      squares += v * v;
      largest = Math.max(largest, Math.abs(v));
    }
    // Five standard errors; a square's variance is at most 2·variance².
    assertEquals(0, sum / n, 5 * Math.sqrt(variance / n), law.toString());
    assertEquals(variance, squares / n, 5 * variance * Math.sqrt(2.0 / n), law.toString());
    assertTrue(largest <= deviations * Math.sqrt(variance), law + ": " + largest);
    float[] floats = new float[n];
    law.fill(1, 2, in, out, n, floats, 0);
    for (int i = 0; i < n; i++) {
      assertEquals((float) values[i], floats[i], law + " at " + i);
    }
  }

  @Test
  void initialValuesDependOnSeedStreamAndParameter() {
    Network network = Problems.small();
    double[] first = network.initialize(1, 2);
    Problems.assertSameBits(first, network.initialize(1, 2), "the same");
    double[] part = new double[first.length + 3];
    network.initialize(1, 2, part, 2);
    Problems.assertSameBits(first, Arrays.copyOfRange(part, 2, 2 + first.length), "part of a vector");
    assertNotEquals(first[0], network.initialize(2, 2)[0]);
    assertNotEquals(first[0], network.initialize(1, 3)[0]);
    Parameter second = network.architecture().parameter("layers.1.weight");
    assertNotEquals(first[0] * Math.sqrt(2.0 + 16), first[second.offset()] * Math.sqrt(16.0 + 16), 1e-12);
    assertEquals(0.0, first[network.architecture().parameter("layers.1.bias").offset()]);
    FloatNetwork rounded = FloatNetwork.of(network.architecture());
    float[] floats = rounded.initialize(1, 2);
    for (int i = 0; i < first.length; i++) {
      assertEquals((float) first[i], floats[i]);
    }
  }

  @Test
  void parametersLieInOrder() {
    Network network = Problems.everything();
    List<Parameter> list = network.parameterList();
    assertEquals(List.of("layers.1.weight", "layers.1.bias", "layers.2.weight", "layers.2.bias", "layers.4.weight",
        "layers.8.weight", "layers.8.bias", "layers.9.log_scale"), list.stream().map(Parameter::name).toList());
    assertEquals(Shape.of(21, 33), list.get(0).dimensions());
    assertEquals(Shape.of(20, 33), list.get(2).dimensions());
    int next = 0;
    for (Parameter parameter : list) {
      assertEquals(next, parameter.offset());
      next += parameter.size();
    }
    assertEquals(next, network.parameters());
    assertEquals(list.get(4), network.architecture().parameter("layers.4.weight"));
    assertEquals("network: there is no parameter 'layers.0.weight'", assertThrows(IllegalArgumentException.class,
        () -> network.architecture().parameter("layers.0.weight")).getMessage());
  }
}
