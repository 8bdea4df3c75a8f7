package org.isobit.kernels.random;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/**
 * Random numbers by address: every draw is a function of (seed, stream, index) and of nothing else, so that any member,
 * thread or rank draws its own, in any order, and gets the same numbers.
 *
 * <p>The generator is Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11). Key = seed (low word, high word); counter = (block low, block high, stream low, stream high). A block is four
 * 32-bit words w0…w3, or two 64-bit words: the first is w0 | w1·2^32, the second w2 | w3·2^32. From block j come
 * <ul>
 *   <li>words 4j … 4j + 3: w0…w3;</li>
 *   <li>uniforms 2j and 2j + 1: (first &gt;&gt;&gt; 11)·2^−53 and (second &gt;&gt;&gt; 11)·2^−53, in [0, 1);</li>
 *   <li>normals 2j and 2j + 1, by Box–Muller: u1 = ((first &gt;&gt;&gt; 11) + 1)·2^−53, u2 = (second &gt;&gt;&gt;
 *       11)·2^−53, r = sqrt(−2 log u1), then r·cospi(2·u2) and r·sinpi(2·u2).</li>
 * </ul>
 * float draws are the double draws rounded to nearest (so a float uniform can be 1). All kinds read the same blocks:
 * draws of different kinds that are to be independent need different streams. The largest |normal| is 8.57.
 *
 * <p>Each method throws {@link IllegalArgumentException} for a negative index or count, for an index beyond 2^63 − 1
 * and for elements outside the array. Thread-safe; nothing is allocated.
 */
public final class Philox {

  private static final PhiloxReference KERNELS = PhiloxReference.of(Backend.active());

  private Philox() {}

  /**
   * One 32-bit word.
   *
   * @param seed   the key
   * @param stream any number; streams are independent
   * @param index  which word, at least 0
   * @return a uniformly distributed int
   */
  public static int word(long seed, long stream, long index) {
    checkIndex("word", index, 1);
    return PhiloxReference.word(seed, stream, index);
  }

  /**
   * One uniform number.
   *
   * @param seed   the key
   * @param stream any number; streams are independent
   * @param index  which uniform, at least 0
   * @return a multiple of 2^−53 in [0, 1)
   */
  public static double uniform(long seed, long stream, long index) {
    checkIndex("uniform", index, 1);
    Environment.require();
    return PhiloxReference.uniform(seed, stream, index);
  }

  /**
   * One normal number, mean 0 and variance 1.
   *
   * @param seed   the key
   * @param stream any number; streams are independent
   * @param index  which normal, at least 0
   * @return a normally distributed number
   */
  public static double gaussian(long seed, long stream, long index) {
    checkIndex("gaussian", index, 1);
    Environment.require();
    return PhiloxReference.gaussian(seed, stream, index);
  }

  /**
   * Consecutive 32-bit words.
   *
   * @param seed       the key
   * @param stream     any number; streams are independent
   * @param firstIndex index of the first draw, at least 0 (odd or even)
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public static void words(long seed, long stream, long firstIndex, int n, int[] out, long offset) {
    checkIndex("words", firstIndex, n);
    int o = Checks.vector("words", "out", out, offset, n);
    Environment.require();
    KERNELS.words(seed, stream, firstIndex, n, out, o);
  }

  /**
   * Consecutive uniform numbers in [0, 1).
   *
   * @param seed       the key
   * @param stream     any number; streams are independent
   * @param firstIndex index of the first draw, at least 0 (odd or even)
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public static void uniform(long seed, long stream, long firstIndex, int n, double[] out, long offset) {
    checkIndex("uniform", firstIndex, n);
    int o = Checks.vector("uniform", "out", out, offset, n);
    Environment.require();
    KERNELS.uniform(seed, stream, firstIndex, n, out, o);
  }

  /**
   * Consecutive uniform numbers in [0, 1], each the double draw rounded to float.
   *
   * @param seed       the key
   * @param stream     any number; streams are independent
   * @param firstIndex index of the first draw, at least 0 (odd or even)
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public static void uniform(long seed, long stream, long firstIndex, int n, float[] out, long offset) {
    checkIndex("uniform", firstIndex, n);
    int o = Checks.vector("uniform", "out", out, offset, n);
    Environment.require();
    KERNELS.uniform(seed, stream, firstIndex, n, out, o);
  }

  /**
   * Consecutive normal numbers, mean 0 and variance 1.
   *
   * @param seed       the key
   * @param stream     any number; streams are independent
   * @param firstIndex index of the first draw, at least 0 (odd or even)
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public static void gaussian(long seed, long stream, long firstIndex, int n, double[] out, long offset) {
    checkIndex("gaussian", firstIndex, n);
    int o = Checks.vector("gaussian", "out", out, offset, n);
    Environment.require();
    KERNELS.gaussian(seed, stream, firstIndex, n, out, o);
  }

  /**
   * Consecutive normal numbers, each the double draw rounded to float.
   *
   * @param seed       the key
   * @param stream     any number; streams are independent
   * @param firstIndex index of the first draw, at least 0 (odd or even)
   * @param n          number of draws
   * @param out        where they go
   * @param offset     index of the first element written
   */
  public static void gaussian(long seed, long stream, long firstIndex, int n, float[] out, long offset) {
    checkIndex("gaussian", firstIndex, n);
    int o = Checks.vector("gaussian", "out", out, offset, n);
    Environment.require();
    KERNELS.gaussian(seed, stream, firstIndex, n, out, o);
  }

  private static void checkIndex(String operation, long firstIndex, int n) {
    Checks.size(operation, "n", n);
    if (firstIndex < 0 || firstIndex > Long.MAX_VALUE - n) {
      throw new IllegalArgumentException(operation + ": indices " + firstIndex + " … + " + n
          + " are not all between 0 and 2^63 - 1");
    }
  }
}
