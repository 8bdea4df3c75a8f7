// Master of FloatAttentionTest: the float version is generated from this file.
package org.isobit.verify.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Attention against its formula, and what storage, masks, groups, threads and hidden keys do to it. */
class AttentionTest {

  private static final int D = 6;
  private static final double TOLERANCE = 1e-14; // float: private static final float TOLERANCE = 1e-6f;

  private static double[] random(long seed, int n) {
    return new Inputs(seed).doubles(n);
  }

  private static double[] forward(AttentionShape s, double[] q, double[] k, double[] v, AttentionMask mask,
      Workers workers) {
    int ldq = s.tokenMajor() ? s.heads() * D : D;
    int ldk = s.tokenMajor() ? s.kvHeads() * D : D;
    double[] y = new double[q.length];
    Attention.forward(s, q, 0, ldq, k, 0, ldk, v, 0, ldk, mask, y, 0, ldq, null, 0, workers);
    return y;
  }

  @Test
  void itIsTheFormula() {
    AttentionShape shape = AttentionShape.of(1, 1, 70, 150, D);
    double[] q = random(1, 70 * D);
    double[] k = random(2, 150 * D);
    double[] v = random(3, 150 * D);
    double[] y = forward(shape, q, k, v, AttentionMask.NONE, Workers.serial());
    for (int i = 0; i < 70; i++) {
      double[] p = new double[150]; // float: unchanged
      double sum = 0; // float: unchanged
      for (int j = 0; j < 150; j++) {
        double s = 0; // float: unchanged
        for (int e = 0; e < D; e++) {
          s += (double) q[i * D + e] * k[j * D + e]; // float: unchanged
        }
        p[j] = Math.exp(s / Math.sqrt(6.0)); // float: unchanged
        sum += p[j];
      }
      for (int e = 0; e < D; e++) {
        double o = 0; // float: unchanged
        for (int j = 0; j < 150; j++) {
          o += p[j] * v[j * D + e];
        }
        assertEquals(o / sum, y[i * D + e], TOLERANCE, i + ", " + e);
      }
    }
  }

  /** Scores beyond the range of exp, the largest in the last block: only their differences count. */
  @Test
  void largeScoresDoNotOverflow() {
    AttentionShape shape = AttentionShape.of(1, 1, 1, 130, D).withScale(1.0);
    double[] q = new double[D];
    double[] k = new double[130 * D];
    double[] v = random(4, 130 * D);
    q[0] = 30000.0;
    for (int j = 0; j < 130; j++) {
      k[j * D] = j;
    }
    double[] y = forward(shape, q, k, v, AttentionMask.NONE, Workers.serial());
    assertArrayEquals(Arrays.copyOfRange(v, 129 * D, 130 * D), y);
  }

  @Test
  void storageAndThreadsDoNotShow() {
    try (Workers two = Workers.of(2)) {
      for (int offset : new int[] {0, 17, -3}) {
        AttentionShape shape = AttentionShape.of(2, 4, 200, 210, D).withKvHeads(2).withCausal(offset);
        double[] q = random(5, 2 * 4 * 200 * D);
        double[] k = random(6, 2 * 2 * 210 * D);
        double[] v = random(7, 2 * 2 * 210 * D);
        double[] y = forward(shape, q, k, v, AttentionMask.NONE, Workers.serial());
        assertArrayEquals(y, forward(shape, q, k, v, AttentionMask.NONE, two));
        double[] tokens = forward(shape.withTokenMajor(), tokens(4, 200, q), tokens(2, 210, k), tokens(2, 210, v),
            AttentionMask.NONE, two);
        assertArrayEquals(tokens(4, 200, y), tokens);
      }
    }
  }

  /** Two samples of heads, token-major. */
  private static double[] tokens(int heads, int n, double[] x) {
    double[] y = new double[x.length];
    for (int b = 0; b < 2; b++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < n; t++) {
          System.arraycopy(x, ((b * heads + h) * n + t) * D, y, ((b * n + t) * heads + h) * D, D);
        }
      }
    }
    return y;
  }

  @Test
  void groupedHeadsReadTheSameKeys() {
    AttentionShape grouped = AttentionShape.of(1, 4, 20, 70, D).withKvHeads(2);
    double[] q = random(8, 4 * 20 * D);
    double[] k = random(9, 2 * 70 * D);
    double[] v = random(10, 2 * 70 * D);
    double[] y = forward(grouped, q, k, v, AttentionMask.NONE, Workers.serial());
    assertArrayEquals(forward(AttentionShape.of(1, 4, 20, 70, D), q, twice(k), twice(v), AttentionMask.NONE,
        Workers.serial()), y);
  }

  private static double[] twice(double[] x) {
    int head = x.length / 2;
    double[] y = new double[2 * x.length];
    for (int h = 0; h < 4; h++) {
      System.arraycopy(x, h / 2 * head, y, h * head, head);
    }
    return y;
  }

  @Test
  void causalityAndFlagsAndNumbersHideAlike() {
    AttentionShape shape = AttentionShape.of(1, 1, 80, 64, D);
    double[] q = random(11, 80 * D);
    double[] k = random(12, 64 * D);
    double[] v = random(13, 64 * D);
    boolean[] seen = new boolean[80 * 64];
    double[] added = new double[80 * 64];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = i % 64 <= i / 64 + 3;
      added[i] = seen[i] ? 0.0 : Double.NEGATIVE_INFINITY;
    }
    double[] y = forward(shape.withCausal(3), q, k, v, AttentionMask.NONE, Workers.serial());
    assertArrayEquals(y, forward(shape, q, k, v, AttentionMask.seen(seen, 0, false, false, true), Workers.serial()));
    assertArrayEquals(y, forward(shape, q, k, v, AttentionMask.added(added, 0, false, false, true),
        Workers.serial()));
  }

  @Test
  void aQueryThatSeesNothingIsNaNAndOthersAreNot() {
    AttentionShape shape = AttentionShape.of(1, 1, 5, 3, D).withCausal(-2);
    double[] y = forward(shape, random(14, 5 * D), random(15, 3 * D), random(16, 3 * D), AttentionMask.NONE,
        Workers.serial());
    for (int i = 0; i < y.length; i++) {
      assertEquals(i < 2 * D, Double.isNaN(y[i]), "element " + i);
    }
  }

  @Test
  void oneBadKeySpoilsWhatSeesIt() {
    AttentionShape shape = AttentionShape.of(1, 1, 130, 130, D).withCausal(0);
    double[] k = random(17, 130 * D);
    k[100 * D] = Double.NaN;
    double[] y = forward(shape, random(18, 130 * D), k, random(19, 130 * D), AttentionMask.NONE, Workers.serial());
    for (int i = 0; i < 130; i++) {
      assertEquals(i >= 100, Double.isNaN(y[i * D]), "query " + i);
    }
  }

  @Test
  void viewsHaveTheBitsOfTheRawForm() {
    AttentionShape shape = AttentionShape.of(2, 2, 9, 7, D).withTokenMajor();
    double[] x = random(20, 2 * 9 * 40);
    Matrix all = Matrix.of(x, 0, 18, 40, 40);
    Matrix q = all.columns(0, 2 * D);
    Matrix k = all.rows(0, 14).columns(2 * D, 2 * D);
    Matrix y = Matrix.allocate(18, 2 * D);
    Matrix statistics = Matrix.allocate(2, 36);
    Attention.forward(shape, q, k, k, AttentionMask.NONE, y, statistics, Workers.serial());
    double[] raw = new double[18 * 2 * D];
    double[] numbers = new double[72];
    Attention.forward(shape, x, 0, 40, x, 2 * D, 40, x, 2 * D, 40, AttentionMask.NONE, raw, 0, 2 * D, numbers, 0,
        Workers.serial());
    assertArrayEquals(raw, y.array());
    assertArrayEquals(numbers, statistics.array());
    Matrix without = Matrix.allocate(18, 2 * D);
    Attention.forward(shape, q, k, k, AttentionMask.NONE, without, Workers.serial());
    assertArrayEquals(raw, without.array());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    AttentionShape shape = AttentionShape.of(1, 1, 2, 3, D);
    double[] x = new double[100];
    Workers one = Workers.serial();
    AttentionMask small = AttentionMask.added(new double[8], 3, false, false, true);
    String message = assertThrows(IllegalArgumentException.class, () -> Attention.forward(shape, x, 0, D, x, 0, D, x, 0,
        D, small, new double[100], 0, D, null, 0, one)).getMessage();
    assertEquals("attention: the mask has 5 elements from offset 3, but 2 rows of 3 are needed", message);
    String overlap = assertThrows(IllegalArgumentException.class, () -> Attention.forward(shape, x, 0, D, x, 12, D, x,
        40, D, AttentionMask.NONE, x, 29, D, null, 0, one)).getMessage();
    assertTrue(overlap.contains("Y") && overlap.contains("overlaps K"), overlap);
    AttentionMask mask = AttentionMask.added(x, 90, false, false, false);
    assertThrows(IllegalArgumentException.class, () -> Attention.forward(shape, x, 0, D, x, 12, D, x, 40, D, mask, x,
        81, D, null, 0, one));
    assertThrows(IllegalArgumentException.class, () -> AttentionShape.of(1 << 20, 1 << 10, 8, 8, 8));
  }
}
