package org.isobit.linalg.minimization;

import java.util.Arrays;

/** The steps of {@link ConjugateGradients}, for it and for methods that need them inside. Not thread-safe. */
final class ConjugateLoop {

  private final LinearOperator a;

  /** Null for the identity. */
  private final LinearOperator preconditioner;

  /** The residual b − A·x, which whoever starts the loop writes. */
  final double[] r;

  /** The direction of the next step. */
  final double[] p;
  private final double[] z;
  private final double[] q;
  private double rho;

  /** ‖r‖. */
  double residual;

  /** The last step's factor of its direction, and by how much it lowered ½xᵀAx − bᵀx. */
  double alpha;
  double decrease;

  /** Steps since the beginning. */
  int steps;

  /** Whether it was the preconditioner that is not positive definite. */
  boolean unfit;

  /** What was found where there is no next step. */
  String fault;

  ConjugateLoop(int n, LinearOperator a, LinearOperator preconditioner) {
    this.a = a;
    this.preconditioner = preconditioner;
    r = new double[n];
    z = preconditioner == null ? r : new double[n];
    p = new double[n];
    q = new double[n];
  }

  /** Starts with the residual as it stands in {@link #r}; null if steps can follow. */
  Ending begin() {
    steps = 0;
    Ending ending = precondition();
    Vectors.copy(z, p);
    return ending;
  }

  /** One step of x; null if others can follow. x has changed if the number of steps has. */
  Ending step(double[] x) {
    a.apply(p, q);
    double curvature = Vectors.dot(p, q);
    if (!(curvature > 0.0 && curvature <= Double.MAX_VALUE)) {
      fault = (curvature <= 0.0 ? "the operator is not positive definite: pᵀAp is " : "pᵀAp is ") + curvature;
      return curvature <= 0.0 ? Ending.INDEFINITE : Ending.NOT_FINITE;
    }
    steps++;
    double before = rho;
    alpha = before / curvature;
    decrease = 0.5 * alpha * before;
    Vectors.add(alpha, p, x);
    Vectors.add(-alpha, q, r);
    Ending ending = precondition();
    if (ending == null) {
      Vectors.sum(rho / before, p, z, p);
    }
    return ending;
  }

  /** z, ρ and ‖r‖. */
  private Ending precondition() {
    if (preconditioner != null) {
      preconditioner.apply(r, z);
    }
    rho = Vectors.dot(r, z);
    residual = Math.sqrt(preconditioner == null ? rho : Vectors.dot(r, r));
    if (!Double.isFinite(rho) || !Double.isFinite(residual)) {
      fault = "rᵀMr is " + rho;
      return Ending.NOT_FINITE;
    }
    unfit = !(rho > 0.0 || residual == 0.0);
    fault = unfit ? "the preconditioner is not positive definite: rᵀMr is " + rho : null;
    return unfit ? Ending.INDEFINITE : null;
  }

  /** x from 0 until ‖r‖ is at most tolerance·‖b‖, where r holds b. */
  Ending solve(double[] x, double tolerance, int iterations) {
    Arrays.fill(x, 0.0);
    Ending ending = begin();
    double asked = tolerance * residual;
    while (ending == null && residual > asked) {
      ending = steps == iterations ? Ending.ITERATIONS : step(x);
    }
    return ending == null ? Ending.CONVERGED : ending;
  }
}
