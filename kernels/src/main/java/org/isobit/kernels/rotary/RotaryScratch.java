package org.isobit.kernels.rotary;

import org.isobit.kernels.attention.AttentionShape;

/** The scratch array of one thread: angles of a group of a token, their cosines and their sines. */
final class RotaryScratch {

  private static final ThreadLocal<double[]> MINE = new ThreadLocal<>();

  private RotaryScratch() {}

  /** The calling thread's, of three times as many numbers as there can be pairs. */
  static double[] mine() {
    double[] scratch = MINE.get();
    if (scratch == null) {
      scratch = new double[3 * AttentionShape.WIDEST / 2];
      MINE.set(scratch);
    }
    return scratch;
  }
}
