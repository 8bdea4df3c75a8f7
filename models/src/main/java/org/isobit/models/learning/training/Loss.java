package org.isobit.models.learning.training;

import java.util.Locale;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.layers.Layers;

/**
 * A loss of predictions and targets, averaged over samples and elements; {@link org.isobit.kernels.neural.Losses} has
 * formulas and operations. Immutable.
 *
 * @param kind  which
 * @param delta where {@link Kind#HUBER} turns from a parabola to a line, positive; 0 for the others
 */
public record Loss(Kind kind, double delta) {

  /** The losses. */
  public enum Kind {
    /** Mean of (p − y)². */
    SQUARED,
    /** Mean of |p − y|. */
    ABSOLUTE,
    /** Mean of Huber's loss. */
    HUBER,
    /** Mean negative log-density of N(μ, e^2ρ); a prediction is all μ, then all ρ. */
    GAUSSIAN,
    /** Mean negative log-density of the Laplace law with location μ and scale e^ρ; all μ, then all ρ. */
    LAPLACE
  }

  /**
   * Checks δ.
   *
   * @throws IllegalArgumentException if it is not positive and finite for Huber's loss, or not 0 for the others
   */
  public Loss {
    Checks.present("loss", "kind", kind);
    if (kind == Kind.HUBER ? !((float) delta > 0.0f && (float) delta <= Float.MAX_VALUE) : delta != 0.0) {
      throw new IllegalArgumentException("loss: " + kind.name().toLowerCase(Locale.ROOT) + " cannot have delta "
          + delta);
    }
  }

  /**
   * Mean squared error.
   *
   * @return the loss
   */
  public static Loss squared() {
    return new Loss(Kind.SQUARED, 0.0);
  }

  /**
   * Mean absolute error.
   *
   * @return the loss
   */
  public static Loss absolute() {
    return new Loss(Kind.ABSOLUTE, 0.0);
  }

  /**
   * Huber's loss.
   *
   * @param delta where it turns to a line, positive
   * @return the loss
   * @throws IllegalArgumentException for another δ
   */
  public static Loss huber(double delta) {
    return new Loss(Kind.HUBER, delta);
  }

  /**
   * Gaussian negative log-likelihood with learned scale: the network makes twice as many numbers as a target has, the
   * means and then the logarithms of the standard deviations. For one scale for all samples end the network with
   * {@link Layers#logScale}.
   *
   * @return the loss
   */
  public static Loss gaussian() {
    return new Loss(Kind.GAUSSIAN, 0.0);
  }

  /**
   * Laplace negative log-likelihood with learned scale: as {@link #gaussian()}, with locations and logarithms of
   * scales.
   *
   * @return the loss
   */
  public static Loss laplace() {
    return new Loss(Kind.LAPLACE, 0.0);
  }

  /**
   * Whether predictions have scales.
   *
   * @return true for {@link Kind#GAUSSIAN} and {@link Kind#LAPLACE}
   */
  public boolean scaled() {
    return kind == Kind.GAUSSIAN || kind == Kind.LAPLACE;
  }

  /**
   * Numbers of a target.
   *
   * @param outputs numbers of a prediction
   * @return as many, or half as many for losses with scales
   * @throws IllegalArgumentException if that is no whole number
   */
  public int targets(int outputs) {
    if (scaled() && outputs % 2 != 0) {
      throw new IllegalArgumentException("loss: predictions for " + this + " are means and scales, but there are "
          + outputs + " outputs, an odd number");
    }
    return scaled() ? outputs / 2 : outputs;
  }

  /** The loss, as in {@code gaussian} or {@code huber(0.5)}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + (kind == Kind.HUBER ? "(" + delta + ")" : "");
  }
}
