package org.isobit.bench.column;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.OpenBlas;

/**
 * OpenBLAS's LAPACK on tridiagonal systems, one column after the other, each contiguous in memory: by the Fortran
 * entries, which do not look for NaN, with pointers that are made once. A factorisation overwrites its matrix, which is
 * copied before it. Not thread-safe.
 */
final class LapackTridiagonal {

  private final int n;
  private final int columns;
  private final double[][] matrix;
  private final DoublePointer[] factors = new DoublePointer[4];
  private final DoublePointer sides;
  private final IntPointer pivots;
  private final IntPointer order;
  private final IntPointer fields;
  private final IntPointer info = new IntPointer(1);
  private final BytePointer plain = new BytePointer("N");

  /** Of diagonals with one column a lane, and of right-hand sides of {@code fields} fields. */
  LapackTridiagonal(int n, int columns, double[] lower, double[] diagonal, double[] upper, int fields, double[] x) {
    OpenBlas.use(1);
    this.n = n;
    this.columns = columns;
    // LAPACK's lower diagonal begins with that of row 1.
    matrix = new double[][] {columns(lower, 1), columns(diagonal, 0), columns(upper, 0)};
    for (int k = 0; k < 4; k++) {
      factors[k] = new DoublePointer((long) n * columns);
    }
    pivots = new IntPointer((long) n * columns);
    order = new IntPointer(new int[] {n});
    this.fields = new IntPointer(new int[] {fields});
    sides = new DoublePointer((long) n * columns * fields);
    for (int l = 0; l < columns; l++) {
      for (int k = 0; k < fields * n; k++) {
        int field = k / n;
        sides.put((long) l * fields * n + k, x[(field * n + k % n) * columns + l]);
      }
    }
  }

  private double[] columns(double[] diagonal, int first) {
    double[] all = new double[n * columns];
    for (int l = 0; l < columns; l++) {
      for (int i = first; i < n; i++) {
        all[l * n + i - first] = diagonal[i * columns + l];
      }
    }
    return all;
  }

  private void copy(int at) {
    for (int k = 0; k < 3; k++) {
      factors[k].position(at).put(matrix[k], at, n);
    }
  }

  private void accepted() {
    if (info.get() != 0) {
      throw new IllegalStateException("LAPACK refuses a column: " + info.get());
    }
  }

  void factor() {
    for (int l = 0; l < columns; l++) {
      int at = l * n;
      copy(at);
      openblas.LAPACK_dgttrf(order, factors[0], factors[1], factors[2], factors[3].position(at), pivots.position(at),
          info);
      accepted();
    }
  }

  void solve() {
    int step = n * fields.get();
    for (int l = 0; l < columns; l++) {
      long at = (long) l * n;
      openblas.LAPACK_dgttrs_base(plain, order, fields, factors[0].position(at), factors[1].position(at),
          factors[2].position(at), factors[3].position(at), pivots.position(at), sides.position((long) l * step), order,
          info, 1);
    }
  }

  void factorAndSolve() {
    int step = n * fields.get();
    for (int l = 0; l < columns; l++) {
      copy(l * n);
      openblas.LAPACK_dgtsv(order, fields, factors[0], factors[1], factors[2], sides.position((long) l * step), order,
          info);
      accepted();
    }
  }

  /** Reciprocals of pivots, one column a lane. */
  double[] reciprocals() {
    double[] r = new double[n * columns];
    factors[1].position(0);
    for (int i = 0; i < r.length; i++) {
      r[i] = 1.0 / factors[1].get((long) (i % columns) * n + i / columns);
    }
    return r;
  }

  /** Solutions, one column a lane. */
  double[] solutions() {
    int size = n * columns;
    double[] x = new double[size * fields.get()];
    sides.position(0);
    for (int i = 0; i < x.length; i++) {
      int row = i % size / columns;
      x[i] = sides.get(((long) (i % columns) * fields.get() + i / size) * n + row);
    }
    return x;
  }
}
