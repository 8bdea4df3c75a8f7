// Master of FloatFourierPlan: the float version is generated from this file.
package org.isobit.kernels.fourier;

/**
 * What {@link Fourier} needs to know of a length n = 2^a·3^b·5^c up to 2^20: the radices of its stages and their
 * twiddle factors. Make one for each length and keep it: it takes 16n bytes, up to 30n where vectors have 8 lanes, and
 * some milliseconds for n = 10^5.
 *
 * <p>Factors are computed as {@code kernels/README.md} says, those of float plans in double and rounded. Immutable.
 * Thread-safe.
 */
public final class FourierPlan {

  /** Real and imaginary parts of factors of 8 neighbours and 7 results. */
  private static final int SQUARE = 2 * 7 * 8;

  private final int n;
  private final int[] radices;

  /** Of each stage where its factors start. */
  private final int[] starts;

  /**
   * Of a stage of radix r with m sub-transforms left: for k = 1 … r − 1 the real parts of the factors p = 0 … m − 1,
   * then their imaginary parts. The last stage, m = 1, has none.
   */
  private final double[] twiddles;

  /** What {@link #squares} gives, once it was asked for. */
  private volatile double[] squares;

  private FourierPlan(int n) {
    this.n = n;
    radices = FourierSizes.radices(n);
    starts = new int[radices.length];
    int total = 0;
    int left = n;
    for (int stage = 0; stage < radices.length; stage++) {
      starts[stage] = total;
      left /= radices[stage];
      total += left == 1 ? 0 : 2 * (radices[stage] - 1) * left;
    }
    twiddles = new double[total];
    left = n;
    for (int stage = 0; stage < radices.length; stage++) {
      if (left > radices[stage]) {
        fill(starts[stage], radices[stage], left);
      }
      left /= radices[stage];
    }
  }

  private void fill(int start, int radix, int length) {
    int m = length / radix;
    for (int k = 1; k < radix; k++) {
      int at = start + 2 * (k - 1) * m;
      for (int p = 0; p < m; p++) {
        twiddles[at + p] = FourierAngles.cosine(p * k, length); // float: twiddles[at + p] = (float) FourierAngles.cosine(p * k, length);
        twiddles[at + m + p] = -FourierAngles.sine(p * k, length); // float: twiddles[at + m + p] = (float) -FourierAngles.sine(p * k, length);
      }
    }
  }

  /**
   * The plan of a length.
   *
   * @param n number of elements of a transform, 2^a·3^b·5^c, 1 to 2^20
   * @return a new plan
   * @throws IllegalArgumentException if n is none of these; it names the nearest ones
   */
  public static FourierPlan of(int n) {
    FourierSizes.require("FourierPlan", n);
    return new FourierPlan(n);
  }

  /**
   * The length.
   *
   * @return number of elements of a transform
   */
  public int n() {
    return n;
  }

  /**
   * The radices of the stages, for implementations elsewhere, such as on devices.
   *
   * @return a new array, in the order of the stages; empty for n = 1
   */
  public int[] radices() {
    return radices.clone();
  }

  /**
   * The twiddle factors, for implementations elsewhere: those of each stage but the last, one after the other; of a
   * stage of radix r with m numbers of n left, for k = 1 … r − 1 m real parts, then m imaginary parts.
   *
   * @return a new array
   */
  public double[] factors() {
    return twiddles.clone();
  }

  int stages() {
    return radices.length;
  }

  int radix(int stage) {
    return radices[stage];
  }

  int start(int stage) {
    return starts[stage];
  }

  /**
   * The first stage's factors once more, for n of which 8 is a divisor, at least 64, in the order in which {@link
   * FourierFirstSquareSimd} reads them: those of 8 neighbours, the last of which may overlap the ones before, side by
   * side. Rows of {@link #twiddles} would begin at equal lines of the cache if n is a great power of two.
   */
  double[] squares() {
    double[] known = squares;
    if (known == null) {
      int m = n / 8;
      known = new double[(m + 7) / 8 * SQUARE];
      for (int block = 0; block * SQUARE < known.length; block++) {
        int p = Math.min(8 * block, m - 8);
        for (int row = 0; row < SQUARE / 8; row++) {
          System.arraycopy(twiddles, row * m + p, known, block * SQUARE + 8 * row, 8);
        }
      }
      squares = known;
    }
    return known;
  }

  /** The factors themselves, no copy. */
  double[] twiddles() {
    return twiddles;
  }
}
