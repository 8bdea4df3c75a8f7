// Master of FloatWeightBlend: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;

/**
 * Interpolation between four vectors, as that of the weights of local analyses at the corners of a cell.
 *
 * <p>Elements do not depend on each other. Nothing is allocated. Thread-safe.
 */
public final class WeightBlend {

  private static final WeightBlendReference KERNELS = WeightBlendReference.of(Backend.active());

  private WeightBlend() {}

  /**
   * t_i = a_i, then t_i ← fma(c1, x1_i − a_i, t_i), and so with x2 and x3: exactly a_i where the coefficients are 0,
   * and where all four are the same. With f and g the fractions of the way down and right from the corner a of a cell,
   * to whose right is x1, below which is x2, and across from which is x3, the bilinear coefficients are c1 = (1 − f)·g,
   * c2 = f·(1 − g), c3 = f·g.
   *
   * @param n        number of elements
   * @param a        the first vector
   * @param aOffset  index of its first element
   * @param c1       coefficient of the second
   * @param x1       the second vector
   * @param x1Offset index of its first element
   * @param c2       coefficient of the third
   * @param x2       the third vector
   * @param x2Offset index of its first element
   * @param c3       coefficient of the fourth
   * @param x3       the fourth vector
   * @param x3Offset index of its first element
   * @param t        takes the result
   * @param tOffset  index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void blend(int n, double[] a, long aOffset, double c1, double[] x1, long x1Offset, double c2,
      double[] x2, long x2Offset, double c3, double[] x3, long x3Offset, double[] t, long tOffset) {
    int to = Checks.vector("weightBlend", "t", t, tOffset, n);
    int o = apart("a", n, a, aOffset, t, to);
    int o1 = apart("x1", n, x1, x1Offset, t, to);
    int o2 = apart("x2", n, x2, x2Offset, t, to);
    int o3 = apart("x3", n, x3, x3Offset, t, to);
    Environment.require();
    KERNELS.blend(n, a, o, c1, x1, o1, c2, x2, o2, c3, x3, o3, t, to);
  }

  /**
   * {@link #blend(int, double[], long, double, double[], long, double, double[], long, double, double[], long,
   * double[], long) blend} of views of one shape, element by element; the elements of each lie one after the other.
   *
   * @param a  the first operand
   * @param c1 coefficient of the second
   * @param x1 the second operand
   * @param c2 coefficient of the third
   * @param x2 the third operand
   * @param c3 coefficient of the fourth
   * @param x3 the fourth operand
   * @param t  takes the result
   * @throws IllegalArgumentException if shapes differ, something lies between rows, the result overlaps an operand, or
   *                                  one is null
   */
  public static void blend(Matrix a, double c1, Matrix x1, double c2, Matrix x2, double c3, Matrix x3, Matrix t) {
    int n = Shapes.contiguous("weightBlend", "t", t);
    Shapes.contiguous("weightBlend", "a", a, "t", t);
    Shapes.contiguous("weightBlend", "x1", x1, "t", t);
    Shapes.contiguous("weightBlend", "x2", x2, "t", t);
    Shapes.contiguous("weightBlend", "x3", x3, "t", t);
    blend(n, a.array(), a.offset(), c1, x1.array(), x1.offset(), c2, x2.array(), x2.offset(), c3, x3.array(),
        x3.offset(), t.array(), t.offset());
  }

  /** Checks an operand against the result. */
  private static int apart(String name, int n, double[] x, long offset, double[] t, int to) {
    int xo = Checks.vector("weightBlend", name, x, offset, n);
    Checks.apart("weightBlend", "t", name, t == x, to, n, xo, n);
    return xo;
  }
}
