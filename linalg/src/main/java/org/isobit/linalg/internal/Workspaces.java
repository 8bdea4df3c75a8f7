// Master of FloatWorkspaces: the float version is generated from this file.
package org.isobit.linalg.internal;

/** Sizes and growth of the workspaces that reusable objects own. Thread-safe. */
public final class Workspaces {

  /** Workspace rows start at multiples of this, so that vectors of any width may run past the last column. */
  public static final int ALIGN = 16;

  /** Elements of slack at the end of a workspace, so that a group of four vectors may be read past the end. */
  public static final int SLACK = 64;

  private Workspaces() {}

  /**
   * The leading dimension of a workspace matrix: a multiple of {@value #ALIGN}, but not of 128, since rows that far
   * apart share cache sets.
   *
   * @param columns columns of the matrix
   * @return the leading dimension
   */
  public static int leading(int columns) {
    int ld = (columns + ALIGN - 1) & -ALIGN;
    return (ld & 127) == 0 && ld > 0 ? ld + ALIGN : Math.max(ld, ALIGN);
  }

  /**
   * Keeps an array, or makes a larger one.
   *
   * @param operation the operation's name, for the message
   * @param x         the array at hand
   * @param rows      rows of the matrix to hold
   * @param ld        its leading dimension
   * @return an array of at least rows·ld elements and slack; its contents are undefined
   * @throws IllegalArgumentException if that is more than an array can hold
   */
  public static double[] grow(String operation, double[] x, int rows, int ld) {
    long size = (long) rows * ld + SLACK;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(operation + ": a workspace of " + size * Double.BYTES
          + " bytes exceeds what one array can hold");
    }
    return x.length >= size ? x : new double[(int) size];
  }
}
