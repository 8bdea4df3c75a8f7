package org.isobit.kernels.random;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.elementary.SinPiReference;

/** Scalar Philox 4x32-10 and the draws made from it; these lines define the bits. Thread-safe. */
public sealed class PhiloxReference permits PhiloxSimd {

  static final int ROUNDS = 10;
  static final long M0 = 0xD2511F53L;
  static final long M1 = 0xCD9E8D57L;
  static final int W0 = 0x9E3779B9;
  static final int W1 = 0xBB67AE85;
  static final long WORD = 0xFFFFFFFFL;

  PhiloxReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static PhiloxReference of(Backend backend) {
    return backend.isSimd() ? new PhiloxSimd() : new PhiloxReference();
  }

  /**
   * Two of the four words of a block.
   *
   * @param seed   the key
   * @param stream the upper half of the counter
   * @param block  the lower half of the counter
   * @param pair   0 for words 0 and 1, 1 for words 2 and 3
   * @return first word | second word &lt;&lt; 32
   */
  public static long bits(long seed, long stream, long block, int pair) {
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = M0 * (c0 & WORD);
      long p1 = M1 * (c2 & WORD);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    return pair == 0 ? c0 & WORD | (long) c1 << 32 : c2 & WORD | (long) c3 << 32;
  }

  static int word(long seed, long stream, long index) {
    long pair = bits(seed, stream, index >>> 2, (int) (index >>> 1 & 1));
    return (int) ((index & 1) == 0 ? pair : pair >>> 32);
  }

  static double uniform(long seed, long stream, long index) {
    return (bits(seed, stream, index >>> 1, (int) (index & 1)) >>> 11) * 0x1p-53;
  }

  static double gaussian(long seed, long stream, long index) {
    double r = radius(bits(seed, stream, index >>> 1, 0));
    double turns = 2.0 * ((bits(seed, stream, index >>> 1, 1) >>> 11) * 0x1p-53);
    return r * ((index & 1) == 0 ? SinPiReference.cospi(turns) : SinPiReference.sinpi(turns));
  }

  /** sqrt(−2 log u1). */
  private static double radius(long bits) {
    return Math.sqrt(-2.0 * LogReference.log(((bits >>> 11) + 1) * 0x1p-53));
  }

  /**
   * Consecutive 32-bit words, as {@link Philox} describes them.
   *
   * @param seed       the key
   * @param stream     any number
   * @param firstIndex index of the first draw
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public void words(long seed, long stream, long firstIndex, int n, int[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = word(seed, stream, firstIndex + i);
    }
  }

  /**
   * Consecutive uniform numbers, as {@link Philox} describes them.
   *
   * @param seed       the key
   * @param stream     any number
   * @param firstIndex index of the first draw
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public void uniform(long seed, long stream, long firstIndex, int n, double[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = uniform(seed, stream, firstIndex + i);
    }
  }

  /**
   * Consecutive uniform numbers, as {@link Philox} describes them.
   *
   * @param seed       the key
   * @param stream     any number
   * @param firstIndex index of the first draw
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public void uniform(long seed, long stream, long firstIndex, int n, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = (float) uniform(seed, stream, firstIndex + i);
    }
  }

  /**
   * Consecutive normal numbers, as {@link Philox} describes them.
   *
   * @param seed       the key
   * @param stream     any number
   * @param firstIndex index of the first draw
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public void gaussian(long seed, long stream, long firstIndex, int n, double[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = gaussian(seed, stream, firstIndex + i);
    }
  }

  /**
   * Consecutive normal numbers, as {@link Philox} describes them.
   *
   * @param seed       the key
   * @param stream     any number
   * @param firstIndex index of the first draw
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public void gaussian(long seed, long stream, long firstIndex, int n, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = (float) gaussian(seed, stream, firstIndex + i);
    }
  }
}
