// Master of FloatLosses: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Losses over n elements, value and gradient in one pass, class EXACT.
 *
 * <p>The value is weight·Σ t_i, the sum that of {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}; the
 * gradients are those of the value, so that weight = 1/n gives means. Terms and gradients (w the weight; a pair of
 * parentheses is one rounding, fma is one):
 * <ul>
 *   <li>{@link #squared}: e = p − y; t = e·e; (2w)·e</li>
 *   <li>{@link #absolute}: t = |e|; e &gt; 0 ? w : e &lt; 0 ? −w : e</li>
 *   <li>{@link #huber}: |e| ≤ δ ? (½e)·e : δ·(|e| − ½δ); w·(e clamped to ±δ)</li>
 *   <li>{@link #gaussian}, scale σ = e^ρ: s = exp(−ρ), z = (y − μ)·s; t = fma(½z, z, ρ) + ½ln 2π; ∂μ = (w·s)·(−z),
 *       ∂ρ = w·fma(−z, z, 1)</li>
 *   <li>{@link #laplace}, scale e^ρ: s = exp(−ρ), e = μ − y, a = |e|·s; t = (a + ρ) + ln 2;
 *       ∂μ = e &gt; 0 ? w·s : e &lt; 0 ? −(w·s) : e, ∂ρ = w·(1 − a)</li>
 *   <li>{@link #divergence}, KL(N(μ, e^2ρ) ‖ N(0, 1)): v = exp(ρ + ρ); t = fma(½μ, μ, ½(v − 1)) − ρ; ∂μ = w·μ,
 *       ∂ρ = w·(v − 1)</li>
 * </ul>
 * The weight may be any number; an infinite δ makes half the squared error. A gradient array may be null: then only the
 * value is computed. Gradients may be the same elements as any input, or share none with it, and share none with each
 * other. {@link IllegalArgumentException} for a negative count, a δ that is not positive, elements outside an array,
 * other overlaps, or one gradient array present and the other null. Thread-safe; nothing is allocated in the steady
 * state.
 */
public final class Losses {

  static final LossesReference KERNELS = LossesReference.of(Backend.active());

  /** The losses of a prediction and a target. */
  public enum Pair {
    /** {@link #squared}. */
    SQUARED,
    /** {@link #absolute}. */
    ABSOLUTE,
    /** {@link #huber}. */
    HUBER
  }

  /** The losses of a mean, the logarithm of a scale and a target; DIVERGENCE has no target. */
  public enum Scaled {
    /** {@link #gaussian}. */
    GAUSSIAN,
    /** {@link #laplace}. */
    LAPLACE,
    /** {@link #divergence}. */
    DIVERGENCE
  }

  private Losses() {}

  /**
   * weight·Σ (p − y)².
   *
   * @param weight           factor of the sum
   * @param n                number of elements
   * @param prediction       array of p
   * @param predictionOffset index of its first element
   * @param target           array of y
   * @param targetOffset     index of its first element
   * @param gradient         array of the gradient with respect to p, or null
   * @param gradientOffset   index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double squared(double weight, int n, double[] prediction, long predictionOffset, double[] target,
      long targetOffset, double[] gradient, long gradientOffset) {
    return pair(Pair.SQUARED, 1.0, weight, n, prediction, predictionOffset, target, targetOffset, gradient,
        gradientOffset, Workers.serial());
  }

  /**
   * weight·Σ |p − y|.
   *
   * @param weight           factor of the sum
   * @param n                number of elements
   * @param prediction       array of p
   * @param predictionOffset index of its first element
   * @param target           array of y
   * @param targetOffset     index of its first element
   * @param gradient         array of the gradient with respect to p, or null
   * @param gradientOffset   index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double absolute(double weight, int n, double[] prediction, long predictionOffset, double[] target,
      long targetOffset, double[] gradient, long gradientOffset) {
    return pair(Pair.ABSOLUTE, 1.0, weight, n, prediction, predictionOffset, target, targetOffset, gradient,
        gradientOffset, Workers.serial());
  }

  /**
   * weight·Σ of Huber's loss (Huber 1964).
   *
   * @param delta            where it turns from a parabola to a line, positive
   * @param weight           factor of the sum
   * @param n                number of elements
   * @param prediction       array of p
   * @param predictionOffset index of its first element
   * @param target           array of y
   * @param targetOffset     index of its first element
   * @param gradient         array of the gradient with respect to p, or null
   * @param gradientOffset   index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double huber(double delta, double weight, int n, double[] prediction, long predictionOffset,
      double[] target, long targetOffset, double[] gradient, long gradientOffset) {
    return pair(Pair.HUBER, delta, weight, n, prediction, predictionOffset, target, targetOffset, gradient,
        gradientOffset, Workers.serial());
  }

  /**
   * {@link #squared}, {@link #absolute} or {@link #huber} by several threads: each has some chunks of the sum.
   *
   * @param kind    which loss
   * @param delta   δ of HUBER, positive; else not read
   * @param weight  factor of the sum
   * @param n       number of elements
   * @param p       array of the predictions
   * @param pOffset index of the first
   * @param y       array of the targets
   * @param yOffset index of the first
   * @param g       array of the gradient with respect to p, or null
   * @param gOffset index of its first element
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double pair(Pair kind, double delta, double weight, int n, double[] p, long pOffset, double[] y,
      long yOffset, double[] g, long gOffset, Workers workers) {
    Checks.present("loss", "workers", workers);
    Checks.present("loss", "kind", kind);
    if (kind == Pair.HUBER && !(delta > 0.0)) {
      throw new IllegalArgumentException("loss: delta must be positive, but is " + delta);
    }
    Checks.size("loss", "n", n);
    int po = Checks.vector("loss", "prediction", p, pOffset, n);
    int yo = Checks.vector("loss", "target", y, yOffset, n);
    int go = 0;
    if (g != null) {
      go = Checks.vector("loss", "gradient", g, gOffset, n);
      Checks.sameOrApart("loss", "gradient", "prediction", g == p, go, po, n);
      Checks.sameOrApart("loss", "gradient", "target", g == y, go, yo, n);
    }
    Environment.require();
    return weight * NeuralParts.pair(kind, delta, weight, n, p, po, y, yo, g, go, workers);
  }

  /**
   * weight·Σ of the negative log-density of a normal distribution with mean μ and standard deviation e^ρ.
   *
   * @param weight            factor of the sum
   * @param n                 number of elements
   * @param mean              array of μ
   * @param meanOffset        index of its first element
   * @param logScale          array of ρ
   * @param logScaleOffset    index of its first element
   * @param target            array of y
   * @param targetOffset      index of its first element
   * @param meanGradient      array of the gradient with respect to μ, or null
   * @param meanGradientOffset index of its first element
   * @param logScaleGradient  array of the gradient with respect to ρ, or null
   * @param logScaleGradientOffset index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double gaussian(double weight, int n, double[] mean, long meanOffset, double[] logScale,
      long logScaleOffset, double[] target, long targetOffset, double[] meanGradient, long meanGradientOffset,
      double[] logScaleGradient, long logScaleGradientOffset) {
    return scaled(Scaled.GAUSSIAN, weight, n, mean, meanOffset, logScale, logScaleOffset, target, targetOffset,
        meanGradient, meanGradientOffset, logScaleGradient, logScaleGradientOffset, Workers.serial());
  }

  /**
   * weight·Σ of the negative log-density of a Laplace distribution with location μ and scale e^ρ.
   *
   * @param weight            factor of the sum
   * @param n                 number of elements
   * @param mean              array of μ
   * @param meanOffset        index of its first element
   * @param logScale          array of ρ
   * @param logScaleOffset    index of its first element
   * @param target            array of y
   * @param targetOffset      index of its first element
   * @param meanGradient      array of the gradient with respect to μ, or null
   * @param meanGradientOffset index of its first element
   * @param logScaleGradient  array of the gradient with respect to ρ, or null
   * @param logScaleGradientOffset index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double laplace(double weight, int n, double[] mean, long meanOffset, double[] logScale,
      long logScaleOffset, double[] target, long targetOffset, double[] meanGradient, long meanGradientOffset,
      double[] logScaleGradient, long logScaleGradientOffset) {
    return scaled(Scaled.LAPLACE, weight, n, mean, meanOffset, logScale, logScaleOffset, target, targetOffset,
        meanGradient, meanGradientOffset, logScaleGradient, logScaleGradientOffset, Workers.serial());
  }

  /**
   * weight·Σ of the Kullback–Leibler divergence of N(μ, e^2ρ) from N(0, 1), the prior of a variational autoencoder
   * (Kingma and Welling 2014, appendix B).
   *
   * @param weight            factor of the sum
   * @param n                 number of elements
   * @param mean              array of μ
   * @param meanOffset        index of its first element
   * @param logScale          array of ρ
   * @param logScaleOffset    index of its first element
   * @param meanGradient      array of the gradient with respect to μ, or null
   * @param meanGradientOffset index of its first element
   * @param logScaleGradient  array of the gradient with respect to ρ, or null
   * @param logScaleGradientOffset index of its first element
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double divergence(double weight, int n, double[] mean, long meanOffset, double[] logScale,
      long logScaleOffset, double[] meanGradient, long meanGradientOffset, double[] logScaleGradient,
      long logScaleGradientOffset) {
    return scaled(Scaled.DIVERGENCE, weight, n, mean, meanOffset, logScale, logScaleOffset, mean, meanOffset,
        meanGradient, meanGradientOffset, logScaleGradient, logScaleGradientOffset, Workers.serial());
  }

  /**
   * {@link #gaussian}, {@link #laplace} or {@link #divergence} by several threads: each has some chunks of the sum.
   *
   * @param kind     which loss
   * @param weight   factor of the sum
   * @param n        number of elements
   * @param m        array of μ
   * @param mOffset  index of its first element
   * @param r        array of ρ
   * @param rOffset  index of its first element
   * @param y        array of the targets; DIVERGENCE: not read, any array of so many elements
   * @param yOffset  index of the first
   * @param dm       array of the gradient with respect to μ, or null
   * @param dmOffset index of its first element
   * @param dr       array of the gradient with respect to ρ, or null
   * @param drOffset index of its first element
   * @param workers  the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double scaled(Scaled kind, double weight, int n, double[] m, long mOffset, double[] r, long rOffset,
      double[] y, long yOffset, double[] dm, long dmOffset, double[] dr, long drOffset, Workers workers) {
    Checks.present("loss", "workers", workers);
    Checks.present("loss", "kind", kind);
    Checks.size("loss", "n", n);
    int mo = Checks.vector("loss", "mean", m, mOffset, n);
    int ro = Checks.vector("loss", "log scale", r, rOffset, n);
    int yo = Checks.vector("loss", "target", y, yOffset, n);
    if ((dm == null) != (dr == null)) {
      throw new IllegalArgumentException("loss: of the mean gradient and the log scale gradient "
          + (dm == null ? "the first" : "the second") + " is null, the other is not");
    }
    int dmo = 0;
    int dro = 0;
    if (dm != null) {
      dmo = Checks.vector("loss", "mean gradient", dm, dmOffset, n);
      dro = Checks.vector("loss", "log scale gradient", dr, drOffset, n);
      Checks.apart("loss", "mean gradient", "log scale gradient", dm == dr, dmo, n, dro, n);
      Checks.sameOrApart("loss", "mean gradient", "mean", dm == m, dmo, mo, n);
      Checks.sameOrApart("loss", "mean gradient", "log scale", dm == r, dmo, ro, n);
      Checks.sameOrApart("loss", "mean gradient", "target", dm == y, dmo, yo, n);
      Checks.sameOrApart("loss", "log scale gradient", "mean", dr == m, dro, mo, n);
      Checks.sameOrApart("loss", "log scale gradient", "log scale", dr == r, dro, ro, n);
      Checks.sameOrApart("loss", "log scale gradient", "target", dr == y, dro, yo, n);
    }
    Environment.require();
    return weight * NeuralParts.scaled(kind, weight, n, m, mo, r, ro, y, yo, dm, dmo, dr, dro, workers);
  }

  /**
   * {@link #scaled(Scaled, double, int, double[], long, double[], long, double[], long, double[], long, double[], long,
   * Workers) scaled} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param kind    which loss
   * @param weight  factor of the sum
   * @param m       μ
   * @param r       ρ
   * @param y       the targets; DIVERGENCE: not read, for example μ once more
   * @param dm      takes the gradient with respect to μ, or null
   * @param dr      takes the gradient with respect to ρ, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, something lies between rows, and as the class describes
   */
  public static double scaled(Scaled kind, double weight, Matrix m, Matrix r, Matrix y, Matrix dm, Matrix dr,
      Workers workers) {
    int n = Shapes.contiguous("loss", "mean", m);
    Shapes.contiguous("loss", "log scale", r, "mean", m);
    Shapes.contiguous("loss", "target", y, "mean", m);
    gradient("mean gradient", dm, m);
    gradient("log scale gradient", dr, m);
    return scaled(kind, weight, n, m.array(), m.offset(), r.array(), r.offset(), y.array(), y.offset(),
        dm == null ? null : dm.array(), dm == null ? 0 : dm.offset(), dr == null ? null : dr.array(),
        dr == null ? 0 : dr.offset(), workers);
  }

  private static void gradient(String name, Matrix gradient, Matrix m) {
    if (gradient != null) {
      Shapes.contiguous("loss", name, gradient, "mean", m);
    }
  }

  /**
   * {@link #gaussian(double, int, double[], long, double[], long, double[], long, double[], long, double[], long)
   * gaussian} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param weight           factor of the sum
   * @param mean             μ
   * @param logScale         ρ
   * @param target           y
   * @param meanGradient     takes the gradient with respect to μ, or null
   * @param logScaleGradient takes the gradient with respect to ρ, or null
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, something lies between rows, and as the class describes
   */
  public static double gaussian(double weight, Matrix mean, Matrix logScale, Matrix target, Matrix meanGradient,
      Matrix logScaleGradient) {
    return scaled(Scaled.GAUSSIAN, weight, mean, logScale, target, meanGradient, logScaleGradient, Workers.serial());
  }

  /**
   * {@link #laplace(double, int, double[], long, double[], long, double[], long, double[], long, double[], long)
   * laplace} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param weight           factor of the sum
   * @param mean             μ
   * @param logScale         ρ
   * @param target           y
   * @param meanGradient     takes the gradient with respect to μ, or null
   * @param logScaleGradient takes the gradient with respect to ρ, or null
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, something lies between rows, and as the class describes
   */
  public static double laplace(double weight, Matrix mean, Matrix logScale, Matrix target, Matrix meanGradient,
      Matrix logScaleGradient) {
    return scaled(Scaled.LAPLACE, weight, mean, logScale, target, meanGradient, logScaleGradient, Workers.serial());
  }
}
