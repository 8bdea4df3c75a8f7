package org.isobit.models.assimilation.smoothing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.Inflation;

/**
 * How {@link IEnKS} works: the weights of its window, which are as many as the window is long, the variant, the prior,
 * and when it ends. Immutable, thread-safe.
 *
 * @param weights    β of the observations in the window, the oldest first; they are not negative and add up to 1. All
 *                   but the last 0: single data assimilation (SDA), each observation is used once, when it is new. More
 *                   of them positive: multiple data assimilation (MDA), it is used again as it grows older
 * @param bundle     width ε of the members that find the sensitivities, as a share of the anomalies: the bundle
 *                   variant; 0: the transform variant, members as wide as the posterior
 * @param prior      of the finite-size smoother IEnKS-N, whose form does not matter: weights are found by steps of this
 *                   smoother; null for a normal prior
 * @param inflation  of the analysis, or none
 * @param rotation   whether a random mean-preserving rotation follows each analysis
 * @param iterations most Gauss–Newton steps of a minimisation, at least 1
 * @param tolerance  a minimisation ends with a step of ‖Δw‖² ≤ tolerance·N; 0 or positive
 */
public record IEnKSScheme(List<Double> weights, double bundle, FiniteSize prior, Inflation inflation, boolean rotation,
    int iterations, double tolerance) {

  private static final String NAME = "IEnKS";

  /** Rounding of the weights' sum, far below what anybody writes down. */
  private static final double ROUNDING = 1e-9;

  /** Narrower members differ by rounding alone: half of the digits of a difference are left here. */
  static final double NARROWEST = 1e-8;

  /** A window of one interval, the transform variant, ten steps at most, tolerance 10⁻⁵, no inflation. */
  public static final IEnKSScheme USUAL =
      new IEnKSScheme(List.of(1.0), 0.0, null, Inflation.none(), false, 10, 1e-5);

  /**
   * Checks all and keeps its own copy of the weights.
   *
   * @throws IllegalArgumentException if there is no weight, one is negative or not finite, their sum is off 1 by more
   *                                  than 10⁻⁹, another number is out of range, or the inflation is of another kind
   */
  public IEnKSScheme {
    weights = List.copyOf(weights);
    double sum = 0.0;
    for (double weight : weights) {
      Checks.notNegative(NAME, "weight", weight);
      sum += weight;
    }
    if (!(Math.abs(sum - 1.0) <= ROUNDING)) {
      throw new IllegalArgumentException(NAME + ": the weights of the window's observations must add up to 1, but "
          + weights + " add up to " + sum);
    }
    if (!isWidth(bundle)) {
      throw new IllegalArgumentException(NAME + ": bundle must be 0, the transform variant, or between " + NARROWEST
          + " and 1, but is " + bundle);
    }
    Checks.positive(NAME, "iterations", iterations);
    Checks.notNegative(NAME, "tolerance", tolerance);
    requirePosterior(Objects.requireNonNull(inflation, "inflation"));
  }

  /** Whether a bundle can be so wide. */
  static boolean isWidth(double bundle) {
    return bundle == 0.0 || bundle >= NARROWEST && bundle <= 1.0;
  }

  private static void requirePosterior(Inflation inflation) {
    for (Inflation.Kind kind : Inflation.Kind.values()) {
      if (!Smoothers.isOfAnalysis(kind) && inflation.amount(kind) != Inflation.none().amount(kind)) {
        throw new IllegalArgumentException(NAME + ": inflation must be of the analysis, "
            + Inflation.Kind.POSTERIOR_ANOMALIES.label() + " or " + Inflation.Kind.POSTERIOR_COVARIANCE.label()
            + ", but is " + kind.label() + " " + inflation.amount(kind));
      }
    }
    if (inflation.field() != null) {
      throw new IllegalArgumentException(NAME + ": inflation must be of the analysis, but is a factor for each "
          + "variable of the forecast");
    }
  }

  /**
   * The same with other weights.
   *
   * @param newWeights of the observations in the window, the oldest first
   * @return the scheme
   * @throws IllegalArgumentException if they do not add up to 1, or one is negative
   */
  public IEnKSScheme withWeights(List<Double> newWeights) {
    return new IEnKSScheme(newWeights, bundle, prior, inflation, rotation, iterations, tolerance);
  }

  /**
   * The same with a window in which the newest observation alone is assimilated, SDA.
   *
   * @param lag intervals between observations in the window, L
   * @return the scheme
   * @throws IllegalArgumentException if there is none
   */
  public IEnKSScheme withSingleData(int lag) {
    Checks.positive(NAME, "lag", lag);
    List<Double> newest = new ArrayList<>(Collections.nCopies(lag - 1, 0.0));
    newest.add(1.0);
    return withWeights(newest);
  }

  /**
   * The same with a window in which all observations are assimilated with equal weights, MDA.
   *
   * @param lag intervals between observations in the window, L
   * @return the scheme
   * @throws IllegalArgumentException if there is none
   */
  public IEnKSScheme withMultipleData(int lag) {
    Checks.positive(NAME, "lag", lag);
    return withWeights(Collections.nCopies(lag, 1.0 / lag));
  }

  /**
   * The same in the bundle variant.
   *
   * @param width ε, such as 10⁻⁴; 0 for the transform variant
   * @return the scheme
   * @throws IllegalArgumentException if it is neither 0 nor between 10⁻⁸ and 1
   */
  public IEnKSScheme withBundle(double width) {
    return new IEnKSScheme(weights, width, prior, inflation, rotation, iterations, tolerance);
  }

  /**
   * The same with a finite-size prior, IEnKS-N.
   *
   * @param newPrior the assumptions, or null for a normal prior
   * @return the scheme
   */
  public IEnKSScheme withPrior(FiniteSize newPrior) {
    return new IEnKSScheme(weights, bundle, newPrior, inflation, rotation, iterations, tolerance);
  }

  /**
   * The same with inflation.
   *
   * @param newInflation of the analysis, {@link Inflation#posteriorFactor()}
   * @return the scheme
   * @throws IllegalArgumentException if it is of another kind
   */
  public IEnKSScheme withInflation(Inflation newInflation) {
    return new IEnKSScheme(weights, bundle, prior, newInflation, rotation, iterations, tolerance);
  }

  /**
   * The same with, or without, a rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return the scheme
   */
  public IEnKSScheme withRotation(boolean newRotation) {
    return new IEnKSScheme(weights, bundle, prior, inflation, newRotation, iterations, tolerance);
  }

  /**
   * The same that ends otherwise.
   *
   * @param newIterations most Gauss–Newton steps of a minimisation
   * @param newTolerance  of the last one's squared length a member
   * @return the scheme
   * @throws IllegalArgumentException if a number is out of range
   */
  public IEnKSScheme withIterations(int newIterations, double newTolerance) {
    return new IEnKSScheme(weights, bundle, prior, inflation, rotation, newIterations, newTolerance);
  }

  /**
   * Intervals between observations in the window.
   *
   * @return L, the number of weights
   */
  public int lag() {
    return weights.size();
  }

  /** Whether the newest observation alone has a weight. */
  boolean single() {
    for (int i = 0; i < lag() - 1; i++) {
      if (weights.get(i) != 0.0) {
        return false;
      }
    }
    return true;
  }

  /**
   * What is left of each observation before an analysis, β_1 + … + β_j: what it will be assimilated with from now on.
   * With all of that at once the estimate is that of all observations, each once.
   */
  List<Double> remaining() {
    List<Double> sums = new ArrayList<>();
    double sum = 0.0;
    for (double weight : weights) {
      sum += weight;
      sums.add(sum);
    }
    return sums;
  }

  @Override
  public String toString() {
    return (single() ? "lag " + lag() : "weights " + weights) + (bundle == 0.0 ? "" : ", bundle " + bundle)
        + (prior == null ? "" : ", " + prior) + ", " + inflation + (rotation ? ", rotation" : "") + ", " + iterations
        + " iterations, tolerance " + tolerance;
  }
}
