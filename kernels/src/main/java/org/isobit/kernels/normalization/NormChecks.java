// Master of FloatNormChecks: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;

/** Checks of operands that may be absent. Thread-safe. */
final class NormChecks {

  private NormChecks() {}

  /** The offset of a vector, 0 if there is none. */
  static int optional(String operation, String name, double[] x, long offset, int n) {
    return x == null ? 0 : Checks.vector(operation, name, x, offset, n);
  }

  static void betaHasGamma(String operation, double[] gamma, double[] beta) {
    if (gamma == null && beta != null) {
      throw new IllegalArgumentException(operation + ": there is a beta but no gamma");
    }
  }

  /** Groups of channels, at least one. */
  static int groups(String operation, int groups) {
    Checks.positive(operation, "groups", groups);
    return groups;
  }

  /** {@link Checks#apart} of operands that there are. */
  static void apart(String operation, String output, double[] a, int ao, int rowsA, int columnsA, int lda,
      String input, double[] b, int bo, int rowsB, int columnsB, int ldb) {
    Checks.apart(operation, output, input, a != null && a == b, ao, rowsA, columnsA, lda, bo, rowsB, columnsB, ldb);
  }

  /** The shape of a view, contiguous, if there is one. */
  static void shape(String operation, String name, Matrix m, int rows, int columns) {
    if (m != null) {
      present(operation, name, m, rows, columns);
    }
  }

  /** The shape of a view, contiguous. */
  static void present(String operation, String name, Matrix m, int rows, int columns) {
    Shapes.exactly(operation, name, m, rows, columns);
    Shapes.contiguous(operation, name, m);
  }

  static double[] array(Matrix m) {
    return m == null ? null : m.array();
  }

  static int offset(Matrix m) {
    return m == null ? 0 : m.offset();
  }
}
