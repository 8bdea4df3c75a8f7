package org.isobit.verify.contract.outsider;

/** Cosines and sines of parts of a turn, in section "Fourier transforms" of the document. Thread-safe. */
final class Turns {

  private Turns() {}

  /** cos and sin of 2π·j/n. */
  static double[] angle(int j, int n) {
    int octant = 8 * j / n;
    int i = octant % 2 == 0 ? 8 * j - octant * n : (octant + 1) * n - 8 * j;
    double x = (double) i / (4 * n);
    double c = Circular.cospi(x);
    double s = Circular.sinpi(x);
    if (octant % 4 == 1 || octant % 4 == 2) {
      double other = c;
      c = s;
      s = other;
    }
    return new double[] {octant >= 2 && octant <= 5 ? -c : c, octant >= 4 ? -s : s};
  }
}
