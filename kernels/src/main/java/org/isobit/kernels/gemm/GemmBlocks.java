// Master of FloatGemmBlocks: the float version is generated from this file.
package org.isobit.kernels.gemm;

import java.util.Arrays;
import org.isobit.kernels.Tuning;

/**
 * Block sizes, of which {@link Tuning} has those that depend on the processor, and the packing buffers of one thread.
 *
 * <p>Loops from the outside in: columns of C by NC and terms by KC (this block of B, packed, stays in L2), tile rows
 * of 12 rows of C (their A, KC terms, stays in L1), panels of two vectors (a tile of C stays in registers). Of many
 * blocks of columns, rows by MC and terms by KC (this block of A is packed once), then columns by NC.
 */
final class GemmBlocks {

  /** Terms of a block: with 256, a tile row of A, 12 × KC, is 24 KB (float: 12 KB): half an L1 cache. */
  static final int KC = Tuning.size("gemm.double.terms");

  /** Columns of a block, more if it has fewer terms: with 256 (float: 512), B, KC × NC, is 512 KB, half an L2 cache. */
  static final int NC = Tuning.size("gemm.double.columns", 32);

  /** Rows of a block whose A is kept packed for several blocks of columns: with 256 terms 3 MB, in L3. */
  static final int MC = 6 * KC;

  /** Rows from which on copying B costs less than reading it where it lies. */
  static final int PACK_B = Tuning.size("gemm.double.pack-rows");

  /** The same where rows of B are so far apart that they meet in the cache. */
  static final int PACK_FAR_B = Tuning.size("gemm.double.far-rows");

  /** Terms of a block where a panel of B has three vectors: 32 KB. */
  static final int KC_NARROW = Tuning.size("gemm.double.narrow-terms");

  /** Columns up to which tile rows of 12 do not pay. */
  static final int NARROW = 64; // float: static final int NARROW = 128;

  /** Elements of a block that stays in L1: 32 KB. */
  static final int SMALL = 4096; // float: static final int SMALL = 8192;

  /** Elements of A and of B up to which a product goes through the small kernels at once: both are in L2. */
  static final int DIRECT = 20000; // float: static final int DIRECT = 40000;

  /** Elements of a cache line: rows of packed A are one line longer than a power of two. */
  static final int LINE = 8; // float: static final int LINE = 16;

  /** Elements of 4 KB: lines so far apart go to the same eight places of a first-level cache of 32 KB. */
  private static final int WAY = 512; // float: private static final int WAY = 1024;

  /** Side of the tiles of C that products of several runs go through; a multiple of tile rows and panel columns. */
  static final int RUN_TILE = 480;

  private static final ThreadLocal<GemmBlocks> MINE = new ThreadLocal<>();

  private double[] a = {};
  private double[] b = {};
  private double[] run = {};
  private double[] edge = {};
  private double[] square = {};

  private GemmBlocks() {}

  /** Whether rows with this leading dimension drive each other out of the first-level cache, so that copying pays. */
  static boolean collide(int ld) {
    return ld % WAY == 0;
  }

  /** The calling thread's buffers. */
  static GemmBlocks mine() {
    GemmBlocks blocks = MINE.get();
    if (blocks == null) {
      blocks = new GemmBlocks();
      MINE.set(blocks);
    }
    return blocks;
  }

  /** Room for packed A. */
  double[] a(int size) {
    if (a.length < size) {
      a = new double[grown(a.length, size)];
    }
    return a;
  }

  /** Room for packed B. */
  double[] b(int size) {
    if (b.length < size) {
      b = new double[grown(b.length, size)];
    }
    return b;
  }

  /** Room for the result of one run. */
  double[] run(int size) {
    if (run.length < size) {
      run = new double[grown(run.length, size)];
    }
    return run;
  }

  /** Room for the last columns of B and C, padded to a panel; zero where nobody wrote. */
  double[] edge(int size) {
    if (edge.length < size) {
      edge = Arrays.copyOf(edge, grown(edge.length, size));
    }
    return edge;
  }

  /** Room for a square on the diagonal; zero where nobody wrote. */
  double[] square(int size) {
    if (square.length < size) {
      square = Arrays.copyOf(square, grown(square.length, size));
    }
    return square;
  }

  private static int grown(int length, int size) {
    return Math.max(size, length + length / 2);
  }
}
