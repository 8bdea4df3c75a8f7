// Master of FloatVariationalAutoencoder: the float version is generated from this file.
package org.isobit.models.learning.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;

/**
 * A variational autoencoder (Kingma and Welling 2014) of four networks: mean and log variance of the encoder, mean and
 * log variance of the decoder, each a chain of dense layers. Its parameters are one flat vector θ that the caller
 * owns: the networks' parameters one after the other, in this order. {@link AutoencoderObjective} is what training
 * minimises.
 *
 * <p>Encoding and decoding draw: z = μ(x) + e^(λ(x)/2)·ε and x = μ_x(u) + e^(ℓ(u)/2)·ε, ε standard normal. Sizes of
 * what goes in and out are double whatever the type of θ; networks run in the type of θ, everything after them in
 * double. Immutable, thread-safe.
 */
public final class VariationalAutoencoder {

  /** Networks. */
  static final int PARTS = 4;

  static final int ENCODER_MEAN = 0;
  static final int ENCODER_LOG_VARIANCE = 1;
  static final int DECODER_MEAN = 2;
  static final int DECODER_LOG_VARIANCE = 3;

  private final int size;
  private final int latentSize;
  private final Network[] networks;
  private final int[] offsets;

  private VariationalAutoencoder(int size, int latentSize, Network encoder, Network decoder) {
    this.size = size;
    this.latentSize = latentSize;
    networks = new Network[] {encoder, encoder, decoder, decoder};
    offsets = new int[PARTS + 1];
    for (int p = 0; p < PARTS; p++) {
      offsets[p + 1] = Math.addExact(offsets[p], networks[p].parameters());
    }
  }

  /**
   * An autoencoder whose four networks have hidden layers of one width with LeakyReLU, and a linear output.
   *
   * @param size       elements of what is encoded
   * @param latentSize elements of a latent vector
   * @param depth      hidden layers of each network, at least 1
   * @param width      their width
   * @param slope      slope of LeakyReLU below 0
   * @return the autoencoder
   * @throws IllegalArgumentException if a number is out of range
   */
  public static VariationalAutoencoder of(int size, int latentSize, int depth, int width, double slope) { // float: public static FloatVariationalAutoencoder of(int size, int latentSize, int depth, int width, double slope) {
    Checks.positive("autoencoder", "size", size);
    Checks.positive("autoencoder", "latent size", latentSize);
    Checks.positive("autoencoder", "depth", depth);
    List<Layer> hidden = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      hidden.add(Layers.dense(width, Activation.LEAKY_RELU, slope));
    }
    List<Layer> encoder = new ArrayList<>(hidden);
    encoder.add(Layers.dense(latentSize, Activation.IDENTITY));
    List<Layer> decoder = new ArrayList<>(hidden);
    decoder.add(Layers.dense(size, Activation.IDENTITY));
    return new VariationalAutoencoder(size, latentSize,
        Network.of(Shape.of(size), encoder.toArray(new Layer[0])),
        Network.of(Shape.of(latentSize), decoder.toArray(new Layer[0])));
  }

  /**
   * Elements of what is encoded.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * Elements of a latent vector.
   *
   * @return at least 1
   */
  public int latentSize() {
    return latentSize;
  }

  /**
   * The number of parameters.
   *
   * @return length of θ
   */
  public int parameters() {
    return offsets[PARTS];
  }

  /**
   * Initial parameters.
   *
   * @param seed   Philox' key
   * @param stream in 0 … 2^38 − 1
   * @return θ
   */
  public double[] initialize(long seed, long stream) {
    double[] theta = new double[parameters()];
    for (int p = 0; p < PARTS; p++) {
      networks[p].initialize(seed, stream * PARTS + p, theta, offsets[p]);
    }
    return theta;
  }

  /** What both networks of the encoder are: mean and log variance. */
  Architecture encoder() {
    return networks[ENCODER_MEAN].architecture();
  }

  /** What both networks of the decoder are: mean and log variance. */
  Architecture decoder() {
    return networks[DECODER_MEAN].architecture();
  }

  Network network(int part) {
    return networks[part];
  }

  int offset(int part) {
    return offsets[part];
  }

  /**
   * Takes over the hidden layers of another autoencoder's decoder, all but the first, whose inputs are others.
   *
   * @param theta changed
   * @param other an autoencoder with hidden layers of the same shape
   * @param from  its parameters
   * @throws IllegalArgumentException if layers have other shapes
   */
  public void shareDecoder(double[] theta, VariationalAutoencoder other, double[] from) {
    for (int part = DECODER_MEAN; part <= DECODER_LOG_VARIANCE; part++) {
      Architecture own = networks[part].architecture();
      Architecture others = other.networks[part].architecture();
      int last = own.layers().size() - 1;
      if (!own.layers().subList(0, last).equals(others.layers().subList(0, others.layers().size() - 1))) {
        throw new IllegalArgumentException("autoencoder: the decoders' hidden layers differ: " + own + " and "
            + others);
      }
      int n = own.offset(last) - own.offset(1);
      System.arraycopy(from, other.offsets[part] + others.offset(1), theta, offsets[part] + own.offset(1), n);
    }
  }

  /**
   * Means of encodings, before the latent scale.
   *
   * @param theta parameters
   * @param n     number of vectors
   * @param x     the vectors, n × size
   * @return n × latent size
   * @throws IllegalArgumentException if an array is too short, or there is no vector
   */
  public double[] encodedMeans(double[] theta, int n, double[] x) { // float: public double[] encodedMeans(float[] theta, int n, double[] x) {
    require("vectors", x, n, size);
    return run(theta, ENCODER_MEAN, n, x);
  }

  /**
   * Draws latent vectors: z = k·μ + b + e^((λ + power·ln k)/2)·ε.
   *
   * @param theta  parameters
   * @param scale  latent scale
   * @param power  see {@link AutoencoderLoss#power()}
   * @param n      number of vectors
   * @param x      the vectors, n × size
   * @param seed   key of the draws
   * @param stream normal i·latentSize + j goes into element j of vector i
   * @param z      receives n × latent size
   * @throws IllegalArgumentException if an array is too short, there is no vector, the power is negative or not finite,
   *                                  or the scale is for another size
   */
  public void encode(double[] theta, LatentScale scale, double power, int n, double[] x, long seed, long stream, double[] z) { // float: public void encode(float[] theta, LatentScale scale, double power, int n, double[] x, long seed, long stream, double[] z) {
    require("vectors", x, n, size);
    require("latent vectors", z, n, latentSize);
    requireScale(scale);
    Checks.notNegative("autoencoder", "power", power);
    double[] mean = run(theta, ENCODER_MEAN, n, x); // float: unchanged
    double[] logVariance = run(theta, ENCODER_LOG_VARIANCE, n, x); // float: unchanged
    for (int i = 0; i < n * latentSize; i++) {
      int j = i % latentSize;
      mean[i] = Math.fma(scale.scale(j), mean[i], scale.shift(j));
      logVariance[i] = Math.fma(power, scale.logScale(j), logVariance[i]);
    }
    NormalDraws.draw(n * latentSize, mean, logVariance, seed, stream, z);
  }

  /**
   * Draws vectors from latent ones.
   *
   * @param theta  parameters
   * @param scale  latent scale
   * @param n      number of vectors
   * @param z      latent vectors, n × latent size
   * @param seed   key of the draws
   * @param stream normal i·size + j goes into element j of vector i
   * @param x      receives n × size
   * @throws IllegalArgumentException if an array is too short, there is no vector, or the scale is for another size
   */
  public void decode(double[] theta, LatentScale scale, int n, double[] z, long seed, long stream, double[] x) { // float: public void decode(float[] theta, LatentScale scale, int n, double[] z, long seed, long stream, double[] x) {
    require("latent vectors", z, n, latentSize);
    require("vectors", x, n, size);
    requireScale(scale);
    double[] u = new double[n * latentSize]; // float: unchanged
    for (int i = 0; i < u.length; i++) {
      u[i] = (z[i] - scale.shift(i % latentSize)) / scale.scale(i % latentSize);
    }
    NormalDraws.draw(n * size, run(theta, DECODER_MEAN, n, u), run(theta, DECODER_LOG_VARIANCE, n, u), seed, stream, x);
  }

  private static void require(String what, double[] values, int n, int each) { // float: unchanged
    Checks.positive("autoencoder", "number of vectors", n);
    if (values.length < (long) n * each) {
      throw new IllegalArgumentException("autoencoder: " + n + " " + what + " of " + each + " elements need "
          + (long) n * each + " numbers, but the array has " + values.length);
    }
  }

  private void requireScale(LatentScale scale) {
    if (scale.size() != latentSize) {
      throw new IllegalArgumentException("autoencoder: the latent scale is for " + scale.size()
          + " elements, but there "
          + "are " + latentSize);
    }
  }

  /** What one of the networks makes of double inputs, in double. */
  private double[] run(double[] theta, int part, int n, double[] x) { // float: private double[] run(float[] theta, int part, int n, double[] x) {
    Network network = networks[part];
    int in = network.input().size();
    int out = network.output().size();
    double[] narrow = new double[n * in];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = x[i]; // float: narrow[i] = (float) x[i];
    }
    double[] y = new double[n * out];
    network.forward(theta, offsets[part], n, narrow, 0, y, 0, null);
    double[] wide = new double[y.length]; // float: unchanged
    for (int i = 0; i < y.length; i++) {
      wide[i] = y[i];
    }
    return wide;
  }

  /** All hidden layers are the same, in each of the four networks. */
  @Override
  public String toString() {
    Layer hidden = encoder().layers().getFirst();
    return "VariationalAutoencoder[" + size + " -> " + latentSize + ", " + parameters() + " parameters, "
        + (encoder().layers().size() - 1) + " hidden layers " + hidden.kind() + " " + hidden.settings() + "]";
  }
}
