// Master of FloatTransfers: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Steps in time of pools by the flows between them: what flow k takes from pool from_k it gives to pool to_k, so that
 * the sum of the pools is kept. Each cell, a level of a column, is a problem of its own.
 *
 * <p><b>euler</b> is explicit. Of each pool i of a cell, flows k ascending from s = +0:
 * <pre>
 * s = s + f_k, if to_k = i;  s = s − f_k, if from_k = i
 * r = fma(dt, s, c_i)
 * c_i ← r &lt; floor ? floor : r
 * </pre>
 * Without a floor (−∞) the sum over pools of the exact r is that of the c: each r is within u·|r| +
 * dt·(m − 1)·u·Σ|f| of it, u being the unit of rounding, and m and Σ|f| the number of the pool's flows and the sum of
 * their magnitudes. A floor that is reached adds to the sum.
 *
 * <p><b>patankar</b> is the modified Patankar–Euler scheme (Burchard, Deleersnijder and Meister, 2003, A high-order
 * conservative Patankar-type discretisation for stiff systems of production–destruction equations): flows are weighted
 * by what a pool will have by what it has, f_k·x_from/c_from, so that pools stay positive whatever dt is. That is a
 * system of equations a cell, (1 + Σ_j q_ij)·x_i − Σ_j q_ji·x_j = c_i, q_ij being the sum of dt·f_k/c_i from pool i
 * to j. It is solved as Grassmann, Taksar and Heyman (1985, Regenerative analysis and steady state distributions for
 * Markov chains) do, without subtractions: a pool that is eliminated passes on what it gets, or keeps it. Of m pools of
 * a cell, G_ij being true where a flow goes from i to j:
 * <pre>
 * w_i = c_i &lt; LEAST ? +0 : dt / c_i;  q_ii = 1;  other q_ij = +0
 * q_ij = fma(f_k, w_i, q_ij), i = from_k, j = to_k            flows k ascending
 * for j = m − 1 … 1, K being all k &lt; j with G_jk, ascending:
 *   r = 1 / (q_jj + q_jk + …), k in K
 *   c_j = c_j·r;  c_k = fma(c_j, q_jk, c_k), k in K
 *   for i &lt; j with G_ij:
 *     q_ij = q_ij·r;  q_ii = fma(q_ij, q_jj, q_ii)
 *     q_ik = fma(q_ij, q_jk, q_ik) and G_ik = true, k in K but i
 * c_0 = c_0 / q_00
 * for j = 1 … m − 1:  c_j = fma(q_ij, c_i, c_j), i &lt; j with G_ij, ascending
 * </pre>
 * LEAST is 2^−1000, in float 2^−100; pools with less give nothing. Where flows and pools are not negative and nothing
 * overflows or underflows, all numbers are sums, products and quotients of such that are not negative: pools above 0
 * stay above 0, and each is accurate to a few units of rounding, and with them their sum, however large dt is: within
 * 12 units in tests of 4 and 7 pools whose flows and contents are of 20 magnitudes.
 *
 * <p>NaN and infinities are not looked at; NaN of a cell stays in its cell. Pool i of a cell lies at {@code cOffset +
 * i·ldf + cell}, flow k at {@code fOffset + k·ldflow + cell}. Threads split cells. Rows that are a multiple of 4096
 * bytes apart evict each other from caches. Calls on one thread allocate nothing. Thread-safe.
 */
public final class Transfers {

  /** Most pools. */
  public static final int MOST_POOLS = 16;

  /** Most flows. */
  public static final int MOST_FLOWS = 64;

  private static final String EULER = "transferEuler";
  private static final String PATANKAR = "transferPatankar";
  private static final TransfersReference KERNELS = TransfersReference.of(Backend.active());

  private Transfers() {}

  /**
   * An explicit step, in place.
   *
   * @param cells   cells, at least 1
   * @param pools   pools of a cell, from 2 to {@link #MOST_POOLS}
   * @param from    the pool that each flow comes from
   * @param to      the pool that it goes to; from one to {@link #MOST_FLOWS} flows
   * @param dt      time step, positive and finite
   * @param floor   least number that a pool keeps, −∞ for none
   * @param flows   array of the flows, flows × cells
   * @param fOffset index of flow 0 of cell 0
   * @param ldflow  distance between the starts of two flows, at least cells
   * @param c       array of the pools, pools × cells, which are changed; apart from flows
   * @param cOffset index of pool 0 of cell 0
   * @param ldf     distance between the starts of two pools, at least cells
   * @param workers the threads
   * @throws IllegalArgumentException if a size is out of its range, an operand is not inside its array, a flow does not
   *                                  go from a pool to another one, dt is not positive and finite, floor is NaN, or
   *                                  pools overlap flows
   */
  public static void euler(int cells, int pools, int[] from, int[] to, double dt, double floor, double[] flows,
      long fOffset, int ldflow, double[] c, long cOffset, int ldf, Workers workers) {
    network(EULER, cells, pools, from, to, dt);
    if (floor != floor) {
      throw new IllegalArgumentException(EULER + ": floor must be a number, but is NaN");
    }
    Checks.present(EULER, "workers", workers);
    int fo = Checks.matrix(EULER, "flows", flows, fOffset, from.length, cells, ldflow);
    int co = Checks.matrix(EULER, "c", c, cOffset, pools, cells, ldf);
    Checks.apart(EULER, "c", "flows", c == flows, co, pools, cells, ldf, fo, from.length, cells, ldflow);
    Environment.require();
    if (!ColumnParts.worthwhile(((long) pools + from.length) * cells, workers)) {
      KERNELS.euler(0, cells, pools, from, to, dt, floor, flows, fo, ldflow, c, co, ldf);
      return;
    }
    int parts = ColumnParts.count(cells, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.euler(ColumnParts.start(cells, parts, part), ColumnParts.start(cells, parts, part + 1), pools, from, to,
          dt, floor, flows, fo, ldflow, c, co, ldf);
    });
  }

  /**
   * {@link #euler(int, int, int[], int[], double, double, double[], long, int, double[], long, int, Workers) euler} of
   * views.
   *
   * @param from    the pool that each flow comes from
   * @param to      the pool that it goes to
   * @param dt      time step, positive and finite
   * @param floor   least number that a pool keeps, −∞ for none
   * @param flows   the flows, a row of cells each
   * @param c       the pools, a row of cells each, which are changed; apart from flows
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, or as the other form says
   */
  public static void euler(int[] from, int[] to, double dt, double floor, Matrix flows, Matrix c, Workers workers) {
    shapes(EULER, from, flows, c);
    euler(c.columns(), c.rows(), from, to, dt, floor, flows.array(), flows.offset(), flows.ld(), c.array(), c.offset(),
        c.ld(), workers);
  }

  /**
   * Elements of a workspace of {@link #patankar patankar}.
   *
   * @param pools   pools of a cell, from 2 to {@link #MOST_POOLS}
   * @param workers the threads
   * @return how many elements it needs
   * @throws IllegalArgumentException if pools are out of their range
   */
  public static int workspace(int pools, Workers workers) {
    pools(PATANKAR, pools);
    Checks.present(PATANKAR, "workers", workers);
    return share(pools) * workers.threads();
  }

  /**
   * A modified Patankar–Euler step, in place.
   *
   * @param cells     cells, at least 1
   * @param pools     pools of a cell, from 2 to {@link #MOST_POOLS}
   * @param from      the pool that each flow comes from
   * @param to        the pool that it goes to; from one to {@link #MOST_FLOWS} flows
   * @param dt        time step, positive and finite
   * @param flows     array of the flows, flows × cells, none negative
   * @param fOffset   index of flow 0 of cell 0
   * @param ldflow    distance between the starts of two flows, at least cells
   * @param c         array of the pools, pools × cells, none negative, which are changed; apart from flows
   * @param cOffset   index of pool 0 of cell 0
   * @param ldf       distance between the starts of two pools, at least cells
   * @param workspace array of at least {@link #workspace(int, Workers)} elements, of no other use, which are changed;
   *                  another one than the others
   * @param workers   the threads
   * @throws IllegalArgumentException if a size is out of its range, an operand is not inside its array, a flow does not
   *                                  go from a pool to another one, dt is not positive and finite, or pools overlap
   *                                  flows
   */
  public static void patankar(int cells, int pools, int[] from, int[] to, double dt, double[] flows, long fOffset,
      int ldflow, double[] c, long cOffset, int ldf, double[] workspace, Workers workers) {
    network(PATANKAR, cells, pools, from, to, dt);
    Checks.present(PATANKAR, "workers", workers);
    int fo = Checks.matrix(PATANKAR, "flows", flows, fOffset, from.length, cells, ldflow);
    int co = Checks.matrix(PATANKAR, "c", c, cOffset, pools, cells, ldf);
    Checks.apart(PATANKAR, "c", "flows", c == flows, co, pools, cells, ldf, fo, from.length, cells, ldflow);
    int share = share(pools);
    int needed = share * workers.threads();
    Checks.vector(PATANKAR, "workspace", workspace, 0, needed);
    Checks.apart(PATANKAR, "workspace", "flows", workspace == flows, 0, 1, needed, needed, fo, from.length, cells,
        ldflow);
    Checks.apart(PATANKAR, "workspace", "c", workspace == c, 0, 1, needed, needed, co, pools, cells, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((long) pools * pools * cells, workers)) {
      KERNELS.patankar(0, cells, pools, from, to, dt, flows, fo, ldflow, c, co, ldf, workspace, 0);
      return;
    }
    int parts = ColumnParts.count(cells, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.patankar(ColumnParts.start(cells, parts, part), ColumnParts.start(cells, parts, part + 1), pools, from,
          to, dt, flows, fo, ldflow, c, co, ldf, workspace, slot * share);
    });
  }

  /**
   * {@link #patankar(int, int, int[], int[], double, double[], long, int, double[], long, int, double[], Workers)
   * patankar} of views.
   *
   * @param from      the pool that each flow comes from
   * @param to        the pool that it goes to
   * @param dt        time step, positive and finite
   * @param flows     the flows, a row of cells each, none negative
   * @param c         the pools, a row of cells each, none negative, which are changed; apart from flows
   * @param workspace array of at least {@link #workspace(int, Workers)} elements, of no other use, which are changed
   * @param workers   the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, or as the other form says
   */
  public static void patankar(int[] from, int[] to, double dt, Matrix flows, Matrix c, double[] workspace,
      Workers workers) {
    shapes(PATANKAR, from, flows, c);
    patankar(c.columns(), c.rows(), from, to, dt, flows.array(), flows.offset(), flows.ld(), c.array(), c.offset(),
        c.ld(), workspace, workers);
  }

  private static void shapes(String operation, int[] from, Matrix flows, Matrix c) {
    Checks.present(operation, "from", from);
    Checks.present(operation, "c", c);
    Shapes.exactly(operation, "flows", flows, from.length, c.columns());
  }

  private static void pools(String operation, int pools) {
    if (pools < 2 || pools > MOST_POOLS) {
      throw new IllegalArgumentException(operation + ": pools must be from 2 to " + MOST_POOLS + ", but are " + pools);
    }
  }

  /** Elements of a thread's part of a workspace. */
  private static int share(int pools) {
    return (pools * pools + 1) * TransfersReference.MATRICES + 2 * pools;
  }

  private static void network(String operation, int cells, int pools, int[] from, int[] to, double dt) {
    Checks.positive(operation, "cells", cells);
    pools(operation, pools);
    Checks.present(operation, "from", from);
    Checks.present(operation, "to", to);
    if (from.length < 1 || from.length > MOST_FLOWS || to.length != from.length) {
      throw new IllegalArgumentException(operation + ": there must be from 1 to " + MOST_FLOWS
          + " flows, and to must have as many pools as from, but from has " + from.length + " and to " + to.length);
    }
    int refused = TransfersReference.refused(pools, from, to);
    if (refused >= 0) {
      throw new IllegalArgumentException(operation + ": flow " + refused + " must go from one of " + pools
          + " pools to another, but goes from " + from[refused] + " to " + to[refused]);
    }
    Checks.positive(operation, "dt", dt);
  }
}
