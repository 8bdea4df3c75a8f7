package org.isobit.bench.cold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.bench.Quartiles;

/**
 * What a first call should cost at most, or a second thread bring at least.
 *
 * @param text     what is measured
 * @param measured the median
 * @param limit    the goal
 * @param atMost   whether more is worse
 */
record ColdGoal(String text, double measured, double limit, boolean atMost) {

  /** Seconds that a command may spend outside of its analysis, beside its files. */
  private static final double REST = 0.8;

  /** And for its files, in times that copying them takes. */
  private static final double COPIES = 2.0;

  private static final Map<String, Double> COLD_TO_WARM = Map.of("large", 1.3, "small", 2.5);
  private static final Map<String, Double> TWO_THREADS = Map.of("large", 1.7, "small", 1.2);

  /** Seconds of whole commands. */
  private static final Map<String, Double> COMMANDS = Map.of("twin", 5.0, "info", 0.5);

  boolean met() {
    return atMost ? measured <= limit : measured >= limit;
  }

  String line() {
    return String.format(Locale.ROOT, "| %s | %s %.2f | %.2f | %s |%n", text, atMost ? "≤" : "≥", limit, measured,
        met() ? "met" : "not met");
  }

  /** Those that these measurements decide. */
  static List<ColdGoal> of(List<ColdRow> rows, Map<String, List<Double>> commands) {
    List<ColdGoal> goals = new ArrayList<>();
    for (ColdRow row : rows) {
      String of = " of the " + row.problem.name() + " case";
      Double ratio = COLD_TO_WARM.get(row.problem.name());
      if (row.threads == 1 && ratio != null) {
        goals.add(new ColdGoal("analysis phase" + of + ", cold ÷ warm, one thread", row.coldToWarm(), ratio, true));
      }
      ColdRow one = of(rows, row.problem, 1);
      Double gain = TWO_THREADS.get(row.problem.name());
      if (row.threads == 2 && one != null && gain != null) {
        goals.add(new ColdGoal("analysis phase" + of + ", one thread ÷ two", gain(one, row), gain, false));
      }
      goals.add(new ColdGoal("seconds of everything else" + of + ", threads: " + row.threads,
          Quartiles.of(row.rest()).median(), REST + COPIES * Quartiles.of(row.copy).median(), true));
    }
    commands.forEach((name, seconds) -> goals.add(new ColdGoal("seconds of isobit " + name,
        Quartiles.of(seconds).median(), COMMANDS.get(name), true)));
    return goals;
  }

  /** How many times as fast the analysis is in another row. */
  static double gain(ColdRow one, ColdRow other) {
    return Quartiles.of(one.analysis()).median() / Quartiles.of(other.analysis()).median();
  }

  /** The row of a case and a number of threads, or null. */
  static ColdRow of(List<ColdRow> rows, ColdCase problem, int threads) {
    return rows.stream().filter(r -> r.problem == problem && r.threads == threads).findFirst().orElse(null);
  }
}
