// Master of FloatBatchRationalGroup: the float version is generated from this file.
package org.isobit.linalg.batch;

import java.util.Arrays;
import org.isobit.linalg.internal.Workspaces;

/**
 * What {@link BatchRational} keeps of the problems of one vector, element e of lane l at {@code e·width + l}, and its
 * scratch. Not thread-safe.
 */
final class BatchRationalGroup {

  static final int NOT_FINITE = 1;
  static final int TOO_LARGE = 2;
  static final int NOT_POSITIVE = 3;

  /** Poles of the longest table, rounded up to whole passes. */
  private static final int POLES = 64;

  /** Problems in the group; 1 for the reference. */
  final int width;

  /** For each problem 0 or why it was refused. */
  final int[] status;

  /** For each problem the infinity norm of C. */
  final double[] bound;

  /** Reduced matrix, n rows of ld elements and one more for the reduction; row i holds reflection i. */
  double[] w = new double[0];
  int ld;

  /** Diagonal and couplings of C = I + A ÷ c in tridiagonal form; 2 ÷ vᵀv of each reflection. */
  double[] t = new double[0];
  double[] e = new double[0];
  double[] h = new double[0];

  /** Scratch: PASS vectors for each of n: couplings of L, weights over pivots, half-solved vectors. */
  double[] l = new double[0];
  double[] r = new double[0];
  double[] p = new double[0];

  /** C^−½, made only when asked for. */
  double[] f = new double[0];

  /** For each problem the number of its poles, and shifts and weights of all, the last repeated with weight 0. */
  final double[] count;
  final double[] shift;
  final double[] weight;

  /** Numbers of a problem that a step hands to the next. */
  final double[] lane;

  BatchRationalGroup(int width) {
    this.width = width;
    status = new int[width];
    bound = new double[width];
    count = new double[width];
    lane = new double[4 * width];
    shift = new double[POLES * width];
    weight = new double[POLES * width];
  }

  void prepare(int n) {
    ld = BatchEigenScratch.leading(n, width);
    w = Workspaces.grow("batchRational", w, n + 1, ld * width);
    t = Workspaces.grow("batchRational", t, 1, n * width);
    e = Workspaces.grow("batchRational", e, 1, n * width);
    h = Workspaces.grow("batchRational", h, 1, n * width);
    l = Workspaces.grow("batchRational", l, RationalPoles.PASS, n * width);
    r = Workspaces.grow("batchRational", r, RationalPoles.PASS, n * width);
    p = Workspaces.grow("batchRational", p, RationalPoles.PASS, n * width);
  }

  /** Makes room for C^−½. */
  void prepareMatrix(int n) {
    f = Workspaces.grow("batchRational", f, n, ld * width);
  }

  /**
   * Sets up the poles of each problem; lanes without a good problem take those of the smallest bound.
   *
   * @param difference whether the weights are those of the divided difference
   * @return the largest number of poles
   */
  int poles(boolean difference) {
    int most = 0;
    for (int b = 0; b < width; b++) {
      int m = exponent(b);
      most = RationalPoles.count(m) > most ? RationalPoles.count(m) : most;
    }
    int all = (most + RationalPoles.PASS - 1) / RationalPoles.PASS * RationalPoles.PASS;
    for (int b = 0; b < width; b++) {
      int m = exponent(b);
      int own = RationalPoles.count(m);
      count[b] = own;
      for (int j = 0; j < own; j++) {
        shift[j * width + b] = RationalPoles.shift(m, j);
        weight[j * width + b] = difference ? RationalPoles.difference(m, j) : RationalPoles.weight(m, j);
      }
      for (int j = own; j < all; j++) {
        shift[j * width + b] = RationalPoles.shift(m, own - 1);
        weight[j * width + b] = 0.0;
      }
    }
    return most;
  }

  /** Sets up C⁻¹ as a sum of one term, the first of a pass; returns 1. */
  int inverse() {
    Arrays.fill(count, 1.0);
    Arrays.fill(shift, 0, RationalPoles.PASS * width, 0.0);
    Arrays.fill(weight, 0, width, 1.0);
    Arrays.fill(weight, width, RationalPoles.PASS * width, 0.0);
    return 1;
  }

  /** The fewest poles of a problem, after {@link #poles} or {@link #inverse}. */
  int fewest() {
    int fewest = POLES;
    for (int b = 0; b < width; b++) {
      fewest = count[b] < fewest ? (int) count[b] : fewest;
    }
    return fewest;
  }

  /** Which table a problem takes; the smallest if it was refused. */
  int exponent(int problem) {
    return status[problem] == 0 ? RationalPoles.exponent(bound[problem]) : 1;
  }

  /**
   * Largest eigenvalue of a problem's C, by bisection on the signs of pivots, to the last bit or nearly.
   */
  double largest(int n, int problem) {
    double low = 0.0;
    double high = bound[problem];
    for (int k = 0; k < 200; k++) {
      double middle = low + (high - low) * 0.5;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (above(n, problem, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Whether x is above all eigenvalues of C. */
  private boolean above(int n, int problem, double x) {
    double pivot = 1.0;
    double coupling = 0.0;
    for (int i = 0; i < n; i++) {
      pivot = x - t[i * width + problem] - coupling / pivot * coupling;
      if (!(pivot > 0.0)) {
        return false;
      }
      coupling = i < n - 1 ? e[i * width + problem] : 0.0;
    }
    return true;
  }
}
