// Master of FloatSampling: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Dropout and reparameterised sampling by address: what is drawn for element i depends on (seed, stream, first + i) and
 * nothing else, so that no mask needs to be stored. Class EXACT. Draws are those of
 * {@link org.isobit.kernels.random.Philox}.
 * <ul>
 *   <li>{@link #dropout}: u = uniform(seed, stream, first + i); y = u ≥ p ? x·(1 ÷ (1 − p)) : +0. Linear, and so its
 *       own backward pass.</li>
 *   <li>{@link #sample}: ε = gaussian(seed, stream, first + i); z = fma(exp(ρ), ε, μ) (Kingma and Welling 2014).</li>
 *   <li>{@link #sampleGradient}: ∂μ ← ∂μ + dz; ∂ρ ← fma(dz, exp(ρ)·ε, ∂ρ).</li>
 * </ul>
 * Outputs of dropout and sample may be the same elements as an input, or share none with it; the gradients of
 * sampleGradient share none with an input or each other. {@link IllegalArgumentException} for a negative count or
 * index, p outside [0, 1), elements outside an array and other overlaps. Thread-safe; nothing is allocated in the
 * steady state.
 */
public final class Sampling {

  static final SamplingReference KERNELS = SamplingReference.of(Backend.active());

  private Sampling() {}

  /**
   * Drops elements and scales the others, so that the mean stays.
   *
   * @param p       probability of dropping, in [0, 1)
   * @param seed    the key
   * @param stream  any number; streams are independent
   * @param first   index of the first draw
   * @param n       number of elements
   * @param x       array of the inputs (or of the gradient of the outputs)
   * @param xOffset index of its first element
   * @param y       array of the outputs (or of the gradient of the inputs)
   * @param yOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void dropout(double p, long seed, long stream, long first, int n, double[] x, long xOffset, double[] y,
      long yOffset) {
    dropout(p, seed, stream, first, n, x, xOffset, y, yOffset, Workers.serial());
  }

  /**
   * Drops elements and scales the others, so that the mean stays, by several threads.
   *
   * @param p       probability of dropping, in [0, 1)
   * @param seed    the key
   * @param stream  any number; streams are independent
   * @param first   index of the first draw
   * @param n       number of elements
   * @param x       array of the inputs (or of the gradient of the outputs)
   * @param xOffset index of its first element
   * @param y       array of the outputs (or of the gradient of the inputs)
   * @param yOffset index of its first element
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void dropout(double p, long seed, long stream, long first, int n, double[] x, long xOffset,
      double[] y, long yOffset, Workers workers) {
    if (!(p >= 0.0 && p < 1.0)) {
      throw new IllegalArgumentException("dropout: p must be in [0, 1), but is " + p);
    }
    checkDraws("dropout", first, n);
    Checks.present("dropout", "workers", workers);
    int xo = Checks.vector("dropout", "x", x, xOffset, n);
    int yo = Checks.vector("dropout", "y", y, yOffset, n);
    Checks.sameOrApart("dropout", "y", "x", y == x, yo, xo, n);
    Environment.require();
    NeuralParts.dropout(p, seed, stream, first, n, x, xo, y, yo, workers);
  }

  /**
   * z = μ + e^ρ·ε.
   *
   * @param seed           the key
   * @param stream         any number; streams are independent
   * @param first          index of the first draw
   * @param n              number of elements
   * @param mean           array of μ
   * @param meanOffset     index of its first element
   * @param logScale       array of ρ
   * @param logScaleOffset index of its first element
   * @param z              array of z
   * @param zOffset        index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void sample(long seed, long stream, long first, int n, double[] mean, long meanOffset,
      double[] logScale, long logScaleOffset, double[] z, long zOffset) {
    checkDraws("sample", first, n);
    int mo = Checks.vector("sample", "mean", mean, meanOffset, n);
    int ro = Checks.vector("sample", "log scale", logScale, logScaleOffset, n);
    int zo = Checks.vector("sample", "z", z, zOffset, n);
    Checks.sameOrApart("sample", "z", "mean", z == mean, zo, mo, n);
    Checks.sameOrApart("sample", "z", "log scale", z == logScale, zo, ro, n);
    Environment.require();
    KERNELS.sample(seed, stream, first, n, mean, mo, logScale, ro, z, zo);
  }

  /**
   * Adds the gradients of a sample: what the draw of ε is, is drawn again.
   *
   * @param seed                   the key
   * @param stream                 the stream of the sample
   * @param first                  index of the first draw
   * @param n                      number of elements
   * @param logScale               array of ρ
   * @param logScaleOffset         index of its first element
   * @param dz                     array of the gradient with respect to z
   * @param dzOffset               index of its first element
   * @param meanGradient           array of the gradient with respect to μ, added to
   * @param meanGradientOffset     index of its first element
   * @param logScaleGradient       array of the gradient with respect to ρ, added to
   * @param logScaleGradientOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public static void sampleGradient(long seed, long stream, long first, int n, double[] logScale, long logScaleOffset,
      double[] dz, long dzOffset, double[] meanGradient, long meanGradientOffset, double[] logScaleGradient,
      long logScaleGradientOffset) {
    String name = "sample gradient";
    checkDraws(name, first, n);
    int ro = Checks.vector(name, "log scale", logScale, logScaleOffset, n);
    int zo = Checks.vector(name, "dz", dz, dzOffset, n);
    int dmo = Checks.vector(name, "mean gradient", meanGradient, meanGradientOffset, n);
    int dro = Checks.vector(name, "log scale gradient", logScaleGradient, logScaleGradientOffset, n);
    Checks.apart(name, "mean gradient", "log scale gradient", meanGradient == logScaleGradient, dmo, n, dro, n);
    Checks.apart(name, "mean gradient", "log scale", meanGradient == logScale, dmo, n, ro, n);
    Checks.apart(name, "mean gradient", "dz", meanGradient == dz, dmo, n, zo, n);
    Checks.apart(name, "log scale gradient", "log scale", logScaleGradient == logScale, dro, n, ro, n);
    Checks.apart(name, "log scale gradient", "dz", logScaleGradient == dz, dro, n, zo, n);
    Environment.require();
    KERNELS.sampleGradient(seed, stream, first, n, logScale, ro, dz, zo, meanGradient, dmo, logScaleGradient, dro);
  }

  /**
   * {@link #sampleGradient(long, long, long, int, double[], long, double[], long, double[], long, double[], long)
   * sampleGradient} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param seed             the key
   * @param stream           the stream of the sample
   * @param first            index of the first draw
   * @param logScale         ρ
   * @param dz               the gradient with respect to z
   * @param meanGradient     the gradient with respect to μ, added to
   * @param logScaleGradient the gradient with respect to ρ, added to
   * @throws IllegalArgumentException if shapes differ, something lies between rows, an operand is null, and as the
   *                                  class describes
   */
  public static void sampleGradient(long seed, long stream, long first, Matrix logScale, Matrix dz,
      Matrix meanGradient, Matrix logScaleGradient) {
    int n = Shapes.contiguous("sample gradient", "log scale", logScale);
    Shapes.contiguous("sample gradient", "dz", dz, "log scale", logScale);
    Shapes.contiguous("sample gradient", "mean gradient", meanGradient, "log scale", logScale);
    Shapes.contiguous("sample gradient", "log scale gradient", logScaleGradient, "log scale", logScale);
    sampleGradient(seed, stream, first, n, logScale.array(), logScale.offset(), dz.array(), dz.offset(),
        meanGradient.array(), meanGradient.offset(), logScaleGradient.array(), logScaleGradient.offset());
  }

  private static void checkDraws(String operation, long first, int n) {
    Checks.size(operation, "n", n);
    if (first < 0 || first > Long.MAX_VALUE - n) {
      throw new IllegalArgumentException(operation + ": indices " + first + " … + " + n
          + " are not all between 0 and 2^63 - 1");
    }
  }
}
