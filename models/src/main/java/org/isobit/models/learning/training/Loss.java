package org.isobit.models.learning.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.layers.Layers;

/**
 * A loss of predictions and targets, averaged over samples and elements; {@link org.isobit.kernels.neural.Losses} and
 * {@code org.isobit.kernels.loss} have formulas and operations. Where predictions have several numbers for each target,
 * as scales or members, those of a sample are all targets' first numbers, then all targets' second ones, and so on.
 * Immutable.
 *
 * @param kind    which
 * @param numbers what else it is told, as the methods that make losses say
 */
public record Loss(Kind kind, List<Double> numbers) {

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
    LAPLACE,
    /** Mean of the quantile (pinball) losses of some levels; a prediction is all quantiles of the first level, … */
    QUANTILE,
    /** Mean over rows of the cross-entropy of logits and target probabilities. */
    CROSS_ENTROPY,
    /** Mean over rows of the cross-entropy of logits and a class, its number the target. */
    CLASS_ENTROPY,
    /** {@link #GAUSSIAN} where targets at a bound are known only to lie beyond it. */
    CENSORED_GAUSSIAN,
    /** Mean continuous ranked probability score of the members' own distribution; all of the first member, … */
    CRPS,
    /** Mean fair continuous ranked probability score of members. */
    FAIR_CRPS,
    /** Mean over samples of the energy score of the members' own distribution. */
    ENERGY,
    /** Mean over samples of the fair energy score of members. */
    FAIR_ENERGY
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are not such as the kind has
   */
  public Loss {
    Checks.present("loss", "kind", kind);
    Checks.present("loss", "numbers", numbers);
    numbers = List.copyOf(numbers);
    boolean fit = switch (kind) {
      case SQUARED, ABSOLUTE, GAUSSIAN, LAPLACE -> numbers.isEmpty();
      case HUBER -> numbers.size() == 1 && (float) (double) numbers.get(0) > 0.0f
          && (float) (double) numbers.get(0) <= Float.MAX_VALUE;
      case QUANTILE -> !numbers.isEmpty()
          && numbers.stream().allMatch(level -> (float) (double) level > 0.0f && (float) (double) level < 1.0f);
      case CENSORED_GAUSSIAN -> numbers.size() == 2 && numbers.get(0) < numbers.get(1);
      default -> numbers.size() == 1 && numbers.get(0) >= 2.0 && numbers.get(0) == (int) (double) numbers.get(0);
    };
    if (!fit) {
      throw new IllegalArgumentException("loss: " + name(kind) + " cannot have "
          + (kind == Kind.HUBER || kind.compareTo(Kind.QUANTILE) < 0 ? "delta " : "") + numbers.stream()
              .map(Object::toString).collect(Collectors.joining(", ")));
    }
  }

  /**
   * A loss of a δ, or of no number at all.
   *
   * @param kind  which
   * @param delta where {@link Kind#HUBER} turns from a parabola to a line, positive; 0 for others
   * @throws IllegalArgumentException if it is not positive and finite for Huber's loss, or not 0 for others
   */
  public Loss(Kind kind, double delta) {
    this(kind, kind != Kind.HUBER && delta == 0.0 ? List.of() : List.of(delta));
  }

  private static Loss of(Kind kind, double... numbers) {
    return new Loss(kind, Arrays.stream(numbers).boxed().toList());
  }

  /**
   * Mean squared error.
   *
   * @return the loss
   */
  public static Loss squared() {
    return of(Kind.SQUARED);
  }

  /**
   * Mean absolute error.
   *
   * @return the loss
   */
  public static Loss absolute() {
    return of(Kind.ABSOLUTE);
  }

  /**
   * Huber's loss.
   *
   * @param delta where it turns to a line, positive
   * @return the loss
   * @throws IllegalArgumentException for another δ
   */
  public static Loss huber(double delta) {
    return of(Kind.HUBER, delta);
  }

  /**
   * Gaussian negative log-likelihood with learned scale: the network makes twice as many numbers as a target has, the
   * means and then the logarithms of the standard deviations. For one scale for all samples end the network with
   * {@link Layers#logScale}.
   *
   * @return the loss
   */
  public static Loss gaussian() {
    return of(Kind.GAUSSIAN);
  }

  /**
   * Laplace negative log-likelihood with learned scale: as {@link #gaussian()}, with locations and logarithms of
   * scales.
   *
   * @return the loss
   */
  public static Loss laplace() {
    return of(Kind.LAPLACE);
  }

  /**
   * The mean of the quantile (pinball) losses of some levels (Koenker and Bassett 1978): the network makes, for each
   * level, as many numbers as a target has.
   *
   * @param levels of the quantiles, each above 0 and below 1, at least one
   * @return the loss
   * @throws IllegalArgumentException for other levels
   */
  public static Loss quantile(double... levels) {
    return of(Kind.QUANTILE, levels);
  }

  /**
   * The cross-entropy of rows of logits, before any softmax, and target probabilities, as many as logits.
   *
   * @param classes logits of a row, at least 2: the network's last dimension
   * @return the loss
   * @throws IllegalArgumentException for fewer classes
   */
  public static Loss crossEntropy(int classes) {
    return of(Kind.CROSS_ENTROPY, classes);
  }

  /**
   * The cross-entropy of rows of logits, before any softmax, and classes: a target is one number a row, from 0 to
   * classes − 1.
   *
   * @param classes logits of a row, at least 2: the network's last dimension
   * @return the loss
   * @throws IllegalArgumentException for fewer classes
   */
  public static Loss classEntropy(int classes) {
    return of(Kind.CLASS_ENTROPY, classes);
  }

  /**
   * Gaussian negative log-likelihood with learned scale of a censored variable, as {@link #gaussian()}: of a target at
   * or beyond a bound only that is known (Tobin 1958; GenSIM, Finn et al. 2025, arXiv 2508.14984).
   *
   * @param lower bound below, −Inf for none
   * @param upper bound above it, +Inf for none
   * @return the loss
   * @throws IllegalArgumentException unless lower &lt; upper
   */
  public static Loss censoredGaussian(double lower, double upper) {
    return of(Kind.CENSORED_GAUSSIAN, lower, upper);
  }

  /**
   * The continuous ranked probability score of an ensemble: the network makes, for each member, as many numbers as a
   * target has.
   *
   * @param members at least 2
   * @param fair    whether it is the score of the distribution that members are drawn from, not of the members' own
   * @return the loss
   * @throws IllegalArgumentException for fewer members
   */
  public static Loss crps(int members, boolean fair) {
    return of(fair ? Kind.FAIR_CRPS : Kind.CRPS, members);
  }

  /**
   * The energy score of an ensemble, of all targets of a sample together: members as for {@link #crps}.
   *
   * @param members at least 2
   * @param fair    whether it is the score of the distribution that members are drawn from, not of the members' own
   * @return the loss
   * @throws IllegalArgumentException for fewer members
   */
  public static Loss energy(int members, boolean fair) {
    return of(fair ? Kind.FAIR_ENERGY : Kind.ENERGY, members);
  }

  /**
   * The loss of a text that {@link #toString} has made, as descriptions of runs have it.
   *
   * @param text as in {@code quantile(0.1, 0.9)}
   * @return an equal loss
   * @throws IllegalArgumentException if it is no such text
   */
  public static Loss parse(String text) {
    Checks.present("loss", "text", text);
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    Loss loss = null;
    for (Kind kind : Kind.values()) {
      if (name.equals(name(kind)) && (open < 0 || text.endsWith(")"))) {
        loss = new Loss(kind, open < 0 ? List.of() : numbers(text.substring(open + 1, text.length() - 1)));
      }
    }
    if (loss == null || !loss.toString().equals(text)) {
      throw new IllegalArgumentException("loss: there is no \"" + text + "\"");
    }
    return loss;
  }

  private static List<Double> numbers(String text) {
    try {
      return Arrays.stream(text.split(", ", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("loss: \"" + text + "\" are no numbers", e);
    }
  }

  /**
   * Where Huber's loss turns to a line.
   *
   * @return δ; 0 for others
   */
  public double delta() {
    return kind == Kind.HUBER ? numbers.get(0) : 0.0;
  }

  /**
   * Whether predictions have scales.
   *
   * @return true for {@link Kind#GAUSSIAN}, {@link Kind#LAPLACE} and {@link Kind#CENSORED_GAUSSIAN}
   */
  public boolean scaled() {
    return kind == Kind.GAUSSIAN || kind == Kind.LAPLACE || kind == Kind.CENSORED_GAUSSIAN;
  }

  /**
   * Numbers of a prediction for each target.
   *
   * @return 2 with scales, the number of levels or members, else 1
   */
  public int parts() {
    return switch (kind) {
      case GAUSSIAN, LAPLACE, CENSORED_GAUSSIAN -> 2;
      case QUANTILE -> numbers.size();
      case CRPS, FAIR_CRPS, ENERGY, FAIR_ENERGY -> (int) (double) numbers.get(0);
      default -> 1;
    };
  }

  /** Logits of a row; 1 for losses without rows. */
  int classes() {
    return kind == Kind.CROSS_ENTROPY || kind == Kind.CLASS_ENTROPY ? (int) (double) numbers.get(0) : 1;
  }

  /**
   * Numbers of a target.
   *
   * @param outputs numbers of a prediction
   * @return as many, or that divided by {@link #parts}, or by the number of classes for {@link Kind#CLASS_ENTROPY}
   * @throws IllegalArgumentException if that is no whole number
   */
  public int targets(int outputs) {
    if (scaled() && outputs % 2 != 0) {
      throw new IllegalArgumentException("loss: predictions for " + this + " are means and scales, but there are "
          + outputs + " outputs, an odd number");
    }
    int divisor = parts() * classes();
    if (outputs % divisor != 0) {
      throw new IllegalArgumentException("loss: outputs for " + this + " must be a multiple of " + divisor
          + ", but are " + outputs);
    }
    return kind == Kind.CROSS_ENTROPY ? outputs : outputs / divisor;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The loss, as in {@code gaussian} or {@code huber(0.5)}. */
  @Override
  public String toString() {
    boolean counts = switch (kind) {
      case HUBER, QUANTILE, CENSORED_GAUSSIAN -> false;
      default -> true;
    };
    return name(kind) + (numbers.isEmpty() ? "" : numbers.stream().map(x -> counts
        ? String.valueOf((int) (double) x) : x.toString()).collect(Collectors.joining(", ", "(", ")")));
  }
}
