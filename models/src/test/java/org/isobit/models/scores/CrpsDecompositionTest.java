package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrpsDecompositionTest {

  /** Two members at −1 and 3 and the truth at 0; then both above; then both below. */
  @Test
  void partsByHand() {
    CrpsDecomposition d = new CrpsDecomposition(2);
    // α_1 = 1, β_1 = 3, p = ½: (1 + 3)/4.
    assertEquals(1.0, d.add(new double[] {3, -1}, 0));
    assertEquals(1.0, d.crps());
    assertEquals(4 * (0.75 - 0.5) * (0.75 - 0.5), d.reliability(), 1e-15);
    assertEquals(4 * 0.75 * 0.25, d.potential(), 1e-15);
    // β_0 = 2 counts whole, β_1 = 2 counts a quarter.
    assertEquals(2.5, d.add(new double[] {2, 4}, 0));
    // α_2 = 1 counts whole, α_1 = 4 a quarter.
    assertEquals(2.0, d.add(new double[] {-1, -5}, 0));
    assertEquals(3, d.cases());
    assertEquals(5.5 / 3, d.crps(), 1e-15);
    // g_0 = (2/3)/(1/3), o_0 = 1/3; g_1 = 10/3, o_1 = 5/10; g_2 = (1/3)/(1/3), o_2 = 2/3.
    assertEquals(2 / 9.0 + 0 + 1 / 9.0, d.reliability(), 1e-15);
    assertEquals(2 * 2 / 9.0 + 10 / 12.0 + 2 / 9.0, d.potential(), 1e-15);
    assertEquals(d.crps(), d.reliability() + d.potential(), 1e-15);
  }

  /** Hersbach (2000), eqs. 25 to 37, for cases that all lie above the ensemble: only α_N and the gaps below count. */
  @Test
  void truthsAboveTheEnsemble() {
    CrpsDecomposition d = new CrpsDecomposition(2);
    // Members 1 and 4 below the truth: α_1 = 3 counts a quarter, α_2 = 1 whole; then α_1 = 2 and α_2 = 3.
    assertEquals(3 / 4.0 + 1, d.add(new double[] {-4, -1}, 0));
    assertEquals(2 / 4.0 + 3, d.add(new double[] {-5, -3}, 0));
    assertArrayEquals(new double[] {2, 0, 2, 0, 5, 4, 0, 0, 0}, d.toArray());
    assertEquals((1.75 + 3.5) / 2, d.crps());
    // g_1 = 5/2 with o_1 = 0; o_2 = 1 − 2/2 = 0, g_2 = 4/2/1: probabilities ½ and 1 of what never happens.
    assertEquals(5 / 2.0 / 4 + 2, d.reliability());
    assertEquals(0, d.potential());
  }

  @Test
  void truthsBelowTheEnsemble() {
    CrpsDecomposition d = new CrpsDecomposition(2);
    // β_0 = 1 counts whole, β_1 = 3 a quarter.
    assertEquals(3 / 4.0 + 1, d.add(new double[] {4, 1}, 0));
    assertArrayEquals(new double[] {1, 1, 0, 0, 0, 0, 1, 3, 0}, d.toArray());
    // o_0 = 1, g_0 = 1; o_1 = 1, g_1 = 3: probabilities 0 and ½ of what always happens.
    assertEquals(3 / 4.0 + 1, d.reliability());
    assertEquals(0, d.potential());
  }

  /** A truth at the outermost member has no distance to it: nothing lies beyond, on whichever side it is counted. */
  @Test
  void tiesOfTruthAndMembers() {
    // At the lowest of three: everything is β, nothing is outside, and the ensemble ends at the truth.
    CrpsDecomposition low = new CrpsDecomposition(3);
    assertEquals(1 * 4 / 9.0 + 2 * 1 / 9.0, low.add(new double[] {0, 3, 1}, 0), 1e-15);
    assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0}, low.toArray());
    // At the middle one: the gap below is α, the gap above β.
    CrpsDecomposition middle = new CrpsDecomposition(3);
    assertEquals(2 * 1 / 9.0 + 5 * 1 / 9.0, middle.add(new double[] {0, -2, 5}, 0), 1e-15);
    assertArrayEquals(new double[] {1, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0}, middle.toArray());
    // At the highest: everything is α.
    CrpsDecomposition high = new CrpsDecomposition(3);
    assertEquals(2 * 1 / 9.0 + 1 * 4 / 9.0, high.add(new double[] {-1, -3, 0}, 0), 1e-15);
    assertArrayEquals(new double[] {1, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0}, high.toArray());
    for (CrpsDecomposition d : new CrpsDecomposition[] {low, middle, high}) {
      assertEquals(d.crps(), d.reliability() + d.potential(), 1e-15);
    }
  }

  /**
   * Equal members leave gaps without a width, whose frequency o_i is 0/0 and counts for nothing; the score is |x − y|.
   */
  @Test
  void collapsedMembers() {
    CrpsDecomposition d = new CrpsDecomposition(4);
    assertEquals(2, d.add(new double[] {2, 2, 2, 2}, 0));
    assertEquals(0, d.add(new double[4], 0));
    assertEquals(3, d.add(new double[] {-3, -3, -3, -3}, 0));
    assertEquals(5 / 3.0, d.crps(), 1e-15);
    // o_0 = 1/3 with g_0 = (2/3)/(1/3), o_4 = 1 − 1/3 with g_4 = (3/3)/(1/3).
    assertEquals(2 / 9.0 + 3 / 9.0, d.reliability(), 1e-15);
    assertEquals(2 * 2 / 9.0 + 3 * 2 / 9.0, d.potential(), 1e-15);
    // Two pairs: one gap, and p = ½.
    assertEquals((1 + 3) / 4.0, new CrpsDecomposition(4).add(new double[] {3, -1, 3, -1}, 0));
  }

  @Test
  void aSingleMemberHasTheAbsoluteError() {
    CrpsDecomposition d = new CrpsDecomposition(1);
    assertEquals(2, d.add(new double[] {-2}, 0));
    assertEquals(7, d.add(new double[] {7}, 0));
    assertEquals(4.5, d.crps());
    CrpsDecomposition kept = CrpsDecomposition.of(d.toArray());
    assertEquals(4.5, kept.crps());
    assertEquals(2, kept.cases());
    assertArrayEquals(new double[] {2, 1, 1, 0, 2, 7, 0}, kept.toArray());
  }

  /** E|x − y| − ½·E|x − x'| over all pairs of members, and the integral of the squared difference of distributions. */
  @Test
  void theScoreIsTheDoubleSum() {
    SplittableRandom random = new SplittableRandom(1);
    CrpsDecomposition d = new CrpsDecomposition(7);
    double total = 0;
    for (int c = 0; c < 200; c++) {
      double shift = random.nextDouble(-2, 2);
      double[] x = random.doubles(7, -1, 1).map(v -> v + shift).toArray();
      double expected = 0;
      for (double a : x) {
        expected += Math.abs(a) / 7;
        for (double b : x) {
          expected -= Math.abs(a - b) / 98;
        }
      }
      assertEquals(expected, d.add(x, 0), 1e-14);
      total += expected / 200;
    }
    assertEquals(total, d.crps(), 1e-13);
    assertEquals(total, d.reliability() + d.potential(), 1e-13);
    assertTrue(d.reliability() > 0.1);
  }

  /** Truth and members of one law: no resolution, next to perfect reliability. */
  @Test
  void aReliableForecastWithoutSkillHasTheScoreOfItsUncertainty() {
    SplittableRandom random = new SplittableRandom(2);
    CrpsDecomposition d = new CrpsDecomposition(50);
    double[] truths = new double[3000];
    for (int c = 0; c < truths.length; c++) {
      truths[c] = random.nextGaussian();
      double truth = truths[c];
      d.add(random.doubles(50).map(u -> random.nextGaussian() - truth).toArray(), 0);
    }
    double uncertainty = CrpsDecomposition.uncertainty(truths, 0);
    assertEquals(1 / Math.sqrt(Math.PI), uncertainty, 0.02);
    // 50 members know the law but for their own noise, which costs a fiftieth.
    assertEquals(1.02 * uncertainty, d.potential(), 0.005);
    assertEquals(0, d.reliability(), 2e-3);
  }

  @Test
  void uncertaintyIsHersbachsSum() {
    double[] truths = new SplittableRandom(3).doubles(40, 0, 5).toArray();
    double[] sorted = truths.clone();
    Arrays.sort(sorted);
    double expected = 0;
    for (int k = 1; k < 40; k++) {
      double p = k / 40.0;
      expected += p * (1 - p) * (sorted[k] - sorted[k - 1]);
    }
    assertEquals(expected, CrpsDecomposition.uncertainty(truths, 0), 1e-14);
    // On a circle of length 2, 0.1 and 1.9 are 0.2 apart.
    assertEquals(0.05, CrpsDecomposition.uncertainty(new double[] {0.1, 1.9}, 2), 1e-15);
  }

  @Test
  void differencesOfAnglesGoTheShorterWay() {
    assertEquals(-20, CrpsDecomposition.wrapped(340, 360));
    assertEquals(20, CrpsDecomposition.wrapped(-340, 360));
    assertEquals(180, CrpsDecomposition.wrapped(180, 360));
    assertEquals(-180, CrpsDecomposition.wrapped(-180, 360));
    assertEquals(1, CrpsDecomposition.wrapped(1, 360));
  }

  @Test
  void sumsAddUpAndAreKept() {
    SplittableRandom random = new SplittableRandom(4);
    CrpsDecomposition whole = new CrpsDecomposition(5);
    CrpsDecomposition first = new CrpsDecomposition(5);
    CrpsDecomposition second = new CrpsDecomposition(5);
    for (int c = 0; c < 60; c++) {
      double[] x = random.doubles(9, -3 + c % 4, 2).toArray();
      whole.add(x, 3);
      (c < 25 ? first : second).add(x, 3);
    }
    CrpsDecomposition both = CrpsDecomposition.of(first.toArray());
    both.add(CrpsDecomposition.of(second.toArray()));
    double[] sums = whole.toArray();
    assertTrue(sums[1] > 1 && sums[2] > 1 && first.toArray()[2] > 0 && second.toArray()[2] > 0, "on both sides");
    assertArrayEquals(sums, both.toArray(), 1e-13);
    assertEquals(whole.cases(), both.cases());
    assertEquals(whole.crps(), both.crps(), 1e-14);
    assertEquals(whole.reliability(), both.reliability(), 1e-14);
    assertEquals(whole.potential(), both.potential(), 1e-14);
    assertArrayEquals(first.toArray(), CrpsDecomposition.of(first.toArray()).toArray());
  }

  @Test
  void nansShowAndBadShapesAreRefused() {
    CrpsDecomposition d = new CrpsDecomposition(3);
    assertTrue(Double.isNaN(d.crps()) && Double.isNaN(d.reliability()) && Double.isNaN(d.potential()));
    assertTrue(Double.isNaN(d.add(new double[] {1, Double.NaN, -1}, 0)));
    assertTrue(Double.isNaN(d.crps()));
    assertThrows(IllegalArgumentException.class, () -> d.add(new double[2], 0));
    assertThrows(IllegalArgumentException.class, () -> d.add(new CrpsDecomposition(4)));
    for (int length : new int[] {0, 5, 6, 8}) {
      assertThrows(IllegalArgumentException.class, () -> CrpsDecomposition.of(new double[length]));
    }
    assertThrows(IllegalArgumentException.class, () -> new CrpsDecomposition(0));
  }

  @Test
  void errorsOfMembersByHand() {
    MemberErrors errors = new MemberErrors();
    assertTrue(Double.isNaN(errors.rootMeanSquare()));
    errors.add(new double[] {9, 1, -3}, 1, 2);
    errors.add(new double[] {5}, 0, 1);
    assertEquals(1, errors.bias());
    assertEquals(Math.sqrt(35 / 3.0), errors.rootMeanSquare(), 1e-15);
  }
}
