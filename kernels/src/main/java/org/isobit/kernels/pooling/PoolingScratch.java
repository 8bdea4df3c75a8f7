// Master of FloatPoolingScratch: the float version is generated from this file.
package org.isobit.kernels.pooling;

/** The scratch arrays of one thread. They grow and are kept. */
final class PoolingScratch {

  private static final ThreadLocal<PoolingScratch> MINE = new ThreadLocal<>();

  private double[] rows = {};
  private double[] line = {};
  private double[] shares = {};
  private int[] cells = {};

  private PoolingScratch() {}

  /** The calling thread's. */
  static PoolingScratch mine() {
    PoolingScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new PoolingScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** Room for rows of a channel. */
  double[] rows(int size) {
    if (rows.length < size) {
      rows = new double[size];
    }
    return rows;
  }

  /** Room for a row; may be in use while {@link #rows} is. */
  double[] line(int size) {
    if (line.length < size) {
      line = new double[size];
    }
    return line;
  }

  /** Room for how far outputs lie beyond cells, or how far cells of a window lie from its first one. */
  double[] shares(int size) {
    if (shares.length < size) {
      shares = new double[size];
    }
    return shares;
  }

  /** Room for cells of outputs, or of windows. */
  int[] cells(int size) {
    if (cells.length < size) {
      cells = new int[size];
    }
    return cells;
  }
}
