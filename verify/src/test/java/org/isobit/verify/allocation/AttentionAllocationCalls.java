// Master of FloatAttentionAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.AttentionTangent;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryGradient;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;
import org.isobit.verify.Inputs;

/** One call of each kernel of attention through its public entry, as in {@link AllocationCalls}. */
final class AttentionAllocationCalls {

  private static final int QUERIES = 79;
  private static final int KEYS = 71;
  private static final int SIZE = 11;

  private AttentionAllocationCalls() {}

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    Workers one = Workers.serial();
    AttentionShape shape = AttentionShape.of(1, 2, QUERIES, KEYS, SIZE).withCausal(10).withTokenMajor();
    int ld = 2 * SIZE;
    double[] q = new Inputs(1).doubles(QUERIES * ld);
    double[] k = new Inputs(2).doubles(KEYS * ld);
    double[] y = new double[QUERIES * ld];
    double[] statistics = new double[4 * QUERIES];
    double[] dq = new double[q.length];
    double[] dk = new double[k.length];
    double[] dv = new double[k.length];
    AttentionMask mask = AttentionMask.added(q, 0, false, false, false);
    RotaryTable halves = table(RotaryPairing.HALVES);
    RotaryTable interleaved = table(RotaryPairing.INTERLEAVED);
    RotaryLayout layout = new RotaryLayout(RotaryPairing.INTERLEAVED, 7, QUERIES, 2, SIZE / 2);
    double[] angles = new double[layout.angles()];
    return Map.of("attention.double",
        () -> Attention.forward(shape, q, 0, ld, k, 0, ld, k, 0, ld, mask, y, 0, ld, statistics, 0, one),
        "attentionGradient.double",
        () -> AttentionGradient.backward(shape, q, 0, ld, k, 0, ld, k, 0, ld, mask, y, 0, ld, statistics, 0, y, 0, ld,
            dq, 0, ld, dk, 0, ld, dv, 0, ld, one),
        "attentionTangent.double",
        () -> AttentionTangent.tangent(shape, q, 0, ld, k, 0, ld, k, 0, ld, mask, y, 0, ld, statistics, 0, q, 0, ld, k,
            0, ld, k, 0, ld, dq, 0, ld, one),
        "rotary.double", () -> {
          Rotary.forward(halves, 0, QUERIES, QUERIES, 1, ld, q, 0, ld, y, 0, ld, one);
          Rotary.inverse(interleaved, 0, QUERIES, QUERIES, 1, ld, q, 0, ld, y, 0, ld, one);
        },
        "rotaryAngles.double", () -> {
          RotaryAngles.fill(layout, k, 0, angles, 0, one);
          RotaryAngles.forward(layout, angles, 0, QUERIES, QUERIES, 1, SIZE, q, 0, ld, y, 0, ld, one);
          RotaryAngles.inverse(layout, angles, 0, QUERIES, QUERIES, 1, SIZE, q, 0, ld, y, 0, ld, one);
        },
        "rotaryGradient.double",
        () -> RotaryGradient.backward(layout, QUERIES, QUERIES, 1, SIZE, q, 0, ld, y, 0, ld, dk, 0, false, one));
  }

  private static RotaryTable table(RotaryPairing pairing) {
    double[] places = new double[QUERIES]; // float: unchanged
    return RotaryTable.of(pairing, places, RotaryTable.frequencies(SIZE, 10.0));
  }
}
