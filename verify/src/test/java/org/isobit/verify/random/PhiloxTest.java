package org.isobit.verify.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.random.PhiloxReference;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Known answers, the written order of draws, and the laws that draws follow. */
class PhiloxTest {

  private static final int N = 200_000;

  private static int[] block(long seed, long stream, long block) {
    int[] w = new int[4];
    for (int i = 0; i < 4; i++) {
      w[i] = Philox.word(seed, stream, 4 * block + i);
    }
    return w;
  }

  /** Random123's kat_vectors; the counter of all ones has an index that is beyond the words', so its bits are asked. */
  @Test
  void knownAnswers() {
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, block(0, 0, 0));
    assertEquals(0x41c83b0e_408f276dL, PhiloxReference.bits(-1, -1, -1, 0));
    assertEquals(0x6d5451fd_a20bc7c6L, PhiloxReference.bits(-1, -1, -1, 1));
    long seed = 0x299f31d0_a4093822L;
    long stream = 0x03707344_13198a2eL;
    long index = 0x85a308d3_243f6a88L;
    assertEquals(0x94fdcceb_d16cfe09L, PhiloxReference.bits(seed, stream, index, 0));
    assertEquals(0x24126ea1_5001e420L, PhiloxReference.bits(seed, stream, index, 1));
  }

  /** The rounds once more, in arithmetic without a word size. */
  @Test
  void roundsInBigIntegers() {
    BigInteger word = BigInteger.ONE.shiftLeft(32);
    Inputs inputs = new Inputs(1);
    for (int trial = 0; trial < 50; trial++) {
      long seed = inputs.nextLong();
      long stream = inputs.nextLong();
      long index = inputs.nextLong() >>> 3;
      BigInteger[] c = {part(index, 0), part(index, 1), part(stream, 0), part(stream, 1)};
      BigInteger k0 = part(seed, 0);
      BigInteger k1 = part(seed, 1);
      for (int round = 0; round < 10; round++) {
        BigInteger p0 = c[0].multiply(new BigInteger("D2511F53", 16));
        BigInteger p1 = c[2].multiply(new BigInteger("CD9E8D57", 16));
        c = new BigInteger[] {p1.divide(word).xor(c[1]).xor(k0), p1.mod(word), p0.divide(word).xor(c[3]).xor(k1),
            p0.mod(word)};
        k0 = k0.add(new BigInteger("9E3779B9", 16)).mod(word);
        k1 = k1.add(new BigInteger("BB67AE85", 16)).mod(word);
      }
      assertArrayEquals(Arrays.stream(c).mapToInt(BigInteger::intValue).toArray(), block(seed, stream, index));
    }
  }

  private static BigInteger part(long x, int half) {
    return BigInteger.valueOf(x >>> 32 * half & 0xFFFFFFFFL);
  }

  /** The contract's words: first and second 64 bits of a block, 53 of them, Box–Muller. */
  @Test
  void drawsAreMadeFromWordsAsWritten() {
    for (long j = 0; j < 1000; j++) {
      int[] w = block(7, 9, j);
      long first = w[0] & 0xFFFFFFFFL | (long) w[1] << 32;
      long second = w[2] & 0xFFFFFFFFL | (long) w[3] << 32;
      assertEquals((first >>> 11) * 0x1p-53, Philox.uniform(7, 9, 2 * j));
      assertEquals((second >>> 11) * 0x1p-53, Philox.uniform(7, 9, 2 * j + 1));
      double r = Math.sqrt(-2 * StrictMath.log(((first >>> 11) + 1) * 0x1p-53));
      double angle = 2 * Math.PI * ((second >>> 11) * 0x1p-53);
      assertEquals(r * StrictMath.cos(angle), Philox.gaussian(7, 9, 2 * j), 1e-14);
      assertEquals(r * StrictMath.sin(angle), Philox.gaussian(7, 9, 2 * j + 1), 1e-14);
    }
  }

  @Test
  void anyStartGivesTheSameDraws() {
    double[] u = new double[300];
    double[] g = new double[300];
    int[] w = new int[300];
    Philox.uniform(3, 4, 0, 300, u, 0);
    Philox.gaussian(3, 4, 0, 300, g, 0);
    Philox.words(3, 4, 0, 300, w, 0);
    for (int first = 0; first < 40; first++) {
      for (int n : new int[] {0, 1, 2, 17, 64, 133, 255}) {
        double[] x = new double[n + 2];
        float[] f = new float[n + 2];
        int[] v = new int[n + 2];
        Philox.uniform(3, 4, first, n, x, 1);
        assertArrayEquals(Arrays.copyOfRange(u, first, first + n), Arrays.copyOfRange(x, 1, n + 1));
        Philox.gaussian(3, 4, first, n, x, 1);
        assertArrayEquals(Arrays.copyOfRange(g, first, first + n), Arrays.copyOfRange(x, 1, n + 1));
        assertEquals(0.0, x[0] + x[n + 1]);
        Philox.words(3, 4, first, n, v, 1);
        assertArrayEquals(Arrays.copyOfRange(w, first, first + n), Arrays.copyOfRange(v, 1, n + 1));
        Philox.gaussian(3, 4, first, n, f, 1);
        for (int i = 0; i < n; i++) {
          assertEquals((float) g[first + i], f[1 + i]);
        }
        Philox.uniform(3, 4, first, n, f, 1);
        for (int i = 0; i < n; i++) {
          assertEquals((float) u[first + i], f[1 + i]);
        }
      }
    }
    for (int i = 0; i < 300; i++) {
      assertEquals(u[i], Philox.uniform(3, 4, i));
      assertEquals(g[i], Philox.gaussian(3, 4, i));
      assertEquals(w[i], Philox.word(3, 4, i));
    }
  }

  /** Sample moments within five standard errors of those of the law. */
  @Test
  void moments() {
    double[] g = new double[N];
    Philox.gaussian(20260101, 1, 0, N, g, 0);
    double[] moment = new double[7];
    for (double x : g) {
      double power = 1;
      for (int k = 1; k <= 6; k++) {
        power *= x;
        moment[k] += power / N;
      }
    }
    double[] law = {1, 0, 1, 0, 3, 0, 15};
    double[] variance = {0, 1, 2, 15, 96, 945, 10170};
    for (int k = 1; k <= 6; k++) {
      assertEquals(law[k], moment[k], 5 * Math.sqrt(variance[k] / N), "moment " + k);
    }
    double[] u = new double[N];
    Philox.uniform(20260101, 2, 0, N, u, 0);
    assertEquals(0.5, Arrays.stream(u).average().orElseThrow(), 5 * Math.sqrt(1.0 / 12 / N));
    assertEquals(1.0 / 3, Arrays.stream(u).map(x -> x * x).average().orElseThrow(), 5 * Math.sqrt(4.0 / 45 / N));
  }

  /** Kolmogorov and Smirnov: √n·D stays below 1.95 with probability 0.999 (seeds fixed beforehand). */
  @Test
  void distributionFunctions() {
    for (long seed = 1; seed <= 3; seed++) {
      double[] g = new double[N];
      double[] u = new double[N];
      Philox.gaussian(seed, 5, 0, N, g, 0);
      Philox.uniform(seed, 6, 0, N, u, 0);
      assertTrue(distance(Arrays.stream(g).map(PhiloxTest::normal).toArray()) < 1.95, "normal, seed " + seed);
      assertTrue(distance(u) < 1.95, "uniform, seed " + seed);
    }
  }

  private static double distance(double[] p) {
    Arrays.sort(p);
    double d = 0;
    for (int i = 0; i < p.length; i++) {
      d = Math.max(d, Math.max(p[i] - (double) i / p.length, (i + 1.0) / p.length - p[i]));
    }
    return d * Math.sqrt(p.length);
  }

  /** Φ(x) by its everywhere convergent series, good to about 1e-12 here. */
  private static double normal(double x) {
    double a = Math.min(Math.abs(x), 7);
    double term = a;
    double sum = a;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= a * a / (2 * k + 1);
      sum += term;
    }
    double half = sum * StrictMath.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
    return x < 0 ? 0.5 - half : 0.5 + half;
  }

  /** Correlations between streams, seeds, neighbours and the two normals of a block, within five standard errors. */
  @Test
  void drawsAreIndependent() {
    double[] a = draws(1, 1, 0);
    assertTrue(Math.abs(correlation(a, draws(1, 2, 0))) < 5, "streams");
    assertTrue(Math.abs(correlation(a, draws(2, 1, 0))) < 5, "seeds");
    assertTrue(Math.abs(correlation(a, draws(1, 1L << 32, 0))) < 5, "upper word of the stream");
    for (int lag : new int[] {1, 2, 3, 16, 64}) {
      assertTrue(Math.abs(correlation(a, draws(1, 1, lag))) < 5, "lag " + lag);
    }
    double[] squares = Arrays.stream(a).map(x -> x * x - 1).toArray();
    double[] others = Arrays.stream(draws(1, 1, 1)).map(x -> x * x - 1).toArray();
    assertTrue(Math.abs(correlation(squares, others)) < 10, "squares of neighbours");
  }

  private static double[] draws(long seed, long stream, long first) {
    double[] x = new double[N];
    Philox.gaussian(seed, stream, first, N, x, 0);
    return x;
  }

  /** In units of 1/√n. */
  private static double correlation(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum / Math.sqrt(x.length);
  }

  @Test
  void argumentsAreChecked() {
    double[] out = new double[4];
    assertThrows(IllegalArgumentException.class, () -> Philox.gaussian(1, 1, -1, 1, out, 0));
    assertThrows(IllegalArgumentException.class, () -> Philox.gaussian(1, 1, 0, -1, out, 0));
    assertThrows(IllegalArgumentException.class, () -> Philox.gaussian(1, 1, 0, 5, out, 0));
    assertThrows(IllegalArgumentException.class, () -> Philox.gaussian(1, 1, 0, 4, out, 1));
    assertThrows(IllegalArgumentException.class, () -> Philox.uniform(1, 1, Long.MAX_VALUE, 1, out, 0));
    assertThrows(IllegalArgumentException.class, () -> Philox.word(1, 1, -1));
    Philox.gaussian(1, 1, Long.MAX_VALUE - 4, 4, out, 0);
  }
}
