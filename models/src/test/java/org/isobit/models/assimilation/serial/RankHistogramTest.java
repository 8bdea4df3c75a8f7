package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.textbook.TextbookRankHistogram;
import org.junit.jupiter.api.Test;

/** The scalar step of rank histograms against the papers written out, and what it must do whatever the members are. */
class RankHistogramTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** A law's analysis in the observation's units. */
  static double[] analysed(ObservationUpdate law, double[] members, double observed, double error) {
    double mean = Arrays.stream(members).sum() / members.length;
    double[] z = Arrays.stream(members).map(x -> (x - mean) / error).toArray();
    double[] out = new double[z.length];
    law.update(z, (observed - mean) / error, observed, error, out, new Workspace());
    return Arrays.stream(out).map(x -> mean + error * x).toArray();
  }

  private static RankHistogram unbounded() {
    return new RankHistogram(-INFINITE, INFINITE);
  }

  private static double spread(double[] x) {
    double mean = Arrays.stream(x).sum() / x.length;
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
  }

  private static double[] gaussian(int n, long seed) {
    Random random = new Random(seed);
    double[] x = new double[n];
    Arrays.setAll(x, i -> random.nextGaussian());
    return x;
  }

  /** Skewed, in [0, ∞). */
  private static double[] positive(int n, long seed) {
    return Arrays.stream(gaussian(n, seed)).map(v -> 0.7 * v * v).toArray();
  }

  @Test
  void itDoesWhatThePapersSay() {
    for (int n : new int[] {3, 8, 20}) {
      for (double[] problem : new double[][] {{0.3, 0.5, -INFINITE, INFINITE}, {4, 1, -INFINITE, INFINITE},
          {-9, 2, -INFINITE, INFINITE}, {0.2, 0.4, 0, INFINITE}, {-0.4, 0.6, 0, INFINITE}, {2.5, 0.5, 0, 3},
          {0.1, 0.3, 0, 0.5}, {5, 1, -INFINITE, 2}}) {
        // The last two clip many members, which then agree.
        double[] x = problem[2] == 0 ? positive(n, n) : gaussian(n, n);
        TextbookRankHistogram book =
            new TextbookRankHistogram(x, problem[0], problem[1], problem[2], problem[3]);
        double[] found = analysed(new RankHistogram(problem[2], problem[3]), x, problem[0], problem[1]);
        double[] expected = Arrays.stream(x).map(book::analysed).toArray();
        assertArrayEquals(expected, found, 1e-10 * spread(x), n + " members, " + Arrays.toString(problem));
      }
    }
  }

  @Test
  void membersKeepTheirOrderAndTheirBounds() {
    Random random = new Random(5);
    for (int round = 0; round < 3000; round++) {
      int n = 2 + random.nextInt(30);
      double[] x = positive(n, round);
      for (int i = 0; i < n; i++) {
        double u = random.nextDouble();
        x[i] = u < 0.2 ? 0 : u < 0.3 ? 1 : u < 0.4 ? x[0] : x[i];
      }
      double upper = random.nextBoolean() ? INFINITE : 1.5;
      double error = Math.pow(10, 12 * random.nextDouble() - 6);
      double y = random.nextInt(3) * 0.75 + (random.nextBoolean() ? random.nextGaussian() * error : 0);
      double mean = Arrays.stream(x).sum() / n;
      double[] z = Arrays.stream(x).map(v -> (v - mean) / error).toArray();
      double d = (y - mean) / error;
      double[] out = new double[n];
      new RankHistogram(0, upper).update(z, d, y, error, out, new Workspace());
      for (int i = 0; i < n; i++) {
        assertTrue(out[i] >= (0 - y) / error + d && out[i] <= (upper - y) / error + d, "round " + round);
        for (int j = 0; j < n; j++) {
          assertTrue(x[i] > x[j] ? out[i] >= out[j] : x[i] < x[j] || out[i] == out[j], "round " + round);
        }
      }
    }
  }

  @Test
  void membersMayBeRenumbered() {
    double[] x = positive(17, 3);
    x[4] = x[9];
    x[5] = x[9];
    Integer[] to = new Integer[17];
    Arrays.setAll(to, i -> i);
    double[] z = Arrays.stream(x).map(v -> v - 0.4).toArray();
    for (RankHistogram law : new RankHistogram[] {unbounded(), new RankHistogram(0, INFINITE)}) {
      double[] expected = new double[17];
      law.update(z, 0.2, 0.6, 1, expected, new Workspace());
      for (int round = 0; round < 20; round++) {
        java.util.Collections.shuffle(Arrays.asList(to), new Random(round));
        double[] moved = new double[17];
        double[] out = new double[17];
        for (int m = 0; m < 17; m++) {
          moved[m] = z[to[m]];
        }
        law.update(moved, 0.2, 0.6, 1, out, new Workspace());
        for (int m = 0; m < 17; m++) {
          assertEquals(Double.doubleToLongBits(expected[to[m]]), Double.doubleToLongBits(out[m]));
        }
      }
    }
  }

  /** A group that agrees holds a point mass, in which its quantile lies if the likelihood does not move it far. */
  @Test
  void membersThatAgreeStayTogether() {
    double[] x = {0, 0, 0, 0, 0.5, 0.7, 1.4, 2};
    double[] near = analysed(new RankHistogram(0, INFINITE), x, 0.2, 1);
    assertArrayEquals(new double[4], Arrays.copyOf(near, 4), 1e-15);
    double[] far = analysed(new RankHistogram(0, INFINITE), x, 3, 0.5);
    assertTrue(far[0] > 0.5 && far[0] == far[1] && far[0] == far[2] && far[0] == far[3]);
    assertArrayEquals(new double[] {2, 2, 2}, analysed(unbounded(), new double[] {2, 2, 2}, 7, 1));
    assertArrayEquals(new double[] {3, 3, 3},
        analysed(new RankHistogram(3, INFINITE), new double[] {2, 1, 2.5}, 7, 1), 1e-15);
  }

  @Test
  void anObservationThatSaysNothingKeepsThePrior() {
    for (int n : new int[] {2, 3, 20, 300}) {
      double[] x = positive(n, n);
      x[n - 1] = x[0];
      for (double error : new double[] {1e8, 1e30, 1e160}) {
        for (RankHistogram law : new RankHistogram[] {unbounded(), new RankHistogram(0, 9)}) {
          // Logarithms of the likelihood, which is as flat as narrow bounds are in units of the error, are rounded.
          assertArrayEquals(x, analysed(law, x, 1.2, error), n * 0x1p-52 * (1 + Math.log(error)) + 2 / error / error,
              law + ", " + error);
        }
      }
    }
  }

  /** Within the ensemble it is resolved to the members' spacing alone; beyond, as far as there is a tail, wholly. */
  @Test
  void anObservationThatSaysAllIsTaken() {
    double[] x = positive(20, 8);
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double error = 1e-7;
    for (double y : new double[] {sorted[19] + 0.1, 5}) {
      for (RankHistogram law : new RankHistogram[] {unbounded(), new RankHistogram(0, INFINITE),
          new RankHistogram(-1, 7)}) {
        for (double a : analysed(law, x, y, error)) {
          assertEquals(y, a, 5 * error);
        }
      }
    }
    double between = 0.5 * sorted[0];
    for (double a : analysed(new RankHistogram(0, INFINITE), x, between, error)) {
      assertEquals(between, a, 5 * error);
    }
    double inside = 0.7 * sorted[10] + 0.3 * sorted[11];
    for (double a : analysed(unbounded(), x, inside, error)) {
      assertTrue(a >= sorted[9] && a <= sorted[11]);
    }
    // At the bound, and beyond it, the bound is as near as members can come.
    for (double a : analysed(new RankHistogram(0, INFINITE), x, -3, error)) {
      assertEquals(0, a, 1e-12);
    }
  }

  @Test
  void ofMirroredMembersItIsTheMirroredAnalysis() {
    double[] x = positive(15, 2);
    double[] mirrored = Arrays.stream(x).map(v -> -v).toArray();
    double[] expected = Arrays.stream(analysed(new RankHistogram(0, 6), x, 1.7, 0.8)).map(v -> -v).toArray();
    assertArrayEquals(expected, analysed(new RankHistogram(-6, 0), mirrored, -1.7, 0.8), 1e-13);
  }

  @Test
  void ofManyMembersOfANormalLawItIsTheNormalAnalysis() {
    double[] x = new double[4001];
    for (int i = 0; i < x.length; i++) {
      x[i] = 3 + 2 * NormalInterval.quantile(-INFINITE, INFINITE, (i + 0.5) / x.length, 1 - (i + 0.5) / x.length);
    }
    double[] expected = analysed(new NormalUpdate(), x, 4.5, 1.5);
    double[] found = analysed(unbounded(), x, 4.5, 1.5);
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      squares += (expected[i] - found[i]) * (expected[i] - found[i]) / x.length;
    }
    double off = Math.sqrt(squares) / spread(expected);
    assertTrue(off < 0.01, "members differ by " + off + " of the analysed spread");
  }
}
