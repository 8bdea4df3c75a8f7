package org.isobit.gpu.local;

import org.isobit.gpu.Device;

/**
 * How a group of local problems of one order runs: one block of threads each, matrix and vectors in the block's shared
 * memory, from observations to results in one kernel; or one thread each, matrices in the device's memory. Both have the
 * same bits, so the choice is free, and it is made here alone, from order, number of problems and device.
 *
 * <p>What it goes by are estimates for an H100 (132 multiprocessors, 1.75 GHz, 3 TB/s, 227 KB of shared memory a block), not
 * measurements, in double, for one vector and 100 observations:
 *
 * <ul>
 * <li>one thread a problem: tridiagonalisation goes through a shrinking triangle, reading matrix and vectors and writing the
 * matrix, about 4·8·n³ ÷ 3 bytes, which for the many problems that fill a device stay in no cache. With Gram matrix,
 * vectors and rotations that is about 1 MB for n = 40, so at most 3 million problems a second, 20 million for n = 20, 40
 * million for n = 16. It takes some 256 threads a multiprocessor to have enough loads under way;
 * <li>one block a problem: from memory come only the observed anomalies, 8·n·p bytes, mostly from the cache. Chains of
 * length n one after the other, with three barriers a reflection, make about 20·n² + 400·n cycles for the reduction and
 * rotations and 250·n for divisions, 95 000 cycles for n = 40 with the rest, of one block; 18 KB of shared memory let 12
 * blocks run beside each other. Reads of shared memory, about 30 000 cycles of a multiprocessor, then set the pace: 5 to 7
 * million problems a second for n = 40, some 30 million for n = 16.
 * </ul>
 *
 * <p>So blocks serve orders above {@value #LARGEST_OF_THREADS}, and smaller ones where there are too few problems for
 * threads; orders whose packed triangle does not fit into shared memory (above some 230 in double and 330 in float, with the
 * transform formed some 160 and 230) go by threads.
 *
 * @param threads threads of a block
 * @param chunk   vectors at a time
 * @param tile    terms of a Gram matrix at a time, a power of two
 * @param poles   poles at a time
 * @param bytes   shared memory of a block
 */
record LocalPath(int threads, int chunk, int tile, int poles, int bytes) {

  /** Which way to go, for tests: the bits are the same. */
  enum Preference { ESTIMATE, THREADS, BLOCKS }

  /** Where the two ways are about equally fast. */
  static final int LARGEST_OF_THREADS = 16;

  /** Problems for each multiprocessor from which threads are enough. */
  private static final int BUSY = 256;

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
   * @param n            order of the problems
   * @param elementBytes bytes of an element
   * @param targets      how many problems
   * @return how blocks run, or null for threads
   */
  static LocalPath choose(Device device, Preference preference, Way way, int n, int vectors, int elementBytes,
      int targets) {
    boolean threads = n <= LARGEST_OF_THREADS && targets >= (long) BUSY * device.multiprocessors();
    if (preference == Preference.THREADS || preference == Preference.ESTIMATE && threads) {
      return null;
    }
    return plan(way, n, vectors, elementBytes, device.sharedMemory());
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
    return new LocalPath(threads, chunk, tile, poles, (int) elements(way, n, threads, chunk, tile, poles) * elementBytes);
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
