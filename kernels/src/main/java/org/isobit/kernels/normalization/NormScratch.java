// Master of FloatNormScratch: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.reduce.ReduceReference;

/** The scratch arrays of one thread, so that nothing is allocated in the steady state. */
final class NormScratch {

  /** Where the second operand begins: a little further, lest stores to one stall loads from the other. */
  static final int SECOND = ReduceReference.CHUNK + 48;

  /** Rows of a block, and a vector. */
  private static final int LENGTH = 64;

  private static final ThreadLocal<NormScratch> MINE = new ThreadLocal<>();

  /** Two operands of a chunk of a reduction, the second from {@link #SECOND}. */
  final double[] pair = new double[SECOND + ReduceReference.CHUNK];

  /** Room for the partials of rows; null until rows are reduced together. */
  double[] partials;

  /** Of each row of a block: mean and r; the means that a derivative takes away; its slopes. Longer by a vector. */
  final double[] mean = new double[LENGTH];
  final double[] scale = new double[LENGTH];
  final double[] other = new double[LENGTH];
  final double[] slope = new double[LENGTH];

  /** The second sum of the last call that made two. */
  double second;

  private double[] columns = {};
  private double[] first = {};
  private double[] last = {};

  private NormScratch() {}

  /** The calling thread's. */
  static NormScratch mine() {
    NormScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new NormScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** Room for a block of columns. */
  double[] columns() {
    if (columns.length == 0) {
      columns = new double[ColumnNormSimd.SIZE];
    }
    return columns;
  }

  /** Room for n numbers. */
  double[] first(int n) {
    if (first.length < n) {
      first = new double[n];
    }
    return first;
  }

  /** Room for n numbers more. */
  double[] last(int n) {
    if (last.length < n) {
      last = new double[n];
    }
    return last;
  }
}
