package org.isobit.gpu.local;

import org.isobit.gpu.Device;
import org.isobit.gpu.batch.BatchPath;

/**
 * How a group of local problems of one order runs by blocks: one block of threads each, matrix and vectors in the
 * block's shared memory, from observations to results in one kernel; or why not: {@link BatchPath} says when it is one
 * thread each, and orders whose matrix does not fit into shared memory (above some 230 in double and 330 in float, with
 * the transform formed some 160 and 230) go by the kernels of batches.
 *
 * @param threads threads of a block
 * @param chunk   vectors at a time
 * @param tile    terms of a Gram matrix at a time, a power of two
 * @param poles   poles at a time
 * @param bytes   shared memory of a block
 */
record LocalPath(int threads, int chunk, int tile, int poles, int bytes) {

  private static final int MOST_THREADS = 256;
  private static final int WARP = 32;
  private static final int TILE = 16;

  /** Odd, so that neighbouring elements of all poles lie in different banks. */
  private static final int POLES = 9;

  /** Elements of vectors and what their sums over poles take, about: few enough that a dozen blocks fit. */
  private static final int VECTORS = 2560;

  /** Problems in member space, with or without the transform formed, or in observation space. */
  enum Way { FEW, MANY, OBSERVATIONS }

  /** The way that problems of an order in observation space, or 0, are solved. */
  static Way way(int order, boolean formed) {
    return order > 0 ? Way.OBSERVATIONS : formed ? Way.MANY : Way.FEW;
  }

  /**
   * Chooses.
   *
   * @param path         which way is asked for
   * @param n            order of the problems
   * @param elementBytes bytes of an element
   * @param targets      how many problems
   * @return how blocks run, or null for the kernels of batches
   */
  static LocalPath choose(Device device, BatchPath path, Way way, int n, int vectors, int elementBytes,
      int targets) {
    return path.threads(device, n, targets) ? null : plan(way, n, vectors, elementBytes, device.sharedMemory());
  }

  /** The largest pieces that fit, or null if none do. */
  static LocalPath plan(Way way, int n, int vectors, int elementBytes, int shared) {
    int fours = ((way == Way.OBSERVATIONS ? n : n + 1) + 3) / 4;
    int wanted = Math.max(n, fours * (fours + 1) / 2);
    int threads = Math.min(MOST_THREADS, (wanted + WARP - 1) / WARP * WARP);
    int chunk = way == Way.MANY ? VECTORS / n : (VECTORS / n - 2 * POLES) / (POLES + 2);
    chunk = Math.min(vectors, Math.max(1, chunk));
    int tile = TILE;
    int poles = POLES;
    while (elements(way, n, threads, chunk, tile, poles) * elementBytes > shared) {
      if (chunk > 1) {
        chunk = (chunk + 1) / 2;
      } else if (tile > 1 || poles > 1) {
        tile = Math.max(1, tile / 2);
        poles = Math.max(1, poles / 2);
      } else {
        return null;
      }
    }
    return new LocalPath(threads, chunk, tile, poles, (int) elements(way, n, threads, chunk, tile, poles)
        * elementBytes);
  }

  /** As Room in block.cuh has it, and what its scratch needs. */
  private static long elements(Way way, int n, int threads, int chunk, int tile, int poles) {
    long triangle = (long) n * (n + 1) / 2;
    long formed = way == Way.MANY ? triangle : 0;
    long vectors = 7L * n + chunk + (long) chunk * n * (way == Way.MANY ? 1 : 2);
    int columns = way == Way.OBSERVATIONS ? n : n + 1;
    int leading = (columns + 3) / 4 * 4 + 1;
    long gram = (long) tile * (leading + (way == Way.OBSERVATIONS ? chunk : 0));
    long sums = (way == Way.MANY ? 2L : 2L + chunk) * poles * n;
    return triangle + formed + vectors + Math.max(Math.max(gram, sums), Math.max(threads, 3L * n));
  }
}
