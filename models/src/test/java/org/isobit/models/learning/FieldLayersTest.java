package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Convolutions, normalisations and recurrent layers: derivatives, and descriptions. */
class FieldLayersTest {

  private static Map<String, Network> networks() {
    Map<String, Network> all = new LinkedHashMap<>();
    FieldNetworks.layers().forEach((name, architecture) -> all.put(name, Network.of(architecture)));
    all.put("coupled", Network.of(FieldNetworks.coupled()));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreCentralDifferences() {
    return networks().entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> NetworkGradientTest.check(e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> gradientsWithoutTrainingAreCentralDifferences() {
    return networks().entrySet().stream().filter(e -> e.getValue().isCoupled())
        .map(e -> dynamicTest(e.getKey(), () -> NetworkGradientTest.check(e.getValue(), false)));
  }

  @TestFactory
  Stream<DynamicTest> floatGradientsAreNearDoubleOnes() {
    return networks().entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> NetworkGradientTest.floats(e.getValue())));
  }

  @Test
  void descriptionsMakeEqualLayers() {
    List<Layer> layers = Stream.concat(networks().values().stream().flatMap(n -> n.architecture().layers().stream()),
        FieldNetworks.truncated().stream()).distinct().toList();
    for (Layer layer : layers) {
      assertEquals(layer, Layers.of(layer.kind(), layer.settings()));
      Map<String, Object> read = new LinkedHashMap<>();
      layer.settings().forEach((key, value) -> read.put(key, value instanceof Integer i ? Double.valueOf(i)
          : value instanceof List<?> list ? list.stream().map(v -> ((Number) v).doubleValue()).toList() : value));
      assertEquals(layer, Layers.of(layer.kind(), read));
      assertEquals(layer.hashCode(), Layers.of(layer.kind(), read).hashCode());
    }
  }

  /** Gradients and tangents of a truncated layer leave out the same: one is the transpose of the other. */
  @Test
  void truncatedLayersAreTransposes() {
    int batch = 3;
    for (Layer layer : FieldNetworks.truncated()) {
      Network network = Network.of(Shape.of(5, 3), layer);
      double[] theta = network.initialize(1, 0);
      double[] x = Problems.gaussian(2, batch * network.input().size());
      double[] w = Problems.gaussian(3, batch * network.output().size());
      double[] v = Problems.gaussian(4, x.length);
      double[] jv = new double[w.length];
      double[] transposed = new double[x.length];
      Tape tape = network.tape(batch);
      network.forward(theta, 0, batch, x, 0, new double[w.length], 0, tape);
      network.backward(theta, 0, tape, w, 0, transposed, 0, null, 0, false);
      network.tangent(theta, 0, tape, v, 0, jv, 0);
      double forwards = IntStream.range(0, w.length).mapToDouble(i -> jv[i] * w[i]).sum();
      double backwards = IntStream.range(0, v.length).mapToDouble(i -> v[i] * transposed[i]).sum();
      assertEquals(forwards, backwards, 1e-13 * (1 + Math.abs(forwards)), layer.toString());
    }
  }

  /** Of six steps in parts of four, the last output knows the last two alone; with longer parts nothing is cut. */
  @Test
  void truncatedGradientsEndAtTheirPart() {
    List<Layer> whole = List.of(LstmLayer.of(5).withLastOnly(), GruLayer.of(5).withLastOnly(),
        GruLayer.of(5).withLastOnly().withResetBefore());
    List<Layer> cut = List.of(LstmLayer.of(5).withLastOnly().withTruncation(4),
        GruLayer.of(5).withLastOnly().withTruncation(4),
        GruLayer.of(5).withLastOnly().withResetBefore().withTruncation(4));
    List<Layer> uncut = List.of(LstmLayer.of(5).withLastOnly().withTruncation(6),
        GruLayer.of(5).withLastOnly().withTruncation(6),
        GruLayer.of(5).withLastOnly().withResetBefore().withTruncation(6));
    for (int i = 0; i < whole.size(); i++) {
      double[] all = gradient(whole.get(i));
      double[] part = gradient(cut.get(i));
      Problems.assertSameBits(all, gradient(uncut.get(i)), "parts as long as the sequence");
      Problems.assertSameBits(Arrays.copyOfRange(all, 12, 18), Arrays.copyOfRange(part, 12, 18), "the last part");
      for (int j = 0; j < 12; j++) {
        assertEquals(0.0, part[j], "before the part, " + whole.get(i));
        assertEquals(true, all[j] != 0.0, "without truncation, " + whole.get(i));
      }
    }
  }

  /** ∂L/∂X of one sample of six steps of three. */
  private static double[] gradient(Layer layer) {
    Network network = Network.of(Shape.of(6, 3), layer);
    double[] theta = network.initialize(1, 0);
    double[] dx = new double[18];
    Tape tape = network.tape(1);
    network.forward(theta, 0, 1, Problems.gaussian(2, 18), 0, new double[5], 0, tape);
    network.backward(theta, 0, tape, Problems.gaussian(3, 5), 0, dx, 0, null, 0, false);
    return dx;
  }

  @Test
  void gradientsOfPartsOfCoupledBatchesAreNotAddedUp() {
    Network network = Network.of(FieldNetworks.coupled());
    double[] theta = network.initialize(1, 0);
    double[] gradient = new double[theta.length];
    double[] x = Problems.gaussian(2, 8 * network.input().size());
    double[] y = new double[8 * network.output().size()];
    Tape tape = network.tape(8);
    tape.train(1, 2, 3);
    network.forward(theta, 0, 8, x, 0, y, 0, tape);
    network.backward(theta, 0, tape, y, 0, null, 0, gradient, 0, false);
    double[] whole = gradient.clone();
    assertEquals("network: layer 1 (batch-norm) couples the samples of a batch in training: gradients of parts of a "
        + "batch cannot be added up", assertThrows(IllegalArgumentException.class,
            () -> network.backward(theta, 0, tape, y, 0, null, 0, gradient, 0, true)).getMessage());
    Problems.assertSameBits(whole, gradient, "nothing is written");
    // Without training it goes by running statistics: parts may be added up, and have the bits of the whole.
    tape.infer();
    double[] full = y.clone();
    network.forward(theta, 0, 8, x, 0, full, 0, tape);
    network.backward(theta, 0, tape, y, 0, null, 0, whole, 0, false);
    double[] part = new double[y.length / 2];
    for (int half = 0; half < 2; half++) {
      network.forward(theta, 0, 4, x, half * x.length / 2, part, 0, tape);
      Problems.assertSameBits(Arrays.copyOfRange(full, half * part.length, (half + 1) * part.length), part, "half");
      network.backward(theta, 0, tape, y, half * part.length, null, 0, gradient, 0, half == 1);
    }
    Problems.assertSameBits(whole, gradient, "parts added up");
  }

  @Test
  void aLoneNumberAChannelIsRefusedInTraining() {
    Network network = Network.of(FieldNetworks.coupled());
    double[] theta = network.initialize(1, 0);
    double[] x = Problems.gaussian(2, network.input().size());
    double[] y = new double[network.output().size()];
    Tape tape = network.tape(1);
    tape.train(1, 2, 3);
    assertEquals("batch-norm: in training a channel must have at least 2 numbers, but 1 are there: the batch is 1, and "
        + "a sample has 1", assertThrows(IllegalArgumentException.class,
            () -> network.forward(theta, 0, 1, x, 0, y, 0, tape)).getMessage());
  }
}
