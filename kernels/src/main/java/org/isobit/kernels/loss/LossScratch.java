// Master of FloatLossScratch: the float version is generated from this file.
package org.isobit.kernels.loss;

/** The scratch arrays of one thread. */
final class LossScratch {

  private static final int CHUNK = 4096;

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

  /** At least as many elements as were asked for. */
  double[] first = {};

  double[] second = {};

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
    if (scratch.first.length < n) {
      scratch.first = new double[n];
      scratch.second = new double[n + 48];
    }
    return scratch;
  }
}
