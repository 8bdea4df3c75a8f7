// Master of FloatAttentionMask: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Checks;

/**
 * What is added to scores, or which keys a query sees. Rows of one number a key; one row for all, or one for each
 * query, each head, each sample, or several of these: sample by sample, in it head by head, in it query by query.
 * Arrays are kept, not copied. Immutable but for them, thread-safe.
 */
public final class AttentionMask {

  /** Nothing is added and every key is seen. */
  public static final AttentionMask NONE = new AttentionMask(null, null, 0, false, false, false);

  private static final String NAME = "attention mask";

  private final double[] added;
  private final boolean[] seen;
  private final int offset;
  private final boolean bySample;
  private final boolean byHead;
  private final boolean byQuery;

  private AttentionMask(double[] added, boolean[] seen, int offset, boolean bySample, boolean byHead,
      boolean byQuery) {
    this.added = added;
    this.seen = seen;
    this.offset = offset;
    this.bySample = bySample;
    this.byHead = byHead;
    this.byQuery = byQuery;
  }

  /**
   * Numbers that are added to the scores; −Inf hides a key.
   *
   * @param values   the array
   * @param vOffset  index of the first one
   * @param bySample whether each sample has its own
   * @param byHead   whether each head has its own
   * @param byQuery  whether each query has its own
   * @return the mask
   * @throws IllegalArgumentException if the array is null, or the offset not in it
   */
  public static AttentionMask added(double[] values, long vOffset, boolean bySample, boolean byHead,
      boolean byQuery) {
    return new AttentionMask(values, null, Checks.vector(NAME, "values", values, vOffset, 1), bySample, byHead,
        byQuery);
  }

  /**
   * Which keys are seen; the score of the others is −Inf.
   *
   * @param flags    the array
   * @param fOffset  index of the first one
   * @param bySample whether each sample has its own
   * @param byHead   whether each head has its own
   * @param byQuery  whether each query has its own
   * @return the mask
   * @throws IllegalArgumentException if the array is null, or the offset not in it
   */
  public static AttentionMask seen(boolean[] flags, long fOffset, boolean bySample, boolean byHead,
      boolean byQuery) {
    Checks.present(NAME, "flags", flags);
    return new AttentionMask(null, flags, Checks.vector(NAME, "flags", flags.length, fOffset, 1), bySample, byHead,
        byQuery);
  }

  /** Refuses a shape for which the array is too short; elements that are read. */
  int require(String operation, AttentionShape shape) {
    if (added == null && seen == null) {
      return 0;
    }
    long elements = (long) (bySample ? shape.batch() : 1) * (byHead ? shape.heads() : 1)
        * (byQuery ? shape.queries() : 1);
    int length = added != null ? added.length : seen.length;
    if (elements > length || elements * shape.keys() > length - offset) {
      throw new IllegalArgumentException(operation + ": the mask has " + (length - offset) + " elements from offset "
          + offset + ", but " + elements + " rows of " + shape.keys() + " are needed");
    }
    return (int) (elements * shape.keys());
  }

  double[] added() {
    return added;
  }

  boolean[] seen() {
    return seen;
  }

  int offset() {
    return offset;
  }

  /** Whether each query has its own row. */
  boolean byQuery() {
    return byQuery;
  }

  /** Where the row of query i begins. */
  int row(AttentionShape shape, int b, int h, int i) {
    int row = bySample ? b : 0;
    row = byHead ? row * shape.heads() + h : row;
    row = byQuery ? row * shape.queries() + i : row;
    return offset + row * shape.keys();
  }
}
