// Master of FloatFourierLanesSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Brings members into planes and back, one a lane: element j of lane l is at j·V + l of the plane of real parts, and a
 * distance d further on in that of imaginary parts.
 */
final class FourierLanesSimd {

  /** Vectors of the stages: at most 8 lanes, because stages on one member begin with 8 neighbours. */
  static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE; // float: static final VectorSpecies<Float> S = SpeciesSimd.FLOAT.length() > 8 ? SpeciesSimd.HALF_FLOAT : SpeciesSimd.FLOAT;

  /** A number of a plane. */
  static final ValueLayout.OfDouble NUMBER = ValueLayout.JAVA_DOUBLE;

  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Double> EVEN = every(0);
  private static final VectorShuffle<Double> ODD = every(1);
  private static final VectorMask<Double> UPPER = upper();

  private FourierLanesSimd() {}

  /** Every second lane from the first one on, into both halves. */
  static VectorShuffle<Double> every(int first) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = 2 * (lane % (V / 2)) + first;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /** Each lane of the lower or the upper half twice. */
  static VectorShuffle<Double> twice(boolean upper) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane / 2 + (upper ? V / 2 : 0);
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  /** Of two vectors as one row, every second lane from the first or the second one on, as numbers. */
  static double[] everySecond(int first) {
    double[] from = new double[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = 2 * lane + first;
    }
    return from;
  }

  /** The lower or the upper halves of two vectors in turn, lane by lane, as numbers. */
  static double[] inTurn(boolean upper) {
    double[] from = new double[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane % 2 * V + (upper ? V / 2 : 0) + lane / 2;
    }
    return from;
  }

  /** The upper half. */
  static VectorMask<Double> upper() {
    boolean[] set = new boolean[V];
    for (int lane = V / 2; lane < V; lane++) {
      set[lane] = true;
    }
    return VectorMask.fromArray(S, set, 0);
  }

  /** Every second one. */
  static VectorMask<Double> odd() {
    boolean[] set = new boolean[V];
    for (int lane = 1; lane < V; lane += 2) {
      set[lane] = true;
    }
    return VectorMask.fromArray(S, set, 0);
  }

  /** Members, at most V, whose elements lie anywhere, into planes; lanes without a member repeat the first. */
  static void load(int n, int members, double[] x, int xo, int xm, int xe, MemorySegment a, int d) {
    if (members == V && xm == 2) {
      neighbours(n, x, xo, xe, a, d);
    } else if (members == 8 && V == 8 && xe == 2 && n >= 4) {
      for (int next = 0; next < n; next += 4) {
        int j = next < n - 4 ? next : n - 4;
        FourierSquaresSimd.load(x, xo + 2 * j, xm, a, j * V, d);
      }
    } else {
      for (int lane = 0; lane < V; lane++) {
        int at = xo + (lane < members ? lane * xm : 0);
        for (int j = 0; j < n; j++) {
          a.set(NUMBER, B * (j * V + lane), x[at + j * xe]);
          a.set(NUMBER, B * (d + j * V + lane), x[at + j * xe + 1]);
        }
      }
    }
  }

  /** Rows of V elements that are a distance apart, into planes. */
  static void neighbours(int rows, double[] x, int xo, int apart, MemorySegment a, int d) {
    for (int j = 0; j < rows; j++) {
      DoubleVector low = DoubleVector.fromArray(S, x, xo + j * apart);
      DoubleVector high = DoubleVector.fromArray(S, x, xo + j * apart + V);
      DoubleVector re = low.rearrange(EVEN).blend(high.rearrange(EVEN), UPPER);
      DoubleVector im = low.rearrange(ODD).blend(high.rearrange(ODD), UPPER);
      re.intoMemorySegment(a, B * (j * V), ORDER);
      im.intoMemorySegment(a, B * (d + j * V), ORDER);
    }
  }

  /** Rows of an element of V lanes each, of which the first have a member, to where these lie. */
  static void store(int n, int members, double[] x, double[] y, int yo, int ym, int ye) {
    if (members == 8 && V == 8 && ye == 2 && n >= 4) {
      for (int next = 0; next < n; next += 4) {
        int j = next < n - 4 ? next : n - 4;
        FourierSquaresSimd.store(x, j * 16, 16, y, yo + 2 * j, ym);
        FourierSquaresSimd.store(x, j * 16 + 8, 16, y, yo + 4 * ym + 2 * j, ym);
      }
      return;
    }
    for (int lane = 0; lane < members; lane++) {
      int at = yo + lane * ym;
      for (int j = 0; j < n; j++) {
        y[at + j * ye] = x[2 * (j * V + lane)];
        y[at + j * ye + 1] = x[2 * (j * V + lane) + 1];
      }
    }
  }
}
