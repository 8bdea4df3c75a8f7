package org.isobit.kernels.fourier;

import java.util.Arrays;

/** Which lengths transforms have, and into which factors they fall. Thread-safe. */
final class FourierSizes {

  /** The greatest length. */
  static final int LONGEST = 1 << 20;

  private FourierSizes() {}

  /** Whether n is 2^a·3^b·5^c and not too long. */
  static boolean allowed(int n) {
    return n >= 1 && n <= LONGEST && without(5, without(3, without(2, n))) == 1;
  }

  private static int without(int factor, int n) {
    int rest = n;
    while (rest % factor == 0) {
      rest /= factor;
    }
    return rest;
  }

  /** Refuses other lengths, and names the nearest ones. */
  static void require(String operation, int n) {
    if (!allowed(n)) {
      throw new IllegalArgumentException(operation + ": n must be 2^a·3^b·5^c and at most " + LONGEST + ", but is " + n
          + "; nearest are " + nearest(n));
    }
  }

  private static String nearest(int n) {
    if (n < 1) {
      return "1 and 2";
    }
    if (n > LONGEST) {
      return below(LONGEST - 1) + " and " + LONGEST;
    }
    int above = n;
    while (!allowed(above)) {
      above++;
    }
    return below(n) + " and " + above;
  }

  private static int below(int n) {
    int below = n;
    while (!allowed(below)) {
      below--;
    }
    return below;
  }

  /**
   * The radices in the order of the stages: one 8 where it divides n &gt; 8; of the 2^b that is left fours, and a two
   * if b is odd, or, from 2^3 on, in place of a four and a two another 8 behind all others; threes; fives.
   */
  static int[] radices(int n) {
    int twos = Integer.numberOfTrailingZeros(n);
    int odd = n >> twos;
    int[] radices = new int[32];
    int count = 0;
    if (twos >= 3 && n > 8) {
      radices[count++] = 8;
      twos -= 3;
    }
    boolean eight = count == 1 && twos % 2 == 1 && twos >= 3;
    twos -= eight ? 3 : 0;
    for (; twos >= 2; twos -= 2) {
      radices[count++] = 4;
    }
    if (twos == 1) {
      radices[count++] = 2;
    }
    for (int radix = 3; radix <= 5; radix += 2) {
      for (; odd % radix == 0; odd /= radix) {
        radices[count++] = radix;
      }
    }
    if (eight) {
      radices[count++] = 8;
    }
    return Arrays.copyOf(radices, count);
  }
}
