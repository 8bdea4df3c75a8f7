package org.isobit.models.learning.internal;

/**
 * Which of Philox' streams draws what: the top byte is the purpose, the next 40 bits the caller's stream (a network's
 * number in an ensemble, say), the lowest 16 a parameter or layer. Thread-safe.
 */
public final class Streams {

  /** The caller's streams are below this. */
  static final long LIMIT = 1L << 40;

  private static final long INITIAL = 0x50L << 56;
  private static final long ORDER = 0x51L << 56;
  private static final long LAYER = 0x52L << 56;

  private Streams() {}

  /** Checks a caller's stream. */
  public static void require(long stream) {
    if (stream < 0 || stream >= LIMIT) {
      throw new IllegalArgumentException("learning: stream must be in 0 ... 2^40 - 1, but is " + stream);
    }
  }

  /** Refuses numbers of steps that have no draws of their own. */
  public static void requireStep(long step) {
    if (step < 0 || step >= 1L << 32) {
      throw new IllegalArgumentException("learning: step must be in 0 ... 2^32 - 1, but is " + step);
    }
  }

  /** Initial values of a parameter. */
  public static long initial(long stream, int parameter) {
    return INITIAL | stream << 16 | parameter;
  }

  /** The order of samples. */
  public static long order(long stream) {
    return ORDER | stream << 16;
  }

  /** Draws of a layer while training. */
  public static long layer(long stream, int layer) {
    return LAYER | stream << 16 | layer;
  }
}
