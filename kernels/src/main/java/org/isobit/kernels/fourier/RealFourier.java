// Master of FloatRealFourier: the float version is generated from this file.
package org.isobit.kernels.fourier;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * Discrete Fourier transforms of real members: of n numbers x_j the X_k = Σ_j x_j·exp(−2πi·jk/n) for k = 0 … n/2, the
 * others being their conjugates, and back, as NumPy has them.
 *
 * <p>Number j of member m is at {@code offset + m·ld + j}; X_k are two neighbours, real and imaginary part, at
 * {@code offset + m·ld + 2·k}. Lengths are 2^a·3^b·5^c up to 2^20. Even n take the complex transform of half the
 * length, odd n that of the whole. A field is rows × columns numbers, row after row without a gap, its transform
 * rows × (columns/2 + 1) complex numbers: that of every row, then the complex one of every column. Output and input
 * must be apart.
 *
 * <p>Members do not depend on each other. Nothing is allocated once a thread is warm; it keeps memory as for
 * {@link Fourier}, for states in lanes as for short members, and in the heap some members of odd length as complex
 * ones, twice a state in lanes, and of inverse transforms of fields as much as one member's input. Thread-safe.
 */
public final class RealFourier {

  private static final FourierReference KERNELS = FourierReference.of(Backend.active());

  private RealFourier() {}

  /**
   * The transform of each member.
   *
   * @param plan    the length n
   * @param members number of members
   * @param x       the input, members × n numbers
   * @param xOffset index of number 0 of member 0
   * @param ldx     distance between the starts of two members, at least n
   * @param y       takes the output, members × (n/2 + 1) complex numbers
   * @param yOffset index of element 0 of member 0
   * @param ldy     distance between the starts of two members, at least 2·(n/2 + 1)
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void forward(RealFourierPlan plan, int members, double[] x, long xOffset, int ldx, double[] y,
      long yOffset, int ldy, Workers workers) {
    transform("realFft", plan, false, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * The inverse transform of each member. The imaginary part of X_0, and of X_n/2 for even n, is not read.
   *
   * @param plan    the length n
   * @param members number of members
   * @param x       the input, members × (n/2 + 1) complex numbers
   * @param xOffset index of element 0 of member 0
   * @param ldx     distance between the starts of two members, at least 2·(n/2 + 1)
   * @param y       takes the output, members × n numbers
   * @param yOffset index of number 0 of member 0
   * @param ldy     distance between the starts of two members, at least n
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void inverse(RealFourierPlan plan, int members, double[] x, long xOffset, int ldx, double[] y,
      long yOffset, int ldy, Workers workers) {
    transform("inverseRealFft", plan, true, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  private static void transform(String name, RealFourierPlan plan, boolean inverse, int members, double[] x,
      long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present(name, "plan", plan);
    Checks.present(name, "workers", workers);
    int n = plan.n();
    int half = 2 * (n / 2 + 1);
    Checks.size(name, "members", members);
    int xo = Checks.matrix(name, "x", x, xOffset, members, inverse ? half : n, ldx);
    int yo = Checks.matrix(name, "y", y, yOffset, members, inverse ? n : half, ldy);
    Checks.apart(name, "y", "x", x == y, yo, members, inverse ? n : half, ldy, xo, members, inverse ? half : n, ldx);
    Environment.require();
    KERNELS.realMembers(plan, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * The transform of states that lie in lanes: number j of lane l at {@code xOffset + j·lanes + l}, real part of X_k at
   * {@code yOffset + 2·k·lanes + l}, its imaginary part lanes further on. The calling thread does all.
   *
   * @param plan    the length n
   * @param lanes   number of states; as many as a vector holds go together if n is even and more than 10
   * @param x       the input, n × lanes numbers
   * @param xOffset index of number 0 of lane 0
   * @param y       takes the output, 2·(n/2 + 1) × lanes numbers
   * @param yOffset index of the real part of X_0 of lane 0
   * @throws IllegalArgumentException if lanes &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void forwardInterleaved(RealFourierPlan plan, int lanes, double[] x, long xOffset, double[] y,
      long yOffset) {
    interleaved("interleavedRealFft", plan, false, lanes, x, xOffset, y, yOffset);
  }

  /**
   * The inverse transform of states that lie in lanes, as {@link #forwardInterleaved} has them. The imaginary part of
   * X_0, and of X_n/2 for even n, is not read.
   *
   * @param plan    the length n
   * @param lanes   number of states; as many as a vector holds go together if n is even and more than 10
   * @param x       the input, 2·(n/2 + 1) × lanes numbers
   * @param xOffset index of the real part of X_0 of lane 0
   * @param y       takes the output, n × lanes numbers
   * @param yOffset index of number 0 of lane 0
   * @throws IllegalArgumentException if lanes &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void inverseInterleaved(RealFourierPlan plan, int lanes, double[] x, long xOffset, double[] y,
      long yOffset) {
    interleaved("inverseInterleavedRealFft", plan, true, lanes, x, xOffset, y, yOffset);
  }

  private static void interleaved(String name, RealFourierPlan plan, boolean inverse, int lanes, double[] x,
      long xOffset, double[] y, long yOffset) {
    Checks.present(name, "plan", plan);
    Checks.size(name, "lanes", lanes);
    int half = 2 * (plan.n() / 2 + 1);
    int xSize = Checks.elements(name, inverse ? half : plan.n(), lanes, Double.BYTES);
    int ySize = Checks.elements(name, inverse ? plan.n() : half, lanes, Double.BYTES);
    int xo = Checks.vector(name, "x", x, xOffset, xSize);
    int yo = Checks.vector(name, "y", y, yOffset, ySize);
    Checks.apart(name, "y", "x", x == y, yo, ySize, xo, xSize);
    Environment.require();
    KERNELS.interleaved(plan, inverse, 0, lanes, x, xo, y, yo);
  }

  /**
   * The transform of each member, a field: that of every row, then the complex one of every column.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param members number of members
   * @param x       the input, members × rows × columns numbers
   * @param xOffset index of number (0, 0) of member 0
   * @param ldx     distance between the starts of two members, at least rows·columns
   * @param y       takes the output, members × rows × (columns/2 + 1) complex numbers
   * @param yOffset index of element (0, 0) of member 0
   * @param ldy     distance between the starts of two members, at least 2·rows·(columns/2 + 1)
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void forwardField(FourierPlan down, RealFourierPlan along, int members, double[] x, long xOffset,
      int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    field("realFieldFft", down, along, false, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  /**
   * The inverse transform of each member, a field: the complex one of every column, then the real one of every row. The
   * imaginary parts that {@link #inverse} does not read do not count.
   *
   * @param down    plan of the columns, whose length is the number of rows
   * @param along   plan of the rows, whose length is the number of columns
   * @param members number of members
   * @param x       the input, members × rows × (columns/2 + 1) complex numbers
   * @param xOffset index of element (0, 0) of member 0
   * @param ldx     distance between the starts of two members, at least 2·rows·(columns/2 + 1)
   * @param y       takes the output, members × rows × columns numbers
   * @param yOffset index of number (0, 0) of member 0
   * @param ldy     distance between the starts of two members, at least rows·columns
   * @param workers the threads
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or the output overlaps the
   *                                  input
   */
  public static void inverseField(FourierPlan down, RealFourierPlan along, int members, double[] x, long xOffset,
      int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    field("inverseRealFieldFft", down, along, true, members, x, xOffset, ldx, y, yOffset, ldy, workers);
  }

  private static void field(String name, FourierPlan down, RealFourierPlan along, boolean inverse, int members,
      double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present(name, "down", down);
    Checks.present(name, "along", along);
    Checks.present(name, "workers", workers);
    Checks.size(name, "members", members);
    int numbers = FourierParts.size(name, down.n(), along.n());
    int halves = FourierParts.size(name, down.n(), 2 * (along.n() / 2 + 1));
    int xSize = inverse ? halves : numbers;
    int ySize = inverse ? numbers : halves;
    int xo = Checks.matrix(name, "x", x, xOffset, members, xSize, ldx);
    int yo = Checks.matrix(name, "y", y, yOffset, members, ySize, ldy);
    Checks.apart(name, "y", "x", x == y, yo, members, ySize, ldy, xo, members, xSize, ldx);
    Environment.require();
    KERNELS.realField(down, along, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }
}
