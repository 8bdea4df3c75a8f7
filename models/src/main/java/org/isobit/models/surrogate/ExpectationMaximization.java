package org.isobit.models.surrogate;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.surrogate.SmoothingStep.Smoothed;

/**
 * Model, trajectory and model-error covariance together (Bocquet, Brajard, Carrassi and Bertino 2020, Found. Data Sci.
 * 2, 55–80). With Q = q·I, or Q diagonal, an iteration takes (A, Q) to
 *
 * <pre>
 *   E    x_k^m, k = 0 … K: members of a smoother with the model F_A and the noise Q
 *   M_A  A ← argmin Σ_k Σ_m ‖x_k^m − F_A(x_{k−1}^m)‖²_{Q⁻¹}
 *   M_q  q ← mean over k, m and variables of the squares of x_k^m − F_A(x_{k−1}^m)
 * </pre>
 *
 * <p>{@link Scheme} says whether the members or their mean are taken, and whether Q changes. Iterations may be
 * {@link Acceleration accelerated}, on the vector (A, ln q), where A is scaled by how much forecasts change with it
 * over √q: a point that is not an iteration's image is refused if the smoother fails there, or if the observations'
 * {@link Smoothed#evidence} falls by more than {@link #SLACK}; then the last image is gone on from. Plain iterations
 * shrink the distance to their end by a few per cent each, and that end is not the estimate of greatest evidence, since
 * the smoother is an approximation: {@link Scoring} goes on from there. Immutable, thread-safe.
 */
public final class ExpectationMaximization {

  /** By how much the evidence of an observation time may fall at a point that was extrapolated to. */
  public static final double SLACK = 0.02;

  /** What the maximisation is given. */
  public enum Scheme {
    /** All members of the smoother: expectation-maximisation. */
    FULL("full"),
    /** The mean of the smoother in place of the members; Q comes out too small by the members' spread. */
    APPROXIMATE("approximate"),
    /** The mean, while Q stays as it is: descent along the coordinates x and A of the cost function. */
    DESCENT("descent");

    private final String label;

    Scheme(String label) {
      this.label = label;
    }

    /**
     * Its name.
     *
     * @return lower-case
     */
    public String label() {
      return label;
    }
  }

  /**
   * One iteration.
   *
   * @param number   from 0: every expectation step counts
   * @param from     where it began
   * @param smoothed the trajectory for that; null if the smoother failed
   * @param to       its image; null if it was refused
   */
  public record Iteration(int number, Estimate from, Smoothed smoothed, Estimate to) {

    /**
     * Whether the point was gone on from.
     *
     * @return false if it was extrapolated to in vain
     */
    public boolean accepted() {
      return to != null;
    }
  }

  /** Hears of iterations, in their order. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Is called after each iteration.
     *
     * @param iteration what was done
     */
    void heard(Iteration iteration);
  }

  private final Surrogate surrogate;
  private final SmoothingStep smoothing;
  private final Scheme scheme;

  /**
   * An estimation.
   *
   * @param surrogate the family of models
   * @param smoothing the expectation step, whose intervals are those of the surrogate
   * @param scheme    what the maximisation is given
   */
  public ExpectationMaximization(Surrogate surrogate, SmoothingStep smoothing, Scheme scheme) {
    this.surrogate = Objects.requireNonNull(surrogate, "surrogate");
    this.smoothing = Objects.requireNonNull(smoothing, "smoothing");
    this.scheme = Objects.requireNonNull(scheme, "scheme");
  }

  /**
   * Iterates.
   *
   * @param start        A and Q at the beginning; as many variances as are to be estimated, 1 or one a variable
   * @param iterations   expectation steps, at least 1
   * @param acceleration how iterations are sped up
   * @param listener     hears of each
   * @param workers      threads, on which nothing depends
   * @return the last image
   * @throws IllegalArgumentException if shapes differ or a number is out of range
   * @throws NumericalException       if the smoother or the regression fails at an image
   */
  public Estimate run(Estimate start, int iterations, Acceleration acceleration, Listener listener, Workers workers) {
    Checks.positive("ExpectationMaximization", "iterations", iterations);
    Acceleration.Proposals proposals = acceleration.begin();
    Estimate at = start;
    Estimate image = null;
    double evidence = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < iterations; i++) {
      boolean plain = at == start || at == image;
      Smoothed smoothed;
      try {
        smoothed = smoothing.smooth(surrogate.model(at.parameters()), at.variances(), workers);
      } catch (NumericalException e) {
        if (plain) {
          throw e;
        }
        smoothed = null;
      }
      if (!plain && (smoothed == null || !(smoothed.evidence() >= evidence - SLACK))) {
        listener.heard(new Iteration(i, at, smoothed, null));
        proposals.restart();
        at = image;
        continue;
      }
      evidence = smoothed.evidence();
      image = maximise(at, smoothed.transitions(), workers);
      listener.heard(new Iteration(i, at, smoothed, image));
      double[] vector = image.vector();
      double[] next = proposals.next(at.vector(), vector, scales(image, smoothed.transitions()));
      at = next == vector ? image : Estimate.of(next, start.parameters().length);
    }
    return image;
  }

  /** Of A: changes of forecasts over √q; of ln q: 1. */
  private double[] scales(Estimate image, Transitions members) {
    double[] ofParameters = surrogate.scales(members);
    double[] scales = Arrays.copyOf(ofParameters, ofParameters.length + image.variances().length);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = i < ofParameters.length ? scales[i] / image.deviation() : 1.0;
    }
    return scales;
  }

  /** The maximisation step. */
  private Estimate maximise(Estimate at, Transitions members, Workers workers) {
    Transitions series = scheme == Scheme.FULL ? members : members.mean();
    double[] a = surrogate.fit(at.parameters(), at.variances(), series, workers);
    if (scheme == Scheme.DESCENT) {
      return new Estimate(a, at.variances());
    }
    double[] squares = surrogate.squares(a, series, workers);
    if (at.variances().length != 1) {
      return new Estimate(a, squares);
    }
    return new Estimate(a, new double[] {mean(squares)});
  }

  private static double mean(double[] values) {
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
