// Master of FloatCrossEntropy: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * The cross-entropy of rows of logits and target probabilities, or classes, value and gradient in one pass, class
 * EXACT: −Σ_j t_j·log softmax(x)_j, without the cancellation of a softmax and a logarithm one after the other.
 *
 * <p>Of a row of n logits x_j: M is their running maximum, d_j = x_j − M, e_j = exp(d_j), s = Σ e_j, L = log s; sums
 * over a row are {@link org.isobit.kernels.reduce.Reduce}'s, sum and dot product.
 * <ul>
 *   <li>{@link #probabilities}: the term is dot(t, u) with u_j = L − d_j; the gradient w·fma(T, e_j ÷ s, −t_j) with T =
 *       Σ t_j, so that targets need not sum to 1.</li>
 *   <li>{@link #classes}, of class c: the term is L − d_c; the gradient w·(e_j ÷ s), and w·(e_c ÷ s − 1) for c.</li>
 * </ul>
 * The value is weight·Σ of the rows' terms, once more such a sum. Each operation is rounded once. A logit of −Inf is a
 * class that cannot be: with a target probability, even one of 0, the loss is what t·Inf is.
 *
 * <p>The gradient array may be null: then only the value is computed; it may be the same elements as the logits or
 * probabilities, or share none with an input. {@link IllegalArgumentException} for other overlaps, for what does not
 * fit, and for a class that is not one of 0 … n − 1, before anything is written. Threads share rows. Thread-safe;
 * nothing is allocated in the steady state.
 */
public final class CrossEntropy {

  static final CrossEntropyReference KERNELS = CrossEntropyReference.of(Backend.active());

  private CrossEntropy() {}

  /**
   * weight·Σ of the cross-entropies of rows and target probabilities.
   *
   * @param weight  factor of the sum
   * @param rows    rows
   * @param n       columns: classes, at least 1
   * @param x       array, rows × n: logits
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param t       array, rows × n: target probabilities
   * @param tOffset index of its first element
   * @param ldt     its leading dimension
   * @param g       array, rows × n: takes the gradient with respect to the logits, or null
   * @param gOffset index of its first element
   * @param ldg     its leading dimension
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double probabilities(double weight, int rows, int n, double[] x, long xOffset, int ldx, double[] t,
      long tOffset, int ldt, double[] g, long gOffset, int ldg, Workers workers) {
    Checks.present("cross-entropy", "workers", workers);
    Checks.size("cross-entropy", "rows", rows);
    Checks.positive("cross-entropy", "n", n);
    int xo = Checks.matrix("cross-entropy", "logits", x, xOffset, rows, n, ldx);
    int to = Checks.matrix("cross-entropy", "target", t, tOffset, rows, n, ldt);
    int go = 0;
    if (g != null) {
      go = Checks.matrix("cross-entropy", "gradient", g, gOffset, rows, n, ldg);
      Checks.sameOrApart("cross-entropy", "gradient", "logits", g == x, go, ldg, xo, ldx, rows, n);
      Checks.sameOrApart("cross-entropy", "gradient", "target", g == t, go, ldg, to, ldt, rows, n);
    }
    Environment.require();
    LossParts parts = LossParts.rows(LossParts.Step.CROSS_ENTROPY, rows, n, weight);
    parts.columns = n;
    parts.operand(0, x, xo, ldx);
    parts.operand(1, t, to, ldt);
    parts.operand(2, g, go, ldg);
    return weight * parts.run(workers);
  }

  /**
   * weight·Σ of the cross-entropies of rows and target probabilities, of views.
   *
   * @param weight  factor of the sum
   * @param x       rows × n: logits
   * @param t       rows × n: target probabilities
   * @param g       rows × n: takes the gradient with respect to the logits, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, and as the class describes
   */
  public static double probabilities(double weight, Matrix x, Matrix t, Matrix g, Workers workers) {
    Shapes.same("cross-entropy", "target", t, "logits", x);
    if (g != null) {
      Shapes.same("cross-entropy", "gradient", g, "logits", x);
    }
    return probabilities(weight, x.rows(), x.columns(), x.array(), x.offset(), x.ld(), t.array(), t.offset(), t.ld(),
        g == null ? null : g.array(), g == null ? 0 : g.offset(), g == null ? 0 : g.ld(), workers);
  }

  /**
   * weight·Σ of the cross-entropies of rows and target classes.
   *
   * @param weight  factor of the sum
   * @param rows    rows
   * @param n       columns: classes, at least 1
   * @param x       array, rows × n: logits
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param c       array of the classes of all rows, whole numbers from 0 to n − 1
   * @param cOffset index of the first
   * @param g       array, rows × n: takes the gradient with respect to the logits, or null
   * @param gOffset index of its first element
   * @param ldg     its leading dimension
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException as the class describes
   */
  public static double classes(double weight, int rows, int n, double[] x, long xOffset, int ldx, double[] c,
      long cOffset, double[] g, long gOffset, int ldg, Workers workers) {
    Checks.present("cross-entropy", "workers", workers);
    Checks.size("cross-entropy", "rows", rows);
    Checks.positive("cross-entropy", "n", n);
    int xo = Checks.matrix("cross-entropy", "logits", x, xOffset, rows, n, ldx);
    int co = Checks.vector("cross-entropy", "target", c, cOffset, rows);
    int go = 0;
    if (g != null) {
      go = Checks.matrix("cross-entropy", "gradient", g, gOffset, rows, n, ldg);
      Checks.sameOrApart("cross-entropy", "gradient", "logits", g == x, go, ldg, xo, ldx, rows, n);
      Checks.apart("cross-entropy", "gradient", "target", g == c, go, rows, n, ldg, co, 1, rows, rows);
    }
    for (int i = 0; i < rows; i++) {
      double of = c[co + i];
      if (!(of >= 0.0 && of < n && of == (int) of)) {
        throw new IllegalArgumentException("cross-entropy: target[" + i + "] is " + of + ", but classes are 0 ... "
            + (n - 1));
      }
    }
    Environment.require();
    LossParts parts = LossParts.rows(LossParts.Step.CLASSES, rows, n, weight);
    parts.columns = n;
    parts.operand(0, x, xo, ldx);
    parts.operand(1, c, co, 1);
    parts.operand(2, g, go, ldg);
    return weight * parts.run(workers);
  }

  /**
   * weight·Σ of the cross-entropies of rows and target classes, of views.
   *
   * @param weight  factor of the sum
   * @param x       rows × n: logits
   * @param c       1 × rows, or another shape of as many elements one after the other: the classes of all rows
   * @param g       rows × n: takes the gradient with respect to the logits, or null
   * @param workers the threads
   * @return the loss
   * @throws IllegalArgumentException if shapes do not fit, something lies between the classes, and as the class
   *                                  describes
   */
  public static double classes(double weight, Matrix x, Matrix c, Matrix g, Workers workers) {
    Checks.present("cross-entropy", "logits", x);
    int count = Shapes.contiguous("cross-entropy", "target", c);
    Shapes.require(count == x.rows(), "cross-entropy", "target", c, "logits", x);
    if (g != null) {
      Shapes.same("cross-entropy", "gradient", g, "logits", x);
    }
    return classes(weight, x.rows(), x.columns(), x.array(), x.offset(), x.ld(), c.array(), c.offset(),
        g == null ? null : g.array(), g == null ? 0 : g.offset(), g == null ? 0 : g.ld(), workers);
  }
}
