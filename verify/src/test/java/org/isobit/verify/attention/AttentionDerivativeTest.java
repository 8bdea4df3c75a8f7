// Master of FloatAttentionDerivativeTest: the float version is generated from this file.
package org.isobit.verify.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.attention.Attention;
import org.isobit.kernels.attention.AttentionGradient;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.kernels.attention.AttentionTangent;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Gradient and tangent of attention: against differences and each other, and what storage, threads and NaNs do. */
class AttentionDerivativeTest {

  private static final int D = 6;
  private static final int W = 4;

  /** Of sums of some thousand products. */
  private static final double ADJOINT = 1e-12; // float: private static final double ADJOINT = 2e-5;
  private static final double STEP = 0x1p-13; // float: private static final float STEP = 0x1p-6f;
  private static final double DIFFERENCE = 1e-6; // float: private static final double DIFFERENCE = 3e-3;

  /** Everything that a call takes and makes; leading dimensions have nothing between rows. */
  private static final class Case {

    final AttentionShape shape;
    final AttentionMask mask;
    final Workers workers;
    final double[] q;
    final double[] k;
    final double[] v;
    final double[] y;
    final double[] statistics;

    Case(AttentionShape shape, AttentionMask mask, Workers workers) {
      this.shape = shape.withValueSize(W);
      this.mask = mask;
      this.workers = workers;
      int queries = shape.batch() * shape.heads() * shape.queries();
      int keys = shape.batch() * shape.kvHeads() * shape.keys();
      q = random(1, queries * D);
      k = random(2, keys * D);
      v = random(3, keys * W);
      y = new double[queries * W];
      statistics = new double[2 * queries];
      forward(q, k, v, y, statistics);
    }

    int ldq(int width) {
      return shape.tokenMajor() ? shape.heads() * width : width;
    }

    int ldk(int width) {
      return shape.tokenMajor() ? shape.kvHeads() * width : width;
    }

    void forward(double[] a, double[] b, double[] c, double[] out, double[] numbers) {
      Attention.forward(shape, a, 0, ldq(D), b, 0, ldk(D), c, 0, ldk(W), mask, out, 0, ldq(W), numbers, 0, workers);
    }

    /** dQ, dK, dV. */
    double[][] gradient(double[] dy) {
      double[][] g = {new double[q.length], new double[k.length], new double[v.length]};
      gradient(dy, g[0], g[1], g[2]);
      return g;
    }

    void gradient(double[] dy, double[] dq, double[] dk, double[] dv) {
      AttentionGradient.backward(shape, q, 0, ldq(D), k, 0, ldk(D), v, 0, ldk(W), mask, y, 0, ldq(W), statistics, 0,
          dy, 0, ldq(W), dq, 0, ldq(D), dk, 0, ldk(D), dv, 0, ldk(W), workers);
    }

    double[] tangent(double[] dq, double[] dk, double[] dv) {
      double[] dy = new double[y.length];
      AttentionTangent.tangent(shape, q, 0, ldq(D), k, 0, ldk(D), v, 0, ldk(W), mask, y, 0, ldq(W), statistics, 0, dq,
          0, ldq(D), dk, 0, ldk(D), dv, 0, ldk(W), dy, 0, ldq(W), workers);
      return dy;
    }
  }

  private static double[] random(long seed, int n) {
    return new Inputs(seed).doubles(n);
  }

  private static double dot(double[] x, double[] y) { // float: private static double dot(float[] x, float[] y) {
    double sum = 0.0; // float: unchanged
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i]; // float: unchanged
    }
    return sum;
  }

  private static double[] moved(double[] x, double step, double[] d) {
    double[] y = x.clone();
    for (int i = 0; i < x.length; i++) {
      y[i] += step * d[i];
    }
    return y;
  }

  /** Self and cross attention, grouped heads, causal offsets, every kind of mask, both kinds of storage. */
  private static List<Case> cases() {
    Workers one = Workers.serial();
    AttentionShape self = AttentionShape.of(2, 4, 70, 70, D);
    AttentionShape cross = AttentionShape.of(1, 2, 20, 135, D).withTokenMajor();
    double[] added = random(7, 135);
    boolean[] seen = new boolean[20 * 135];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = i % 3 != 1;
    }
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(self, AttentionMask.NONE, one));
    cases.add(new Case(self.withKvHeads(2).withCausal(0), AttentionMask.NONE, one));
    cases.add(new Case(self.withKvHeads(1).withCausal(5).withTokenMajor(), AttentionMask.NONE, one));
    cases.add(new Case(cross, AttentionMask.added(added, 0, false, false, false), one));
    cases.add(new Case(cross.withCausal(115), AttentionMask.seen(seen, 0, false, false, true), one));
    return cases;
  }

  @Test
  void gradientIsTheAdjointOfTheTangent() {
    for (Case c : cases()) {
      double[] dq = random(11, c.q.length);
      double[] dk = random(12, c.k.length);
      double[] dv = random(13, c.v.length);
      double[] dy = random(14, c.y.length);
      double[][] g = c.gradient(dy);
      double there = dot(c.tangent(dq, dk, dv), dy); // float: unchanged
      double back = dot(g[0], dq) + dot(g[1], dk) + dot(g[2], dv); // float: unchanged
      assertTrue(Math.abs(there) > 0.01, "a product that says something: " + there);
      assertEquals(there, back, ADJOINT);
    }
  }

  /** In the direction of each operand by itself, and of all. */
  @Test
  void tangentIsTheLimitOfDifferences() {
    for (Case c : cases()) {
      double[] zeroQ = new double[c.q.length];
      double[] zeroK = new double[c.k.length];
      double[] zeroV = new double[c.v.length];
      double[] dq = random(11, c.q.length);
      double[] dk = random(12, c.k.length);
      double[] dv = random(13, c.v.length);
      differs(c, dq, zeroK, zeroV);
      differs(c, zeroQ, dk, zeroV);
      differs(c, zeroQ, zeroK, dv);
      differs(c, dq, dk, dv);
    }
  }

  private static void differs(Case c, double[] dq, double[] dk, double[] dv) {
    double[] more = new double[c.y.length];
    double[] less = new double[c.y.length];
    c.forward(moved(c.q, STEP, dq), moved(c.k, STEP, dk), moved(c.v, STEP, dv), more, null);
    c.forward(moved(c.q, -STEP, dq), moved(c.k, -STEP, dk), moved(c.v, -STEP, dv), less, null);
    double[] dy = c.tangent(dq, dk, dv);
    for (int i = 0; i < dy.length; i++) {
      assertEquals((more[i] - less[i]) / (2 * STEP), dy[i], DIFFERENCE, "element " + i);
    }
  }

  @Test
  void storageAndThreadsDoNotShow() {
    try (Workers two = Workers.of(2)) {
      for (int offset : new int[] {0, 17, -3}) {
        AttentionShape shape = AttentionShape.of(2, 4, 200, 210, D).withKvHeads(2).withCausal(offset);
        Case c = new Case(shape, AttentionMask.NONE, Workers.serial());
        double[] dy = random(14, c.y.length);
        double[][] g = c.gradient(dy);
        double[] moves = c.tangent(g[0], g[1], g[2]);
        Case shared = new Case(shape, AttentionMask.NONE, two);
        double[][] same = shared.gradient(dy);
        for (int i = 0; i < 3; i++) {
          assertArrayEquals(g[i], same[i], "operand " + i);
        }
        assertArrayEquals(moves, shared.tangent(g[0], g[1], g[2]));
        Case tokens = new Case(shape.withTokenMajor(), AttentionMask.NONE, two);
        copy(tokens(4, D, c.q), tokens.q);
        copy(tokens(2, D, c.k), tokens.k);
        copy(tokens(2, W, c.v), tokens.v);
        tokens.forward(tokens.q, tokens.k, tokens.v, tokens.y, tokens.statistics);
        double[][] other = tokens.gradient(tokens(4, W, dy));
        assertArrayEquals(tokens(4, D, g[0]), other[0]);
        assertArrayEquals(tokens(2, D, g[1]), other[1]);
        assertArrayEquals(tokens(2, W, g[2]), other[2]);
        assertArrayEquals(tokens(4, W, moves), tokens.tangent(other[0], other[1], other[2]));
      }
    }
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Two samples of heads, token-major. */
  private static double[] tokens(int heads, int width, double[] x) {
    int n = x.length / (2 * heads * width);
    double[] y = new double[x.length];
    for (int b = 0; b < 2; b++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < n; t++) {
          System.arraycopy(x, ((b * heads + h) * n + t) * width, y, ((b * n + t) * heads + h) * width, width);
        }
      }
    }
    return y;
  }

  @Test
  void whatIsNotWantedChangesNothing() {
    Case c = new Case(AttentionShape.of(1, 2, 50, 80, D), AttentionMask.NONE, Workers.serial());
    double[] dy = random(14, c.y.length);
    double[][] all = c.gradient(dy);
    for (int wanted = 0; wanted < 8; wanted++) {
      double[][] g = {new double[c.q.length], new double[c.k.length], new double[c.v.length]};
      c.gradient(dy, (wanted & 1) != 0 ? g[0] : null, (wanted & 2) != 0 ? g[1] : null, (wanted & 4) != 0 ? g[2] : null);
      for (int i = 0; i < 3; i++) {
        assertArrayEquals((wanted >> i & 1) != 0 ? all[i] : new double[g[i].length], g[i], wanted + ", " + i);
      }
    }
  }

  @Test
  void hiddenKeysHaveNoGradientAndBadGradientsStayWhereTheyAre() {
    boolean[] seen = new boolean[130];
    for (int j = 0; j < 130; j++) {
      seen[j] = j % 2 == 0;
    }
    Case c = new Case(AttentionShape.of(1, 1, 130, 130, D).withCausal(0),
        AttentionMask.seen(seen, 0, false, false, false), Workers.serial());
    double[] dy = random(14, c.y.length);
    dy[50 * W] = Double.NaN;
    double[][] g = c.gradient(dy);
    for (int j = 0; j < 130; j++) {
      assertEquals(j == 50, Double.isNaN(g[0][j * D]), "query " + j);
      assertEquals(j < 64, Double.isNaN(g[1][j * D]), "key " + j);
      assertTrue(j < 64 || seen[j] || g[1][j * D] == 0.0 && g[2][j * W] == 0.0, "key " + j);
    }
  }

  @Test
  void viewsHaveTheBitsOfTheRawForm() {
    Case c = new Case(AttentionShape.of(2, 2, 9, 7, D).withTokenMajor(), AttentionMask.NONE, Workers.serial());
    double[] dy = random(14, c.y.length);
    double[][] raw = c.gradient(dy);
    Matrix q = Matrix.of(c.q, 18, 2 * D);
    Matrix k = Matrix.of(c.k, 14, 2 * D);
    Matrix v = Matrix.of(c.v, 14, 2 * W);
    Matrix y = Matrix.of(c.y, 18, 2 * W);
    Matrix statistics = Matrix.of(c.statistics, 2, 36);
    Matrix dq = Matrix.allocate(18, 2 * D);
    Matrix dk = Matrix.allocate(14, 2 * D);
    Matrix dv = Matrix.allocate(14, 2 * W);
    AttentionGradient.backward(c.shape, q, k, v, c.mask, y, statistics, Matrix.of(dy, 18, 2 * W), dq, dk, dv,
        Workers.serial());
    assertArrayEquals(raw[0], dq.array());
    assertArrayEquals(raw[1], dk.array());
    assertArrayEquals(raw[2], dv.array());
    Matrix moves = Matrix.allocate(18, 2 * W);
    AttentionTangent.tangent(c.shape, q, k, v, c.mask, y, statistics, dq, dk, dv, moves, Workers.serial());
    assertArrayEquals(c.tangent(raw[0], raw[1], raw[2]), moves.array());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Case c = new Case(AttentionShape.of(1, 1, 2, 3, D), AttentionMask.NONE, Workers.serial());
    double[] dy = random(14, c.y.length);
    double[] small = new double[2 * D - 1];
    String message = assertThrows(IllegalArgumentException.class, () -> c.gradient(dy, small, null, null))
        .getMessage();
    assertTrue(message.startsWith("attention gradient: ") && message.contains("dQ"), message);
    String overlap = assertThrows(IllegalArgumentException.class, () -> c.gradient(dy, null, c.k, null)).getMessage();
    assertTrue(overlap.contains("dK") && overlap.contains("overlaps K"), overlap);
    String missing = assertThrows(IllegalArgumentException.class,
        () -> c.tangent(random(1, 12), null, random(2, 12))).getMessage();
    assertTrue(missing.startsWith("attention tangent: ") && missing.contains("dK"), missing);
  }
}
