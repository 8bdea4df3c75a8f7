// Master of FloatLossScratch: the float version is generated from this file.
package org.isobit.kernels.loss;

/** The scratch arrays of one thread. */
final class LossScratch {

  private static final int CHUNK = 4096;

  /** Elements of 4096 bytes. */
  private static final int PAGE = 512; // float: private static final int PAGE = 1024;

  private static final ThreadLocal<LossScratch> MINE = new ThreadLocal<>();

  /** The terms of one chunk of a reduction. */
  final double[] terms = new double[CHUNK];

  /** Censored elements of a chunk: i at the lower bound, ~i at the upper one; one more than there can be. */
  final int[] censored = new int[CHUNK + 1];

  /** Their scales and z. */
  final double[] scales = new double[CHUNK + 1];

  final double[] arguments = new double[CHUNK + 49];

  /** Their z once more, which log Φ(z) replaces, and φ(z)/Φ(z). */
  final double[] z = new double[CHUNK + 1]; // float: unchanged

  final double[] ratios = new double[CHUNK + 49]; // float: unchanged

  /** Two rows of as many elements as were asked for: the second begins at {@link #second}. */
  double[] rows = {};

  private LossScratch() {}

  /** The calling thread's. */
  static LossScratch mine() {
    LossScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new LossScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** The calling thread's, with room for two rows. */
  static LossScratch mine(int n) {
    LossScratch scratch = mine();
    int length = second(n) + n;
    if (scratch.rows.length < length) {
      scratch.rows = new double[length];
    }
    return scratch;
  }

  /** Where the second of two rows begins: half a page further, lest stores to one stall loads from the other. */
  static int second(int n) {
    return (n / PAGE + 1) * PAGE + PAGE / 2;
  }
}
