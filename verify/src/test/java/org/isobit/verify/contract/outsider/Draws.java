package org.isobit.verify.contract.outsider;

/** Section "Random numbers" of the document, step by step. Thread-safe. */
public final class Draws {

  private static final long WORD = 0xFFFFFFFFL;
  private static final long M0 = constant("M0");
  private static final long M1 = constant("M1");
  private static final long W0 = constant("W0");
  private static final long W1 = constant("W1");

  private Draws() {}

  private static long constant(String name) {
    return Long.decode(Document.cell("Random numbers", name, "value"));
  }

  /** Four words. */
  public static long[] block(long seed, long stream, long j) {
    long k0 = seed & WORD;
    long k1 = seed >>> 32;
    long[] c = {j & WORD, j >>> 32, stream & WORD, stream >>> 32};
    for (int round = 0; round < 10; round++) {
      long a = M0 * c[0];
      long b = M1 * c[2];
      c = new long[] {(b >>> 32) ^ c[1] ^ k0, b & WORD, (a >>> 32) ^ c[3] ^ k1, a & WORD};
      k0 = k0 + W0 & WORD;
      k1 = k1 + W1 & WORD;
    }
    return c;
  }

  public static int word(long seed, long stream, long index) {
    return (int) block(seed, stream, index >>> 2)[(int) (index & 3)];
  }

  private static long[] pair(long seed, long stream, long j) {
    long[] c = block(seed, stream, j);
    return new long[] {c[0] + (c[1] << 32) >>> 11, c[2] + (c[3] << 32) >>> 11};
  }

  public static double uniform(long seed, long stream, long index) {
    return pair(seed, stream, index >>> 1)[(int) (index & 1)] * 0x1p-53;
  }

  public static double gaussian(long seed, long stream, long index) {
    long[] pair = pair(seed, stream, index >>> 1);
    double r = Math.sqrt(-2.0 * Functions.log((pair[0] + 1) * 0x1p-53));
    double turns = 2.0 * (pair[1] * 0x1p-53);
    return r * ((index & 1) == 0 ? Circular.cospi(turns) : Circular.sinpi(turns));
  }
}
