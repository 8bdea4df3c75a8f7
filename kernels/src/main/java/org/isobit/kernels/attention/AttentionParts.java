// Master of FloatAttentionParts: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;

/**
 * Attention and its derivatives by several threads: a part is some queries of one head, or some keys of one head of
 * keys. One object a thread, with the operands of its call, used again for the next one, so that nothing is allocated.
 */
final class AttentionParts implements Workers.Task {

  private static final AttentionDerivativeReference DERIVATIVES = AttentionDerivativeReference.of(Backend.active());

  /** Queries or keys of a part: tiles that share blocks. */
  private static final int TOKENS = AttentionReference.TILES * AttentionReference.LANES;

  /** Multiply-adds of a forward pass from which on a second thread pays: some 20 µs of work. */
  private static final long LEAST = 1 << 19;

  private static final ThreadLocal<AttentionParts> MINE = new ThreadLocal<>();

  private enum Step {
    FORWARD, GRADIENT, HEADS, TANGENT
  }

  final AttentionOperands operands = new AttentionOperands();

  private Step step;

  /** Parts of a head of queries and of keys, and how many queries the first one lacks to begin where tiles do. */
  private int queryParts;
  private int keyParts;
  private int early;

  /** Parts of all heads of queries; those of keys follow. */
  private int ofQueries;

  private AttentionParts() {}

  /** The calling thread's. */
  static AttentionParts mine() {
    AttentionParts parts = MINE.get();
    if (parts == null) {
      parts = new AttentionParts();
      MINE.set(parts);
    }
    return parts;
  }

  /** Y, and statistics if there is an array for them. */
  void forward(Workers workers) {
    run(Step.FORWARD, true, false, workers);
  }

  /** dQ, dK and dV, those that there are arrays for. */
  void gradient(Workers workers) {
    int heads = operands.shape.batch() * operands.shape.kvHeads();
    int threads = alone(workers) ? 1 : workers.available();
    boolean queries = operands.dq != null;
    boolean keys = operands.dk != null || operands.dv != null;
    // Whole heads take five products in place of seven, but threads wait for the last of them.
    int rounds = (heads - 1) / threads + 1;
    if (queries && keys && operands.shape.keys() <= AttentionDerivativeReference.RUN
        && 5L * rounds * threads <= 7L * heads) {
      step = Step.HEADS;
      ofQueries = heads;
      run(heads, workers);
    } else {
      run(Step.GRADIENT, queries, keys, workers);
    }
  }

  /** dY. */
  void tangent(Workers workers) {
    run(Step.TANGENT, true, false, workers);
  }

  private void run(Step what, boolean queries, boolean keys, Workers workers) {
    AttentionShape shape = operands.shape;
    step = what;
    early = shape.causal() ? Math.floorMod(shape.offset(), AttentionReference.BLOCK) : 0;
    queryParts = (shape.queries() + early - 1) / TOKENS + 1;
    keyParts = (shape.keys() - 1) / TOKENS + 1;
    ofQueries = queries ? shape.batch() * shape.heads() * queryParts : 0;
    run(ofQueries + (keys ? shape.batch() * shape.kvHeads() * keyParts : 0), workers);
  }

  /** Whether other threads would not pay. */
  private boolean alone(Workers workers) {
    AttentionShape shape = operands.shape;
    double work = (double) shape.rowsOfAll() * shape.keys() * (shape.size() + shape.valueSize()); // float: unchanged
    return workers.available() == 1 || work < LEAST;
  }

  private void run(int all, Workers workers) {
    if (alone(workers)) {
      for (int part = 0; part < all; part++) {
        run(part, 0);
      }
    } else {
      workers.run(all, this);
    }
  }

  @Override
  public void run(int part, int slot) {
    AttentionShape shape = operands.shape;
    if (part >= ofQueries) {
      int from = (part - ofQueries) % keyParts * TOKENS;
      DERIVATIVES.keys(operands, (part - ofQueries) / keyParts, from, Math.min(from + TOKENS, shape.keys()));
      return;
    }
    if (step == Step.HEADS) {
      DERIVATIVES.heads(operands, part);
      return;
    }
    int head = part / queryParts;
    int from = Math.max(part % queryParts * TOKENS - early, 0);
    int to = Math.min(part % queryParts * TOKENS - early + TOKENS, shape.queries());
    switch (step) {
      case FORWARD -> forward(operands, head, from, to);
      case GRADIENT -> DERIVATIVES.queries(operands, head, from, to);
      default -> DERIVATIVES.tangent(operands, head, from, to);
    }
  }

  private static void forward(AttentionOperands c, int head, int from, int to) {
    Attention.KERNELS.forward(c.shape, c.mask, head, from, to, c.q, c.qo, c.ldq, c.k, c.ko, c.ldk, c.v, c.vo, c.ldv,
        c.y, c.yo, c.ldy, c.statistics, c.so);
  }
}
