// Master of FloatAttention: the float version is generated from this file.
package org.isobit.kernels.attention;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * softmax(scale·Q·Kᵀ + mask)·V of every head, class EXACT, without a matrix of all scores (Milakov and Gimelshein 2018;
 * Dao, Fu, Ermon, Rudra and Ré 2022). Storage is as {@link AttentionShape} says.
 *
 * <p>For a query: q' = q·scale; m = −Inf, o_e = +0, and {@value AttentionReference#PARTIALS} partial sums l_i = +0.
 * Then for each block of {@value AttentionReference#BLOCK} keys, ascending (if causal, only blocks whose first key the
 * query sees): s_j = the chain over e from +0 of fma(q'_e, k_je, s), then the mask: its number is added, or s_j = −Inf
 * where the key is not seen, or causality hides it; M = the running maximum of m and s_j, j ascending; shift = M, or +0
 * where M = −Inf; c = exp(m − shift); p_j = exp(s_j − shift); l_i = l_i·c, then l_{j mod {@value
 * AttentionReference#PARTIALS}} = l + p_j, j ascending; o_e = o_e·c, then the chain fma(p_j, v_je, o_e), j ascending;
 * m = M. At the end l is the tree of the partial sums, as in {@link org.isobit.kernels.reduce.Reduce}, and y_e = o_e ÷
 * l.
 *
 * <p>Hidden keys of a block that is read are terms like others: p_j = +0, but +0·Inf is NaN. A query that sees no key
 * gives NaN, and so does one with a score that is NaN or +Inf.
 *
 * <p>Statistics, if wanted, are what a backward pass needs: shift of the last block for each query (sample by sample,
 * head by head), then 1 ÷ l of each.
 *
 * <p>An output may share no element with another operand. {@link IllegalArgumentException} for that and for what does
 * not fit. Threads share tiles of queries. Thread-safe; nothing is allocated in the steady state.
 */
public final class Attention {

  static final AttentionReference KERNELS = AttentionReference.of(Backend.active());

  private static final String NAME = "attention";

  private Attention() {}

  /**
   * Y of Q, K and V.
   *
   * @param shape      sizes and storage
   * @param q          array of Q: heads·size elements a query
   * @param qOffset    index of its first element
   * @param ldq        its leading dimension
   * @param k          array of K: kvHeads·size elements a key
   * @param kOffset    index of its first element
   * @param ldk        its leading dimension
   * @param v          array of V: kvHeads·valueSize elements a key
   * @param vOffset    index of its first element
   * @param ldv        its leading dimension
   * @param mask       the mask, or {@link AttentionMask#NONE}
   * @param y          takes Y: heads·valueSize elements a query
   * @param yOffset    index of its first element
   * @param ldy        its leading dimension
   * @param statistics takes the statistics, 2·batch·heads·queries elements; null if they are not wanted
   * @param sOffset    index of the first one
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(AttentionShape shape, double[] q, long qOffset, int ldq, double[] k, long kOffset,
      int ldk, double[] v, long vOffset, int ldv, AttentionMask mask, double[] y, long yOffset, int ldy,
      double[] statistics, long sOffset, Workers workers) {
    Checks.present(NAME, "workers", workers);
    AttentionParts parts = AttentionParts.mine();
    try {
      parts.operands.begin(NAME, shape, mask).inputs(q, qOffset, ldq, k, kOffset, ldk, v, vOffset, ldv)
          .made(y, yOffset, ldy, statistics, sOffset).requireForwardApart();
      Environment.require();
      parts.forward(workers);
    } finally {
      parts.operands.clear();
    }
  }

  /**
   * {@link #forward(AttentionShape, double[], long, int, double[], long, int, double[], long, int, AttentionMask,
   * double[], long, int, double[], long, Workers) forward} of views, without statistics.
   *
   * @param shape   sizes and storage
   * @param q       Q
   * @param k       K
   * @param v       V
   * @param mask    the mask, or {@link AttentionMask#NONE}
   * @param y       takes Y
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(AttentionShape shape, Matrix q, Matrix k, Matrix v, AttentionMask mask, Matrix y,
      Workers workers) {
    shapes(shape, q, k, v, y);
    forward(shape, q.array(), q.offset(), q.ld(), k.array(), k.offset(), k.ld(), v.array(), v.offset(), v.ld(), mask,
        y.array(), y.offset(), y.ld(), null, 0, workers);
  }

  /**
   * {@link #forward(AttentionShape, double[], long, int, double[], long, int, double[], long, int, AttentionMask,
   * double[], long, int, double[], long, Workers) forward} of views, with statistics.
   *
   * @param shape      sizes and storage
   * @param q          Q
   * @param k          K
   * @param v          V
   * @param mask       the mask, or {@link AttentionMask#NONE}
   * @param y          takes Y
   * @param statistics takes the statistics, a row of shifts and one of reciprocals, with nothing between them
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(AttentionShape shape, Matrix q, Matrix k, Matrix v, AttentionMask mask, Matrix y,
      Matrix statistics, Workers workers) {
    shapes(shape, q, k, v, y);
    Shapes.exactly(NAME, "statistics", statistics, 2, shape.rowsOfAll());
    Shapes.contiguous(NAME, "statistics", statistics);
    forward(shape, q.array(), q.offset(), q.ld(), k.array(), k.offset(), k.ld(), v.array(), v.offset(), v.ld(), mask,
        y.array(), y.offset(), y.ld(), statistics.array(), statistics.offset(), workers);
  }

  private static void shapes(AttentionShape shape, Matrix q, Matrix k, Matrix v, Matrix y) {
    Checks.present(NAME, "shape", shape);
    AttentionGradient.queries(NAME, "Q", shape, shape.size(), q);
    AttentionGradient.keys(NAME, "K", shape, shape.size(), k);
    AttentionGradient.keys(NAME, "V", shape, shape.valueSize(), v);
    AttentionGradient.queries(NAME, "Y", shape, shape.valueSize(), y);
  }
}
