// Master of FloatAttentionCudaTest: the float version is generated from this file.
package org.isobit.gpu.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionReference;
import org.isobit.kernels.attention.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Attention against its reference: sizes that fill no tile, block or slice, both kinds of storage, grouped heads,
 * causal offsets, masks, queries that see nothing, NaN and Inf.
 */
class AttentionCudaTest extends CudaTest {

  private static final AttentionReference REFERENCE = AttentionReference.of(Backend.REFERENCE);

  /** What a mask is. */
  private enum Hiding {
    NONE, ADDED, SEEN
  }

  private void attend(AttentionShape shape, Hiding hiding, boolean special, boolean statistics) {
    boolean tokens = shape.tokenMajor();
    int queryRows = shape.batch() * shape.queries() * (tokens ? 1 : shape.heads());
    int keyRows = shape.batch() * shape.keys() * (tokens ? 1 : shape.kvHeads());
    int ldq = shape.size() * (tokens ? shape.heads() : 1) + shape.queries() % 3;
    int ldk = shape.size() * (tokens ? shape.kvHeads() : 1) + shape.keys() % 2;
    int ldv = shape.valueSize() * (tokens ? shape.kvHeads() : 1) + shape.size() % 2;
    int ldy = shape.valueSize() * (tokens ? shape.heads() : 1) + 1;
    Numbers numbers = new Numbers(shape.queries() * 1000L + shape.keys());
    double[] q = special ? numbers.specialDoubles(1 + queryRows * ldq) : numbers.doubles(1 + queryRows * ldq);
    double[] k = numbers.doubles(2 + keyRows * ldk);
    double[] v = special ? numbers.specialDoubles(3 + keyRows * ldv) : numbers.doubles(3 + keyRows * ldv);
    double[] y = numbers.doubles(2 + queryRows * ldy);
    int all = shape.batch() * shape.heads() * shape.queries();
    double[] kept = statistics ? numbers.doubles(1 + 2 * all) : null;
    double[] added = numbers.doubles(1 + all * shape.keys());
    boolean[] seen = new boolean[added.length];
    int[] flags = new int[added.length];
    for (int i = 1; i < added.length; i++) {
      boolean whole = (i - 1) / shape.keys() % 4 == 1;
      seen[i] = !whole && added[i] > -0.3;
      flags[i] = seen[i] ? i : 0;
      added[i] = whole || added[i] < -0.7 ? Double.NEGATIVE_INFINITY : added[i];
    }
    AttentionMask mask = hiding == Hiding.ADDED ? AttentionMask.added(added, 1, true, true, true)
        : hiding == Hiding.SEEN ? AttentionMask.seen(seen, 1, false, true, true) : AttentionMask.NONE;
    try (DeviceArray dq = device.doubles(q.length).copyFrom(q, stream);
        DeviceArray dk = device.doubles(k.length).copyFrom(k, stream);
        DeviceArray dv = device.doubles(v.length).copyFrom(v, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream);
        DeviceArray da = device.doubles(added.length).copyFrom(added, stream);
        IntDeviceArray df = device.ints(flags.length).copyFrom(flags, stream);
        DeviceArray ds = device.doubles(1 + 2L * all)) {
      AttentionMaskCuda hidden = hiding == Hiding.ADDED ? AttentionMaskCuda.added(da, 1, true, true, true)
          : hiding == Hiding.SEEN ? AttentionMaskCuda.seen(df, 1, false, true, true) : AttentionMaskCuda.NONE;
      if (statistics) {
        ds.copyFrom(kept, stream);
      }
      new AttentionCuda(stream).forward(shape, dq, 1, ldq, dk, 2, ldk, dv, 3, ldv, hidden, dy, 2, ldy,
          statistics ? ds : null, 1);
      for (int head = 0; head < shape.batch() * shape.heads(); head++) {
        REFERENCE.forward(shape, mask, head, 0, shape.queries(), q, 1, ldq, k, 2, ldk, v, 3, ldv, y, 2, ldy, kept, 1);
      }
      String label = shape.queries() + " queries, " + shape.keys() + " keys, " + shape.size() + ", "
          + shape.valueSize() + " " + hiding;
      double[] actual = new double[y.length];
      dy.copyTo(actual, stream);
      assertBits(y, actual, label);
      if (statistics) {
        double[] numbersKept = new double[kept.length];
        ds.copyTo(numbersKept, stream);
        assertBits(kept, numbersKept, label + " statistics");
      }
    }
  }

  @Test
  void itGivesTheBitsOfTheReference() {
    inEveryOrder(() -> {
      attend(AttentionShape.of(1, 1, 1, 1, 1), Hiding.NONE, false, true);
      attend(AttentionShape.of(2, 2, 3, 5, 4).withValueSize(7), Hiding.ADDED, false, true);
      attend(AttentionShape.of(1, 4, 70, 130, 33).withKvHeads(2).withTokenMajor(), Hiding.NONE, false, true);
      attend(AttentionShape.of(1, 2, 65, 64, 32).withKvHeads(1).withValueSize(40), Hiding.SEEN, false, true);
      attend(AttentionShape.of(2, 1, 20, 100, 8).withValueSize(66).withTokenMajor(), Hiding.SEEN, true, false);
      attend(AttentionShape.of(1, 1, 9, 67, 150).withValueSize(130), Hiding.ADDED, false, true);
      attend(AttentionShape.of(1, 1, 40, 96, 16).withScale(0.3), Hiding.NONE, true, true);
    });
  }

  @Test
  void causalQueriesReadTheBlocksThatTheySee() {
    inEveryOrder(() -> {
      attend(AttentionShape.of(1, 1, 130, 130, 5).withCausal(0), Hiding.NONE, true, true);
      attend(AttentionShape.of(1, 2, 100, 140, 6).withCausal(40).withTokenMajor(), Hiding.NONE, false, true);
      attend(AttentionShape.of(1, 1, 90, 70, 4).withCausal(-7), Hiding.ADDED, true, true);
      attend(AttentionShape.of(1, 1, 5, 6, 4).withCausal(-300), Hiding.NONE, false, true);
      attend(AttentionShape.of(1, 1, 5, 70, 4).withCausal(2000000000), Hiding.SEEN, false, true);
      attend(AttentionShape.of(1, 1, 5, 70, 4).withCausal(Integer.MIN_VALUE), Hiding.NONE, false, true);
    });
  }

  /** Of several zeros, the first one is the largest score: its sign is in the statistics. */
  @Test
  void theFirstOfSeveralZerosStays() {
    AttentionShape shape = AttentionShape.of(1, 1, 2, 130, 1);
    double[] k = new double[130];
    for (int j = 0; j < k.length; j++) {
      k[j] = j % 3 == 0 ? -0.0 : j % 5 == 0 ? -Double.MIN_VALUE : 0.0;
    }
    for (int shifted = 0; shifted < 3; shifted++) {
      double[] q = {1.0, -1.0};
      double[] y = new double[2];
      double[] kept = new double[4];
      double[] actual = new double[4];
      for (int j = 0; j < 20; j++) {
        k[j] = shifted == 0 ? k[j] : shifted == 1 ? 0.0 : -0.0;
      }
      REFERENCE.forward(shape, AttentionMask.NONE, 0, 0, 2, q, 0, 1, k, 0, 1, k, 0, 1, y, 0, 1, kept, 0);
      try (DeviceArray dq = device.doubles(2).copyFrom(q, stream);
          DeviceArray dk = device.doubles(130).copyFrom(k, stream); DeviceArray dy = device.doubles(2);
          DeviceArray ds = device.doubles(4)) {
        new AttentionCuda(stream).forward(shape, dq, 0, 1, dk, 0, 1, dk, 0, 1, AttentionMaskCuda.NONE, dy, 0, 1, ds, 0);
        ds.copyTo(actual, stream);
        assertBits(kept, actual, "statistics of zeros");
      }
    }
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    AttentionCuda attention = new AttentionCuda(stream);
    AttentionShape shape = AttentionShape.of(1, 2, 3, 4, 5);
    double[] before = new Numbers(1).doubles(256);
    double[] after = new double[256];
    try (DeviceArray x = device.doubles(256).copyFrom(before, stream); IntDeviceArray flags = device.ints(8)) {
      AttentionMaskCuda none = AttentionMaskCuda.NONE;
      assertEquals("attention: shape is null",
          refusal(() -> attention.forward(null, x, 0, 5, x, 0, 5, x, 0, 5, none, x, 200, 5, null, 0)));
      assertEquals("attention: mask is null",
          refusal(() -> attention.forward(shape, x, 0, 5, x, 0, 5, x, 0, 5, null, x, 200, 5, null, 0)));
      assertEquals("attention: K is null",
          refusal(() -> attention.forward(shape, x, 0, 5, null, 0, 5, x, 0, 5, none, x, 200, 5, null, 0)));
      assertEquals("attention mask: values is null", refusal(() -> AttentionMaskCuda.added(null, 0, true, true, true)));
      assertEquals("attention mask: flags is null", refusal(() -> AttentionMaskCuda.seen(null, 0, true, true, true)));
      assertTrue(refusal(() -> AttentionMaskCuda.added(x, 256, true, true, true)).contains("attention mask (values)"));
      assertEquals("attention: the mask has 8 elements from offset 0, but 3 rows of 4 are needed",
          refusal(() -> attention.forward(shape, x, 0, 5, x, 0, 5, x, 0, 5,
              AttentionMaskCuda.seen(flags, 0, true, false, true), x, 200, 5, null, 0)));
      assertTrue(refusal(() -> attention.forward(shape, x, 0, 4, x, 0, 5, x, 0, 5, none, x, 200, 5, null, 0))
          .contains("leading dimension 4 of Q"));
      assertTrue(refusal(() -> attention.forward(shape, x, 0, 5, x, 0, 5, x, 220, 5, none, x, 200, 5, null, 0))
          .contains("V"));
      assertTrue(refusal(() -> attention.forward(shape, x, 0, 5, x, 0, 5, x, 0, 5, none, x, 240, 5, null, 0))
          .contains("Y"));
      assertTrue(refusal(() -> attention.forward(shape, x, 0, 5, x, 0, 5, x, 0, 5, none, x, 200, 5, x, 250))
          .contains("statistics"));
      AttentionMaskCuda added = AttentionMaskCuda.added(x, 190, false, false, true);
      Runnable[] calls = {
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, none, x, 29, 5, null, 0),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, none, x, 31, 5, null, 0),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, none, x, 139, 5, null, 0),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, added, x, 201, 5, null, 0),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, none, x, 140, 5, x, 169),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, added, x, 140, 5, x, 201),
          () -> attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, none, x, 140, 5, x, 20)};
      for (Runnable call : calls) {
        String message = refusal(call);
        assertTrue(message.contains("overlaps"), message);
        x.copyTo(after, stream);
        assertBits(before, after, message);
      }
      // Side by side they are fine.
      attention.forward(shape, x, 0, 5, x, 60, 5, x, 100, 5, added, x, 140, 5, x, 170);
    }
  }
}
