package org.isobit.models.assimilation.variational;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.minimization.CostFunctions;
import org.isobit.linalg.minimization.Ending;
import org.isobit.linalg.minimization.GaussNewton;
import org.isobit.linalg.minimization.Lbfgs;
import org.isobit.linalg.minimization.LeastSquares;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * How a cost function J is minimised. It ends where the norm of its gradient is {@code tolerance} times that at the
 * start, or after so many iterations, which is no failure: operational systems make two or three outer loops.
 * Immutable, thread-safe.
 *
 * @param method     which method
 * @param iterations outer loops, or iterations of L-BFGS, at most; at least 1
 * @param tolerance  norm of the gradient relative to that at the start, in (0, 1); of each inner minimisation alike
 */
public record Minimization(Method method, int iterations, double tolerance) {

  /** At most 50 outer loops with conjugate gradients, until the gradient is 10⁻⁶ of what it was. */
  public static final Minimization USUAL = new Minimization(Method.CONJUGATE_GRADIENTS, 50, 1e-6);

  private static final String MINIMIZER = "minimizer";
  private static final String ITERATIONS = "iterations";
  private static final String TOLERANCE = "tolerance";

  /** The keys of a minimisation in configurations. */
  static final Keys KEYS = Keys.of(
      Key.word(MINIMIZER, "outer loops with conjugate gradients inside, or L-BFGS on the cost function itself",
          Method.CONJUGATE_GRADIENTS.label, Method.L_BFGS.label).usual(USUAL.method.label),
      Key.of(ITERATIONS, Form.INTEGER, "outer loops, or iterations of L-BFGS, at most").usual(USUAL.iterations)
          .atLeast(1),
      Key.of(TOLERANCE, Form.NUMBER, "norm of the gradient at which the minimisation ends, relative to that at its "
          + "start, above 0 and below 1").usual(USUAL.tolerance).between(0, 1));

  /** Ways to a minimum. */
  public enum Method {
    /**
     * Outer loops, each of which linearises model and operator and minimises the quadratic function that results by
     * conjugate gradients (Courtier, Thépaut and Hollingsworth 1994, Q. J. R. Meteorol. Soc. 120, 1367–1387); a step
     * that does not lower J enough is shortened.
     */
    CONJUGATE_GRADIENTS("cg"),
    /** L-BFGS on J itself, whose gradient each adjoint run gives (Liu and Nocedal 1989, Math. Program. 45). */
    L_BFGS("l-bfgs");

    private final String label;

    Method(String label) {
      this.label = label;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Minimization {
    Objects.requireNonNull(method, "method");
    Checks.positive("Minimization", "iterations", iterations);
    if (!(tolerance > 0.0 && tolerance < 1.0)) {
      throw new IllegalArgumentException("Minimization: tolerance must be above 0 and below 1, but is " + tolerance);
    }
  }

  /** As configurations say. */
  static Minimization of(Values own) {
    own.require(own.number(TOLERANCE) > 0.0 && own.number(TOLERANCE) < 1.0, TOLERANCE, "be above 0 and below 1");
    boolean quasiNewton = own.text(MINIMIZER).equals(Method.L_BFGS.label);
    return new Minimization(quasiNewton ? Method.L_BFGS : Method.CONJUGATE_GRADIENTS, own.integer(ITERATIONS),
        own.number(TOLERANCE));
  }

  /** The minimum of ½‖r‖². */
  Minimum minimum(String name, LeastSquares problem, double[] start) {
    Stopping stopping = new Stopping(iterations, tolerance, 0.0, 0.0, 0.0);
    Minimum minimum = method == Method.L_BFGS
        ? new Lbfgs().withStopping(stopping).minimize(CostFunctions.halfSquares(problem), start)
        : new GaussNewton().withInner(Integer.MAX_VALUE, tolerance).withStopping(stopping).minimize(problem, start);
    if (minimum.ending() == Ending.NOT_FINITE || minimum.ending() == Ending.INDEFINITE) {
      throw new NumericalException(name + ": the cost function has no minimum that can be found: " + minimum.message()
          + "; its value", -1, minimum.value());
    }
    return minimum;
  }

  @Override
  public String toString() {
    return method.label + ", " + iterations + " iterations, tolerance " + tolerance;
  }
}
