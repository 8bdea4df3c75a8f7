package org.isobit.kernels.fourier;

import org.isobit.kernels.elementary.SinPiReference;

/**
 * Cosine and sine of 2π·j/n for whole j and n, from the contract's sinpi and cospi of an angle that is reduced to an
 * eighth of a turn by whole numbers, exactly. Thread-safe.
 */
final class FourierAngles {

  private FourierAngles() {}

  /** cos(2π·j/n), 0 ≤ j &lt; n ≤ 2^20. */
  static double cosine(int j, int n) {
    int octant = octant(j, n);
    double x = reduced(j, n, octant);
    boolean swapped = (octant + 1 & 2) != 0;
    double v = swapped ? SinPiReference.sinpi(x) : SinPiReference.cospi(x);
    return octant >= 2 && octant <= 5 ? -v : v;
  }

  /** sin(2π·j/n), 0 ≤ j &lt; n ≤ 2^20. */
  static double sine(int j, int n) {
    int octant = octant(j, n);
    double x = reduced(j, n, octant);
    boolean swapped = (octant + 1 & 2) != 0;
    double v = swapped ? SinPiReference.cospi(x) : SinPiReference.sinpi(x);
    return octant >= 4 ? -v : v;
  }

  /** Which eighth of a turn j/n of a turn is in. */
  private static int octant(int j, int n) {
    return 8 * j / n;
  }

  /** What is left, in half turns, 0 to ¼: counted from the nearest multiple of a quarter turn. */
  private static double reduced(int j, int n, int octant) {
    int eighths = (octant & 1) == 0 ? 8 * j - octant * n : (octant + 1) * n - 8 * j;
    return eighths / (4.0 * n);
  }
}
