package org.isobit.models.studies.hybridlorenz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.studies.Border;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.Statement.Sample;

/** What the study of the two-scale Lorenz model says, as statements that can be true or false. */
final class LorenzStatements {

  /** Lead of the scores, units of time. */
  private static final double LEAD = 2.0;

  private final Results results;
  private final List<Statement> all = new ArrayList<>();

  private LorenzStatements(Results results) {
    this.results = results;
  }

  /** All of which there are records. */
  static List<Statement> of(Results results) {
    LorenzStatements s = new LorenzStatements(results);
    s.analyses();
    s.trainings();
    s.forecasts();
    s.sensitivity();
    for (Setting setting : List.of(LorenzSystem.CODE_EXACT, LorenzSystem.PERFECT, LorenzSystem.LITERAL)) {
      Contender hybrid = results.hybrid(setting, Job.Part.NETWORK);
      if (hybrid != null) {
        s.attractor(hybrid);
      }
    }
    return s.all;
  }

  private void add(String claim, String statement, String statistic, Border border, Resampled value,
      Map<String, Integer> sample) {
    all.add(Statement.of(claim, statement, statistic, border, value, Sample.of(sample), results.sizes().quick()));
  }

  private static Map<String, Integer> counts(String one, int n, String other, int m) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put(one, n);
    counts.put(other, m);
    return counts;
  }

  private void analyses() {
    RunRecord.Analyses scores = results.analyses(LorenzSystem.CODE_EXACT);
    if (scores != null && scores.failure() == null) {
      add("A", "code-exact: analyses have the published error", "analysis RMSE", Border.within(0.32, 0.33),
          Resampled.mean(scores.rmse()), Map.of("blocks of analyses", scores.rmse().length));
    }
  }

  private void trainings() {
    Contender networks = results.hybrid(LorenzSystem.CODE_EXACT, Job.Part.NETWORK);
    Contender ridge = results.hybrid(LorenzSystem.CODE_EXACT, Job.Part.RIDGE);
    if (networks == null || ridge == null) {
      return;
    }
    double[] regression = ridge.record(0).training().errors();
    add("N1", "code-exact: the network is not worse than ridge regression",
        "validation loss, network − ridge", Border.atMost(0.0),
        Resampled.crossed(networks.networks(), Attractor.all(regression.length), (nets, samples) -> {
          double sum = 0.0;
          for (int net : nets) {
            RunRecord.Training own = networks.record(net).training();
            double difference = 0.0;
            for (int sample : samples) {
              difference += own.errors()[sample] - regression[sample];
            }
            sum += own.penalty() + difference / samples.length;
          }
          return sum / nets.length;
        }), counts("networks", networks.networks(), "samples", regression.length));
    double[] losses = networks.records().stream().mapToDouble(r -> r.training().loss()).toArray();
    add("N2", "code-exact: on these samples the network has the published loss", "validation loss",
        Border.within(5.3, 5.45), Resampled.mean(losses), Map.of("networks", losses.length));
  }

  private void forecasts() {
    Contender truncated = results.truncated();
    int lead = results.lead(LEAD);
    int[] starts = Contender.starts(List.of(truncated));
    add("F1", "the truncated model has the published error at 2 units of time", "R-RMSE, truncated",
        Border.within(0.63, 0.83), Resampled.crossed(1, starts, (n, s) -> truncated.relative(lead, n, s, null)),
        Map.of("starts", starts.length));
    ratio("F2", LorenzSystem.CODE_EXACT, 0.75);
    ratio("F3", LorenzSystem.PERFECT, 0.45);
    ratio("F4", LorenzSystem.LITERAL, 0.5);
  }

  private void ratio(String claim, Setting setting, double limit) {
    Contender hybrid = results.hybrid(setting, Job.Part.NETWORK);
    if (hybrid == null) {
      return;
    }
    Contender truncated = results.truncated();
    int lead = results.lead(LEAD);
    int[] starts = Contender.starts(List.of(truncated, hybrid));
    add(claim, setting.label() + ": the hybrid model forecasts better at 2 units of time",
        "R-RMSE, hybrid ÷ truncated", Border.atMost(limit), Resampled.crossed(hybrid.networks(), starts,
            (n, s) -> hybrid.ratio(truncated, lead, n, s)),
        counts("networks", hybrid.networks(), "starts", starts.length));
  }

  /** What the panels of figure 2 show, of settings that were run. */
  private void sensitivity() {
    Setting reference = LorenzSystem.CODE_EXACT;
    Setting slow = LorenzPlan.grid(LorenzSystem.SLOW, 15, 0.1, 1);
    Setting noisy = LorenzPlan.grid(LorenzSystem.SLOW, 5, 2.0, 1);
    Setting precise = LorenzPlan.grid(LorenzSystem.SLOW, 5, 0.05, 1);
    compare("G-observed", "with half of the variables observed the error is at most a tenth larger",
        LorenzPlan.grid(18, 5, 0.1, 1), reference, Border.atMost(1.1));
    compare("G-interval", "with analyses every 0.15 units of time the error is larger than with 0.05", slow, reference,
        Border.more(1.0));
    compare("G-noise", "with observation errors of variance 2 the error is larger than with 0.1", noisy, reference,
        Border.more(1.0));
    compare("G-filter", "a moving average harms where observation errors are smallest, variance 0.05",
        LorenzPlan.grid(LorenzSystem.SLOW, 5, 0.05, 5), precise, Border.more(1.0));
    compare("G-filter", "a moving average helps where observation errors are largest, variance 2",
        LorenzPlan.grid(LorenzSystem.SLOW, 5, 2.0, 5), noisy, Border.less(1.0));
  }

  private void compare(String claim, String statement, Setting one, Setting other, Border border) {
    Contender first = results.hybrid(one, Job.Part.NETWORK);
    Contender second = results.hybrid(other, Job.Part.NETWORK);
    if (first == null || second == null) {
      return;
    }
    int lead = results.lead(LEAD);
    int[] starts = Contender.starts(List.of(first, second));
    int[] all = Attractor.all(second.networks());
    add(claim, statement, "R-RMSE at 2 units of time, " + one.label() + " ÷ " + other.label(), border,
        Resampled.crossed(first.networks(), starts,
            (n, s) -> first.relative(lead, n, s, null) / second.relative(lead, all, s, null)),
        counts("networks", first.networks(), "starts", starts.length));
  }

  private void attractor(Contender hybrid) {
    Contender truncated = results.truncated();
    RunRecord truth = results.truth();
    double width = results.climate().width();
    int[] free = Contender.runs(List.of(truncated, hybrid, new Contender("truth", null, List.of(truth))));
    for (Attractor statistic : Attractor.values()) {
      int[] runs = statistic.ofTangents() ? Attractor.all(results.sizes().lyapunovRuns()) : free;
      add("S-" + statistic.label(), hybrid.job().setting().label() + ": " + statistic.words()
          + ": the hybrid model is closer to the truth", "distance, hybrid − truncated", Border.less(0.0),
          Resampled.crossed(hybrid.networks(), runs, (nets, r) -> {
            double sum = 0.0;
            for (int net : nets) {
              sum += statistic.distance(hybrid.record(net), truth, r, width);
            }
            return sum / nets.length - statistic.distance(truncated.record(0), truth, r, width);
          }), counts("networks", hybrid.networks(), "runs", runs.length));
    }
  }
}
