// Master of FloatAttentionMaskCuda: the float version is generated from this file.
package org.isobit.gpu.attention;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.kernels.attention.AttentionShape;

/**
 * {@link org.isobit.kernels.attention.AttentionMask} in device memory: what is added to scores, or which keys a query
 * sees. Rows of one number a key; one row for all, or one for each query, each head, each sample, or several of these:
 * sample by sample, in it head by head, in it query by query. Arrays are kept, not copied, and stay their owner's.
 * Immutable but for them, thread-safe.
 */
public final class AttentionMaskCuda {

  /** Nothing is added and every key is seen. */
  public static final AttentionMaskCuda NONE = new AttentionMaskCuda(null, null, 0, false, false, false);

  private static final String NAME = "attention mask";

  private final DeviceArray added;
  private final IntDeviceArray seen;
  private final long offset;
  private final boolean bySample;
  private final boolean byHead;
  private final boolean byQuery;

  private AttentionMaskCuda(DeviceArray added, IntDeviceArray seen, long offset, boolean bySample, boolean byHead,
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
  public static AttentionMaskCuda added(DeviceArray values, long vOffset, boolean bySample, boolean byHead,
      boolean byQuery) {
    DeviceChecks.vector(NAME, "values", values, vOffset, 1);
    return new AttentionMaskCuda(values, null, vOffset, bySample, byHead, byQuery);
  }

  /**
   * Which keys are seen: those whose flag is not 0; the score of the others is −Inf.
   *
   * @param flags    the array
   * @param fOffset  index of the first one
   * @param bySample whether each sample has its own
   * @param byHead   whether each head has its own
   * @param byQuery  whether each query has its own
   * @return the mask
   * @throws IllegalArgumentException if the array is null, or the offset not in it
   */
  public static AttentionMaskCuda seen(IntDeviceArray flags, long fOffset, boolean bySample, boolean byHead,
      boolean byQuery) {
    DeviceChecks.vector(NAME, "flags", flags, fOffset, 1);
    return new AttentionMaskCuda(null, flags, fOffset, bySample, byHead, byQuery);
  }

  /** Refuses a shape for which the array is too short; elements that are read. */
  long require(String operation, AttentionShape shape) {
    if (added == null && seen == null) {
      return 0;
    }
    long rows = (bySample ? shape.batch() : 1) * headRows(shape);
    long length = added != null ? added.length() : seen.length();
    if (rows > length || rows * shape.keys() > length - offset) {
      throw new IllegalArgumentException(operation + ": the mask has " + (length - offset) + " elements from offset "
          + offset + ", but " + rows + " rows of " + shape.keys() + " are needed");
    }
    return rows * shape.keys();
  }

  private long queryRows(AttentionShape shape) {
    return byQuery ? shape.queries() : 1;
  }

  private long headRows(AttentionShape shape) {
    return (byHead ? shape.heads() : 1) * queryRows(shape);
  }

  DeviceArray added() {
    return added;
  }

  IntDeviceArray seen() {
    return seen;
  }

  long offset() {
    return offset;
  }

  /** Elements from a sample's rows to the next one's. */
  long sampleStride(AttentionShape shape) {
    return bySample ? headRows(shape) * shape.keys() : 0;
  }

  /** Elements from a head's rows to the next one's. */
  long headStride(AttentionShape shape) {
    return byHead ? queryRows(shape) * shape.keys() : 0;
  }

  /** Elements from a query's row to the next one's. */
  long queryStride(AttentionShape shape) {
    return byQuery ? shape.keys() : 0;
  }
}
