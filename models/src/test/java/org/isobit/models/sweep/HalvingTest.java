package org.isobit.models.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.models.scores.Estimate;
import org.isobit.models.sweep.Halving.Round;
import org.junit.jupiter.api.Test;

class HalvingTest {

  private static Score run(double rmse, String... divergences) {
    Estimate estimate = divergences.length > 0 ? Estimate.UNKNOWN : new Estimate(rmse, 0.01);
    return new Score("ETKF", 1, estimate, estimate, estimate, estimate, estimate, List.of(divergences));
  }

  /** RMSE of analysis, forecast and smoothed mean, spread and CRPS. */
  private static Score run(double[] scores) {
    Estimate[] e = Arrays.stream(scores).mapToObj(v -> new Estimate(v, 0.01)).toArray(Estimate[]::new);
    return new Score("EnKS", 1, e[0], e[1], e[2], e[3], e[4], List.of());
  }

  @Test
  void settingsAreRankedByTheScoreThatIsAskedFor() {
    Map<Measure, List<Integer>> expected = Map.of(Measure.ANALYSIS, List.of(0, 1, 2), Measure.FORECAST,
        List.of(1, 2, 0), Measure.SMOOTHED, List.of(2, 0, 1), Measure.CRPS, List.of(2, 1, 0));
    expected.forEach((measure, order) -> {
      Contest contest = new Contest(3, measure);
      contest.take(0, List.of(run(new double[] {1, 3, 2, 1, 3})));
      contest.take(1, List.of(run(new double[] {2, 1, 3, 1, 2})));
      contest.take(2, List.of(run(new double[] {3, 2, 1, 1, 1})));
      assertEquals(order, contest.ranked(List.of(0, 1, 2)), measure.label());
      assertEquals(2, contest.above(order.get(2), order.get(0)).mean(), measure.label());
      assertEquals(1, contest.score(order.get(0)).of(measure).mean(), measure.label());
    });
  }

  /** Karnin et al.'s algorithm 1 by hand: 10 arms, 4 rounds, ⌊40 ÷ (|S|·4)⌋ pulls of 10, 5, 3 and 2 arms. */
  @Test
  void roundsAreThoseOfThePaper() {
    Halving plan = Halving.plan(10, 44);
    assertEquals(List.of(new Round(10, 1), new Round(5, 2), new Round(3, 3), new Round(2, 5)), plan.rounds());
    assertEquals(1, plan.checks());
    assertEquals(List.of(new Round(2, 2)), Halving.plan(2, 16).rounds()); // 4 · 3 of 16 are for fresh seeds
  }

  @Test
  void theBudgetIsNeverExceededAndOneSettingIsLeft() {
    for (int settings = 2; settings <= 200; settings++) {
      for (int budget : new int[] {Halving.least(settings), Halving.usual(settings), 5 * Halving.least(settings) + 3}) {
        Halving plan = Halving.plan(settings, budget);
        assertTrue(plan.runs() <= budget, settings + " settings, " + budget + " runs: " + plan);
        assertTrue(plan.checks() >= 1 && plan.rounds().stream().allMatch(r -> r.seeds() >= 1), plan.toString());
        assertEquals(1, Halving.half(plan.rounds().getLast().settings()));
        assertEquals((int) Math.ceil(Math.log(settings) / Math.log(2) - 1e-9), plan.rounds().size());
      }
    }
  }

  @Test
  void tooLittleIsRefused() {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Halving.plan(10, 43)).getMessage()
        .contains("the budget is 43 runs, but 10 settings need at least 44"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Halving.plan(1, 43)).getMessage()
        .contains("at least 2 settings"));
  }

  @Test
  void divergedSettingsRankBehindAllOthers() {
    Contest contest = new Contest(4, Measure.ANALYSIS);
    contest.take(0, List.of(run(0.3), run(0.3)));
    contest.take(1, List.of(run(0.1), run(Double.NaN, "seed 2, from cycle 7 on: lost")));
    contest.take(2, List.of(run(0.2), run(0.4)));
    contest.take(3, List.of(run(0.2), run(0.21)));
    assertEquals(List.of(3, 0, 2, 1), contest.ranked(List.of(0, 1, 2, 3)));
    assertEquals(List.of(0, 2, 3, 1), contest.behind(List.of(3, 0, 2, 1)));
    assertTrue(contest.score(1).diverged());
    assertTrue(Double.isNaN(contest.score(1).rmse().mean()));
    assertEquals("diverged (1 of 2)", contest.score(1).divergence());
  }

  /** Paired: what the seeds have in common is not in the error. Mean and error by their formulas. */
  @Test
  void differencesArePaired() {
    Contest contest = new Contest(2, Measure.ANALYSIS);
    contest.take(0, List.of(run(1.0), run(2.0), run(3.0)));
    contest.take(1, List.of(run(1.5), run(2.25), run(3.75), run(9.0)));
    Estimate above = contest.above(1, 0);
    assertEquals(0.5, above.mean(), 1e-15);
    double[] d = {0.5, 0.25, 0.75};
    double squares = 0.0;
    for (double v : d) {
      squares += (v - 0.5) * (v - 0.5);
    }
    assertEquals(Math.sqrt(squares / (3 * 2)), above.standardError(), 1e-15);
    contest.take(0, List.of());
    assertEquals(2, contest.rounds(0));
  }

  /** Halving on arms with known means and noise finds the best in nearly all of 200 contests. */
  @Test
  void theBestArmIsFound() {
    int found = 0;
    for (int trial = 0; trial < 200; trial++) {
      Random random = new Random(trial);
      List<Integer> arms = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
      Collections.shuffle(arms, random); // arm i has the mean 0.1 + 0.01·arms(i) and errors of 0.01
      Halving plan = Halving.plan(20, 400);
      Contest contest = new Contest(20, Measure.ANALYSIS);
      List<Integer> ranks = IntStream.range(0, 20).boxed().toList();
      for (Round round : plan.rounds()) {
        List<Integer> left = ranks.subList(0, round.settings());
        for (int i : left) {
          contest.take(i, IntStream.range(0, round.seeds())
              .mapToObj(j -> run(0.1 + 0.01 * arms.get(i) + 0.01 * random.nextGaussian())).toList());
        }
        ranks = contest.ranked(left);
      }
      found += arms.get(ranks.getFirst()) == 0 ? 1 : 0;
    }
    // The two best are run 50 times or more each: the error of their difference is 0.2 of it.
    assertTrue(found >= 195, "found " + found);
  }
}
