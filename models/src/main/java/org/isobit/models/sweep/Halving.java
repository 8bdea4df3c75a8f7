package org.isobit.models.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a budget of runs is spent on settings: sequential halving (Karnin, Koren and Somekh 2013, Almost optimal
 * exploration in multi-armed bandits, ICML 28(3), 1238–1246, algorithm 1). With K settings there are L = ⌈log₂ K⌉
 * rounds. In round r each of the settings S_r that are left is run with ⌊B ÷ (|S_r|·L)⌋ further seeds, the same for
 * all, and the better ⌈|S_r| ÷ 2⌉ go on. Beyond the paper, the scores of all rounds count, and what is left in the end
 * is run with fresh seeds, since the lowest of many scores is too low; if it diverges there, the next best is, of
 * {@value #CANDIDATES} at most. So is the setting that was there before. Immutable, thread-safe.
 *
 * @param rounds the rounds, in their order
 * @param checks fresh seeds of what is left
 */
public record Halving(List<Round> rounds, int checks) {

  /** Settings that are run with fresh seeds at most, beside the one that was there before. */
  public static final int CANDIDATES = 3;

  /** Fresh seeds at most. */
  private static final int MOST_CHECKS = 8;

  /**
   * A round.
   *
   * @param settings how many settings are left
   * @param seeds    further seeds of each
   */
  public record Round(int settings, int seeds) {}

  /** Keeps its own copy of the list. */
  public Halving {
    rounds = List.copyOf(rounds);
  }

  /**
   * The plan for a budget.
   *
   * @param settings how many settings there are, at least 2
   * @param budget   runs at most
   * @return the plan
   * @throws IllegalArgumentException if there are too few of either
   */
  public static Halving plan(int settings, int budget) {
    if (settings < 2) {
      throw new IllegalArgumentException("tuning needs at least 2 settings, but there is " + settings);
    }
    int least = least(settings);
    if (budget < least) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "the budget is %d runs, but %d settings need at "
          + "least %d", budget, settings, least));
    }
    int count = count(settings);
    int checks = Math.min(MOST_CHECKS, (budget - settings * count) / (CANDIDATES + 1));
    int halving = budget - (CANDIDATES + 1) * checks;
    List<Round> rounds = new ArrayList<>();
    for (int left = settings; left > 1; left = half(left)) {
      rounds.add(new Round(left, halving / (left * count)));
    }
    return new Halving(rounds, checks);
  }

  /**
   * The least budget.
   *
   * @param settings how many settings there are
   * @return runs: one a setting in the first round, and one with a fresh seed of all that may get some
   */
  public static int least(int settings) {
    return settings * count(settings) + CANDIDATES + 1;
  }

  /**
   * A usual budget: one run a setting in the first round, and as many fresh seeds as there may be.
   *
   * @param settings how many settings there are
   * @return runs
   */
  public static int usual(int settings) {
    return settings * count(settings) + (CANDIDATES + 1) * MOST_CHECKS;
  }

  private static int count(int settings) {
    return 32 - Integer.numberOfLeadingZeros(settings - 1);
  }

  /**
   * How many settings go on.
   *
   * @param settings how many are left
   * @return the larger half
   */
  public static int half(int settings) {
    return (settings + 1) / 2;
  }

  /**
   * How many runs there are.
   *
   * @return at most the budget
   */
  public int runs() {
    return rounds.stream().mapToInt(round -> round.settings * round.seeds).sum() 
        + (CANDIDATES + 1) * checks;
  }
}
