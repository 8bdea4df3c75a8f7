// Master of FloatAttentionGradient: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Gradients of {@link Attention} with respect to Q, K and V, class EXACT, without a matrix of all scores (Dao, Fu,
 * Ermon, Rudra and Ré 2022): scores are made once more, from the statistics that forward kept. Storage is as
 * {@link AttentionShape} says, dQ as Q, dK as K, dV as V.
 *
 * <p>Terms are all pairs of a query i and a key j of a block that it reads, hidden ones among them. q' = q·scale; s_ij
 * as forward, with the mask; p = exp(s − shift_i)·r_i, with the statistics shift and r = 1 ÷ l; D_i = the dot product
 * of dy_i and y_i, as in {@link org.isobit.kernels.reduce.Reduce}; g = the chain over e from +0 of fma(dy_ie, v_je, g);
 * ds = p·(g − D_i). Then
 *
 * <ul>
 * <li>dq_ie = (the chain over j ascending from +0 of fma(ds_ij, k_je, ·))·scale;
 * <li>dk_je = the chain over the query heads of its group, in each over its queries, ascending, from +0 of fma(ds_ij,
 * q'_ie, ·);
 * <li>dv_je = likewise that of fma(p_ij, dy_ie, ·).
 * </ul>
 *
 * <p>These chains are cut in runs: terms belong to one run where {@code place / 4096} is the same; place is j, or (h −
 * first head of the group)·queries + i, counted over all queries, readers or not. Each run that has terms is a chain
 * from +0; the first is the result, and the later ones are added to it in ascending order. No terms give +0.
 *
 * <p>A query whose keys are all hidden has r = +Inf and gives NaN to every key of the blocks that it reads.
 *
 * <p>An output may share no element with another operand. {@link IllegalArgumentException} for that and for what does
 * not fit. Threads share heads of keys, or queries of dQ and keys of dK and dV. Thread-safe; nothing is allocated in
 * the steady state.
 */
public final class AttentionGradient {

  private static final String NAME = "attention gradient";

  private AttentionGradient() {}

  /**
   * dQ, dK and dV from dY; those that are null are not wanted.
   *
   * @param shape      sizes and storage
   * @param q          array of Q, as forward
   * @param qOffset    index of its first element
   * @param ldq        its leading dimension
   * @param k          array of K
   * @param kOffset    index of its first element
   * @param ldk        its leading dimension
   * @param v          array of V
   * @param vOffset    index of its first element
   * @param ldv        its leading dimension
   * @param mask       the mask of the forward pass
   * @param y          array of Y, which it made
   * @param yOffset    index of its first element
   * @param ldy        its leading dimension
   * @param statistics the statistics that it made
   * @param sOffset    index of the first one
   * @param dy         array of dY, laid out as Y
   * @param dyOffset   index of its first element
   * @param lddy       its leading dimension
   * @param dq         takes dQ; null: not wanted
   * @param dqOffset   index of its first element
   * @param lddq       its leading dimension
   * @param dk         takes dK; null: not wanted
   * @param dkOffset   index of its first element
   * @param lddk       its leading dimension
   * @param dv         takes dV; null: not wanted
   * @param dvOffset   index of its first element
   * @param lddv       its leading dimension
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(AttentionShape shape, double[] q, long qOffset, int ldq, double[] k, long kOffset,
      int ldk, double[] v, long vOffset, int ldv, AttentionMask mask, double[] y, long yOffset, int ldy,
      double[] statistics, long sOffset, double[] dy, long dyOffset, int lddy, double[] dq, long dqOffset, int lddq,
      double[] dk, long dkOffset, int lddk, double[] dv, long dvOffset, int lddv, Workers workers) {
    Checks.present(NAME, "workers", workers);
    Checks.present(NAME, "statistics", statistics);
    AttentionParts parts = AttentionParts.mine();
    try {
      parts.operands.begin(NAME, shape, mask).inputs(q, qOffset, ldq, k, kOffset, ldk, v, vOffset, ldv)
          .made(y, yOffset, ldy, statistics, sOffset).ofInputs(dq, dqOffset, lddq, dk, dkOffset, lddk, dv, dvOffset,
              lddv).ofOutput(dy, dyOffset, lddy).requireGradientsApart();
      Environment.require();
      parts.gradient(workers);
    } finally {
      parts.operands.clear();
    }
  }

  /**
   * {@code backward} of views.
   *
   * @param shape      sizes and storage
   * @param q          Q
   * @param k          K
   * @param v          V
   * @param mask       the mask of the forward pass
   * @param y          Y, which it made
   * @param statistics the statistics that it made, two rows with nothing between them
   * @param dy         dY
   * @param dq         takes dQ; null: not wanted
   * @param dk         takes dK; null: not wanted
   * @param dv         takes dV; null: not wanted
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null that may not be, and as the class
   *                                  describes
   */
  public static void backward(AttentionShape shape, Matrix q, Matrix k, Matrix v, AttentionMask mask, Matrix y,
      Matrix statistics, Matrix dy, Matrix dq, Matrix dk, Matrix dv, Workers workers) {
    require(NAME, shape, q, k, v, y, statistics);
    queries(NAME, "dY", shape, shape.valueSize(), dy);
    if (dq != null) {
      queries(NAME, "dQ", shape, shape.size(), dq);
    }
    if (dk != null) {
      keys(NAME, "dK", shape, shape.size(), dk);
    }
    if (dv != null) {
      keys(NAME, "dV", shape, shape.valueSize(), dv);
    }
    backward(shape, q.array(), q.offset(), q.ld(), k.array(), k.offset(), k.ld(), v.array(), v.offset(), v.ld(), mask,
        y.array(), y.offset(), y.ld(), statistics.array(), statistics.offset(), dy.array(), dy.offset(), dy.ld(),
        array(dq), offset(dq), ld(dq), array(dk), offset(dk), ld(dk), array(dv), offset(dv), ld(dv), workers);
  }

  private static double[] array(Matrix m) {
    return m == null ? null : m.array();
  }

  private static int offset(Matrix m) {
    return m == null ? 0 : m.offset();
  }

  private static int ld(Matrix m) {
    return m == null ? 0 : m.ld();
  }

  /** Shapes of what a forward pass has read and made. */
  static void require(String name, AttentionShape shape, Matrix q, Matrix k, Matrix v, Matrix y, Matrix statistics) {
    Checks.present(name, "shape", shape);
    queries(name, "Q", shape, shape.size(), q);
    keys(name, "K", shape, shape.size(), k);
    keys(name, "V", shape, shape.valueSize(), v);
    queries(name, "Y", shape, shape.valueSize(), y);
    Shapes.exactly(name, "statistics", statistics, 2, shape.rowsOfAll());
    Shapes.contiguous(name, "statistics", statistics);
  }

  /** The shape of a matrix of queries. */
  static void queries(String name, String operand, AttentionShape shape, int width, Matrix m) {
    Shapes.exactly(name, operand, m, shape.rows(shape.heads(), shape.queries()), shape.columns(shape.heads(), width));
  }

  /** The shape of a matrix of keys. */
  static void keys(String name, String operand, AttentionShape shape, int width, Matrix m) {
    Shapes.exactly(name, operand, m, shape.rows(shape.kvHeads(), shape.keys()),
        shape.columns(shape.kvHeads(), width));
  }
}
