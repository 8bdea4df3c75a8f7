package org.isobit.models.learning;

import java.util.Arrays;
import org.isobit.kernels.elementary.LogReference;

/**
 * A fixed change of a latent space's scale and origin, element by element: z = k·m + b where an encoder gives m, and u
 * = (z − b)/k goes into the decoder, so that what is decoded does not change. It re-centres an autoencoder that is
 * trained for another sample than before, without its weights having to learn that (Pasmans et al. 2025, layer {@code
 * z_mean_rescale}). Immutable, thread-safe.
 */
public final class LatentScale {

  private final double[] scale;
  private final double[] shift;

  private LatentScale(double[] scale, double[] shift) {
    this.scale = scale;
    this.shift = shift;
  }

  /**
   * The scale that changes nothing.
   *
   * @param size elements of a latent vector, at least 1
   * @return k = 1, b = 0
   */
  public static LatentScale identity(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1.0);
    return new LatentScale(ones, new double[size]);
  }

  /**
   * The scale with which a sample has mean 0 and standard deviation 1 in each element: k = 1/s, b = −mean/s, sums one
   * ascending chain, s² = Σ(m − mean)²/n. Where a standard deviation is not positive, k = 1.
   *
   * @param n      number of vectors, at least 1
   * @param size   elements of one
   * @param sample n × size
   * @return the scale
   */
  public static LatentScale standardizing(int n, int size, double[] sample) {
    double[] scale = new double[size];
    double[] shift = new double[size];
    for (int j = 0; j < size; j++) {
      double mean = 0.0;
      for (int i = 0; i < n; i++) {
        mean += sample[i * size + j];
      }
      mean /= n;
      double squares = 0.0;
      for (int i = 0; i < n; i++) {
        double d = sample[i * size + j] - mean;
        squares = Math.fma(d, d, squares);
      }
      double deviation = Math.sqrt(squares / n);
      scale[j] = deviation > 0.0 ? 1.0 / deviation : 1.0;
      shift[j] = -mean * scale[j];
    }
    return new LatentScale(scale, shift);
  }

  /**
   * Elements of a latent vector.
   *
   * @return at least 1
   */
  public int size() {
    return scale.length;
  }

  /**
   * k of an element.
   *
   * @param j which
   * @return positive
   */
  public double scale(int j) {
    return scale[j];
  }

  /**
   * b of an element.
   *
   * @param j which
   * @return it
   */
  public double shift(int j) {
    return shift[j];
  }

  /**
   * ln k of an element.
   *
   * @param j which
   * @return what is added to a log variance times the power of k that it changes with
   */
  public double logScale(int j) {
    return LogReference.log(scale[j]);
  }

  @Override
  public String toString() {
    return "LatentScale[" + Arrays.toString(scale) + ", " + Arrays.toString(shift) + "]";
  }
}
