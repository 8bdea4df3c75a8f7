package org.isobit.gpu.batch;

import org.isobit.gpu.Device;

/**
 * How many problems of one order run on a device: one thread each, matrices in the device's memory, or one block of
 * threads each, the matrix in the block's shared memory. The bits are the same, so the choice is free; it is made here,
 * from order, number of problems and device, for {@link BatchRationalCuda} and for local analyses.
 *
 * <p>What it goes by are estimates for an H100 (132 multiprocessors, 1.75 GHz, 3 TB/s, 227 KB of shared memory a
 * block), not measurements, in double:
 *
 * <ul>
 * <li>one thread a problem: tridiagonalisation goes through a shrinking triangle, reading matrix and vectors and
 * writing the matrix, about 4·8·n³ ÷ 3 bytes, which for the many problems that fill a device stay in no cache. With
 * what else a local analysis of one vector and 100 observations needs that is about 1 MB for n = 40, so at most 3
 * million problems a second, 20 million for n = 20, 40 million for n = 16. It takes some 256 threads a multiprocessor
 * to have enough loads under way;
 * <li>one block a problem: from memory come, of a local analysis, only the observed anomalies, 8·n·p bytes, mostly from
 * the cache. Chains of length n one after the other, with three barriers a reflection, make about 20·n² + 400·n cycles
 * for reduction and rotations and 250·n for divisions, 95 000 cycles of one block for n = 40 with the rest; registers
 * and 18 KB of shared memory let 7 blocks run beside each other. Reads of shared memory, about 30 000 cycles of a
 * multiprocessor, set the pace: 5 million problems a second for n = 40, some 30 million for n = 16.
 * </ul>
 */
public enum BatchPath {

  /** Blocks for orders above 16 that fit, and for smaller ones where problems are too few for threads; else threads. */
  ESTIMATE,

  /** One thread a problem. */
  THREADS,

  /** One block a problem, if it fits into shared memory: orders to about 230 in double and 330 in float. */
  BLOCKS;

  /** Where the two ways are about equally fast. */
  private static final int LARGEST_OF_THREADS = 16;

  /** Problems for each multiprocessor from which threads are enough. */
  private static final int BUSY = 256;

  /**
   * Whether problems that fit into shared memory run one a thread nevertheless.
   *
   * @param device   the device
   * @param n        their order
   * @param problems how many there are
   * @return whether threads serve them
   */
  public boolean threads(Device device, int n, int problems) {
    return this == THREADS
        || this == ESTIMATE && n <= LARGEST_OF_THREADS && problems >= (long) BUSY * device.multiprocessors();
  }
}
