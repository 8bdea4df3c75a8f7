package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.autoencoder.AutoencoderObjective;
import org.isobit.models.learning.autoencoder.LatentScale;
import org.isobit.models.learning.autoencoder.NormalDraws;
import org.isobit.models.learning.autoencoder.VariationalAutoencoder;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.internal.Streams;
import org.isobit.models.learning.layers.Draws;
import org.isobit.models.learning.layers.FullyConnected;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** What a run is known by: every setting by its name and value, sums of its numbers, streams of its draws. */
class SettingsTest {

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void everySettingIsPartOfTheIdentity() {
    TrainingSettings settings = new TrainingSettings(Optimizer.adam(0.1, 0.8, 0.7, 1e-6).withDecay(0.01),
        Schedule.plateau(0.5, 3, 0.25, 2, 0.125), 8, 5, new EarlyStopping(4, 0.5, 1, false), 2.0, 6, 9, 0.75, 3);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("optimizer.kind", "adam");
    expected.put("optimizer.learning-rate", 0.1);
    expected.put("optimizer.beta1", 0.8);
    expected.put("optimizer.beta2", 0.7);
    expected.put("optimizer.epsilon", 1e-6);
    expected.put("optimizer.decay", 0.01);
    expected.put("schedule.kind", "plateau");
    expected.put("schedule.factor", 0.5);
    expected.put("schedule.patience", 3);
    expected.put("schedule.min-delta", 0.25);
    expected.put("schedule.cooldown", 2);
    expected.put("schedule.min-rate", 0.125);
    expected.put("batch", 8);
    expected.put("stopping.patience", 4);
    expected.put("stopping.min-delta", 0.5);
    expected.put("stopping.start-epoch", 1);
    expected.put("stopping.restore-best", false);
    expected.put("clip", 2.0);
    expected.put("seed", 6L);
    expected.put("stream", 9L);
    expected.put("average", 0.75);
    expected.put("batches", 3);
    assertEquals(List.copyOf(expected.entrySet()), List.copyOf(settings.settings().entrySet()));
    // The number of epochs is no part of it: a run goes on.
    assertEquals(settings.settings(), settings.withEpochs(50).settings());
    assertEquals(50, settings.withEpochs(50).epochs());
    assertEquals("{kind=sgd, learning-rate=0.5, momentum=0.25, decay=0.125}",
        Optimizer.sgd(0.5, 0.25).withDecay(0.125).settings().toString());
    assertEquals("{kind=warmup-cosine, warmup=2, steps=9, final-fraction=0.25}",
        Schedule.warmupCosine(2, 9, 0.25).settings().toString());
    assertEquals("{kind=constant}", Schedule.constant().settings().toString());
    assertEquals("none", TrainingSettings.of(Optimizer.adam(0.1), 4, 2).settings().get("stopping"));
    assertEquals(new Optimizer(Optimizer.Kind.ADAM, 0.1, 0.9, 0.999, 1e-8, 0.0, 0.0, 0.0), Optimizer.adam(0.1));
    assertEquals(new Optimizer(Optimizer.Kind.ADAM, 0.1, 0.9, 0.999, 1e-8, 0.0, 0.2, 0.0), Optimizer.adamW(0.1, 0.2));
    assertEquals(Optimizer.adam(0.3), Optimizer.adam(0.1).withLearningRate(0.3));
    assertEquals(new EarlyStopping(3, 0.0, 0, true), EarlyStopping.of(3));
    assertEquals("huber(0.5)", Loss.huber(0.5).toString());
    assertEquals("laplace", Loss.laplace().toString());
    assertEquals(List.of(Loss.Kind.SQUARED, Loss.Kind.ABSOLUTE, Loss.Kind.GAUSSIAN),
        List.of(Loss.squared().kind(), Loss.absolute().kind(), Loss.gaussian().kind()));
    assertEquals(List.of(3, 3, 2), List.of(Loss.squared().targets(3), Loss.huber(1).targets(3),
        Loss.laplace().targets(4)));
  }

  @Test
  void objectivesDescribeWhatTheyAreMadeOf() {
    Network network = Network.of(Shape.of(2), Layers.dense(1, Activation.LEAKY_RELU, 0.5), Layers.dropout(0.25));
    double[] x = {1, 2, 3, 4};
    double[] y = {5, 6};
    Map<String, Object> settings = new SupervisedObjective(network, Loss.squared(), x, y, 2).settings();
    assertEquals("[network.input, network.layers, network.layers.0.kind, network.layers.0.outputs, "
        + "network.layers.0.activation, network.layers.0.slope, network.layers.0.bias, network.layers.0.transposed, "
        + "network.layers.0.weight-initializer, network.layers.0.bias-initializer, network.layers.1.kind, "
        + "network.layers.1.p, loss, samples, inputs.checksum, targets.checksum]", settings.keySet().toString());
    assertEquals(List.of(Shape.of(2), 2, "dense", 0.5, 0.25, Loss.squared(), 2), List.of(settings.get("network.input"),
        settings.get("network.layers"), settings.get("network.layers.0.kind"), settings.get("network.layers.0.slope"),
        settings.get("network.layers.1.p"), settings.get("loss"), settings.get("samples")));
    assertEquals(sum(x), settings.get("inputs.checksum"));
    assertEquals(sum(y), settings.get("targets.checksum"));
    VariationalAutoencoder autoencoder = VariationalAutoencoder.of(2, 1, 1, 3, 0.1);
    AutoencoderLoss loss = new AutoencoderLoss(0.1, 0.5, 1e-6, 1);
    Map<String, Object> coded =
        new AutoencoderObjective(autoencoder, loss, LatentScale.identity(1), x, 2).settings();
    assertEquals(List.of(loss, 2, sum(x), "LatentScale[[1.0], [0.0]]", Shape.of(2), Shape.of(1)),
        List.of(coded.get("loss"),
        coded.get("samples"), coded.get("samples.checksum"), coded.get("scale").toString(), coded.get("encoder.input"),
        coded.get("decoder.input")));
  }

  private static String sum(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }

  @Test
  void checksumsAreThoseOfAllBytes() {
    double[] values = Problems.gaussian(3, 2500);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    for (int n : new int[] {0, 1, 1023, 1024, 1025, 2048, 2400}) {
      for (int offset : new int[] {0, 100}) {
        assertEquals(sum(Arrays.copyOfRange(values, offset, offset + n)), Checksums.of(values, offset, n));
        ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(floats, offset, n);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        assertEquals("%08x".formatted(crc.getValue()), Checksums.of(floats, offset, n));
      }
    }
  }

  @Test
  void streamsDoNotMeet() {
    Set<Long> streams = new HashSet<>();
    for (long stream : new long[] {0, 1, 2, (1L << 40) - 1}) {
      streams.add(Streams.order(stream));
      for (int k : new int[] {0, 1, 0xFFFF}) {
        streams.add(Streams.initial(stream, k));
        streams.add(Streams.layer(stream, k));
      }
    }
    assertEquals(4 * 7, streams.size());
    Draws draws = new Draws();
    draws.set(5, 6, 7);
    draws.layer(8);
    assertEquals(List.of(5L, Streams.layer(6, 8), 7L << 31), List.of(draws.seed(), draws.stream(), draws.first()));
  }

  /** Any place of the order is any sample, with the same probability, whatever the number of samples. */
  @Test
  void ordersAreFairPermutations() {
    for (int n : new int[] {1, 2, 5, 1024, 1025, 3000}) {
      SampleOrder order = new SampleOrder(n);
      order.shuffle(1, 2, 3);
      int[] first = order.order().clone();
      int[] sorted = first.clone();
      Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        assertEquals(i, sorted[i]);
      }
      order.shuffle(1, 2, 4);
      assertTrue(n < 10 || !Arrays.equals(first, order.order()));
      order.shuffle(1, 2, 3);
      assertArrayEquals(first, order.order());
      if (n > 100) {
        int moved = 0;
        for (int i = 0; i < n; i++) {
          moved += Math.abs(first[i] - i) > n / 10 ? 1 : 0;
        }
        // 81 % of the pairs of independent places are further apart; standard deviation below 1.3 %.
        assertEquals(0.81, (double) moved / n, 0.06);
      }
    }
    int[][] counts = new int[4][4];
    SampleOrder order = new SampleOrder(4);
    for (int epoch = 0; epoch < 4000; epoch++) {
      order.shuffle(9, 1, epoch);
      for (int i = 0; i < 4; i++) {
        counts[i][order.order()[i]]++;
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertEquals(1000, count, 5 * Math.sqrt(750));
      }
    }
  }

  @Test
  void epochsAreMonitoredByTheirValidation() {
    assertEquals(2.0, new EpochRecord(0, 1, 3.0, 2.0, 0.1).monitored());
    assertEquals(3.0, new EpochRecord(0, 1, 3.0, Double.NaN, 0.1).monitored());
  }

  @Test
  void drawsFollowMeanAndVariance() {
    double[] mean = {1, -2, 5};
    double[] log = {0, Math.log(4), Math.log(0.25)};
    double[] out = new double[3];
    NormalDraws.draw(3, mean, log, 7, 8, out);
    for (int i = 0; i < 3; i++) {
      assertEquals(mean[i] + Math.sqrt(Math.exp(log[i])) * Philox.gaussian(7, 8, i), out[i], 1e-14);
    }
  }

  @Test
  void parametersHavePlaces() {
    Parameter parameter = new Parameter("weight", Shape.of(3, 4), 5, Initializer.ones(), 2, 1);
    assertEquals(new Parameter("layers.2.weight", Shape.of(3, 4), 12, Initializer.ones(), 2, 1),
        parameter.within("layers.2.", 7));
    assertEquals(12, parameter.size());
    assertEquals("parameter b: offset -1, fan-in 1 and fan-out 1 cannot be",
        refusal(() -> new Parameter("b", Shape.of(1), -1, Initializer.ones(), 1, 1)));
    assertEquals("parameter b: offset 0, fan-in 0 and fan-out 1 cannot be",
        refusal(() -> new Parameter("b", Shape.of(1), 0, Initializer.ones(), 0, 1)));
    assertEquals("parameter b: offset 0, fan-in 1 and fan-out 0 cannot be",
        refusal(() -> new Parameter("b", Shape.of(1), 0, Initializer.ones(), 1, 0)));
    assertEquals(0, new Parameter("b", Shape.of(1), 0, Initializer.ones(), 1, 1).offset());
  }

  @Test
  void shapesKnowTheirDimensions() {
    Shape shape = Shape.of(3, 4, 5);
    assertEquals(List.of(3, 3, 4, 5, 5), List.of(shape.rank(), shape.dimension(0), shape.dimension(1),
        shape.dimension(2),
        shape.last()));
    assertEquals("shape: 3x4x5 has no dimension -1", refusal(() -> shape.dimension(-1)));
    assertEquals("shape: 3x4x5 has no dimension 3", refusal(() -> shape.dimension(3)));
    assertEquals(Shape.of(3, 4, 5), shape);
    assertEquals(Shape.of(3, 4, 5).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(4, 3, 5).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(4, 3, 5), shape);
    assertFalse(shape.equals("3x4x5"));
    assertEquals(Integer.MAX_VALUE - 64, Shape.of(Integer.MAX_VALUE - 64).size());
    assertTrue(refusal(() -> Shape.of(Integer.MAX_VALUE - 63)).contains("more elements than one array holds"));
  }

  @Test
  void architecturesAreEqualByShapeAndLayers() {
    Architecture a = Architecture.of(Shape.of(3), List.of(Layers.softmax(), Layers.dense(2, Activation.TANH)));
    Architecture same = Architecture.of(Shape.of(3), List.of(Layers.softmax(), Layers.dense(2, Activation.TANH)));
    Architecture wider = Architecture.of(Shape.of(4), a.layers());
    assertEquals(a, same);
    assertEquals(a.hashCode(), same.hashCode());
    assertNotEquals(a, wider);
    assertNotEquals(a.hashCode(), wider.hashCode());
    assertNotEquals(a.hashCode(), Architecture.of(Shape.of(3), a.layers().subList(0, 1)).hashCode());
    assertFalse(a.equals("architecture"));
    assertEquals("3 -> softmax {}\n3 -> dense " + Layers.dense(2, Activation.TANH).settings() + "\n2\n", a.toString());
    assertEquals(List.of(0, 0, 8), List.of(a.offset(0), a.offset(1), a.offset(2)));
    int most = Integer.MAX_VALUE - 64;
    FullyConnected one = Layers.dense(1, Activation.TANH).withoutBias();
    assertEquals(most, Architecture.of(Shape.of(most), List.of(one)).parameters());
    assertTrue(refusal(() -> Architecture.of(Shape.of(most), List.of(one, one))).startsWith("network: up to layer 1 "));
    // Each layer has an array's worth of parameters, both together have more.
    String message = refusal(() -> Architecture.of(Shape.of(32_000), List.of(Layers.dense(40_000, Activation.TANH),
        Layers.dense(40_000, Activation.TANH))));
    assertEquals("network: up to layer 1 there are 2880080000 parameters, more than one array holds", message);
  }

  @Test
  void initializersAreReadAsTheyAreWritten() {
    for (String text : List.of("constant(2.5)", "normal(0.5)", "uniform(0.25)", "he-normal", "he-uniform",
        "glorot-normal",
        "glorot-uniform", "lecun-normal")) {
      assertEquals(text, Initializer.parse(text).toString());
    }
    for (String text : List.of("he-normal(1.0)", "normal", "normal(1", "(1)", "", "he")) {
      String message = refusal(() -> Initializer.parse(text));
      assertTrue(message.startsWith("initializer: there is no '" + text + "'")
          && message.endsWith("; there are zeros, ones, "
          + "constant(…), normal(…), uniform(…), he-normal, he-uniform, glorot-normal, glorot-uniform, lecun-normal"),
          message);
    }
    assertEquals("initializer: he-normal cannot have the value 0.5",
        refusal(() -> new Initializer(Initializer.Law.HE_NORMAL, 0.5)));
    assertEquals(-2.0, Initializer.constant(-2.0).value());
    assertEquals(new Initializer(Initializer.Law.CONSTANT, 1.0), Initializer.ones());
    // Draw i of the stream, whatever the type and the place; nothing beside is written.
    for (Initializer law : List.of(Initializer.normal(2.0), Initializer.uniform(2.0), Initializer.constant(2.0))) {
      int n = 1100;
      double[] values = new double[n + 3];
      float[] floats = new float[n + 3];
      law.fill(3, 4, 5, 6, n, values, 2);
      law.fill(3, 4, 5, 6, n, floats, 2);
      for (int i = 0; i < n + 3; i++) {
        double expected = i < 2 || i == n + 2 ? 0.0 : switch (law.law()) {
          case NORMAL -> 2.0 * Philox.gaussian(3, 4, i - 2);
          case UNIFORM -> 2.0 * (2.0 * Philox.uniform(3, 4, i - 2) - 1.0);
          default -> 2.0;
        };
        assertEquals(expected, values[i], law + " at " + i);
        assertEquals((float) expected, floats[i], law + " at " + i);
      }
    }
  }

  /** The mean of three times 0.1 is not 0.1: only the numbers themselves tell that an element never changes. */
  @Test
  void aConstantElementIsFoundWhereverItIs() {
    double[] sample = {1, 0.1, 7, 2, 0.1, 9, 3, 0.1, 8};
    NumericalException e = assertThrows(NumericalException.class, () -> LatentScale.standardizing(3, 3, sample));
    assertEquals(1, e.index());
    assertEquals(0.0, e.value());
    double[] unbounded = {1, 4, 2, Double.POSITIVE_INFINITY, 3, 5};
    NumericalException infinite = assertThrows(NumericalException.class,
        () -> LatentScale.standardizing(3, 2, unbounded));
    assertEquals(1, infinite.index());
    assertTrue(Double.isNaN(infinite.value()));
    assertEquals("latent scale: size must be positive, but is 0",
        refusal(() -> LatentScale.standardizing(1, 0, sample)));
    // An element that changes once is none, be it first or last.
    assertEquals(3, LatentScale.standardizing(3, 3, new double[] {1, 5, 7, 1, 5, 7, 2, 6, 8}).size());
    assertEquals(3, LatentScale.standardizing(3, 3, new double[] {2, 6, 8, 1, 5, 7, 1, 5, 7}).size());
  }

  @Test
  void schedulesKeepTheirState() {
    Schedule.Course constant = Schedule.constant().begin(0.5);
    constant.ended(1.0);
    assertEquals(0, constant.state().length);
    constant.restore(new double[0]);
    assertEquals("schedule: its state has 0 numbers, not 1", refusal(() -> constant.restore(new double[1])));
    assertEquals(0.5, constant.rate(7));
    Schedule.Course plateau = Schedule.plateau(0.5, 1, 0.0, 3, 0.0).begin(8.0);
    plateau.ended(1.0);
    plateau.ended(2.0);
    assertArrayEquals(new double[] {4.0, 1.0, 0.0, 3.0}, plateau.state());
    Schedule.Course cosine = Schedule.warmupCosine(0, 4, 0.5).begin(2.0);
    cosine.ended(3.0);
    assertEquals(0, cosine.state().length);
  }

  @Test
  void layersSayWhatTheirSettingsMustBe() {
    Map<String, Object> dense = new LinkedHashMap<>(Layers.dense(3, Activation.TANH).settings());
    dense.put("bias", "yes");
    assertEquals("layer dense: 'bias' must be true or false, but is 'yes'", refusal(() -> Layers.of("dense", dense)));
    dense.put("bias", true);
    dense.put("activation", 3);
    assertEquals("layer dense: 'activation' must be text, but is '3'", refusal(() -> Layers.of("dense", dense)));
    dense.put("activation", "tanh");
    dense.put("slope", 0.5);
    assertTrue(refusal(() -> Layers.of("dense", dense)).startsWith("layer dense: there is no setting 'slope'"));
    assertEquals("affine: there are 0 scales and 0 shifts; as many of both are needed, at least one",
        refusal(() -> Layers.of("affine", Map.of("scale", List.of(), "shift", List.of()))));
    assertEquals("affine: element 1 has scale 1.0 and shift Infinity; both must be finite",
        refusal(() -> Layers.affine(new double[] {1, 1}, new double[] {0, Double.POSITIVE_INFINITY})));
    assertEquals("affine: element 0 has scale 1.0 and shift 1.0E300, beyond what float holds",
        refusal(() -> Layers.affine(1, 1e300).floatOperator(List.of(Shape.of(2)))));
    int most = Integer.MAX_VALUE / 2 - 64;
    assertTrue(refusal(() -> Layers.logScale(0).output(List.of(Shape.of(most + 1)))).contains("too large"));
    assertEquals(Integer.MAX_VALUE - 129, Layers.logScale(0).output(List.of(Shape.of(most))).size());
    assertEquals(Initializer.heNormal(), Layers.dense(2, Activation.SILU).weightInitializer());
    assertEquals(Initializer.glorotUniform(), Layers.dense(2, Activation.SOFTPLUS).weightInitializer());
    assertEquals(0.01, Layers.dense(2, Activation.LEAKY_RELU).slope());
    FullyConnected unbiased = Layers.dense(2, Activation.TANH).withBias(Initializer.ones()).withoutBias();
    assertEquals(Initializer.zeros(), unbiased.biasInitializer());
    assertTrue(!unbiased.bias() && unbiased.withBias(Initializer.ones()).bias());
    assertTrue(unbiased.withWeights(Initializer.ones()).storedTransposed().transposed());
  }
}
