package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * The element-by-element parts of exponential time differencing for dx/dt = L·x + N(x) with a diagonal L (Cox and
 * Matthews 2002, J. Comput. Phys. 176, 430–455, eqs. 26–29), whose factors are functions of dt·L, one an element.
 *
 * <p>Elements do not depend on each other. What is written must not overlap anything else, unless it says so. Nothing
 * is allocated. Thread-safe.
 */
public final class ExponentialStages {

  private static final ExponentialStagesReference KERNELS = ExponentialStagesReference.of(Backend.active());

  private ExponentialStages() {}

  /**
   * A stage: y_i = fma(e_i, x_i, q_i·f_i).
   *
   * @param n       number of elements
   * @param e       factors of the state
   * @param eOffset index of the first one
   * @param x       the state
   * @param xOffset index of its first element
   * @param q       factors of the nonlinear term
   * @param qOffset index of the first one
   * @param f       the nonlinear term
   * @param fOffset index of its first element
   * @param y       takes the stage's state
   * @param yOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void stage(int n, double[] e, long eOffset, double[] x, long xOffset, double[] q, long qOffset,
      double[] f, long fOffset, double[] y, long yOffset) {
    String name = "etdStage";
    int at = Checks.vector(name, "y", y, yOffset, n);
    int eo = apart(name, "e", n, e, eOffset, "y", y, at);
    int xo = apart(name, "x", n, x, xOffset, "y", y, at);
    int qo = apart(name, "q", n, q, qOffset, "y", y, at);
    int fo = apart(name, "f", n, f, fOffset, "y", y, at);
    Environment.require();
    KERNELS.stage(n, e, eo, x, xo, q, qo, f, fo, y, at);
  }

  /**
   * The fourth stage: y_i = fma(e_i, x_i, q_i·(2·n3_i − n1_i)). The nonlinear terms n1, n2, n3 stand one after the
   * other, n numbers each; n2 is not read.
   *
   * @param n       number of elements
   * @param e       factors of the state
   * @param eOffset index of the first one
   * @param x       the second stage's state
   * @param xOffset index of its first element
   * @param q       factors of the nonlinear terms
   * @param qOffset index of the first one
   * @param terms   n1, n2, n3
   * @param tOffset index of the first one
   * @param y       takes the stage's state
   * @param yOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void correctedStage(int n, double[] e, long eOffset, double[] x, long xOffset, double[] q, long qOffset,
      double[] terms, long tOffset, double[] y, long yOffset) {
    String name = "etdCorrectedStage";
    int at = Checks.vector(name, "y", y, yOffset, n);
    Checks.elements(name, 4, n, Double.BYTES);
    int eo = apart(name, "e", n, e, eOffset, "y", y, at);
    int xo = apart(name, "x", n, x, xOffset, "y", y, at);
    int qo = apart(name, "q", n, q, qOffset, "y", y, at);
    int to = Checks.vector(name, "terms", terms, tOffset, 3 * n);
    Checks.apart(name, "y", "terms", y == terms, at, n, to, 3 * n);
    Environment.require();
    KERNELS.correctedStage(n, e, eo, x, xo, q, qo, terms, to, y, at);
  }

  /**
   * The end of a step: x_i ← fma(e_i, x_i, fma(f1_i, n1_i, fma(f2_i, 2·(n2_i + n3_i), f3_i·n4_i))). The factors e, f1,
   * f2, f3 stand one after the other, n numbers each, and so do the nonlinear terms n1, n2, n3, n4.
   *
   * @param n       number of elements
   * @param factors e, f1, f2, f3
   * @param fOffset index of the first one
   * @param terms   n1, n2, n3, n4
   * @param tOffset index of the first one
   * @param x       the state, which is written
   * @param xOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the state overlaps another
   */
  public static void finish(int n, double[] factors, long fOffset, double[] terms, long tOffset, double[] x,
      long xOffset) {
    String name = "etdRungeKutta4";
    int at = Checks.vector(name, "x", x, xOffset, n);
    Checks.elements(name, 4, n, Double.BYTES);
    int fo = Checks.vector(name, "factors", factors, fOffset, 4 * n);
    int to = Checks.vector(name, "terms", terms, tOffset, 4 * n);
    Checks.apart(name, "x", "factors", x == factors, at, n, fo, 4 * n);
    Checks.apart(name, "x", "terms", x == terms, at, n, to, 4 * n);
    Environment.require();
    KERNELS.finish(n, factors, fo, terms, to, x, at);
  }

  /** Checks an operand against what is written. */
  static int apart(String operation, String name, int n, double[] operand, long offset, String written, double[] y,
      int yo) {
    int at = Checks.vector(operation, name, operand, offset, n);
    Checks.apart(operation, written, name, y == operand, yo, n, at, n);
    return at;
  }
}
