package org.isobit.models.learning.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.training.Batch;
import org.junit.jupiter.api.Test;

/** Autoencoders with several latent elements: their codes, layers they share, and what they refuse. */
class AutoencoderArgumentsTest {

  private static final int SIZE = 3;
  private static final int LATENT = 2;
  private static final VariationalAutoencoder AUTOENCODER = VariationalAutoencoder.of(SIZE, LATENT, 2, 5, 0.1);
  private static final AutoencoderLoss LOSS = new AutoencoderLoss(0.1, 0.0025, 1e-6, 1);

  private static double[] part(int part, double[] theta, double[] in) {
    double[] out = new double[AUTOENCODER.network(part).output().size()];
    AUTOENCODER.network(part).forward(theta, AUTOENCODER.offset(part), 1, in, 0, out, 0, null);
    return out;
  }

  @Test
  void codesOfSeveralElementsAreTheFormulas() {
    int n = 4;
    double[] theta = AUTOENCODER.initialize(3, 4);
    LatentScale scale = LatentScale.standardizing(5, LATENT, Problems.gaussian(8, 5 * LATENT));
    double[] x = Problems.gaussian(5, n * SIZE);
    double[] means = AUTOENCODER.encodedMeans(theta, n, x);
    assertEquals(n * LATENT, means.length);
    double[] z = new double[n * LATENT];
    AUTOENCODER.encode(theta, scale, 0.5, n, x, 5, 6, z);
    double[] back = new double[n * SIZE];
    AUTOENCODER.decode(theta, scale, n, z, 5, 7, back);
    for (int i = 0; i < n; i++) {
      double[] in = Arrays.copyOfRange(x, i * SIZE, (i + 1) * SIZE);
      double[] mean = part(0, theta, in);
      double[] log = part(1, theta, in);
      double[] u = new double[LATENT];
      for (int j = 0; j < LATENT; j++) {
        int at = i * LATENT + j;
        assertEquals(mean[j], means[at]);
        double deviation = Math.exp((log[j] + 0.5 * Math.log(scale.scale(j))) / 2);
        assertEquals(scale.scale(j) * mean[j] + scale.shift(j) + deviation * Philox.gaussian(5, 6, at), z[at], 1e-12);
        u[j] = (z[at] - scale.shift(j)) / scale.scale(j);
      }
      double[] decoded = part(2, theta, u);
      double[] decodedLog = part(3, theta, u);
      for (int d = 0; d < SIZE; d++) {
        int at = i * SIZE + d;
        assertEquals(decoded[d] + Math.exp(decodedLog[d] / 2) * Philox.gaussian(5, 7, at), back[at], 1e-12);
      }
    }
  }

  @Test
  void hiddenLayersOfDecodersAreTakenOver() {
    VariationalAutoencoder own = VariationalAutoencoder.of(2, 1, 3, 4, 0.1);
    VariationalAutoencoder other = VariationalAutoencoder.of(3, 2, 3, 4, 0.1);
    double[] theta = Problems.gaussian(1, own.parameters());
    double[] from = Problems.gaussian(2, other.parameters());
    double[] expected = theta.clone();
    for (int part = 2; part < 4; part++) {
      // Two hidden layers of 4 x 4 weights and 4 biases, behind a first one of latent size x 4 weights and 4 biases.
      System.arraycopy(from, other.offset(part) + 2 * 4 + 4, expected, own.offset(part) + 4 + 4, 2 * (16 + 4));
    }
    own.shareDecoder(theta, other, from);
    Problems.assertSameBits(expected, theta, "theta");
    for (VariationalAutoencoder strange : new VariationalAutoencoder[] {VariationalAutoencoder.of(2, 1, 3, 5, 0.1),
        VariationalAutoencoder.of(2, 1, 2, 4, 0.1), VariationalAutoencoder.of(2, 1, 3, 4, 0.2)}) {
      refused("autoencoder: the decoders' hidden layers differ: ",
          () -> own.shareDecoder(theta, strange, strange.initialize(1, 0)));
    }
    Problems.assertSameBits(expected, theta, "refused");
  }

  @Test
  void sizesAreRefusedByName() {
    refused("autoencoder: size must be positive, but is 0", () -> VariationalAutoencoder.of(0, 1, 1, 4, 0.1));
    refused("autoencoder: latent size must be positive, but is -1", () -> VariationalAutoencoder.of(2, -1, 1, 4, 0.1));
    refused("autoencoder: depth must be positive, but is 0", () -> VariationalAutoencoder.of(2, 1, 0, 4, 0.1));
    VariationalAutoencoder least = VariationalAutoencoder.of(1, 1, 1, 1, 0.5);
    assertEquals("VariationalAutoencoder[1 -> 1, 16 parameters, 1 hidden layers dense " + least.encoder().layers()
        .getFirst().settings() + "]", least.toString());
  }

  @Test
  void shortArraysAreRefused() {
    double[] theta = AUTOENCODER.initialize(1, 0);
    LatentScale scale = LatentScale.identity(LATENT);
    double[] x = new double[2 * SIZE];
    double[] z = new double[2 * LATENT];
    String vectors = "autoencoder: 2 vectors of 3 elements need 6 numbers, but the array has 5";
    String latent = "autoencoder: 2 latent vectors of 2 elements need 4 numbers, but the array has 3";
    refused(vectors, () -> AUTOENCODER.encodedMeans(theta, 2, new double[5]));
    refused(vectors, () -> AUTOENCODER.encode(theta, scale, 1, 2, new double[5], 1, 0, z));
    refused(vectors, () -> AUTOENCODER.decode(theta, scale, 2, z, 1, 0, new double[5]));
    refused(latent, () -> AUTOENCODER.encode(theta, scale, 1, 2, x, 1, 0, new double[3]));
    refused(latent, () -> AUTOENCODER.decode(theta, scale, 2, new double[3], 1, 0, x));
    String none = "autoencoder: number of vectors must be positive, but is 0";
    refused(none, () -> AUTOENCODER.encodedMeans(theta, 0, x));
    refused(none, () -> AUTOENCODER.encode(theta, scale, 1, 0, x, 1, 0, z));
    refused(none, () -> AUTOENCODER.decode(theta, scale, 0, z, 1, 0, x));
    String other = "autoencoder: the latent scale is for 1 elements, but there are 2";
    refused(other, () -> AUTOENCODER.encode(theta, LatentScale.identity(1), 1, 2, x, 1, 0, z));
    refused(other, () -> AUTOENCODER.decode(theta, LatentScale.identity(1), 2, z, 1, 0, x));
    // Just long enough.
    assertEquals(2 * LATENT, AUTOENCODER.encodedMeans(theta, 2, x).length);
    AUTOENCODER.encode(theta, scale, 1, 2, x, 1, 0, z);
    AUTOENCODER.decode(theta, scale, 2, z, 1, 0, x);
    assertTrue(x[2 * SIZE - 1] != 0.0 && z[2 * LATENT - 1] != 0.0);
  }

  @Test
  void batchesHaveSamplesThatThereAre() {
    double[] theta = AUTOENCODER.initialize(1, 0);
    LatentScale scale = LatentScale.identity(LATENT);
    AutoencoderObjective one = new AutoencoderObjective(AUTOENCODER, LOSS, scale, Problems.gaussian(1, SIZE), 1);
    assertEquals(1, one.samples());
    double value = one.evaluate(theta, 0, Batch.of(0), null, 0);
    assertEquals(0.0, value - value);
    AutoencoderObjective four = new AutoencoderObjective(AUTOENCODER, LOSS, scale, Problems.gaussian(1, 4 * SIZE), 3);
    assertEquals(value, four.evaluate(theta, 0, Batch.of(0), null, 0));
    double full = four.evaluate(theta, 0, Batch.of(1, 2, 3), null, 0);
    assertEquals(0.0, full - full);
    for (int bad : new int[] {-1, 4}) {
      refused("autoencoder: there is no sample " + bad + "; there are 4",
          () -> four.evaluate(theta, 0, Batch.of(bad), null, 0));
    }
    for (int count : new int[] {0, 4}) {
      refused("autoencoder: batches must have 1 ... 3 samples, but this one has " + count,
          () -> four.evaluate(theta, 0, Batch.of(new int[count]), null, 0));
    }
    refused("autoencoder: the samples are 0 numbers, but one has 3",
        () -> new AutoencoderObjective(AUTOENCODER, LOSS, scale, new double[0], 1));
    refused("autoencoder: the samples are 4 numbers, but one has 3",
        () -> new AutoencoderObjective(AUTOENCODER, LOSS, scale, new double[4], 1));
  }

  private static void refused(String start, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
