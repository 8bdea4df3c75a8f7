// Master of FloatAttentionDerivativeVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.AttentionTangent;

/** Gradients and tangents of attention over several blocks, with each kind of mask, and over several runs. */
public final class AttentionDerivativeVectors implements KernelVectors {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public AttentionDerivativeVectors() {}

  @Override
  public void write(VectorText out) {
    AttentionShape plain = AttentionShape.of(1, 1, 2, 3, 2).withScale(0.75);
    AttentionShape grouped = AttentionShape.of(1, 2, 3, 70, 2).withKvHeads(1).withValueSize(1).withScale(0.3);
    AttentionShape causal = AttentionShape.of(1, 1, 4, 67, 2).withCausal(62).withScale(1.5);
    AttentionShape blind = AttentionShape.of(1, 1, 3, 2, 1).withCausal(-1).withScale(1.0);
    double[] added = {0.5, -INFINITY, -0.25, -INFINITY, -INFINITY, -INFINITY};
    double[] seen = {1.0, 0.0, 1.0};
    AttentionMask numbers = AttentionMask.added(added, 0, false, false, true);
    AttentionMask flags = AttentionMask.seen(new boolean[] {true, false, true}, 0, false, false, false);
    both(out, plain, AttentionMask.NONE, "none", new double[0], 1160);
    both(out, grouped, AttentionMask.NONE, "none", new double[0], 1161);
    both(out, causal, AttentionMask.NONE, "none", new double[0], 1162);
    both(out, blind, AttentionMask.NONE, "none", new double[0], 1163);
    both(out, plain, numbers, "added", added, 1164);
    both(out, plain, flags, "seen", seen, 1165);
    new Case(out, "attentionGradient", AttentionShape.of(1, 3, 1400, 2, 1).withKvHeads(1).withScale(0.5), 1166)
        .runs(one);
    new Case(out, "attentionGradient", AttentionShape.of(1, 1, 1, 4100, 1).withScale(0.5), 1167).runs(one);
    new Case(out, "attentionGradient", AttentionShape.of(1, 2, 2060, 70, 1).withKvHeads(1).withCausal(-2020)
        .withScale(0.5), 1168).runs(one);
  }

  private void both(VectorText out, AttentionShape shape, AttentionMask mask, String kind, double[] numbers,
      long seed) {
    new Case(out, "attentionGradient", shape, seed).gradient(mask, kind, numbers, one);
    new Case(out, "attentionTangent", shape, seed).tangent(mask, kind, numbers, one);
  }

  /** A case of random operands; Y and the statistics are inputs. */
  private static final class Case {

    private final VectorText out;
    private final AttentionShape shape;
    private final long seed;
    private final int d;
    private final int w;
    private final double[] q;
    private final double[] k;
    private final double[] v;
    private double[] y;
    private double[] statistics;

    Case(VectorText out, String kernel, AttentionShape shape, long seed) {
      this.out = out;
      this.shape = shape;
      this.seed = seed;
      d = shape.size();
      w = shape.valueSize();
      AttentionVectors.begin(out, kernel, shape);
      int queries = shape.heads() * shape.queries();
      q = out.randomDoubles("q", seed, queries * d, 1);
      k = out.randomDoubles("k", seed + 50, shape.kvHeads() * shape.keys() * d, 1);
      v = out.randomDoubles("v", seed + 100, shape.kvHeads() * shape.keys() * w, 0);
      y = new double[queries * w];
      statistics = new double[2 * queries];
    }

    private void forward(AttentionMask mask, String kind, double[] numbers, Workers one) {
      Attention.forward(shape, q, 0, d, k, 0, d, v, 0, w, mask, y, 0, w, statistics, 0, one);
      out.in("kind", kind).in("mask", numbers).in("y", y).in("statistics", statistics);
    }

    void gradient(AttentionMask mask, String kind, double[] numbers, Workers one) {
      forward(mask, kind, numbers, one);
      gradient(mask, one);
    }

    /** Of many queries or keys: Y and statistics are any numbers. */
    void runs(Workers one) {
      out.in("kind", "none").in("mask", new double[0]);
      y = out.randomDoubles("y", seed + 300, y.length, 0);
      statistics = out.randomDoubles("statistics", seed + 350, statistics.length, 0);
      gradient(AttentionMask.NONE, one);
    }

    private void gradient(AttentionMask mask, Workers one) {
      double[] dy = out.randomDoubles("dy", seed + 150, y.length, 0);
      double[] dq = new double[q.length];
      double[] dk = new double[k.length];
      double[] dv = new double[v.length];
      AttentionGradient.backward(shape, q, 0, d, k, 0, d, v, 0, w, mask, y, 0, w, statistics, 0, dy, 0, w, dq, 0, d,
          dk, 0, d, dv, 0, w, one);
      out.out("dq", dq).out("dk", dk).out("dv", dv);
    }

    void tangent(AttentionMask mask, String kind, double[] numbers, Workers one) {
      forward(mask, kind, numbers, one);
      double[] dq = out.randomDoubles("dq", seed + 150, q.length, 0);
      double[] dk = out.randomDoubles("dk", seed + 200, k.length, 0);
      double[] dv = out.randomDoubles("dv", seed + 250, v.length, 0);
      double[] dy = new double[y.length];
      AttentionTangent.tangent(shape, q, 0, d, k, 0, d, v, 0, w, mask, y, 0, w, statistics, 0, dq, 0, d, dk, 0, d,
          dv, 0, w, dy, 0, w, one);
      out.out("dy", dy);
    }
  }
}
