// Master of FloatFourierLanesSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Brings members into planes and back: planes of several members, one a lane, and the plane of one member. Element j of
 * lane l is at j·V + l of the plane of real parts, and a distance d further on in that of the imaginary parts.
 */
final class FourierLanesSimd {

  /** Vectors of the stages: at most 8 lanes, because stages on one member begin with 8 neighbours. */
  static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE; // float: static final VectorSpecies<Float> S = SpeciesSimd.FLOAT.length() > 8 ? SpeciesSimd.HALF_FLOAT : SpeciesSimd.FLOAT;

  private static final int V = S.length();

  private static final VectorShuffle<Double> EVEN_LOW = every(0, false);
  private static final VectorShuffle<Double> EVEN_HIGH = every(0, true);
  private static final VectorShuffle<Double> ODD_LOW = every(1, false);
  private static final VectorShuffle<Double> ODD_HIGH = every(1, true);
  private static final VectorShuffle<Double> TWICE_LOW = twice(false);
  private static final VectorShuffle<Double> TWICE_HIGH = twice(true);
  private static final VectorMask<Double> UPPER = upper();
  private static final VectorMask<Double> ODD = odd();

  private FourierLanesSimd() {}

  /** Every second lane from the first one on, into the lower or the upper half. */
  static VectorShuffle<Double> every(int first, boolean up) {
    int[] from = new int[V];
    for (int lane = 0; lane < V / 2; lane++) {
      from[up ? V / 2 + lane : lane] = 2 * lane + first;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /** Each lane of the lower or the upper half twice. */
  private static VectorShuffle<Double> twice(boolean upper) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane / 2 + (upper ? V / 2 : 0);
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /** The upper half. */
  static VectorMask<Double> upper() {
    boolean[] set = new boolean[V];
    for (int lane = V / 2; lane < V; lane++) {
      set[lane] = true;
    }
    return VectorMask.fromArray(S, set, 0);
  }

  private static VectorMask<Double> odd() {
    boolean[] set = new boolean[V];
    for (int lane = 1; lane < V; lane += 2) {
      set[lane] = true;
    }
    return VectorMask.fromArray(S, set, 0);
  }

  /** Members, at most V, whose elements lie anywhere; lanes without a member repeat the first. */
  static void load(int n, int members, double[] x, int xo, int xm, int xe, double[] a, int ao, int d) {
    if (members == V && xm == 2) {
      loadNeighbours(n, x, xo, xe, a, ao, d);
    } else if (members == 8 && V == 8 && xe == 2 && n >= 4) {
      FourierSquaresSimd.squares(n / 4, 1.0, x, xo, xm, 2 * xm, 8, a, ao, d, 8, 32);
      if (n % 4 != 0) {
        FourierSquaresSimd.squares(1, 1.0, x, xo + 2 * (n - 4), xm, 2 * xm, 8, a, ao + 8 * (n - 4), d, 8, 32);
      }
    } else {
      for (int lane = 0; lane < V; lane++) {
        int at = xo + (lane < members ? lane * xm : 0);
        for (int j = 0; j < n; j++) {
          a[ao + j * V + lane] = x[at + j * xe];
          a[ao + d + j * V + lane] = x[at + j * xe + 1];
        }
      }
    }
  }

  /** V members whose elements are neighbours. */
  private static void loadNeighbours(int n, double[] x, int xo, int xe, double[] a, int ao, int d) {
    for (int j = 0; j < n; j++) {
      DoubleVector low = DoubleVector.fromArray(S, x, xo + j * xe);
      DoubleVector high = DoubleVector.fromArray(S, x, xo + j * xe + V);
      low.rearrange(EVEN_LOW).blend(high.rearrange(EVEN_HIGH), UPPER).intoArray(a, ao + j * V);
      low.rearrange(ODD_LOW).blend(high.rearrange(ODD_HIGH), UPPER).intoArray(a, ao + d + j * V);
    }
  }

  /** The lanes of members, scaled, to where they belong. */
  static void store(int n, int members, double scale, double[] a, int ao, int d, double[] y, int yo, int ym, int ye) {
    if (members == V && ym == 2) {
      storeNeighbours(n, scale, a, ao, d, y, yo, ye);
    } else if (members == 8 && V == 8 && ye == 2 && n >= 4) {
      FourierSquaresSimd.squares(n / 4, scale, a, ao, d, 8, 32, y, yo, ym, 2 * ym, 8);
      if (n % 4 != 0) {
        FourierSquaresSimd.squares(1, scale, a, ao + 8 * (n - 4), d, 8, 32, y, yo + 2 * (n - 4), ym, 2 * ym, 8);
      }
    } else {
      for (int lane = 0; lane < members; lane++) {
        int at = yo + lane * ym;
        for (int j = 0; j < n; j++) {
          y[at + j * ye] = a[ao + j * V + lane] * scale;
          y[at + j * ye + 1] = a[ao + d + j * V + lane] * scale;
        }
      }
    }
  }

  /** Rows of V numbers of the planes, scaled, real and imaginary part beside each other, to rows that are ye apart. */
  static void storeNeighbours(int rows, double scale, double[] a, int ao, int d, double[] y, int yo,
      int ye) {
    for (int j = 0; j < rows; j++) {
      DoubleVector re = DoubleVector.fromArray(S, a, ao + j * V).mul(scale);
      DoubleVector im = DoubleVector.fromArray(S, a, ao + d + j * V).mul(scale);
      re.rearrange(TWICE_LOW).blend(im.rearrange(TWICE_LOW), ODD).intoArray(y, yo + j * ye);
      re.rearrange(TWICE_HIGH).blend(im.rearrange(TWICE_HIGH), ODD).intoArray(y, yo + j * ye + V);
    }
  }
}
