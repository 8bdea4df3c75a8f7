// Master of FloatAhead: the float version is generated from this file.
package org.isobit.kernels.reduce;

/**
 * Reads a little ahead of a pass over memory. What waits for a line of memory also keeps later instructions waiting,
 * and so later lines from being asked for: on a processor whose own prefetching is weak (measured on Zen 4) a pass with
 * two operations an element takes up to twice as long as memory needs. An integer that is read early waits apart from
 * them.
 *
 * <p>Java has no prefetch instruction, so the elements are really read, and callers have to store what is returned
 * somewhere, or the compiler drops it.
 */
final class Ahead {

  /**
   * Elements of a vector that is taken to come from memory: 1 MB. Below, the additional reads would cost 15 % in the
   * first-level cache and bring nothing.
   */
  static final int FAR = 1 << 17; // float: static final int FAR = 1 << 18;

  /** Elements of a cache line of 64 bytes. */
  private static final int LINE = 8; // float: private static final int LINE = 16;

  /** Elements that {@link #row} is for. */
  private static final int ROW = 4 * LINE;

  /** How far ahead, in elements: 512 bytes; 256 bring as much, 1 KB less. */
  private static final int DISTANCE = 8 * LINE;

  private Ahead() {}

  /**
   * Reads one element of every other of four cache lines: the processor fetches lines in pairs.
   *
   * @param x  array of at least four lines
   * @param at the element that is needed now
   * @return bits of what was read
   */
  static long row(double[] x, int at) {
    int last = x.length - ROW;
    int i = at < last - DISTANCE ? at + DISTANCE : last;
    return Double.doubleToRawLongBits(x[i]) | Double.doubleToRawLongBits(x[i + 2 * LINE]);
  }
}
