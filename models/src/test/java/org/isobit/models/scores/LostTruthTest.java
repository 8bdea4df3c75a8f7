package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LostTruthTest {

  private static final double CLIMATOLOGY = 3.6;

  /** 1000 analyses of error 0.2 and spread 0.2 but for a stretch. */
  private static LostTruth run(int from, int to, double rmse, double spread) {
    double[] errors = new double[1000];
    double[] spreads = new double[1000];
    Arrays.fill(errors, 0.2);
    Arrays.fill(spreads, 0.2);
    Arrays.fill(errors, from, to, rmse);
    Arrays.fill(spreads, from, to, spread);
    return LostTruth.of(errors, spreads, 100, CLIMATOLOGY);
  }

  @Test
  void anEndWithoutTheTruthIsFoundWhereItBegins() {
    LostTruth lost = run(777, 1000, 4.5, 0.2);
    assertEquals(777, lost.first());
    assertTrue(lost.end() && lost.diverged());
    assertEquals("the truth is lost in 223 of 900 cycles, to the end", lost.toString());
  }

  /** As a seed whose mean, 0.94, looks like a score. */
  @Test
  void aFifthOfTheCyclesIsTooMuchThoughTheTruthIsFoundAgain() {
    LostTruth lost = run(300, 480, 4.5, 0.2);
    assertEquals(300, lost.first());
    assertTrue(lost.diverged());
    assertEquals("the truth is lost in 180 of 900 cycles, and found again", lost.toString());
  }

  @Test
  void anExcursionIsNone() {
    assertFalse(run(300, 315, 4.0, 0.2).diverged());
    assertEquals(-1, run(300, 315, 4.0, 0.2).first());
    assertEquals(new LostTruth(300, 30, 900, false), run(300, 330, 4.0, 0.2));
    assertFalse(run(300, 330, 4.0, 0.2).diverged());
  }

  @Test
  void aLargeErrorThatIsToldIsNone() {
    assertEquals(new LostTruth(-1, 0, 900, false), run(100, 1000, 2.9, 2.5));
    assertFalse(run(100, 1000, 3.6, 3.6).diverged());
    assertTrue(run(100, 1000, 5.2, 9.0).diverged());
    assertEquals(new LostTruth(-1, 0, 900, false), run(100, 1000, 1.7, 0.1));
  }

  @Test
  void whatIsNoNumberIsLost() {
    assertTrue(run(500, 501, Double.NaN, 0.2).cycles() > 0);
    assertEquals(0, LostTruth.of(new double[5], new double[5], 5, CLIMATOLOGY).cycles());
    assertTrue(LostTruth.of(new double[] {4, 4, 4}, new double[] {.1, .1, .1}, 0, CLIMATOLOGY).diverged());
  }
}
