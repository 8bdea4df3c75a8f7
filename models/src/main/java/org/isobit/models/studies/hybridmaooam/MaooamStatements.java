package org.isobit.models.studies.hybridmaooam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.studies.Border;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyText;

/**
 * What should hold of the reference cases: errors of hybrid forecasts by those of the truncated model, with limits
 * between the published ratios and 1, and that free runs of the hybrid are nearer to the truth's.
 */
final class MaooamStatements {

  private final Results results;
  private final List<Statement> all = new ArrayList<>();

  private MaooamStatements(Results results) {
    this.results = results;
  }

  /** All statements. */
  static List<Statement> of(Results results) {
    MaooamStatements s = new MaooamStatements(results);
    s.forecasts("M1", Contender.hybrid(Case.ANALYSES), "learned from analyses", 0.5, 0.5, 0.8);
    s.forecasts("M2", Contender.hybrid(Case.PERFECT), "learned from perfect observations", 0.35, 0.35, 0.7);
    s.climate("M3", Contender.hybrid(Case.ANALYSES), "learned from analyses");
    s.climate("M4", Contender.hybrid(Case.PERFECT), "learned from perfect observations");
    return s.all;
  }

  private void forecasts(String claim, Contender hybrid, String how, double... limits) {
    for (Observed v : Observed.values()) {
      double limit = limits[v.ordinal()];
      add(claim, v.label() + " after " + StudyText.number(results.days(results.judged(v))) + " days: the hybrid, " + how
          + ", has at most " + limit + " of the truncated model's error", "RMSE, hybrid ÷ truncated",
          Border.atMost(limit), results.ratio(hybrid, v), hybrid, results.counted(hybrid, v));
    }
  }

  private void climate(String claim, Contender hybrid, String how) {
    for (Observed v : Observed.values()) {
      add(claim, v.label() + " in free runs: the hybrid, " + how + ", is nearer to the truth than the truncated model",
          "Wasserstein distance to the truth, hybrid ÷ truncated", Border.less(1.0), results.distance(hybrid, v),
          hybrid, results.sizes().tests());
    }
  }

  private void add(String claim, String statement, String statistic, Border border, Resampled value, Contender hybrid,
      int tests) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("tests", tests);
    counts.put("networks", results.sizes().networks());
    counts.put("failures", results.failures(hybrid));
    all.add(Statement.of(claim, statement, statistic, border, value, Statement.Sample.of(counts),
        results.sizes().quick() || tests < 2));
  }
}
