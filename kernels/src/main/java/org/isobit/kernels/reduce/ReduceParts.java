// Master of FloatReduceParts: the float version is generated from this file.
package org.isobit.kernels.reduce;

import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;

/**
 * One reduction, whole or by parts. A part is a complete subtree of the tree over chunks (a power of two of chunks), so
 * cutting a reduction into parts only changes who computes which node. One instance a thread, used again for its next
 * call, so that nothing is allocated.
 */
final class ReduceParts implements Workers.Task {

  static final int SUM = 0;
  static final int DOT = 1;
  static final int WEIGHTED_DOT = 2;
  static final int NORM1 = 3;
  static final int MAX_ABS = 4;
  static final int PLAIN_SQUARES = 5;
  static final int SCALED_SQUARES = 6;
  static final int SQUARED_DEVIATIONS = 7;

  /** The least elements worth a part: about 20 µs of memory traffic. */
  private static final int LEAST = 16 * ReduceReference.CHUNK;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 8;

  private static final ThreadLocal<ReduceParts> MINE = new ThreadLocal<>();

  private int operation;
  private int n;
  private double[] x;
  private int xo;
  private double[] y;
  private int yo;
  private double[] w;
  private int wo;
  private double scalar;
  private int length;
  private double[] nodes = {};

  private ReduceParts() {}

  private static ReduceParts mine() {
    ReduceParts parts = MINE.get();
    if (parts == null) {
      parts = new ReduceParts();
      MINE.set(parts);
    }
    return parts;
  }

  @Override
  public void run(int part, int slot) {
    Environment.require();
    int start = part * length;
    nodes[part] = whole(operation, n - start < length ? n - start : length, x, xo + start, y, yo + start, w, wo + start,
        scalar);
  }

  /** The reduction by the pool's threads. */
  static double parallel(int operation, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
      double scalar, Workers workers) {
    int threads = workers.available();
    int length = LEAST;
    while (length <= n / 2 / (PARTS * threads)) {
      length *= 2;
    }
    if (threads == 1 || n <= length) {
      return whole(operation, n, x, xo, y, yo, w, wo, scalar);
    }
    ReduceParts parts = mine();
    parts.operation = operation;
    parts.n = n;
    parts.x = x;
    parts.xo = xo;
    parts.y = y;
    parts.yo = yo;
    parts.w = w;
    parts.wo = wo;
    parts.scalar = scalar;
    parts.length = length;
    return parts.reduced(workers);
  }

  private double reduced(Workers workers) {
    int count = (n - 1) / length + 1;
    if (nodes.length < count) {
      nodes = new double[count];
    }
    try {
      workers.run(count, this);
    } finally {
      x = null;
      y = null;
      w = null;
    }
    return combined(0, count);
  }

  private double combined(int first, int count) {
    if (count == 1) {
      return nodes[first];
    }
    int left = Integer.highestOneBit(count - 1);
    double a = combined(first, left);
    double b = combined(first + left, count - left);
    return switch (operation) {
      case MAX_ABS -> b > a || b != b ? b : a;
      case PLAIN_SQUARES -> a >= 0.0 && b >= 0.0 ? a + b : -1.0;
      default -> a + b;
    };
  }

  /** The reduction by the calling thread. */
  static double whole(int operation, int n, double[] x, int xo, double[] y, int yo, double[] w, int wo,
      double scalar) {
    ReduceReference kernels = Reduce.KERNELS.of(n);
    return switch (operation) {
      case SUM -> kernels.sum(n, x, xo, 1);
      case DOT -> kernels.dot(n, x, xo, 1, y, yo, 1);
      case WEIGHTED_DOT -> kernels.weightedDot(n, w, wo, x, xo, y, yo);
      case NORM1 -> kernels.norm1(n, x, xo);
      case MAX_ABS -> kernels.maxAbs(n, x, xo);
      case PLAIN_SQUARES -> kernels.plainSquares(n, x, xo);
      case SCALED_SQUARES -> kernels.scaledSquares(n, x, xo, scalar);
      default -> kernels.squaredDeviations(n, x, xo, scalar);
    };
  }

  /** The Euclidean norm: one pass where scaling cannot matter, else the magnitude first. */
  static double norm2(int n, double[] x, int xo, Workers workers) {
    double plain = parallel(PLAIN_SQUARES, n, x, xo, x, xo, x, xo, 0.0, workers);
    if (plain >= 0.0) {
      return Math.sqrt(plain);
    }
    double m = parallel(MAX_ABS, n, x, xo, x, xo, x, xo, 0.0, workers);
    if (!ReduceReference.isScalable(m)) {
      return m;
    }
    double down = ReduceReference.downScale(m);
    return Math.sqrt(parallel(SCALED_SQUARES, n, x, xo, x, xo, x, xo, down, workers)) * ReduceReference.upScale(m);
  }
}
