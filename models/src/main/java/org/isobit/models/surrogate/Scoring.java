package org.isobit.models.surrogate;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.surrogate.LaplaceSmoother.Posterior;

/**
 * The last steps to the estimate that makes the observations most likely. Expectation-maximisation comes near it
 * quickly and at it slowly: where the model's error is small, a step goes by the share of the observations'
 * information in that of the whole trajectory. From there Newton's steps go on, with the evidence, its gradient and its
 * information from the smoother alone: with e_k = x_k − F_A(x_{k−1}), T_k = ∂F_A(x_{k−1})/∂A and M_k = ∂F_A/∂x at x_k,
 *
 * <pre>
 *   g = Σ_k E[T_kᵀ·Q⁻¹·e_k | y] − H_Axᵀ·z          z = H_xx⁻¹·v,    v_k = E[M_kᵀ·Q⁻¹·(e_{k+1} − ē_{k+1}) | y]
 *   S = H_AA − H_Axᵀ·H_xx⁻¹·H_xA                   ΔA = S⁻¹·g
 * </pre>
 *
 * <p>with ē the errors of the likeliest trajectory. The first part of g is Fisher's identity; the second comes from
 * −½·ln|H| of Laplace's approximation, as the trajectory moves with the parameters; where q is small, the first alone
 * leads nowhere. S is the information that Louis' formula has (1982, J. R. Stat. Soc. B 44, 226–233): the Schur
 * complement of the Gauss–Newton Hessian of trajectory and parameters together. A step that does not raise the evidence
 * is halved. After it ln q goes to the root of its own score, Σ_k E[e_kᵀ·Q⁻¹·e_k | y]/2 − K·n/2 + Σ_k w_kᵀ·z_k, where
 * w_k is minus the derivative of J by x_k and ln q, by secants, at most {@link #MOST} at a time, and no farther than
 * the evidence rises. A prior of the parameters adds to evidence, gradient and information; steps then are those of
 * Levenberg and Marquardt, with (S + μ·D)⁻¹ and D the diagonal of S, since parameters that need a prior say the same in
 * many ways.
 *
 * <p>Where q is small, the evidence has many tops, since the trajectory then depends on the parameters as chaos does;
 * so steps should begin with a q that is large, and follow the top down. Immutable, thread-safe.
 */
public final class Scoring {

  /** By how much ln q changes at once, at most. */
  public static final double MOST = 1.4;

  private static final String NAME = "Scoring";
  private static final int HALVINGS = 6;

  /** What a step must raise the logarithm of the likelihood by, to be followed by another one. */
  private static final double GAIN = 0.1;

  /**
   * Where a step has come to.
   *
   * @param number    from 1; 0: the start
   * @param estimate  A and Q
   * @param posterior of the trajectory with these
   * @param promised  what the next step in A is to raise the logarithm of the likelihood by
   * @param errors    standard deviations of the parameters, roots of the diagonal of S⁻¹
   * @param score     derivative of the logarithm of the likelihood by ln q
   */
  public record Step(int number, Estimate estimate, Posterior posterior, double promised, double[] errors,
                     double score) {}

  /** Hears of steps, in their order. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Is called at the start and after each step.
     *
     * @param step where it has come to
     */
    void heard(Step step);
  }

  /** A point and what the smoother finds there. */
  private record Point(Estimate estimate, Posterior posterior) {}

  /** μ of the next step. */
  private static final class Damping {
    private double value = 0.01;
  }

  private final DifferentiableSurrogate surrogate;
  private final LaplaceSmoother smoother;

  /**
   * Steps on the evidence of a smoother.
   *
   * @param smoother of the family of models, with the observations and what is known at first
   */
  public Scoring(LaplaceSmoother smoother) {
    this.smoother = Objects.requireNonNull(smoother, "smoother");
    surrogate = smoother.surrogate();
  }

  /**
   * Takes some steps.
   *
   * @param start      A and Q at the beginning
   * @param trajectory states of times 0 to K near the likeliest ones; read
   * @param steps      at most, at least 1
   * @param least      √q that is not gone below, positive
   * @param listener   hears of each
   * @param workers    threads, on which nothing depends
   * @return where the last step has come to
   * @throws IllegalArgumentException if shapes differ or a number is out of range
   * @throws NumericalException       if the smoother fails at the start, or observations do not tell parameters apart
   */
  public Step run(Estimate start, double[][] trajectory, int steps, double least, Listener listener,
      Workers workers) {
    Checks.positive(NAME, "steps", steps);
    Checks.positive(NAME, "least deviation", least);
    Point at = new Point(start, smoother.find(start, trajectory, workers));
    Damping damping = new Damping();
    double lnBefore = Double.NaN;
    double scoreBefore = Double.NaN;
    double gain = Double.POSITIVE_INFINITY;
    for (int s = 0; ; s++) {
      EvidenceSlope slope = EvidenceSlope.at(surrogate, at.estimate, at.posterior, workers);
      Step step = new Step(s, at.estimate, at.posterior, slope.promised(), slope.errors(), slope.score());
      listener.heard(step);
      if (s == steps || !(gain > GAIN)) {
        return step;
      }
      double evidence = objective(at.estimate, at.posterior);
      double ln = 2.0 * LogReference.log(at.estimate.deviation());
      at = surrogate.precision() > 0.0 ? damped(at, slope, damping, workers) : parameters(at, slope, workers);
      double by = secant(ln - lnBefore, slope.score() - scoreBefore, slope.score());
      double lowest = 2.0 * LogReference.log(least) - ln;
      at = variances(at, by < lowest ? lowest : by, workers);
      gain = objective(at.estimate, at.posterior) - evidence;
      lnBefore = ln;
      scoreBefore = slope.score();
    }
  }

  /** The change of ln q to the root of the score, within bounds; as far as may be where no falling line is known. */
  private static double secant(double change, double ofScore, double score) {
    double most = score < 0.0 ? -MOST : MOST;
    double by = change * ofScore < 0.0 ? -score * change / ofScore : most;
    return by > MOST || by < -MOST ? most : by;
  }

  private Point parameters(Point at, EvidenceSlope slope, Workers workers) {
    double factor = 1.0;
    for (int half = 0; half <= HALVINGS; half++, factor *= 0.5) {
      Point next = stepped(at, slope, factor, slope.step(), workers);
      if (next != null) {
        return next;
      }
    }
    return at;
  }

  /** Of parameters with a prior: steps that are the shorter the less the information along them is. */
  private Point damped(Point at, EvidenceSlope slope, Damping damping, Workers workers) {
    for (int trial = 0; trial <= HALVINGS; trial++) {
      Point next = stepped(at, slope, 1.0, slope.damped(damping.value), workers);
      damping.value *= next == null ? 10.0 : 0.1;
      if (next != null) {
        return next;
      }
    }
    return at;
  }

  private Point stepped(Point at, EvidenceSlope slope, double factor, double[] step, Workers workers) {
    double[] a = at.estimate.parameters().clone();
    for (int p = 0; p < a.length; p++) {
      a[p] = Math.fma(factor, step[p], a[p]);
    }
    return better(at, new Estimate(a, at.estimate.variances()),
        LaplaceSmoother.moved(at.posterior.states(), factor, slope.trajectory(step)), workers);
  }

  private Point variances(Point at, double by, Workers workers) {
    double change = by;
    for (int half = 0; half < HALVINGS && change != 0.0; half++, change *= 0.5) {
      double factor = ExpReference.exp(change);
      double[] variances = at.estimate.variances().clone();
      for (int i = 0; i < variances.length; i++) {
        variances[i] *= factor;
      }
      Point next = better(at, new Estimate(at.estimate.parameters(), variances), at.posterior.states(), workers);
      if (next != null) {
        return next;
      }
    }
    return at;
  }

  /** The evidence with the prior of the parameters. */
  private double objective(Estimate estimate, Posterior posterior) {
    double squares = Reduce.dot(surrogate.parameters(), estimate.parameters(), 0, estimate.parameters(), 0);
    return Math.fma(-0.5 * surrogate.precision(), squares, posterior.evidence());
  }

  /** The point, if the evidence is greater there; null where it is not or the smoother fails. */
  private Point better(Point than, Estimate estimate, double[][] trajectory, Workers workers) {
    try {
      Posterior there = smoother.find(estimate, trajectory, workers);
      return objective(estimate, there) > objective(than.estimate, than.posterior) ? new Point(estimate, there) : null;
    } catch (NumericalException e) {
      return null;
    }
  }
}
