package org.isobit.models.learning.autoencoder;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
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
   * @throws IllegalArgumentException for a size below 1
   */
  public static LatentScale identity(int size) {
    Checks.positive("latent scale", "size", size);
    double[] ones = new double[size];
    Arrays.fill(ones, 1.0);
    return new LatentScale(ones, new double[size]);
  }

  /**
   * The scale with which a sample has mean 0 and standard deviation 1 in each element: k = 1/s, b = −mean/s, sums one
   * ascending chain, s² = Σ(m − mean)²/n.
   *
   * @param n      number of vectors, at least 1
   * @param size   elements of one, at least 1
   * @param sample n × size
   * @return the scale
   * @throws IllegalArgumentException               if there is no vector, or the sample is not n × size numbers
   * @throws org.isobit.kernels.NumericalException if an element is the same in all vectors, so that no scale gives it a
   *                                                deviation of 1, or its deviation is not finite
   */
  public static LatentScale standardizing(int n, int size, double[] sample) {
    Checks.positive("latent scale", "number of vectors", n);
    Checks.positive("latent scale", "size", size);
    if (sample.length != (long) n * size) {
      throw new IllegalArgumentException("latent scale: the sample has " + sample.length + " numbers, but " + n
          + " vectors of " + size + " elements need " + (long) n * size);
    }
    double[] scale = new double[size];
    double[] shift = new double[size];
    for (int j = 0; j < size; j++) {
      double mean = 0.0;
      boolean constant = true;
      for (int i = 0; i < n; i++) {
        mean += sample[i * size + j];
        constant &= sample[i * size + j] == sample[j];
      }
      mean /= n;
      double squares = 0.0;
      for (int i = 0; i < n; i++) {
        double d = sample[i * size + j] - mean;
        squares = Math.fma(d, d, squares);
      }
      double deviation = Math.sqrt(squares / n);
      // Rounding of the mean may leave a constant element a deviation that is not 0.
      if (constant || !(deviation > 0.0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new NumericalException("latent scale: the standard deviation of an element over the " + n
            + " vectors must be positive and finite", j, constant ? 0.0 : deviation);
      }
      scale[j] = 1.0 / deviation;
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
   * @throws IllegalArgumentException if there is no such element
   */
  public double scale(int j) {
    Checks.index("latent scale", "element", j, size());
    return scale[j];
  }

  /**
   * b of an element.
   *
   * @param j which
   * @return it
   * @throws IllegalArgumentException if there is no such element
   */
  public double shift(int j) {
    Checks.index("latent scale", "element", j, size());
    return shift[j];
  }

  /**
   * ln k of an element.
   *
   * @param j which
   * @return what is added to a log variance times the power of k that it changes with
   * @throws IllegalArgumentException if there is no such element
   */
  public double logScale(int j) {
    Checks.index("latent scale", "element", j, size());
    return LogReference.log(scale[j]);
  }

  @Override
  public String toString() {
    return "LatentScale[" + Arrays.toString(scale) + ", " + Arrays.toString(shift) + "]";
  }
}
