// Master of FloatSinking: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * A step of sinking in columns of water by first-order upwind fluxes (Courant, Isaacson and Rees, 1952, On the solution
 * of nonlinear hyperbolic differential equations by finite differences): what a tracer that falls at one speed w loses
 * through the lower face of each level, the next one gains; c_i becomes c_i + s_i·(c_{i−1} − c_i). The factors s_i =
 * w·dt/h_i, h_i being the thickness of level i, are shared by all columns. Nothing comes through the surface; through
 * the bed, c_{n−1} falls if the bed is open, and nothing if it is closed. A tracer is a call, as each has its speed.
 *
 * <p><b>Order of operations.</b> Of each column, levels i = 0 … n − 1 from the surface down, all c being those before:
 * <pre>
 * t_i = s_i, but t_{n−1} = +0 above a closed bed
 * r_i = fma(−t_i, c_i, c_i)
 * c_0 ← r_0;  c_i ← fma(s_i, c_{i−1}, r_i)
 * </pre>
 *
 * <p><b>Properties.</b> Numbers that are not negative stay so, whatever is rounded. A step with s_i = 1 is the shift by
 * a level, bit for bit, but that −0 becomes +0. Where h_i·s_i is the same for all levels but for a rounding of s_i and
 * the bed is closed, the column's Σ h_i·c_i of such numbers changes by 4 units of rounding of itself at most, however
 * many levels there are; with an open one, by that and what fell out. A column that is constant stays so, but for the
 * surface's level, up to two roundings of each number. The error of the scheme is of the first order of dt and h: it
 * mixes as a diffusivity ½·w·h·(1 − s) does. Zeros come out as +0, but −0 where a negative number underflows or a
 * factor is −0.
 *
 * <p>NaN and infinities are not looked at: those of a level make its own and the next one NaN or infinite, and no other
 * column's. Column l is lane l, level i at {@code offset + i·lanes + l}. Threads split columns. Rows that are a
 * multiple of 4096 bytes apart evict each other from caches. Calls on one thread allocate nothing. Thread-safe.
 */
public final class Sinking {

  private static final String STEP = "sinking";
  private static final SinkingReference KERNELS = SinkingReference.of(Backend.active());

  private Sinking() {}

  /**
   * A step, in place.
   *
   * @param n       levels of a column, at least 1
   * @param lanes   columns, at least 1
   * @param factors array of the factors s_i = w·dt/h_i from 0 to 1, one a level
   * @param sOffset index of that of level 0, at the surface
   * @param open    whether what reaches the bed falls through it
   * @param c       array of the tracer, n × lanes, which is changed; apart from factors
   * @param cOffset index of level 0 in column 0
   * @param workers the threads
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, the tracer overlaps
   *                                  factors, or a factor is not from 0 to 1; the message names the first such level
   */
  public static void step(int n, int lanes, double[] factors, long sOffset, boolean open, double[] c, long cOffset,
      Workers workers) {
    Checks.present(STEP, "workers", workers);
    Checks.positive(STEP, "n", n);
    Checks.positive(STEP, "lanes", lanes);
    int so = Checks.vector(STEP, "factors", factors, sOffset, n);
    int co = Checks.matrix(STEP, "c", c, cOffset, n, lanes, lanes);
    int size = n * lanes;
    Checks.apart(STEP, "c", "factors", c == factors, co, size, so, n);
    int refused = SinkingReference.refused(n, factors, so);
    if (refused >= 0) {
      throw new IllegalArgumentException(STEP + ": the factor of level " + refused + " must be from 0 to 1, but is "
          + factors[so + refused]);
    }
    Environment.require();
    if (!ColumnParts.worthwhile(size, workers)) {
      KERNELS.step(n, 0, lanes, lanes, factors, so, open, c, co);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.step(n, ColumnParts.start(lanes, parts, part), ColumnParts.start(lanes, parts, part + 1), lanes, factors,
          so, open, c, co);
    });
  }
}
