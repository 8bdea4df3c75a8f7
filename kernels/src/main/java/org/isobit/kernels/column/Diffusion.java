// Master of FloatDiffusion: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * A step of implicit vertical diffusion (backward Euler) of many columns, solved for the fluxes between levels: level i
 * of a field becomes x_i = c_i + r_i·(F_{i+1} − F_i), where F_i = e_i·(x_i − x_{i−1}) goes through the face above level
 * i and F_0 = F_n = 0, as nothing goes through surface and bed. r_i = 1/h_i are the reciprocals of the thicknesses,
 * shared by all columns, and e_i = K_i·dt/(distance of the middles of levels i − 1 and i) the exchange of a face.
 * Without x, these are n − 1 equations of the fluxes of a column,
 * <pre>
 * (1 + a_i + g_i)·F_i − a_i·F_{i−1} − g_i·F_{i+1} = e_i·(c_i − c_{i−1}),  a_i = r_{i−1}·e_i,  g_i = r_i·e_i
 * </pre>
 * The fields of a column, its tracers, share the matrix: {@link #factor} works once, {@link #step} on all of them.
 *
 * <p><b>Order of operations.</b> Of each column, i = 1 … n − 1 in {@code factor}, v_0 = 1:
 * <pre>
 * factor:  a_i = r_{i−1}·e_i;  g_i = r_i·e_i
 *          t_i = fma(a_i, v_{i−1}, 1);  u_i = t_i + g_i;  s_i = 1 / u_i;  v_i = t_i·s_i
 *          p_i = a_i·s_i;  w_i = g_i·s_i;  q_i = e_i·s_i
 * step:    y_0 = +0;  y_i = fma(p_i, y_{i−1}, q_i·(c_i − c_{i−1})), i = 1 … n − 1
 *          F_n = +0;  F_i = fma(w_i, F_{i+1}, y_i), i = n − 1 … 1;  F_0 = +0
 *          c_i ← fma(r_i, F_{i+1} − F_i, c_i), i = 0 … n − 1
 * </pre>
 * v_i is 1 − w_i without the subtraction: no numbers of opposite signs are added in {@code factor} (Alfa, Xue and Ye,
 * 2002, Accurate computation of the smallest eigenvalue of a diagonally dominant M-matrix), so that u_i is 1 or more,
 * and errors of the factors are some units of rounding, whatever the exchange is.
 *
 * <p><b>Why fluxes.</b> The system of x, solved as it is ({@link Tridiagonal}), keeps the column's content Σ h_i·c_i up
 * to roundings times r·e, which are hundreds for well mixed water. Fluxes computed of such an x are no better: they
 * keep the content, but roundings times r·e move between levels. Fluxes solved for are as exact as they are small.
 *
 * <p><b>Properties.</b> A column that is constant stays so, bit for bit, but that −0 becomes +0. The content of levels
 * of one thickness and of numbers that are not negative changes in a step by 2 units of rounding of the largest number
 * a level at most, those of the new number and of its change, however large r·e is; 13 units altogether were the most
 * in 1000 steps of 50 levels. Against solutions in decimal numbers, new numbers are within 8 units of the column's
 * largest one for levels of one thickness, whatever the exchange, and within 40 where thicknesses are from 1 to 100.
 * Numbers that are not negative stayed so in all cases that were tried, of thicknesses from 1 to 10⁴ and any exchange;
 * this is not proven, and fails where thicknesses differ so much (2^100) that a rounding of a flux fills a level. An
 * exchange without end mixes a column completely, one of 0 separates it. The error of the scheme is of the first order
 * of dt and, for levels of one thickness, of the second order of h.
 *
 * <p><b>Refusals.</b> {@code factor} refuses reciprocals that are not positive, an exchange that is negative, and those
 * above 2^500 (float 2^60), or NaN. Nothing else can fail. Fields are not looked at: NaN in one makes all levels of its
 * column and field NaN, and no others.
 *
 * <p>Column l is lane l: the exchange of face i lies at {@code offset + i·lanes + l}, row 0 is not read; p_i, w_i and
 * q_i at {@code offset + (3i + k)·lanes + l}, k = 0, 1, 2, those of i = 0 are neither written nor read; level i of
 * field f at {@code offset + f·ldf + i·lanes + l}. Columns do not depend on each other, and threads split them. Rows
 * that are a multiple of 4096 bytes apart evict each other from caches, so many columns are faster where their number
 * is no multiple of 512. Calls on one thread allocate nothing. Thread-safe.
 */
public final class Diffusion {

  private static final String FACTOR = "diffusionFactor";
  private static final String STEP = "diffusionStep";
  private static final DiffusionReference KERNELS = DiffusionReference.of(Backend.active());

  private Diffusion() {}

  /**
   * Factors the systems of columns.
   *
   * @param n           levels of a column, at least 1
   * @param lanes       columns, at least 1
   * @param exchange    array of the exchange e_i of the face between levels i − 1 and i, n × lanes, of which row 0 is
   *                    not read; not negative and at most 2^500 (float 2^60)
   * @param eOffset     index of its row 0 in column 0
   * @param reciprocals array of the reciprocals r_i of the thicknesses, one a level; positive and at most 2^500 (float
   *                    2^60)
   * @param rOffset     index of that of level 0, at the surface
   * @param factors     takes the factors, 3n × lanes; apart from the others
   * @param fOffset     index of the first one
   * @param workers     the threads
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, factors overlap another,
   *                                  or a reciprocal or an exchange is not allowed; the message names the first such
   *                                  level, or the first such column and its level. Then factors hold nothing of use
   */
  public static void factor(int n, int lanes, double[] exchange, long eOffset, double[] reciprocals, long rOffset,
      double[] factors, long fOffset, Workers workers) {
    Checks.present(FACTOR, "workers", workers);
    Checks.positive(FACTOR, "n", n);
    Checks.positive(FACTOR, "lanes", lanes);
    int eo = Checks.matrix(FACTOR, "exchange", exchange, eOffset, n, lanes, lanes);
    int ro = Checks.vector(FACTOR, "reciprocals", reciprocals, rOffset, n);
    int size = n * lanes;
    int fo = Checks.matrix(FACTOR, "factors", factors, fOffset, 3, size, size);
    Checks.apart(FACTOR, "factors", "exchange", factors == exchange, fo, 3 * size, eo, size);
    Checks.apart(FACTOR, "factors", "reciprocals", factors == reciprocals, fo, 3 * size, ro, n);
    for (int i = 0; i < n; i++) {
      double r = reciprocals[ro + i];
      if (!DiffusionReference.isReciprocal(r)) {
        throw new IllegalArgumentException(FACTOR + ": the reciprocal of level " + i + " must be positive and at most "
            + DiffusionReference.LARGEST + ", but is " + r);
      }
    }
    Environment.require();
    if (!ColumnParts.worthwhile(size, workers)) {
      accept(KERNELS.factor(n, 0, lanes, lanes, exchange, eo, reciprocals, ro, factors, fo), n, lanes, exchange, eo);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int from = ColumnParts.start(lanes, parts, part);
      int to = ColumnParts.start(lanes, parts, part + 1);
      accept(KERNELS.factor(n, from, to, lanes, exchange, eo, reciprocals, ro, factors, fo), n, lanes, exchange, eo);
    });
  }

  /** Says what is wrong with a column that is refused; −1 is none. */
  private static void accept(int column, int n, int lanes, double[] exchange, int eo) {
    if (column < 0) {
      return;
    }
    for (int i = 1; i < n; i++) {
      double e = exchange[eo + i * lanes + column];
      if (!DiffusionReference.isExchange(e)) {
        throw new IllegalArgumentException(FACTOR + ": the exchange of level " + i + " with the one above must be from "
            + "0 to " + DiffusionReference.LARGEST + ", but is " + e + " in column " + column);
      }
    }
    throw new IllegalStateException(FACTOR + ": column " + column + " is refused, but none of its levels is");
  }

  /**
   * A step of all fields, in place.
   *
   * @param n           levels of a column, at least 1
   * @param lanes       columns, at least 1
   * @param reciprocals array of the reciprocals r_i of the thicknesses, those that the factors were made of
   * @param rOffset     index of that of level 0
   * @param factors     array of the factors by {@link #factor}, 3n × lanes
   * @param fOffset     index of the first one
   * @param fields      fields of a column
   * @param c           array of the fields, fields × n × lanes, which are changed; apart from the others
   * @param cOffset     index of level 0 of field 0 in column 0
   * @param ldf         distance between the starts of two fields, at least n·lanes
   * @param work        workspace of n × lanes numbers, which are of no use later; apart from the others
   * @param wOffset     index of the first one
   * @param workers     the threads
   * @throws IllegalArgumentException if n or lanes is below 1, fields below 0, an operand is not inside its array, or
   *                                  fields or the workspace overlap another
   */
  public static void step(int n, int lanes, double[] reciprocals, long rOffset, double[] factors, long fOffset,
      int fields, double[] c, long cOffset, int ldf, double[] work, long wOffset, Workers workers) {
    Checks.present(STEP, "workers", workers);
    Checks.positive(STEP, "n", n);
    Checks.positive(STEP, "lanes", lanes);
    Checks.size(STEP, "fields", fields);
    int ro = Checks.vector(STEP, "reciprocals", reciprocals, rOffset, n);
    int wo = Checks.matrix(STEP, "work", work, wOffset, n, lanes, lanes);
    int size = n * lanes;
    int fo = Checks.matrix(STEP, "factors", factors, fOffset, 3, size, size);
    int co = Checks.matrix(STEP, "c", c, cOffset, fields, size, ldf);
    Checks.apart(STEP, "c", "reciprocals", c == reciprocals, co, fields, size, ldf, ro, 1, n, n);
    Checks.apart(STEP, "c", "factors", c == factors, co, fields, size, ldf, fo, 1, 3 * size, 3 * size);
    Checks.apart(STEP, "work", "reciprocals", work == reciprocals, wo, size, ro, n);
    Checks.apart(STEP, "work", "factors", work == factors, wo, size, fo, 3 * size);
    Checks.apart(STEP, "work", "c", work == c, wo, 1, size, size, co, fields, size, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((long) fields * size, workers)) {
      KERNELS.step(n, 0, lanes, lanes, reciprocals, ro, factors, fo, fields, c, co, ldf, work, wo);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      int from = ColumnParts.start(lanes, parts, part);
      int to = ColumnParts.start(lanes, parts, part + 1);
      KERNELS.step(n, from, to, lanes, reciprocals, ro, factors, fo, fields, c, co, ldf, work, wo + n * from);
    });
  }

  /**
   * {@link #step(int, int, double[], long, double[], long, int, double[], long, int, double[], long, Workers) step} of
   * views.
   *
   * @param reciprocals the reciprocals of the thicknesses, a row of one a level
   * @param factors     the factors, rows of p_i, w_i and q_i of each level in turn, with nothing between them
   * @param c           the fields, a row of levels × columns each
   * @param work        the workspace, levels × columns, with nothing between rows
   * @param workers     the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, something lies between the rows of
   *                                  factors or workspace, or fields or the workspace overlap another
   */
  public static void step(Matrix reciprocals, Matrix factors, Matrix c, Matrix work, Workers workers) {
    int size = Shapes.contiguous(STEP, "work", work);
    int n = work.rows();
    Shapes.exactly(STEP, "reciprocals", reciprocals, 1, n);
    Shapes.contiguous(STEP, "factors", factors);
    Shapes.exactly(STEP, "factors", factors, 3 * n, work.columns());
    Checks.present(STEP, "c", c);
    Shapes.exactly(STEP, "c", c, c.rows(), size);
    step(n, work.columns(), reciprocals.array(), reciprocals.offset(), factors.array(), factors.offset(), c.rows(),
        c.array(), c.offset(), c.ld(), work.array(), work.offset(), workers);
  }
}
