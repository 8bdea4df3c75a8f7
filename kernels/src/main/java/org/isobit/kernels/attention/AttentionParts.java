// Master of FloatAttentionParts: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Workers;

/**
 * Attention by several threads: a part is some queries of one head. One object a thread, used again for its next call,
 * so that nothing is allocated.
 */
final class AttentionParts implements Workers.Task {

  /** Queries of a part: tiles that share blocks of keys. */
  private static final int QUERIES = AttentionReference.TILES * AttentionReference.LANES;

  /** Multiply-adds from which on a second thread pays: some 20 µs of work. */
  private static final long LEAST = 1 << 19;

  private static final ThreadLocal<AttentionParts> MINE = new ThreadLocal<>();

  private AttentionShape shape;
  private AttentionMask mask;
  private double[] q;
  private int qo;
  private int ldq;
  private double[] k;
  private int ko;
  private int ldk;
  private double[] v;
  private int vo;
  private int ldv;
  private double[] y;
  private int yo;
  private int ldy;
  private double[] statistics;
  private int so;

  /** Parts of a head, and how many queries the first one lacks, so that parts begin where tiles do. */
  private int parts;
  private int early;

  private AttentionParts() {}

  private static AttentionParts mine() {
    AttentionParts parts = MINE.get();
    if (parts == null) {
      parts = new AttentionParts();
      MINE.set(parts);
    }
    return parts;
  }

  static void forward(AttentionShape shape, AttentionMask mask, double[] q, int qo, int ldq, double[] k, int ko,
      int ldk, double[] v, int vo, int ldv, double[] y, int yo, int ldy, double[] statistics, int so,
      Workers workers) {
    int all = shape.batch() * shape.heads();
    double work = (double) shape.rowsOfAll() * shape.keys() * (shape.size() + shape.valueSize()); // float: unchanged
    if (workers.available() == 1 || work < LEAST) {
      for (int head = 0; head < all; head++) {
        Attention.KERNELS.forward(shape, mask, head, 0, shape.queries(), q, qo, ldq, k, ko, ldk, v, vo, ldv, y, yo,
            ldy, statistics, so);
      }
      return;
    }
    AttentionParts task = mine();
    task.shape = shape;
    task.mask = mask;
    task.early = shape.causal() ? Math.floorMod(shape.offset(), AttentionReference.BLOCK) : 0;
    task.parts = (shape.queries() + task.early - 1) / QUERIES + 1;
    task.queries(q, qo, ldq);
    task.keys(k, ko, ldk, v, vo, ldv);
    task.outputs(y, yo, ldy, statistics, so);
    task.run(workers, all * task.parts);
  }

  private void queries(double[] array, int offset, int ld) {
    q = array;
    qo = offset;
    ldq = ld;
  }

  private void keys(double[] array, int offset, int ld, double[] values, int valueOffset, int ldValues) {
    k = array;
    ko = offset;
    ldk = ld;
    v = values;
    vo = valueOffset;
    ldv = ldValues;
  }

  private void outputs(double[] array, int offset, int ld, double[] numbers, int numbersOffset) {
    y = array;
    yo = offset;
    ldy = ld;
    statistics = numbers;
    so = numbersOffset;
  }

  /** Holds on to nobody's arrays. */
  private void run(Workers workers, int count) {
    try {
      workers.run(count, this);
    } finally {
      shape = null;
      mask = null;
      queries(null, 0, 0);
      keys(null, 0, 0, null, 0, 0);
      outputs(null, 0, 0, null, 0);
    }
  }

  @Override
  public void run(int part, int slot) {
    int from = part % parts * QUERIES - early;
    int to = Math.min(from + QUERIES, shape.queries());
    Attention.KERNELS.forward(shape, mask, part / parts, Math.max(from, 0), to, q, qo, ldq, k, ko, ldk, v, vo, ldv, y,
        yo, ldy, statistics, so);
  }
}
