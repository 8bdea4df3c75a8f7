package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.AveragePooling;
import org.isobit.models.learning.layers.arrangement.Conditioning;
import org.isobit.models.learning.layers.arrangement.FourierFeatures;
import org.isobit.models.learning.layers.arrangement.LerpSkip;
import org.isobit.models.learning.layers.arrangement.MaxPooling;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PixelShuffle;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.arrangement.ResizeLayer;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Layers that arrange: gradients, tangents, the same bits however they are run, descriptions, values by hand. */
class ArrangementTest {

  private static final int BATCH = 7;

  static Map<String, Network> networks() {
    Map<String, Network> all = new LinkedHashMap<>();
    Shape image = Shape.of(4, 6, 9);
    one(all, image, MaxPooling.of(2));
    one(all, image, MaxPooling.of(3, 2).withStride(1, 2).withPadding(1, 1, 0, 1).withCeil(true));
    one(all, image, MaxPooling.of(2).withDilation(2, 3).withStride(1));
    one(all, Shape.of(3, 17), MaxPooling.of(3).withPadding(1, 0).withStride(2));
    one(all, image, AveragePooling.of(3).withStride(2).withPadding(1).withCeil(true).withCountPadding(false));
    one(all, image, AveragePooling.global());
    one(all, Shape.of(3, 17), AveragePooling.of(4).withStride(1));
    one(all, image, ResizeLayer.enlarging(Interpolation.BILINEAR, Coordinates.HALF_PIXEL, 2));
    one(all, image, ResizeLayer.to(Interpolation.BILINEAR, Coordinates.ALIGN_CORNERS, 5, 20));
    one(all, Shape.of(3, 17), ResizeLayer.enlarging(Interpolation.NEAREST, Coordinates.ASYMMETRIC, 3));
    one(all, image, PixelShuffle.of(2));
    one(all, image, PixelShuffle.of(3).inverted());
    one(all, image, Patches.of(2, 3));
    one(all, Shape.of(6, 12), Patches.of(2).inverse(2, 3));
    one(all, image, Reshape.flat());
    one(all, image, Reshape.of(6, 0, 2));
    one(all, Shape.of(5, 8), PositionEmbedding.of());
    one(all, Shape.of(5, 3), FourierFeatures.of(6).withScale(0.4).withSeed(3));
    two(all, LerpSkip.of(), image, image);
    two(all, LerpSkip.of().withPerChannel(false).withWeights(Initializer.ones()), image, image);
    two(all, Conditioning.of(), image, Shape.of(8));
    two(all, Conditioning.of().withChannelsLast(true), Shape.of(5, 8), Shape.of(2, 8));
    return all;
  }

  private static void one(Map<String, Network> all, Shape input, Layer layer) {
    all.put(layer.kind() + layer.settings() + input, Network.of(input, layer));
  }

  private static void two(Map<String, Network> all, Layer layer, Shape first, Shape second) {
    ArchitectureBuilder builder = Architecture.builder();
    int a = builder.input(first);
    int b = builder.input(second);
    all.put(layer.kind() + layer.settings() + first, Network.of(builder.build(builder.add(layer, a, b))));
  }

  /** By inputs and parameters, and tangents against adjoints. */
  @TestFactory
  Stream<DynamicTest> gradientsAreCentralDifferences() {
    return networks().entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> NetworkGradientTest.check(e.getValue())));
  }

  /** Inference and training, one sample at a time, several threads: in double and in float. */
  @TestFactory
  Stream<DynamicTest> everyWayOfRunningThemHasTheSameBits() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> {
      runs(e.getValue());
      floatRuns(FloatNetwork.of(e.getValue().architecture()));
    }));
  }

  private static void runs(Network network) {
    int in = network.input().size();
    int out = network.output().size();
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, BATCH * in);
    double[] dy = Problems.gaussian(3, BATCH * out);
    double[] expected = new double[BATCH * out];
    double[] dx = new double[BATCH * in];
    double[] gradient = new double[network.parameters()];
    Tape tape = network.tape(BATCH);
    network.forward(theta, 0, BATCH, x, 0, expected, 0, tape);
    network.backward(theta, 0, tape, dy, 0, dx, 0, gradient, 0, false);
    double[] y = new double[BATCH * out];
    network.infer(theta, 0, BATCH, x, 0, y, 0, Workers.serial());
    Problems.assertSameBits(expected, y, "inference");
    try (Workers workers = Workers.of(3)) {
      Arrays.fill(y, 0);
      network.infer(theta, 0, BATCH, x, 0, y, 0, workers);
      Problems.assertSameBits(expected, y, "inference by threads");
    }
    double[] parts = new double[network.parameters()];
    double[] back = new double[BATCH * in];
    Tape single = network.tape(1);
    for (int i = 0; i < BATCH; i++) {
      network.forward(theta, 0, 1, x, i * in, y, i * out, single);
      network.backward(theta, 0, single, dy, i * out, back, i * in, parts, 0, i > 0);
    }
    Problems.assertSameBits(expected, y, "samples alone");
    Problems.assertSameBits(dx, back, "gradients of samples alone");
    Problems.assertSameBits(gradient, parts, "gradients of parameters, sample by sample");
  }

  private static void floatRuns(FloatNetwork network) {
    int in = network.input().size();
    int out = network.output().size();
    float[] theta = FloatProblems.gaussian(1, network.parameters());
    float[] x = FloatProblems.gaussian(2, BATCH * in);
    float[] dy = FloatProblems.gaussian(3, BATCH * out);
    float[] expected = new float[BATCH * out];
    float[] dx = new float[BATCH * in];
    FloatTape tape = network.tape(BATCH);
    network.forward(theta, 0, BATCH, x, 0, expected, 0, tape);
    network.backward(theta, 0, tape, dy, 0, dx, 0, null, 0, false);
    float[] y = new float[BATCH * out];
    try (Workers workers = Workers.of(3)) {
      network.infer(theta, 0, BATCH, x, 0, y, 0, workers);
    }
    FloatProblems.assertSameBits(expected, y, "inference by threads");
    float[] back = new float[BATCH * in];
    FloatTape single = network.tape(1);
    for (int i = 0; i < BATCH; i++) {
      network.forward(theta, 0, 1, x, i * in, y, i * out, single);
      network.backward(theta, 0, single, dy, i * out, back, i * in, null, 0, false);
    }
    FloatProblems.assertSameBits(expected, y, "samples alone");
    FloatProblems.assertSameBits(dx, back, "gradients of samples alone");
  }

  @Test
  void descriptionsMakeEqualLayers() {
    List<Layer> all = new ArrayList<>();
    for (Network network : networks().values()) {
      Layer layer = network.architecture().layers().getLast();
      assertEquals(layer, Layers.of(layer.kind(), layer.settings()));
      Map<String, Object> read = new LinkedHashMap<>();
      // As a JSON or YAML reader would give them; of lists of one number the number.
      layer.settings().forEach((key, value) -> read.put(key, value instanceof Integer i ? Double.valueOf(i)
          : value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value));
      assertEquals(layer, Layers.of(layer.kind(), read));
      assertEquals(layer.hashCode(), Layers.of(layer.kind(), read).hashCode());
      all.add(layer);
    }
    assertEquals(all.size(), all.stream().distinct().count());
  }

  /** In the header of a file of weights, and in a description beside one, whose settings are those of PyTorch. */
  @Test
  void networksStandInFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("network.safetensors");
    Network network = Network.of(Shape.of(4, 8, 6), PixelShuffle.of(2), MaxPooling.of(2),
        AveragePooling.of(3).withStride(2).withPadding(1), ResizeLayer.to(Interpolation.NEAREST,
            Coordinates.ASYMMETRIC, 4),
        ResizeLayer.to(Interpolation.BILINEAR, Coordinates.HALF_PIXEL, 4), Patches.of(2),
        PositionEmbedding.of().withWeights(Initializer.zeros()), FourierFeatures.of(3), Reshape.flat());
    double[] theta = Problems.gaussian(1, network.parameters());
    NetworkFile.write(file, network.architecture(), theta, Map.of());
    assertEquals(network.architecture(), NetworkFile.read(file).architecture());
    Path description = Files.writeString(folder.resolve("network.yaml"), """
        input: [4, 8, 6]
        layers:
          - {kind: pixel-shuffle, factor: 2}
          - {kind: max-pooling, kernel-size: 2}
          - {kind: average-pooling, kernel-size: [3], stride: 2, padding: 1}
          - {kind: resize, size: 4}
          - {kind: resize, size: 4, mode: bilinear}
          - {kind: patches, patch-size: 2}
          - {kind: position-embedding}
          - {kind: fourier-features, frequencies: 3}
          - {kind: reshape}
        """);
    NetworkFile read = NetworkFile.read(file, description);
    assertEquals(network.architecture(), read.architecture());
    Problems.assertSameBits(theta, read.doubles(), "weights");
  }

  private static double[] run(Layer layer, Shape input, double[] x) {
    Network network = Network.of(input, layer);
    double[] y = new double[network.output().size()];
    network.forward(network.initialize(0, 0), 0, 1, x, 0, y, 0, null);
    return y;
  }

  @Test
  void valuesByHand() {
    double[] x = IntStream.range(0, 16).asDoubleStream().toArray();
    Shape image = Shape.of(1, 4, 4);
    assertArrayEquals(new double[] {5, 7, 13, 15}, run(MaxPooling.of(2), image, x));
    assertArrayEquals(new double[] {2.5, 4.5, 10.5, 12.5}, run(AveragePooling.of(2), image, x));
    assertArrayEquals(new double[] {7.5}, run(AveragePooling.global(), image, x));
    assertArrayEquals(new double[] {15}, run(MaxPooling.of(0), image, x));
    assertArrayEquals(new double[] {0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15},
        run(Patches.of(2), image, x));
    assertArrayEquals(x, run(Patches.of(2).inverse(2, 2), Shape.of(4, 4), run(Patches.of(2), image, x)));
    assertArrayEquals(new double[] {0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15},
        run(PixelShuffle.of(2).inverted(), image, x));
    double[] features = run(FourierFeatures.of(2).withSeed(5), Shape.of(1), new double[] {1});
    double[] frequencies = Problems.gaussian(5, 2);
    for (int j = 0; j < 2; j++) {
      assertEquals(Math.sin(2 * Math.PI * frequencies[j]), features[j], 1e-14);
      assertEquals(Math.cos(2 * Math.PI * frequencies[j]), features[2 + j], 1e-14);
    }
    assertNotEquals(features[0], run(FourierFeatures.of(2).withSeed(6), Shape.of(1), new double[] {1})[0]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused("max-pooling: kernel-size must be 1 or 2 numbers of at least 0, but is [1, 2, 3]",
        () -> MaxPooling.of(1, 2, 3));
    refused("average-pooling: samples must be (channels, n) or (channels, ny, nx), but are 7",
        () -> AveragePooling.of(2).output(Shape.of(7)));
    refused("max-pooling: kernel-size is [2, 2], which does not fit samples of 3x9",
        () -> MaxPooling.of(2, 2).output(Shape.of(3, 9)));
    refused("pixel-shuffle: samples must be (channels, ny, nx) with channels divisible by 4, but are 3x2x2",
        () -> PixelShuffle.of(2).output(Shape.of(3, 2, 2)));
    refused("patches: samples must be 6 tokens of features divisible by 4, but are 5x8",
        () -> Patches.of(2).inverse(2, 3).output(Shape.of(5, 8)));
    refused("reshape: samples of 2x3 do not fit [4, 0]", () -> Reshape.of(4, 0).output(Shape.of(2, 3)));
    refused("lerp-skip: both values must have one shape, but there are 2x3 and 3x2",
        () -> LerpSkip.of().output(List.of(Shape.of(2, 3), Shape.of(3, 2))));
    refused("conditioning: samples of 2x3 take 4 scales and shifts, but there are 6",
        () -> Conditioning.of().output(List.of(Shape.of(2, 3), Shape.of(6))));
    refused("fourier-features: scale must be positive and finite, in float too, but is 1.0E-60",
        () -> FourierFeatures.of(2).withScale(1e-60));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
