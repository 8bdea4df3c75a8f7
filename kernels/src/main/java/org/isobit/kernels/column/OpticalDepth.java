// Master of FloatOpticalDepth: the float version is generated from this file.
package org.isobit.kernels.column;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Optical depths at the middle of levels of columns of water, in which light is absorbed by the water and by what
 * floats in it, as phytoplankton and detritus that shade themselves: I(z) = I_0·exp(−z/g − ∫₀ᶻ k·(p + d + p_0)), as in
 * Burchard, Deleersnijder and Meister (2005, Application of modified Patankar schemes to stiff biogeochemical models
 * for the water column). Here is the integral; exp(−depth) is another call, of all levels at once. The absorption of
 * level i is a_i = b_i + k·(the sum of its fields), the background b_i being 1/g + k·p_0 there.
 *
 * <p><b>Order of operations.</b> Of each column, levels i = 0 … n − 1 from the surface down, fields 0 … m − 1, h_i
 * being the thickness of level i:
 * <pre>
 * z_0 = +0
 * a_i = fma(k, ((c_0 + c_1) + c_2) + …, b_i)
 * depth_i = fma(a_i, ½·h_i, z_i)
 * z_{i+1} = fma(a_i, h_i, z_i)
 * </pre>
 * z_i is the depth at the upper face of level i, so that depth_i is z_i and one rounding. The same integral by steps
 * from middle to middle, ½·(a_{i−1}·h_{i−1} + a_i·h_i), has more operations and roundings.
 *
 * <p><b>Properties.</b> Where no number is negative, depths do not decrease with i, whatever is rounded, and are within
 * m + i + 1 units of rounding of the sums of these numbers, if none underflows. They are the integrals of fields that
 * are constant in each level; of smooth ones, whose values at the middles are given, the error is of the second order
 * of h.
 *
 * <p>NaN and infinities are not looked at: NaN of a field makes the depths of its level and below NaN, in its column.
 * Zeros are +0; −0 can only come of a negative number that underflows. Column l is lane l: level i of a field f lies at
 * {@code offset + f·ldf + i·lanes + l}. Threads split columns. Rows that are a multiple of 4096 bytes apart evict each
 * other from caches. Calls on one thread allocate nothing. Thread-safe.
 */
public final class OpticalDepth {

  private static final String DEPTH = "opticalDepth";
  private static final OpticalDepthReference KERNELS = OpticalDepthReference.of(Backend.active());

  private OpticalDepth() {}

  /**
   * Depths of columns.
   *
   * @param n          levels of a column, at least 1
   * @param lanes      columns, at least 1
   * @param background array of the absorptions b_i without fields, by unit of length, one a level
   * @param bOffset    index of that of level 0, at the surface
   * @param thickness  array of the thicknesses h_i, one a level
   * @param hOffset    index of that of level 0
   * @param k          absorption by unit of length and of concentration
   * @param fields     m, fields that absorb, at least 1
   * @param c          array of their concentrations, fields × n × lanes
   * @param cOffset    index of level 0 of field 0 in column 0
   * @param ldf        distance between the starts of two fields, at least n·lanes
   * @param depth      takes the depths, n × lanes; apart from the others
   * @param dOffset    index of level 0 in column 0
   * @param workers    the threads
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, or depth overlaps
   *                                  another
   */
  public static void depth(int n, int lanes, double[] background, long bOffset, double[] thickness, long hOffset,
      double k, int fields, double[] c, long cOffset, int ldf, double[] depth, long dOffset, Workers workers) {
    Checks.present(DEPTH, "workers", workers);
    Checks.positive(DEPTH, "n", n);
    Checks.positive(DEPTH, "lanes", lanes);
    Checks.positive(DEPTH, "fields", fields);
    int bo = Checks.vector(DEPTH, "background", background, bOffset, n);
    int ho = Checks.vector(DEPTH, "thickness", thickness, hOffset, n);
    int to = Checks.matrix(DEPTH, "depth", depth, dOffset, n, lanes, lanes);
    int size = n * lanes;
    int co = Checks.matrix(DEPTH, "c", c, cOffset, fields, size, ldf);
    Checks.apart(DEPTH, "depth", "background", depth == background, to, size, bo, n);
    Checks.apart(DEPTH, "depth", "thickness", depth == thickness, to, size, ho, n);
    Checks.apart(DEPTH, "depth", "c", depth == c, to, 1, size, size, co, fields, size, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((fields + 1L) * size, workers)) {
      KERNELS.depth(n, 0, lanes, lanes, background, bo, thickness, ho, k, fields, c, co, ldf, depth, to);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.depth(n, ColumnParts.start(lanes, parts, part), ColumnParts.start(lanes, parts, part + 1), lanes,
          background, bo, thickness, ho, k, fields, c, co, ldf, depth, to);
    });
  }

  /**
   * {@link #depth(int, int, double[], long, double[], long, double, int, double[], long, int, double[], long, Workers)
   * depth} of views.
   *
   * @param background the absorptions b_i, a row of one a level
   * @param thickness  the thicknesses h_i, a row of one a level
   * @param k          absorption by unit of length and of concentration
   * @param c          the concentrations, a row of levels × columns a field
   * @param depth      takes the depths, levels × columns, with nothing between rows
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, something lies between the rows of
   *                                  depth, or depth overlaps another
   */
  public static void depth(Matrix background, Matrix thickness, double k, Matrix c, Matrix depth, Workers workers) {
    int size = Shapes.contiguous(DEPTH, "depth", depth);
    int n = depth.rows();
    Shapes.exactly(DEPTH, "background", background, 1, n);
    Shapes.exactly(DEPTH, "thickness", thickness, 1, n);
    Checks.present(DEPTH, "c", c);
    Shapes.exactly(DEPTH, "c", c, c.rows(), size);
    depth(n, depth.columns(), background.array(), background.offset(), thickness.array(), thickness.offset(), k,
        c.rows(), c.array(), c.offset(), c.ld(), depth.array(), depth.offset(), workers);
  }
}
