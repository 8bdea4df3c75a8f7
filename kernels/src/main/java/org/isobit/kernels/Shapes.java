// Master of FloatShapes: the float version is generated from this file.
package org.isobit.kernels;

/**
 * Checks of what views have to do with each other, with one voice: every message names the operation, both operands and
 * their shapes as they are stored. What a view alone can have wrong was checked when it was made. Messages are built
 * only on failure. Thread-safe.
 */
public final class Shapes {

  private Shapes() {}

  /**
   * Refuses two operands that do not fit.
   *
   * @param fit       whether they do
   * @param operation the operation's name
   * @param nameA     the first operand's name
   * @param a         the first operand
   * @param nameB     the other operand's name
   * @param b         the other operand
   * @throws IllegalArgumentException if they do not
   */
  public static void require(boolean fit, String operation, String nameA, Matrix a, String nameB, Matrix b) {
    if (!fit) {
      throw refusal(operation, nameA, a, false, nameB, b, false);
    }
  }

  /**
   * Refuses two operands that do not fit as they are taken: as they are stored, or transposed.
   *
   * @param fit       whether they do
   * @param operation the operation's name
   * @param nameA     the first operand's name
   * @param a         the first operand
   * @param transA    whether the operation takes its transpose
   * @param nameB     the other operand's name
   * @param b         the other operand
   * @param transB    whether the operation takes its transpose
   * @throws IllegalArgumentException if they do not
   */
  public static void require(boolean fit, String operation, String nameA, Matrix a, boolean transA, String nameB,
      Matrix b, boolean transB) {
    if (!fit) {
      throw refusal(operation, nameA, a, transA, nameB, b, transB);
    }
  }

  /**
   * Refuses an operand that does not fit to something that is no view.
   *
   * @param fit       whether it does
   * @param operation the operation's name
   * @param name      the operand's name
   * @param x         the operand
   * @param nameB     what it does not fit to
   * @param rows      rows of that
   * @param columns   its columns
   * @throws IllegalArgumentException if it does not
   */
  public static void require(boolean fit, String operation, String name, Matrix x, String nameB, int rows,
      int columns) {
    if (!fit) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + text(x, false) + " but " + nameB + " is "
          + rows + "x" + columns);
    }
  }

  /**
   * Refuses two operands of different shapes.
   *
   * @param operation the operation's name
   * @param nameA     the first operand's name
   * @param a         the first operand
   * @param nameB     the other operand's name
   * @param b         the other operand
   * @throws IllegalArgumentException if they have not the same rows and columns, or one is null
   */
  public static void same(String operation, String nameA, Matrix a, String nameB, Matrix b) {
    Checks.present(operation, nameA, a);
    Checks.present(operation, nameB, b);
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw refusal(operation, nameA, a, false, nameB, b, false);
    }
  }

  /**
   * Refuses an operand that is not square.
   *
   * @param operation the operation's name
   * @param name      the operand's name
   * @param x         the operand
   * @return the number of its rows
   * @throws IllegalArgumentException if it has not as many columns, or is null
   */
  public static int square(String operation, String name, Matrix x) {
    Checks.present(operation, name, x);
    if (x.rows() != x.columns()) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + text(x, false) + " but must be square");
    }
    return x.rows();
  }

  /**
   * Refuses an operand of another shape than a factorisation gives.
   *
   * @param operation the operation's name
   * @param name      the operand's name
   * @param x         the operand
   * @param rows      the rows that it must have
   * @param columns   the columns that it must have
   * @throws IllegalArgumentException if it has others, or is null
   */
  public static void exactly(String operation, String name, Matrix x, int rows, int columns) {
    Checks.present(operation, name, x);
    if (x.rows() != rows || x.columns() != columns) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + text(x, false) + " but must be " + rows
          + "x" + columns);
    }
  }

  /**
   * Refuses an operand with other rows than a factorisation has, of any number of columns.
   *
   * @param operation the operation's name
   * @param name      the operand's name
   * @param x         the operand
   * @param rows      the rows that it must have
   * @return the number of its columns
   * @throws IllegalArgumentException if it has others, or is null
   */
  public static int tall(String operation, String name, Matrix x, int rows) {
    Checks.present(operation, name, x);
    if (x.rows() != rows) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + text(x, false) + " but must have " + rows
          + " rows");
    }
    return x.columns();
  }

  /**
   * Refuses an operand whose elements do not lie one after the other.
   *
   * @param operation the operation's name
   * @param name      the operand's name
   * @param x         the operand
   * @return the number of its elements
   * @throws IllegalArgumentException if something lies between its rows, or it is null
   */
  public static int contiguous(String operation, String name, Matrix x) {
    Checks.present(operation, name, x);
    if (!x.contiguous()) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + text(x, false) + " with leading dimension "
          + x.ld() + ", but its elements must lie one after the other");
    }
    return x.rows() * x.columns();
  }

  /**
   * Refuses an operand that has another shape than another one, or whose elements do not lie one after the other.
   *
   * @param operation the operation's name
   * @param nameA     the operand's name
   * @param a         the operand
   * @param nameB     the other operand's name
   * @param b         the other operand
   * @throws IllegalArgumentException if the shapes differ, something lies between the rows of the first, or one is
   *                                  null
   */
  public static void contiguous(String operation, String nameA, Matrix a, String nameB, Matrix b) {
    same(operation, nameA, a, nameB, b);
    contiguous(operation, nameA, a);
  }

  /**
   * Refuses what is no vector of n elements that lie one after the other: neither one row nor one column.
   *
   * @param operation the operation's name
   * @param name      the vector's name
   * @param x         the vector
   * @param n         the elements that it must have
   * @param nameB     the name of the operand that says so
   * @param b         that operand
   * @throws IllegalArgumentException if it has another shape, its elements lie apart, or one operand is null
   */
  public static void vector(String operation, String name, Matrix x, int n, String nameB, Matrix b) {
    stride(operation, name, x, n, nameB, b, false);
    if (x.columns() != n) {
      contiguous(operation, name, x);
    }
  }

  /**
   * Refuses what is no vector of one element for each column of another operand, one after the other.
   *
   * @param operation the operation's name
   * @param name      the vector's name
   * @param x         the vector, one row or one column
   * @param nameB     the other operand's name
   * @param b         the other operand
   * @throws IllegalArgumentException if it has another shape, its elements lie apart, or one operand is null
   */
  public static void onePerColumn(String operation, String name, Matrix x, String nameB, Matrix b) {
    Checks.present(operation, nameB, b);
    vector(operation, name, x, b.columns(), nameB, b);
  }

  /**
   * Refuses what is no vector of n elements, one row or one column.
   *
   * @param operation the operation's name
   * @param name      the vector's name
   * @param x         the vector
   * @param n         the elements that it must have
   * @param nameB     the name of the operand that says so
   * @param b         that operand
   * @param transB    whether the operation takes that operand's transpose
   * @return the distance of two elements in the array
   * @throws IllegalArgumentException if it has another shape, or one operand is null
   */
  public static int stride(String operation, String name, Matrix x, int n, String nameB, Matrix b, boolean transB) {
    Checks.present(operation, name, x);
    Checks.present(operation, nameB, b);
    if (x.rows() == 1 && x.columns() == n) {
      return 1;
    }
    if (x.columns() != 1 || x.rows() != n) {
      throw refusal(operation, name, x, false, nameB, b, transB);
    }
    return x.ld();
  }

  private static IllegalArgumentException refusal(String operation, String nameA, Matrix a, boolean transA,
      String nameB, Matrix b, boolean transB) {
    return new IllegalArgumentException(operation + ": " + nameA + " is " + text(a, transA) + " but " + nameB + " is "
        + text(b, transB));
  }

  private static String text(Matrix x, boolean transposed) {
    return x.rows() + "x" + x.columns() + (transposed ? " (transposed)" : "");
  }
}
