// Master of FloatBatchEigenScratch: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.internal.Workspaces;

/** What one thread of {@link BatchEigen} needs for one group. Not thread-safe. */
final class BatchEigenScratch {

  /** Bytes between the starts of two workspaces, modulo 4096: a store to one must not look like a load of the other. */
  private static final int SHIFT = 1088;

  /** Sweeps whose rotations are applied together. */
  static final int QUEUE = 8;

  /** The decomposition of one problem at a time, by the reference. */
  final SymmetricEigen single;

  /** Reduced matrices, then products; n rows of ld·width elements and one more for the reduction. */
  double[] w = new double[0];

  /** Unsorted eigenvectors, alike, from {@link #zo} on. */
  double[] z = new double[0];
  int zo;

  /** n vectors each: diagonal, off-diagonal, 2 ÷ vᵀv; 2·n for two second vectors. */
  double[] d = new double[0];
  double[] e = new double[0];
  double[] h = new double[0];
  double[] p = new double[0];

  /** Cosines and sines of the queued sweeps, n vectors a sweep, and their ranges of rows. */
  double[] c = new double[0];
  double[] s = new double[0];
  final int[] first = new int[QUEUE];
  final int[] last = new int[QUEUE];

  /** Four vectors for one number a lane. */
  final double[] lane = new double[64];
  final int[] exponent = new int[16];
  int[] order = new int[0];

  BatchEigenScratch(boolean simd) {
    single = simd ? null : new SymmetricEigen(org.isobit.kernels.Backend.REFERENCE);
  }

  /**
   * Row length: long rows are 1024 bytes apart modulo 2048, so that four of them do not share cache sets, and a store
   * to one does not look like a load of another.
   */
  static int leading(int n, int width) {
    int bytes = width * Double.BYTES;
    if (width == 1 || n < 2048 / bytes) {
      return n;
    }
    return n + (3072 - n % (2048 / bytes) * bytes) % 2048 / bytes;
  }

  void prepare(int n, int width) {
    int row = leading(n, width) * width;
    w = Workspaces.grow("batchEigen", w, n + 1, row);
    zo = (int) ((SHIFT - (long) w.length * Double.BYTES % 4096 + 4096) % 4096) / Double.BYTES;
    z = Workspaces.grow("batchEigen", z, n + 1 + zo / Math.max(row, 1), row);
    d = Workspaces.grow("batchEigen", d, 1, n * width);
    e = Workspaces.grow("batchEigen", e, 1, n * width);
    h = Workspaces.grow("batchEigen", h, 1, n * width);
    p = Workspaces.grow("batchEigen", p, 2, n * width);
    c = Workspaces.grow("batchEigen", c, QUEUE, n * width);
    s = Workspaces.grow("batchEigen", s, QUEUE, n * width);
    if (order.length < n) {
      order = new int[n];
    }
  }
}
