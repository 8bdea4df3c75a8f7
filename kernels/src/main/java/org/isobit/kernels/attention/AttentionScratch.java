// Master of FloatAttentionScratch: the float version is generated from this file.
package org.isobit.kernels.attention;

/** The scratch arrays of one thread: of a few tiles of queries, lane for lane, and of a block of keys. */
final class AttentionScratch {

  private static final int TILES = AttentionReference.TILES;

  private static final ThreadLocal<AttentionScratch> MINE = new ThreadLocal<>();

  /** Scores of a block of keys, then their exponentials. */
  final double[] scores = new double[AttentionReference.BLOCK * AttentionReference.LANES];

  /** Another one: the mask's numbers, or the scores' gradients. */
  final double[] other = new double[AttentionReference.BLOCK * AttentionReference.LANES];

  /** Partial sums, tile after tile. */
  final double[] partials = new double[TILES * AttentionReference.PARTIALS * AttentionReference.LANES];

  /** First queries of tiles, and the query after the last one. */
  final int[] first = new int[TILES + 1];

  /** Of each tile, the largest score so far and what is subtracted. */
  final double[] largest = new double[TILES * AttentionReference.LANES];
  final double[] shift = new double[TILES * AttentionReference.LANES];

  /** The factor of what there was before. */
  final double[] factor = new double[AttentionReference.LANES];

  private double[] queries = {};
  private double[] outputs = {};
  private double[] keys = {};
  private double[] values = {};

  private AttentionScratch() {}

  /** The calling thread's. */
  static AttentionScratch mine() {
    AttentionScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new AttentionScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** Room for queries of so many elements. */
  double[] queries(int size) {
    if (queries.length < TILES * size * AttentionReference.LANES) {
      queries = new double[TILES * size * AttentionReference.LANES];
    }
    return queries;
  }

  /** Room for outputs of so many elements. */
  double[] outputs(int size) {
    if (outputs.length < TILES * size * AttentionReference.LANES) {
      outputs = new double[TILES * size * AttentionReference.LANES];
    }
    return outputs;
  }

  /** Room for a block of keys of so many elements. */
  double[] keys(int size) {
    if (keys.length < AttentionReference.BLOCK * size) {
      keys = new double[AttentionReference.BLOCK * size];
    }
    return keys;
  }

  /** Room for a block of values of so many elements. */
  double[] values(int size) {
    if (values.length < AttentionReference.BLOCK * size) {
      values = new double[AttentionReference.BLOCK * size];
    }
    return values;
  }
}
