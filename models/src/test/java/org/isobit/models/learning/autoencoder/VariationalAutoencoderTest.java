package org.isobit.models.learning.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.random.Philox;
import org.isobit.models.latent.AutoencoderCoder;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.internal.Streams;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.FloatObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class VariationalAutoencoderTest {

  private static final AutoencoderLoss LOSS = new AutoencoderLoss(0.1, 0.0025, 1e-6, 1);

  private static double[] circle(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double theta = random.nextDouble(2);
      x[2 * i] = Math.cos(theta);
      x[2 * i + 1] = Math.sin(theta);
    }
    return x;
  }

  private static LatentScale someScale(int latent) {
    double[] sample = new SplittableRandom(8).doubles(5L * latent, -1, 3).toArray();
    return LatentScale.standardizing(5, latent, sample);
  }

  /** The loss written out, one sample at a time, with the same draws. */
  private static double loss(VariationalAutoencoder a, double[] theta, LatentScale scale, AutoencoderLoss loss,
      double[] x, int samples, int epoch, long seed, long stream, long step) {
    int latent = a.latentSize();
    int size = a.size();
    double[] eps = new double[samples * latent];
    Philox.gaussian(seed, Streams.layer(stream, 0xFFFF), step << 31, eps.length, eps, 0);
    double nudging = Math.exp(-loss.rate() * epoch);
    double target = Math.log(loss.variance());
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      double[] in = Arrays.copyOfRange(x, i * size, (i + 1) * size);
      double[] mean = part(a, 0, theta, in);
      double[] log = part(a, 1, theta, in);
      double[] u = new double[latent];
      for (int j = 0; j < latent; j++) {
        double k = scale.scale(j);
        double m = k * mean[j] + scale.shift(j);
        double l = log[j] + loss.power() * Math.log(k);
        double z = m + Math.exp(l / 2) * eps[i * latent + j];
        u[j] = (z - scale.shift(j)) / k;
        sum += 0.5 * (m * m + Math.exp(l) - l - 1);
      }
      double[] decoded = part(a, 2, theta, u);
      double[] decodedLog = part(a, 3, theta, u);
      for (int d = 0; d < size; d++) {
        double nudged = (1 - nudging) * decodedLog[d] + nudging * target;
        double r = in[d] - decoded[d];
        sum += 0.5 * (nudged + r * r / (Math.exp(nudged) + loss.floor()) + Math.pow(decodedLog[d] - nudged, 2));
      }
    }
    return sum / samples;
  }

  private static double[] part(VariationalAutoencoder a, int part, double[] theta, double[] in) {
    double[] out = new double[a.network(part).output().size()];
    a.network(part).forward(theta, a.offset(part), 1, in, 0, out, 0, null);
    return out;
  }

  @Test
  void theLossIsTheFormula() {
    for (int latent : new int[] {1, 2}) {
      VariationalAutoencoder a = VariationalAutoencoder.of(2, latent, 3, 8, 0.1);
      double[] theta = a.initialize(3, 4);
      double[] x = circle(5, 1);
      Batch batch = Batch.of(0, 1, 2, 3, 4).forTraining(7, 9, 6, 11);
      double value = new AutoencoderObjective(a, LOSS, someScale(latent), x, 5).evaluate(theta, 0, batch, null, 0);
      double expected = loss(a, theta, someScale(latent), LOSS, x, 5, 6, 7, 9, 11);
      assertEquals(expected, value, 1e-12 * Math.abs(expected));
    }
  }

  @Test
  void theGradientIsThatOfCentralDifferences() {
    for (int latent : new int[] {1, 2}) {
      VariationalAutoencoder a = VariationalAutoencoder.of(2, latent, 2, 5, 0.1);
      double[] theta = a.initialize(3, 4);
      AutoencoderObjective objective = new AutoencoderObjective(a, LOSS, someScale(latent), circle(7, 2), 4);
      Batch batch = Batch.of(6, 1, 3, 0).forTraining(7, 9, 12, 11);
      double[] gradient = new double[theta.length + 1];
      double value = objective.evaluate(theta, 0, batch, gradient, 1);
      assertEquals(objective.evaluate(theta, 0, batch, null, 0), value);
      double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 0.1);
      double h = 1e-6;
      for (int i = 0; i < theta.length; i++) {
        double kept = theta[i];
        theta[i] = kept + h;
        double above = objective.evaluate(theta, 0, batch, null, 0);
        theta[i] = kept - h;
        double below = objective.evaluate(theta, 0, batch, null, 0);
        theta[i] = kept;
        assertEquals((above - below) / (2 * h), gradient[i + 1], 1e-7 * (largest + Math.abs(gradient[i + 1]) + 1),
            "parameter " + i + ", latent " + latent);
      }
    }
  }

  @Test
  void floatIsDoubleRounded() {
    VariationalAutoencoder a = VariationalAutoencoder.of(2, 1, 6, 32, 0.1);
    FloatVariationalAutoencoder f = FloatVariationalAutoencoder.of(2, 1, 6, 32, 0.1);
    assertEquals(2 * 5409 + 2 * 5410, f.parameters());
    float[] small = f.initialize(1, 2);
    double[] theta = a.initialize(1, 2);
    double[] x = circle(6, 3);
    float[] narrow = new float[12];
    for (int i = 0; i < 12; i++) {
      narrow[i] = (float) x[i];
    }
    Batch batch = Batch.of(0, 1, 2, 3, 4, 5).forTraining(7, 9, 3, 0);
    double[] gradient = new double[theta.length];
    float[] floats = new float[theta.length];
    double value = new AutoencoderObjective(a, LOSS, someScale(1), x, 6).evaluate(theta, 0, batch, gradient, 0);
    float small1 = new FloatAutoencoderObjective(f, LOSS, someScale(1), narrow, 6).evaluate(small, 0, batch, floats, 0);
    assertEquals(value, small1, 1e-4 * Math.abs(value));
    double norm = 0;
    double off = 0;
    for (int i = 0; i < theta.length; i++) {
      norm += gradient[i] * gradient[i];
      off += Math.pow(gradient[i] - floats[i], 2);
    }
    assertTrue(off < 1e-8 * norm, off + " of " + norm);
  }

  @Test
  void codesAreTheFormulas() {
    VariationalAutoencoder a = VariationalAutoencoder.of(2, 1, 2, 5, 0.1);
    double[] theta = a.initialize(3, 4);
    LatentScale scale = someScale(1);
    double[] x = circle(4, 5);
    double[] z = new double[4];
    a.encode(theta, scale, 1, 4, x, 5, 6, z);
    double[] back = new double[8];
    a.decode(theta, scale, 4, z, 5, 7, back);
    for (int i = 0; i < 4; i++) {
      double[] in = {x[2 * i], x[2 * i + 1]};
      double m = scale.scale(0) * part(a, 0, theta, in)[0] + scale.shift(0);
      double l = part(a, 1, theta, in)[0] + Math.log(scale.scale(0));
      assertEquals(m + Math.exp(l / 2) * Philox.gaussian(5, 6, i), z[i], 1e-12);
      double[] u = {(z[i] - scale.shift(0)) / scale.scale(0)};
      for (int d = 0; d < 2; d++) {
        assertEquals(part(a, 2, theta, u)[d] + Math.exp(part(a, 3, theta, u)[d] / 2) * Philox.gaussian(5, 7, 2 * i + d),
            back[2 * i + d], 1e-12);
      }
    }
  }

  @Test
  void aLatentScaleStandardizes() {
    double[] sample = {1, 10, 3, 10, 5, 13};
    LatentScale scale = LatentScale.standardizing(3, 2, sample);
    double deviation = Math.sqrt(8 / 3.0);
    assertEquals(1 / deviation, scale.scale(0), 1e-15);
    assertEquals(-3 / deviation, scale.shift(0), 1e-15);
    assertEquals(1 / Math.sqrt(2), scale.scale(1), 1e-15);
    assertEquals(-11 / Math.sqrt(2), scale.shift(1), 1e-14);
    assertEquals(-Math.log(deviation), scale.logScale(0), 1e-15);
    assertEquals(0, LatentScale.identity(2).shift(1));
  }

  @Test
  void whatCannotBeStandardizedIsRefused() {
    refused("number of vectors must be positive, but is 0", () -> LatentScale.standardizing(0, 1, new double[0]));
    refused("the sample has 3 numbers, but 2 vectors of 2 elements need 4",
        () -> LatentScale.standardizing(2, 2, new double[3]));
    refused("size must be positive, but is 0", () -> LatentScale.identity(0));
    // The mean of 0.1, 0.1, 0.1 is not 0.1, so that rounding alone would make the scale.
    for (double[] sample : new double[][] {{7}, {1, 1}, {0.1, 0.1, 0.1}, {1, Double.NaN}, {1e300, -1e300},
        {0, 1e-200}}) {
      NumericalException e = assertThrows(NumericalException.class,
          () -> LatentScale.standardizing(sample.length, 1, sample), Arrays.toString(sample));
      assertEquals(0, e.index());
      assertTrue(e.getMessage().contains("the standard deviation of an element over the " + sample.length + " vectors"),
          e.getMessage());
    }
  }

  private static void refused(String part, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void codersRefuseWhatDoesNotFit() {
    FloatVariationalAutoencoder f = FloatVariationalAutoencoder.of(2, 1, 3, 8, 0.1);
    AutoencoderCoder frozen = AutoencoderCoder.frozen(f, f.initialize(1, 0), LOSS);
    refused("autoencoder: 3 vectors of 2 elements need 6 numbers, but the array has 5",
        () -> frozen.encode(3, new double[5], 1, 0, new double[3]));
    refused("autoencoder: 3 latent vectors of 1 elements need 3 numbers, but the array has 2",
        () -> frozen.encode(3, new double[6], 1, 0, new double[2]));
    refused("autoencoder: 3 latent vectors of 1 elements need 3 numbers, but the array has 2",
        () -> frozen.decode(3, new double[2], 1, 0, new double[6]));
    refused("autoencoder: 3 vectors of 2 elements need 6 numbers, but the array has 4",
        () -> frozen.decode(3, new double[3], 1, 0, new double[4]));
    refused("autoencoder: number of vectors must be positive, but is 0",
        () -> frozen.encode(0, new double[6], 1, 0, new double[3]));
    refused("autoencoder: the latent scale is for 2 elements, but there are 1",
        () -> f.encode(f.initialize(1, 0), LatentScale.identity(2), 1, 1, new double[2], 1, 0, new double[1]));
    TrainingSettings training = TrainingSettings.of(Optimizer.adam(1e-3), 6, 2);
    AutoencoderCoder trained = AutoencoderCoder.trained(f, f.initialize(1, 0), LOSS, training,
        AutoencoderCoder.Start.LAST, 0);
    refused("autoencoder: 3 vectors of 2 elements need 6 numbers, but the array has 5",
        () -> trained.adapt(3, new double[5], 1, 0));
    assertThrows(NumericalException.class, () -> trained.adapt(3, new double[6], 1, 0));
    assertArrayEquals(f.initialize(1, 0), trained.weights());
    assertEquals("autoencoder: a frozen coder has no first training",
        assertThrows(IllegalStateException.class, () -> frozen.withFirst(training)).getMessage());
    assertEquals("autoencoder: a frozen coder takes nothing over before a training",
        assertThrows(IllegalStateException.class, () -> frozen.withDecoderOf(trained)).getMessage());
    FloatVariationalAutoencoder g = FloatVariationalAutoencoder.of(2, 1, 3, 9, 0.1);
    refused("the decoders' hidden layers differ",
        () -> trained.withDecoderOf(AutoencoderCoder.frozen(g, g.initialize(1, 0), LOSS)));
  }

  /**
   * A little training on an arc: samples decode near where they came from. Their own spread about their mean is 0.6.
   */
  @Test
  void trainingLearnsAnArc() {
    FloatVariationalAutoencoder f = FloatVariationalAutoencoder.of(2, 1, 3, 16, 0.1);
    double[] x = circle(600, 6);
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    float[] theta = f.initialize(1, 0);
    FloatObjective objective = new FloatAutoencoderObjective(f, LOSS, LatentScale.identity(1), narrow, 32);
    FloatTrainer.of(objective, TrainingSettings.of(Optimizer.adam(5e-3), 32, 40)).train(theta);
    AutoencoderCoder coder = AutoencoderCoder.frozen(f, theta, LOSS);
    double[] z = new double[600];
    double[] back = new double[1200];
    coder.adapt(600, x, 1, 0);
    coder.encode(600, x, 2, 3, z);
    coder.decode(600, z, 2, 4, back);
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      squares += Math.pow(x[i] - back[i], 2) / 600;
    }
    assertTrue(Math.sqrt(squares) < 0.4, "error " + Math.sqrt(squares));
    assertArrayEquals(theta, coder.weights());
  }

  @Test
  void codersAdaptAsTheyAreTold() {
    FloatVariationalAutoencoder f = FloatVariationalAutoencoder.of(2, 1, 3, 8, 0.1);
    FloatVariationalAutoencoder g = FloatVariationalAutoencoder.of(1, 1, 3, 8, 0.1);
    float[] theta = f.initialize(1, 0);
    TrainingSettings training = TrainingSettings.of(Optimizer.adam(1e-3), 6, 2);
    AutoencoderCoder given = AutoencoderCoder.trained(f, theta, LOSS, training, AutoencoderCoder.Start.GIVEN, 0);
    double[] x = circle(20, 7);
    given.adapt(20, x, 1, 5);
    float[] first = given.weights();
    assertFalse(Arrays.equals(theta, first));
    given.adapt(20, circle(20, 8), 1, 6);
    given.adapt(20, x, 1, 5);
    assertArrayEquals(first, given.weights());
    AutoencoderCoder last = AutoencoderCoder.trained(g, g.initialize(2, 0), LOSS, training, AutoencoderCoder.Start.LAST,
        1)
        .withDecoderOf(given);
    last.adapt(40, x, 1, 5);
    float[] once = last.weights();
    last.adapt(40, x, 1, 5);
    assertFalse(Arrays.equals(once, last.weights()));
    AutoencoderCoder bolder = last.withFirst(TrainingSettings.of(Optimizer.adam(1e-2), 6, 2));
    bolder.adapt(40, x, 1, 5);
    assertFalse(Arrays.equals(once, bolder.weights()));
    // Training that does nothing leaves the shared layers as they came.
    TrainingSettings idle = TrainingSettings.of(Optimizer.adam(0), 6, 1);
    AutoencoderCoder still = AutoencoderCoder.trained(g, g.initialize(2, 0), LOSS, idle, AutoencoderCoder.Start.LAST, 1)
        .withDecoderOf(given);
    still.adapt(40, x, 1, 5);
    Architecture own = g.network(2).architecture();
    Architecture other = f.network(2).architecture();
    for (int part = 2; part < 4; part++) {
      for (int i = own.offset(1); i < own.offset(3); i++) {
        assertEquals(first[f.offset(part) + other.offset(1) + i - own.offset(1)], still.weights()[g.offset(part) + i]);
      }
      assertNotEquals(first[f.offset(part)], still.weights()[g.offset(part)]);
    }
  }

  @Test
  void badShapesAreRefused() {
    FloatVariationalAutoencoder f = FloatVariationalAutoencoder.of(2, 1, 3, 8, 0.1);
    FloatVariationalAutoencoder g = FloatVariationalAutoencoder.of(1, 1, 3, 9, 0.1);
    assertThrows(IllegalArgumentException.class, () -> AutoencoderCoder.frozen(f, new float[3], LOSS));
    assertThrows(IllegalArgumentException.class,
        () -> g.shareDecoder(g.initialize(1, 0), f, f.initialize(1, 0)));
    assertThrows(IllegalArgumentException.class,
        () -> new FloatAutoencoderObjective(f, LOSS, LatentScale.identity(1), new float[3], 1));
    assertThrows(IllegalArgumentException.class,
        () -> new FloatAutoencoderObjective(f, LOSS, LatentScale.identity(2), new float[4], 1));
    assertThrows(IllegalArgumentException.class, () -> new AutoencoderLoss(-1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new AutoencoderLoss(0, 0, 0, 1));
  }
}
