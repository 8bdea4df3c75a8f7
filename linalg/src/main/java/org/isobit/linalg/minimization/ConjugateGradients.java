package org.isobit.linalg.minimization;

import java.util.function.Consumer;
import org.isobit.kernels.Checks;

/**
 * Conjugate gradients with preconditioning: solves A·x = b with A symmetric positive definite, known by its products;
 * x minimises φ(x) = ½xᵀAx − bᵀx, whose gradient is the negative residual.
 *
 * <p>In exact arithmetic n variables need n steps at most; the number falls as the eigenvalues of M·A gather, where the
 * preconditioner M ≈ A⁻¹ is symmetric positive definite too. Source: Hestenes and Stiefel (1952), Methods of conjugate
 * gradients for solving linear systems, J. Res. NBS 49, equations 3:1; with M as algorithm 11.5.1 of Golub and Van Loan
 * (2013), Matrix Computations.
 *
 * <p><b>Order of operations.</b> r = b − A·x (one subtraction an element), z = M·r, ρ = rᵀz, p = z, φ = −0.5·xᵀ(b + r).
 * Each iteration: q = A·p, α = ρ ÷ pᵀq, x ← x + α·p, r ← r + (−α)·q, z = M·r, ρ' = rᵀz, φ ← φ − 0.5·α·ρ, p ← z + (ρ'
 * ÷ ρ)·p. Without M, z is r. The norm of the gradient is √(rᵀr), the length of a step α·√(pᵀp).
 *
 * <p>The residual is the one that is carried along; it leaves the true one when ‖r‖ ÷ ‖b‖ comes near the condition of A
 * times 2^−53. Where pᵀAp or rᵀMr is not positive the solution so far is given ({@link Ending#INDEFINITE}). Immutable,
 * thread-safe.
 */
public final class ConjugateGradients {

  private static final String NAME = "conjugate gradients";

  private final Stopping stopping;
  private final LinearOperator preconditioner;
  private final Consumer<Iteration> listener;

  /** Without preconditioner, as {@link Stopping#USUAL} says. */
  public ConjugateGradients() {
    this(Stopping.USUAL, null, null);
  }

  private ConjugateGradients(Stopping stopping, LinearOperator preconditioner, Consumer<Iteration> listener) {
    this.stopping = stopping;
    this.preconditioner = preconditioner;
    this.listener = listener;
  }

  /**
   * The same with other criteria; the gradient at the start is the first residual, which is b for a start of 0.
   *
   * @param criteria when it ends
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public ConjugateGradients withStopping(Stopping criteria) {
    Checks.present(NAME, "stopping", criteria);
    return new ConjugateGradients(criteria, preconditioner, listener);
  }

  /**
   * The same with a preconditioner.
   *
   * @param m products with M ≈ A⁻¹, symmetric positive definite
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public ConjugateGradients withPreconditioner(LinearOperator m) {
    Checks.present(NAME, "preconditioner", m);
    return new ConjugateGradients(stopping, m, listener);
  }

  /**
   * The same with somebody who is told of the start and of every iteration.
   *
   * @param told takes the records
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public ConjugateGradients withListener(Consumer<Iteration> told) {
    Checks.present(NAME, "listener", told);
    return new ConjugateGradients(stopping, preconditioner, told);
  }

  /**
   * Solves A·x = b.
   *
   * @param a     products with A
   * @param b     the right-hand side, finite
   * @param start where x starts, finite, as long as b
   * @return the solution, and how it was found
   * @throws IllegalArgumentException if something is null, not finite or of another length
   */
  public Minimum solve(LinearOperator a, double[] b, double[] start) {
    Checks.present(NAME, "A", a);
    Checks.present(NAME, "b", b);
    Checks.finite(NAME, "b", b, 0, b.length);
    double[] x = Vectors.start(NAME, b.length, start);
    Progress progress = new Progress(NAME, false, stopping, listener);
    ConjugateLoop loop = new ConjugateLoop(b.length, a, preconditioner);
    double value = -0.5 * residual(a, b, x, loop.r);
    progress.evaluated(1);
    Ending fault = loop.begin();
    Ending ending = progress.begin(value, loop.residual);
    ending = ending == null ? fault : ending;
    while (ending == null) {
      double[] p = loop.p;
      double length = Math.sqrt(Vectors.dot(p, p));
      int steps = loop.steps;
      fault = loop.step(x);
      progress.evaluated(1);
      if (loop.steps > steps) {
        value = value - loop.decrease;
        ending = progress.next(value, loop.residual, loop.alpha * length, 0, x);
      }
      ending = ending == null || fault == Ending.NOT_FINITE ? fault : ending;
    }
    return progress.end(ending, x, loop.fault == null ? progress.nothing(0.0) : progress.place(loop.fault));
  }

  /** r = b − A·x; gives xᵀ(b + r). */
  private static double residual(LinearOperator a, double[] b, double[] x, double[] r) {
    double[] sum = new double[b.length];
    a.apply(x, r);
    Vectors.difference(b, r, r);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = b[i] + r[i];
    }
    return Vectors.dot(x, sum);
  }
}
