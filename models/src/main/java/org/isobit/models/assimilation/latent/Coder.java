package org.isobit.models.assimilation.latent;

/**
 * Maps vectors into a latent space and back, by chance: what encodes and decodes are laws, of which each call draws. An
 * autoencoder is one. {@link LatentETKF} works between the two.
 *
 * <p>Draws are functions of seed, stream and position alone. Need not be thread-safe: a filter has coders of its own.
 */
public interface Coder {

  /**
   * Size of what is encoded.
   *
   * @return at least 1
   */
  int size();

  /**
   * Size of a latent vector.
   *
   * @return at least 1
   */
  int latentSize();

  /**
   * Learns from the sample at hand before it is encoded; what does not adapt does nothing.
   *
   * @param n      number of vectors
   * @param x      the sample, n × {@link #size()}
   * @param seed   key of all draws
   * @param cycle  number of the analysis
   */
  void adapt(int n, double[] x, long seed, long cycle);

  /**
   * Draws a latent vector for each vector.
   *
   * @param n      number of vectors
   * @param x      the vectors, n × {@link #size()}
   * @param seed   key of the draws
   * @param stream normal i·latentSize + j of this stream goes into element j of vector i
   * @param z      receives n × {@link #latentSize()}
   */
  void encode(int n, double[] x, long seed, long stream, double[] z);

  /**
   * Draws a vector for each latent one.
   *
   * @param n      number of vectors
   * @param z      latent vectors, n × {@link #latentSize()}
   * @param seed   key of the draws
   * @param stream normal i·size + j of this stream goes into element j of vector i
   * @param x      receives n × {@link #size()}
   */
  void decode(int n, double[] z, long seed, long stream, double[] x);
}
