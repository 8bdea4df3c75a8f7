// Master of FloatRecurrentScratch: the float version is generated from this file.
package org.isobit.kernels.recurrent;

/** The scratch array of one thread. */
final class RecurrentScratch {

  private static final ThreadLocal<RecurrentScratch> MINE = new ThreadLocal<>();

  /** At least as many elements as were asked for. */
  double[] row = {};

  private RecurrentScratch() {}

  /** The calling thread's, with room for a row. */
  static RecurrentScratch mine(int n) {
    RecurrentScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new RecurrentScratch();
      MINE.set(scratch);
    }
    if (scratch.row.length < n) {
      scratch.row = new double[n];
    }
    return scratch;
  }
}
