// Master of FloatRearrangeSimd: the float version is generated from this file.
package org.isobit.kernels.pooling;

/**
 * {@link Rearrange} by copies of what stays contiguous, or in squares that stay in L1 where the last axis moves;
 * without arithmetic there is little for vectors to do.
 */
final class RearrangeSimd extends RearrangeReference {

  /** Rows and columns of a square. */
  private static final int SQUARE = 16;

  /** A last axis that is copied element by element for all of the other axis: squares of it would be narrow. */
  private static final int FEW = 8;

  RearrangeSimd() {}

  @Override
  void forward(Permutation permutation, int from, int to, double[] x, int xo, double[] y, int yo) {
    int first = permutation.length(0);
    int moved = moved(permutation);
    int end;
    for (int row = from; row < to; row = end) {
      int sample = row / first;
      end = Math.min(to, (sample + 1) * first);
      axis(permutation, 0, row - sample * first, end - sample * first, moved, 0, 0, x, xo + sample * permutation.size(),
          y, yo + sample * permutation.size());
    }
  }

  /** The axis of the output that is contiguous in the input; the last one if there is none of more than one element. */
  private static int moved(Permutation permutation) {
    for (int axis = 0; axis < permutation.rank(); axis++) {
      if (permutation.step(axis) == 1 && permutation.length(axis) > 1) {
        return axis;
      }
    }
    return permutation.rank() - 1;
  }

  /** Indices from … to − 1 of an axis, with all that lies in them; u … v − 1 is the share of axis {@code moved}. */
  private static void axis(Permutation permutation, int axis, int from, int to, int moved, int u, int v, double[] x,
      int xo, double[] y, int yo) {
    int last = permutation.rank() - 1;
    if (axis == last) {
      if (moved == last) {
        copy(to - from, x, xo + from, y, yo + from);
      } else {
        turn(u, v, to, permutation.step(last), permutation.stride(moved), x, xo, y, yo);
      }
    } else if (axis == moved) {
      axis(permutation, axis + 1, 0, permutation.length(axis + 1), moved, from, to, x, xo, y, yo);
    } else {
      for (int i = from; i < to; i++) {
        axis(permutation, axis + 1, 0, permutation.length(axis + 1), moved, u, v, x, xo + i * permutation.step(axis), y,
            yo + i * permutation.stride(axis));
      }
    }
  }

  private static void copy(int n, double[] x, int xo, double[] y, int yo) {
    if (n > FEW) {
      System.arraycopy(x, xo, y, yo, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i];
    }
  }

  /** y at (a, b) = x at (a, b), for a = u … v − 1 with steps 1 in x, and n of b with steps 1 in y. */
  private static void turn(int u, int v, int n, int step, int stride, double[] x, int xo, double[] y, int yo) {
    if (n <= FEW) {
      for (int b = 0; b < n; b++) {
        spread(v - u, x, xo + b * step + u, y, yo + b + u * stride, stride);
      }
      return;
    }
    for (int a = u; a < v; a += SQUARE) {
      for (int b = 0; b < n; b += SQUARE) {
        square(a, Math.min(v, a + SQUARE), b, Math.min(n, b + SQUARE), step, stride, x, xo, y, yo);
      }
    }
  }

  private static void spread(int n, double[] x, int xo, double[] y, int yo, int stride) {
    for (int a = 0; a < n; a++) {
      y[yo + a * stride] = x[xo + a];
    }
  }

  private static void square(int a0, int a1, int b0, int b1, int step, int stride, double[] x, int xo, double[] y,
      int yo) {
    for (int a = a0; a < a1; a++) {
      for (int b = b0; b < b1; b++) {
        y[yo + a * stride + b] = x[xo + a + b * step];
      }
    }
  }
}
