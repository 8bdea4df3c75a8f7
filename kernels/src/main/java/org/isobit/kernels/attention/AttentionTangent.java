// Master of FloatAttentionTangent: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;

/**
 * The derivative of {@link Attention} in a direction of Q, K and V, class EXACT, without a matrix of all scores.
 * Storage is as {@link AttentionShape} says, dQ as Q, dK as K, dV as V, dY as Y.
 *
 * <p>For a query: o_e = +0, and {@value AttentionReference#PARTIALS} partial sums T_i = +0. For each block of {@value
 * AttentionReference#BLOCK} keys that it reads, ascending: s_j as forward, with the mask; p_j = exp(s_j − shift)·r,
 * with the statistics shift and r = 1 ÷ l; t_j = the chain from +0 over e of fma(dq_e·scale, k_je, t), then over e of
 * fma(q_e·scale, dk_je, t); w_j = p_j·t_j; T_{j mod {@value AttentionReference#PARTIALS}} = T + w_j, j ascending, j
 * counted in the block; o_e = the chain over j ascending of fma(w_j, v_je, o_e), then over j of fma(p_j, dv_je, o_e).
 * At the end T is the tree of the partial sums, as in {@link org.isobit.kernels.reduce.Reduce}, and dy_e = fma(−T, y_e,
 * o_e).
 *
 * <p>A query that sees no key gives NaN. dY may share no element with another operand.
 * {@link IllegalArgumentException} for that and for what does not fit. Threads share queries. Thread-safe; nothing is
 * allocated in the steady state.
 */
public final class AttentionTangent {

  private static final String NAME = "attention tangent";

  private AttentionTangent() {}

  /**
   * dY from dQ, dK and dV.
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
   * @param dq         array of dQ, laid out as Q
   * @param dqOffset   index of its first element
   * @param lddq       its leading dimension
   * @param dk         array of dK, laid out as K
   * @param dkOffset   index of its first element
   * @param lddk       its leading dimension
   * @param dv         array of dV, laid out as V
   * @param dvOffset   index of its first element
   * @param lddv       its leading dimension
   * @param dy         takes dY
   * @param dyOffset   index of its first element
   * @param lddy       its leading dimension
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(AttentionShape shape, double[] q, long qOffset, int ldq, double[] k, long kOffset,
      int ldk, double[] v, long vOffset, int ldv, AttentionMask mask, double[] y, long yOffset, int ldy,
      double[] statistics, long sOffset, double[] dq, long dqOffset, int lddq, double[] dk, long dkOffset, int lddk,
      double[] dv, long dvOffset, int lddv, double[] dy, long dyOffset, int lddy, Workers workers) {
    Checks.present(NAME, "dQ", dq);
    Checks.present(NAME, "dK", dk);
    Checks.present(NAME, "dV", dv);
    Checks.present(NAME, "workers", workers);
    Checks.present(NAME, "statistics", statistics);
    AttentionParts parts = AttentionParts.mine();
    try {
      parts.operands.begin(NAME, shape, mask).inputs(q, qOffset, ldq, k, kOffset, ldk, v, vOffset, ldv)
          .made(y, yOffset, ldy, statistics, sOffset).ofInputs(dq, dqOffset, lddq, dk, dkOffset, lddk, dv, dvOffset,
              lddv).ofOutput(dy, dyOffset, lddy).requireTangentApart();
      Environment.require();
      parts.tangent(workers);
    } finally {
      parts.operands.clear();
    }
  }

  /**
   * {@code tangent} of views.
   *
   * @param shape      sizes and storage
   * @param q          Q
   * @param k          K
   * @param v          V
   * @param mask       the mask of the forward pass
   * @param y          Y, which it made
   * @param statistics the statistics that it made, two rows with nothing between them
   * @param dq         dQ
   * @param dk         dK
   * @param dv         dV
   * @param dy         takes dY
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void tangent(AttentionShape shape, Matrix q, Matrix k, Matrix v, AttentionMask mask, Matrix y,
      Matrix statistics, Matrix dq, Matrix dk, Matrix dv, Matrix dy, Workers workers) {
    AttentionGradient.require(NAME, shape, q, k, v, y, statistics);
    AttentionGradient.queries(NAME, "dQ", shape, shape.size(), dq);
    AttentionGradient.keys(NAME, "dK", shape, shape.size(), dk);
    AttentionGradient.keys(NAME, "dV", shape, shape.valueSize(), dv);
    AttentionGradient.queries(NAME, "dY", shape, shape.valueSize(), dy);
    tangent(shape, q.array(), q.offset(), q.ld(), k.array(), k.offset(), k.ld(), v.array(), v.offset(), v.ld(), mask,
        y.array(), y.offset(), y.ld(), statistics.array(), statistics.offset(), dq.array(), dq.offset(), dq.ld(),
        dk.array(), dk.offset(), dk.ld(), dv.array(), dv.offset(), dv.ld(), dy.array(), dy.offset(), dy.ld(),
        workers);
  }
}
