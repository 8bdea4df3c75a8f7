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

  /** Of derivatives, 1 ÷ l of each query, and the product of dY and Y. */
  final double[] reciprocal = new double[TILES * AttentionReference.LANES];
  final double[] delta = new double[TILES * AttentionReference.LANES];

  /** Of each tile, the run of its sums, −1 before there is one, and whether an earlier one is stored. */
  final int[] run = new int[TILES];
  final boolean[] stored = new boolean[TILES];

  /** Gradients of scores, keys row by row. */
  final double[] turned = new double[AttentionReference.LANES * AttentionReference.BLOCK];

  private double[] queries = {};
  private double[] others = {};
  private double[] outputs = {};
  private double[] otherOutputs = {};
  private double[] keys = {};
  private double[] values = {};
  private double[] keyRows = {};
  private double[] sums = {};

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

  private static double[] grown(double[] x, int n) {
    return x.length < n ? new double[n] : x;
  }

  /** Room for tiles of queries of so many elements. */
  double[] queries(int size) {
    queries = grown(queries, TILES * size * AttentionReference.LANES);
    return queries;
  }

  /** The same once more. */
  double[] others(int size) {
    others = grown(others, TILES * size * AttentionReference.LANES);
    return others;
  }

  /** Room for tiles of outputs of so many elements. */
  double[] outputs(int size) {
    outputs = grown(outputs, TILES * size * AttentionReference.LANES);
    return outputs;
  }

  /** The same once more. */
  double[] otherOutputs(int size) {
    otherOutputs = grown(otherOutputs, TILES * size * AttentionReference.LANES);
    return otherOutputs;
  }

  /** Room for a block of keys of so many elements. */
  double[] keys(int size) {
    keys = grown(keys, AttentionReference.BLOCK * size);
    return keys;
  }

  /** Room for a block of values of so many elements. */
  double[] values(int size) {
    values = grown(values, AttentionReference.BLOCK * size);
    return values;
  }

  /** Room for keys of all tiles, row by row, in columns of a tile's width. */
  double[] keyRows(int size) {
    keyRows = grown(keyRows, TILES * columns(size) * AttentionReference.LANES);
    return keyRows;
  }

  /** Room for a block of sums, row by row, in columns of a tile's width. */
  double[] sums(int size) {
    sums = grown(sums, AttentionReference.BLOCK * columns(size));
    return sums;
  }

  /** Elements, filled up to whole columns. */
  private static int columns(int size) {
    return (size + AttentionReference.LANES - 1) / AttentionReference.LANES * AttentionReference.LANES;
  }
}
