// Master of FloatAttentionVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.Inputs;

/** Attention over several blocks, with each kind of mask and hidden keys that are not finite; rotary positions. */
public final class AttentionVectors implements KernelVectors {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public AttentionVectors() {}

  @Override
  public void write(VectorText out) {
    AttentionShape plain = AttentionShape.of(1, 1, 2, 3, 2).withScale(0.75);
    attention(out, plain, AttentionMask.NONE, "none", new double[0], 1100);
    attention(out, AttentionShape.of(1, 2, 3, 130, 2).withKvHeads(1).withValueSize(1).withScale(0.3),
        AttentionMask.NONE, "none", new double[0], 1101);
    attention(out, AttentionShape.of(1, 1, 4, 67, 2).withCausal(62).withScale(1.5), AttentionMask.NONE, "none",
        new double[0], 1102);
    attention(out, AttentionShape.of(1, 1, 3, 2, 1).withCausal(-1).withScale(1.0), AttentionMask.NONE, "none",
        new double[0], 1103);
    double[] added = {0.5, -INFINITY, -0.25, -INFINITY, -INFINITY, -INFINITY};
    attention(out, plain, AttentionMask.added(added, 0, false, false, true), "added", added, 1104);
    double[] seen = {1.0, 0.0, 1.0, 0.0, 0.0, 0.0};
    boolean[] flags = {true, false, true, false, false, false};
    attention(out, plain, AttentionMask.seen(flags, 0, false, false, true), "seen", seen, 1105);
    hidden(out);
    rotary(out);
    frequencies(out);
  }

  private void attention(VectorText out, AttentionShape shape, AttentionMask mask, String kind, double[] numbers,
      long seed) {
    begin(out, shape);
    double[] q = out.randomDoubles("q", seed, shape.heads() * shape.queries() * shape.size(), 1);
    double[] k = out.randomDoubles("k", seed + 50, shape.kvHeads() * shape.keys() * shape.size(), 1);
    double[] v = out.randomDoubles("v", seed + 100, shape.kvHeads() * shape.keys() * shape.valueSize(), 0);
    end(out, shape, mask, kind, numbers, q, k, v);
  }

  /** Key 1 is NaN and its value Inf: hidden, it still is a term of its block; in a block that is not read it is not. */
  private void hidden(VectorText out) {
    AttentionShape shape = AttentionShape.of(1, 1, 2, 65, 1).withCausal(62).withScale(1.0);
    double[] q = {1.0, -0.5};
    for (int at : new int[] {63, 64}) {
      double[] k = new Inputs(at).doubles(65);
      double[] v = new Inputs(at + 9).doubles(65);
      k[at] = Double.NaN;
      v[at] = INFINITY;
      begin(out, shape).in("q", q).in("k", k).in("v", v);
      end(out, shape, AttentionMask.NONE, "none", new double[0], q, k, v);
    }
    AttentionShape few = AttentionShape.of(1, 1, 2, 3, 1).withScale(1.0);
    double[][] keys = {{1.0, Double.NaN, 2.0}, {1.0, INFINITY, 2.0}, {-INFINITY, -INFINITY, -INFINITY}};
    double[] v = {0.5, -0.0, 0.25};
    double[] seen = {1.0, 0.0, 1.0};
    for (double[] k : keys) {
      begin(out, few).in("q", q).in("k", k).in("v", v);
      end(out, few, AttentionMask.NONE, "none", new double[0], q, k, v);
      begin(out, few).in("q", q).in("k", k).in("v", v);
      end(out, few, AttentionMask.seen(new boolean[] {true, false, true}, 0, false, false, false), "seen", seen, q, k,
          v);
    }
  }

  private static VectorText begin(VectorText out, AttentionShape shape) {
    return begin(out, "attention", shape);
  }

  /** Begins a case with sizes, scale and causality. */
  static VectorText begin(VectorText out, String kernel, AttentionShape shape) {
    return out.kernel(kernel + ".double").in("heads", shape.heads()).in("kvHeads", shape.kvHeads())
        .in("queries", shape.queries()).in("keys", shape.keys()).in("size", shape.size())
        .in("valueSize", shape.valueSize()).in("scale", (double) shape.scale()).in("causal", shape.causal())
        .in("offset", shape.offset());
  }

  private void end(VectorText out, AttentionShape shape, AttentionMask mask, String kind, double[] numbers, double[] q,
      double[] k, double[] v) {
    int d = shape.size();
    int w = shape.valueSize();
    int all = shape.heads() * shape.queries();
    double[] y = new double[all * w];
    double[] statistics = new double[2 * all];
    Attention.forward(shape, q, 0, d, k, 0, d, v, 0, w, mask, y, 0, w, statistics, 0, one);
    out.in("kind", kind).in("mask", numbers).out("y", y).out("statistics", statistics);
  }

  /** Places and frequencies are doubles of either kernel; the text has them as the kernel's numbers, which they are. */
  private void rotary(VectorText out) {
    double[] places = {0.0, 3.0, -1.5}; // float: unchanged
    double[] frequencies = {1.0, 0.0625}; // float: unchanged
    double[] position = {0.0, 3.0, -1.5};
    double[] frequency = {1.0, 0.0625};
    for (RotaryPairing pairing : RotaryPairing.values()) {
      RotaryTable table = RotaryTable.of(pairing, places, frequencies);
      double[] x = new Inputs(1150).doubles(3 * 5);
      double[] y = new double[x.length];
      Rotary.forward(table, 0, 3, 3, 1, 5, x, 0, 5, y, 0, 5, one);
      turned(out, pairing, "line", false).in("size", 5).in("position", position).in("frequency", frequency).in("x", x)
          .out("y", y);
      Rotary.inverse(table, 0, 3, 3, 1, 5, x, 0, 5, y, 0, 5, one);
      turned(out, pairing, "line", true).in("size", 5).in("position", position).in("frequency", frequency).in("x", x)
          .out("y", y);
    }
    RotaryTable grid = RotaryTable.grid(RotaryPairing.INTERLEAVED, places, places,
        RotaryTable.frequencies(2, 100.0));
    double[] x = new Inputs(1151).doubles(9 * 8);
    double[] y = new double[x.length];
    Rotary.forward(grid, 0, 9, 9, 1, 8, x, 0, 8, y, 0, 8, one);
    turned(out, RotaryPairing.INTERLEAVED, "grid", false).in("size", 8).in("position", position).in("base", 100.0)
        .in("x", x).out("y", y);
  }

  private void frequencies(VectorText out) {
    double[] numbers = {1.0, -0.25, 0.625, 3.0, 0.1875, 0.5, -1.5, 0.375};
    for (RotaryPairing pairing : RotaryPairing.values()) {
      for (int columns : new int[] {0, 2}) {
        RotaryLayout layout = new RotaryLayout(pairing, columns, 4, 2, 2);
        double[] f = Arrays.copyOf(numbers, layout.frequencies());
        double[] x = new Inputs(1152).doubles(5 * 20);
        double[] y = new double[x.length];
        double[] angles = new double[layout.angles()];
        RotaryAngles.fill(layout, f, 0, angles, 0, one);
        for (boolean inverse : new boolean[] {false, true}) {
          if (inverse) {
            RotaryAngles.inverse(layout, angles, 0, 4, 5, 2, 5, x, 0, 20, y, 0, 20, one);
          } else {
            RotaryAngles.forward(layout, angles, 0, 4, 5, 2, 5, x, 0, 20, y, 0, 20, one);
          }
          begin(out, "rotaryAngles", layout).in("inverse", inverse).in("frequency", f).in("x", x).out("y", y);
        }
        double[] gradient = f.clone();
        RotaryGradient.backward(layout, 4, 5, 2, 5, y, 0, 20, x, 0, 20, gradient, 0, columns == 0, one);
        begin(out, "rotaryGradient", layout).in("accumulate", columns == 0).in("df", f).in("y", y).in("dy", x)
            .out("df", gradient);
      }
    }
  }

  private static VectorText begin(VectorText out, String kernel, RotaryLayout layout) {
    return out.kernel(kernel + ".double").in("pairing", layout.pairing().name()).in("columns", layout.columns())
        .in("tokens", layout.tokens()).in("groups", layout.groups()).in("pairs", layout.pairs()).in("heads", 2)
        .in("size", 5);
  }

  private static VectorText turned(VectorText out, RotaryPairing pairing, String places, boolean inverse) {
    return out.kernel("rotary.double").in("pairing", pairing.name()).in("places", places).in("inverse", inverse);
  }
}
