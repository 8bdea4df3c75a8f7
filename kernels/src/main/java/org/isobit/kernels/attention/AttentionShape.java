package org.isobit.kernels.attention;

import org.isobit.kernels.Checks;

/**
 * Sizes, scale, causality and storage of an attention. Query head h reads key and value head h ÷ (heads ÷ kvHeads),
 * rounded down: kvHeads = heads is the usual attention, fewer are grouped heads, 1 is one for all.
 *
 * <p>Storage: each of Q, K, V and Y is a row-major matrix with a leading dimension of its own. Head-major (the
 * default), row (b·heads + h)·tokens + t has the elements of one head; token-major, row b·tokens + t has the heads one
 * after the other, so that Q, K and V may be columns of one matrix. Immutable, thread-safe.
 */
public final class AttentionShape {

  /** Most elements of a head's query, key or value: their sums are one run of a product. */
  public static final int WIDEST = 4096;

  private static final String NAME = "attention shape";

  private final int batch;
  private final int heads;
  private final int kvHeads;
  private final int queries;
  private final int keys;
  private final int size;
  private final int valueSize;
  private final double scale;
  private final boolean causal;
  private final int offset;
  private final boolean tokenMajor;

  private AttentionShape(int batch, int heads, int kvHeads, int queries, int keys, int size, int valueSize,
      double scale, boolean causal, int offset, boolean tokenMajor) {
    this.batch = batch;
    this.heads = heads;
    this.kvHeads = kvHeads;
    this.queries = queries;
    this.keys = keys;
    this.size = size;
    this.valueSize = valueSize;
    this.scale = scale;
    this.causal = causal;
    this.offset = offset;
    this.tokenMajor = tokenMajor;
    long most = Math.max((long) heads * size, (long) heads * valueSize);
    long elements = Math.multiplyHigh((long) batch * Math.max(queries, keys), most) == 0
        ? (long) batch * Math.max(queries, keys) * most : Long.MAX_VALUE;
    if (elements < 0 || elements > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(NAME + ": " + batch + " samples of " + queries + " queries and " + keys
          + " keys with " + heads + " heads of " + size + " and " + valueSize + " elements are too many for an array");
    }
  }

  /**
   * As many key and value heads as query heads, values as wide as keys, scale 1 ÷ sqrt(size), every query sees every
   * key, head-major.
   *
   * @param batch   samples, at least 1
   * @param heads   heads, at least 1
   * @param queries queries of a sample, at least 1
   * @param keys    keys of a sample, at least 1
   * @param size    elements of a query and of a key of one head, 1 to {@link #WIDEST}
   * @return the shape
   * @throws IllegalArgumentException if a size is not in its range, or an operand does not fit in an array
   */
  public static AttentionShape of(int batch, int heads, int queries, int keys, int size) {
    Checks.positive(NAME, "batch", batch);
    Checks.positive(NAME, "heads", heads);
    Checks.positive(NAME, "queries", queries);
    Checks.positive(NAME, "keys", keys);
    width("size", size);
    return new AttentionShape(batch, heads, heads, queries, keys, size, size, 1.0 / Math.sqrt(size), false, 0, false);
  }

  private static void width(String name, int size) {
    if (size < 1 || size > WIDEST) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be from 1 to " + WIDEST + ", but is " + size);
    }
  }

  /**
   * With another number of samples.
   *
   * @param samples how many, at least 1
   * @return another shape
   * @throws IllegalArgumentException if there are none, or an operand does not fit in an array
   */
  public AttentionShape withBatch(int samples) {
    Checks.positive(NAME, "batch", samples);
    return new AttentionShape(samples, heads, kvHeads, queries, keys, size, valueSize, scale, causal, offset,
        tokenMajor);
  }

  /**
   * With grouped heads.
   *
   * @param number heads of keys and values; divides the heads
   * @return another shape
   * @throws IllegalArgumentException if it does not divide them
   */
  public AttentionShape withKvHeads(int number) {
    if (number < 1 || heads % number != 0) {
      throw new IllegalArgumentException(NAME + ": kvHeads must divide the " + heads + " heads, but is " + number);
    }
    return new AttentionShape(batch, heads, number, queries, keys, size, valueSize, scale, causal, offset, tokenMajor);
  }

  /**
   * With values of another width than keys.
   *
   * @param width elements of a value of one head, 1 to {@link #WIDEST}
   * @return another shape
   * @throws IllegalArgumentException if it is not in this range, or an operand does not fit in an array
   */
  public AttentionShape withValueSize(int width) {
    width("valueSize", width);
    return new AttentionShape(batch, heads, kvHeads, queries, keys, size, width, scale, causal, offset, tokenMajor);
  }

  /**
   * With another factor of the scores.
   *
   * @param factor multiplies queries; rounded once to float where they are float
   * @return another shape
   * @throws IllegalArgumentException if it is not positive and finite, in float too
   */
  public AttentionShape withScale(double factor) {
    if (!((float) factor > 0.0f && (float) factor <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": scale must be positive and finite, in float too, but is " + factor);
    }
    return new AttentionShape(batch, heads, kvHeads, queries, keys, size, valueSize, factor, causal, offset,
        tokenMajor);
  }

  /**
   * Causal: query i sees keys j ≤ i + offset. The offset is 0 where queries and keys are the same tokens, and
   * keys − queries where the queries are the last tokens.
   *
   * @param shift the offset, of either sign
   * @return another shape
   */
  public AttentionShape withCausal(int shift) {
    return new AttentionShape(batch, heads, kvHeads, queries, keys, size, valueSize, scale, true, shift, tokenMajor);
  }

  /**
   * With the heads of a token side by side.
   *
   * @return another shape
   */
  public AttentionShape withTokenMajor() {
    return new AttentionShape(batch, heads, kvHeads, queries, keys, size, valueSize, scale, causal, offset, true);
  }

  /**
   * Samples.
   *
   * @return at least 1
   */
  public int batch() {
    return batch;
  }

  /**
   * Query heads.
   *
   * @return at least 1
   */
  public int heads() {
    return heads;
  }

  /**
   * Heads of keys and values.
   *
   * @return a divisor of the heads
   */
  public int kvHeads() {
    return kvHeads;
  }

  /**
   * Queries of a sample.
   *
   * @return at least 1
   */
  public int queries() {
    return queries;
  }

  /**
   * Keys of a sample.
   *
   * @return at least 1
   */
  public int keys() {
    return keys;
  }

  /**
   * Elements of a query and of a key of one head.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * Elements of a value of one head.
   *
   * @return at least 1
   */
  public int valueSize() {
    return valueSize;
  }

  /**
   * The factor of the scores.
   *
   * @return a positive number
   */
  public double scale() {
    return scale;
  }

  /**
   * Whether a query sees no key after its own place.
   *
   * @return true if so
   */
  public boolean causal() {
    return causal;
  }

  /**
   * The last key that query 0 sees, if causal.
   *
   * @return the offset
   */
  public int offset() {
    return offset;
  }

  /**
   * Whether the heads of a token are side by side.
   *
   * @return false where heads are apart
   */
  public boolean tokenMajor() {
    return tokenMajor;
  }

  /** Rows of a matrix of so many heads and tokens. */
  int rows(int number, int tokens) {
    return tokenMajor ? batch * tokens : batch * number * tokens;
  }

  /** Its columns. */
  int columns(int number, int width) {
    return tokenMajor ? number * width : width;
  }

  /** Where head h of sample b begins in it. */
  int start(int b, int h, int number, int tokens, int width, int ld) {
    return tokenMajor ? b * tokens * ld + h * width : (b * number + h) * tokens * ld;
  }

  /** The head of keys and values of query head h. */
  int kvHead(int h) {
    return h / (heads / kvHeads);
  }

  /** Blocks that begin before this key are read by query i. */
  int seen(int i) {
    return causal ? (int) Math.clamp((long) i + offset + 1, 0L, (long) keys) : keys;
  }

  /** The first query that reads the block of key j; the number of queries, if none does. */
  int reader(int j) {
    return causal ? (int) Math.clamp((long) j - j % AttentionReference.BLOCK - offset, 0L, (long) queries) : 0;
  }

  /** Queries of all heads and samples. */
  int rowsOfAll() {
    return batch * heads * queries;
  }

  /** Numbers that forward keeps of them. */
  int statistics(String operation) {
    if (2L * rowsOfAll() > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(operation + ": statistics of " + rowsOfAll()
          + " queries are too many for an array");
    }
    return 2 * rowsOfAll();
  }
}
