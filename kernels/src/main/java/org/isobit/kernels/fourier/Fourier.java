// Master of FloatFourier: the float version is generated from this file.
package org.isobit.kernels.fourier;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * Complex discrete Fourier transforms of members: X_k = Σ_j x_j·exp(−2πi·jk/n), and the inverse
 * x_j = (Σ_k X_k·exp(2πi·jk/n))/n, as NumPy has them.
 *
 * <p>A complex number is two neighbours, real and imaginary part; element j of member m is at
 * {@code offset + m·ld + 2·j}. Lengths are 2^a·3^b·5^c up to 2^20. A field is rows × columns complex numbers, row after
 * row without a gap, and its transform that of every row, then that of every column. Output may be input, member for
 * member.
 *
 * <p>The order of operations is that of a Stockham transform of radices 8, 4, 2, 3 and 5; {@code kernels/README.md} has
 * each. The error over the transform, as Euclidean norms, was found to be at most 0.41·log₂n·2^−53 (float: 2^−24), and
 * 0.22·log₂n·2^−53 from n = 500 on. Members do not depend on each other. Nothing is allocated once a thread is warm; a
 * thread keeps memory outside of the heap, 32 bytes an element, or for short members and columns as many times that as
 * a vector has lanes, and up to half as much in the heap. Thread-safe.
 */
public final class Fourier {

  private static final FourierReference KERNELS = FourierReference.of(Backend.active());

  private Fourier() {}

  /**
   * The transform of each member.
   *
   * @param plan    the length n
   * @param members number of members
   * @param x       the input, members × n complex numbers
   * @param xOffset index of element 0 of member 0
   * @param ldx     distance between the starts of two members, at least 2n
   * @param y       takes the output; may be the input
   * @param yOffset index of element 0 of member 0
   * @param ldy     distance between the starts of two members, at least 2n
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input in part
   */
  public static void forward(FourierPlan plan, int members, double[] x, long xOffset, int ldx, double[] y,
      long yOffset, int ldy, Workers workers) {
    transform("fft", plan, false, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * The inverse transform of each member.
   *
   * @param plan    the length n
   * @param members number of members
   * @param x       the input, members × n complex numbers
   * @param xOffset index of element 0 of member 0
   * @param ldx     distance between the starts of two members, at least 2n
   * @param y       takes the output; may be the input
   * @param yOffset index of element 0 of member 0
   * @param ldy     distance between the starts of two members, at least 2n
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input in part
   */
  public static void inverse(FourierPlan plan, int members, double[] x, long xOffset, int ldx, double[] y,
      long yOffset, int ldy, Workers workers) {
    transform("inverseFft", plan, true, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  private static void transform(String name, FourierPlan plan, boolean inverse, int members, double[] x, long xOffset,
      int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present(name, "plan", plan);
    Checks.present(name, "workers", workers);
    int n = plan.n();
    Checks.size(name, "members", members);
    int xo = Checks.matrix(name, "x", x, xOffset, members, 2 * n, ldx);
    int yo = Checks.matrix(name, "y", y, yOffset, members, 2 * n, ldy);
    Checks.sameOrApart(name, "y", "x", x == y, yo, ldy, xo, ldx, members, 2 * n);
    Environment.require();
    KERNELS.members(plan, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * The transform of each member, a field: that of every row, then that of every column.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param members number of members
   * @param x       the input, members × rows × columns complex numbers
   * @param xOffset index of element (0, 0) of member 0
   * @param ldx     distance between the starts of two members, at least 2·rows·columns
   * @param y       takes the output; may be the input
   * @param yOffset index of element (0, 0) of member 0
   * @param ldy     distance between the starts of two members, at least 2·rows·columns
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input in part
   */
  public static void forwardField(FourierPlan down, FourierPlan along, int members, double[] x, long xOffset, int ldx,
      double[] y, long yOffset, int ldy, Workers workers) {
    field("fieldFft", down, along, false, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * The inverse transform of each member, a field: that of every row, then that of every column.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param members number of members
   * @param x       the input, members × rows × columns complex numbers
   * @param xOffset index of element (0, 0) of member 0
   * @param ldx     distance between the starts of two members, at least 2·rows·columns
   * @param y       takes the output; may be the input
   * @param yOffset index of element (0, 0) of member 0
   * @param ldy     distance between the starts of two members, at least 2·rows·columns
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input in part
   */
  public static void inverseField(FourierPlan down, FourierPlan along, int members, double[] x, long xOffset, int ldx,
      double[] y, long yOffset, int ldy, Workers workers) {
    field("inverseFieldFft", down, along, true, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  private static void field(String name, FourierPlan down, FourierPlan along, boolean inverse, int members, double[] x,
      long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present(name, "down", down);
    Checks.present(name, "along", along);
    Checks.present(name, "workers", workers);
    int size = FourierParts.size(name, down.n(), 2L * along.n());
    Checks.size(name, "members", members);
    int xo = Checks.matrix(name, "x", x, xOffset, members, size, ldx);
    int yo = Checks.matrix(name, "y", y, yOffset, members, size, ldy);
    Checks.sameOrApart(name, "y", "x", x == y, yo, ldy, xo, ldx, members, size);
    Environment.require();
    KERNELS.field(down, along, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }
}
