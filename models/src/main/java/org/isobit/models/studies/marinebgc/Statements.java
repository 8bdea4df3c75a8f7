package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.studies.Border;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.marinebgc.Results.Cell;
import org.isobit.models.studies.marinebgc.Results.Ratios;

/**
 * What should hold, as statements about ratios of root mean square errors to the free run that can be true or false:
 * the gates that this study set itself from a prototype's numbers, and what the paper's abstract claims.
 */
final class Statements {

  /**
   * What a statement is about.
   *
   * @param networks that enter
   * @param truths   that enter: those of which no run failed
   * @param failed   truths that do not
   */
  record Counts(int networks, int truths, int failed) implements Statement.Sample {

    @Override
    public String words() {
      return truths + " truths" + (networks == 1 ? "" : ", " + networks + " networks")
          + (failed == 0 ? "" : ", without " + failed + " truths with a run that failed");
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("networks", networks);
      fields.put("truths", truths);
      fields.put("failed", failed);
      return fields;
    }
  }

  private final Results results;
  private final Setting setting;
  private final List<Statement> all = new ArrayList<>();

  private Statements(Results results, Setting setting) {
    this.results = results;
    this.setting = setting;
  }

  /** All statements about a setting for which there are runs. */
  static List<Statement> of(Results results, Setting setting) {
    Statements s = new Statements(results, setting);
    s.gates();
    s.claims();
    return s.all;
  }

  private int pool(String name) {
    for (int p = 0; p < setting.ecosystem().pools(); p++) {
      if (setting.ecosystem().pool(p).equals(name)) {
        return p;
      }
    }
    throw new IllegalArgumentException("marine-bgc: there is no pool '" + name + "'");
  }

  private void gates() {
    Cell rus = results.cell(setting, Contender.RUS, Site.L4);
    if (rus != null) {
      all.add(Statement.of("G2", "RUS leaves all fields but the observed one as they are",
          "largest change of another field", Border.atMost(0.0), Resampled.exact(rus.others()),
          new Counts(rus.networks(), rus.truths(), rus.failed()), results.quick()));
    }
    difference("G3", "L4: ML-OI is better than RUS in n by 0.08", "n", Contender.ML_OI, Contender.RUS, Site.L4, -0.08);
    ratio("G3", "L4: ML-OI comes to 0.60 in p", "p", Contender.ML_OI, Site.L4, 0.60);
    difference("G3", "L4: ML-EtE is worse than the EnSRF in p by 0.05 at most", "p", Contender.ML_ETE,
        Contender.ENSRF, Site.L4, 0.05);
    ratio("G4", "CWEC, which it has not seen: ML-EtE of three sites comes to 0.95 in n", "n", Contender.ML_ETE_MULTI,
        Site.CWEC, 0.95);
    ratio("G4", "CWEC: ML-EtE of three sites comes to 0.70 in z", "z", Contender.ML_ETE_MULTI, Site.CWEC, 0.70);
    undamped();
  }

  private void undamped() {
    Ratios ratios = ratios(Contender.ML_OI_UNDAMPED, Site.L4);
    int n = pool("n");
    add("G5", "L4: undamped, ML-OI diverges: in n it is worse than no assimilation", "1 − ratio of n", Border.less(0.0),
        (networks, truths) -> 1.0 - ratios.of(n, networks, truths), ratios);
  }

  private void claims() {
    List<Integer> unobserved = setting.ecosystem().unobserved();
    for (Contender contender : List.of(Contender.ML_OI, Contender.ML_ETE)) {
      for (int p : unobserved) {
        String pool = setting.ecosystem().pool(p);
        difference("P1", "L4: " + contender.label() + " is better than RUS in " + pool + ", which nobody observes",
            pool, contender, Contender.RUS, Site.L4, 0.0);
      }
      Ratios learned = ratios(contender, Site.L4);
      Ratios rus = ratios(Contender.RUS, Site.L4);
      add("P1", "L4: " + contender.label() + " is better than RUS in the mean of what nobody observes",
          "mean ratio, " + contender.label() + " − RUS", Border.less(0.0), (networks, truths) ->
          learned.of(unobserved, networks, truths) - rus.of(unobserved, networks, truths), learned, rus);
    }
    for (Contender contender : List.of(Contender.ML_OI, Contender.ML_ETE)) {
      leads(contender, unobserved);
    }
    Ratios single = ratios(Contender.ML_ETE, Site.CWEC);
    Ratios rus = ratios(Contender.RUS, Site.CWEC);
    Ratios own = ratios(Contender.increments(Site.CWEC), Site.CWEC);
    add("P3", "CWEC: ML-EtE trained at L4 alone is better than RUS there in the mean of what nobody observes",
        "mean ratio, ML-EtE (L4) − RUS", Border.less(0.0), (networks, truths) ->
        single.of(unobserved, networks, truths) - rus.of(unobserved, networks, truths), single, rus);
    for (Contender contender : List.of(Contender.ML_OI, Contender.ML_ETE_MULTI)) {
      Ratios learned = ratios(contender, Site.CWEC);
      add("P3", "CWEC: " + contender.label() + " is better than RUS there in the mean of what nobody observes",
          "mean ratio, " + contender.label() + " − RUS", Border.less(0.0), (networks, truths) ->
          learned.of(unobserved, networks, truths) - rus.of(unobserved, networks, truths), learned, rus);
    }
    add("P3", "CWEC: ML-EtE trained at L4 alone is worse than ML-EtE trained there",
        "mean ratio, ML-EtE (CWEC) − ML-EtE (L4)", Border.less(0.0), (networks, truths) ->
        own.of(unobserved, networks, truths) - single.of(unobserved, networks, truths), own, single);
  }

  /** Gain over RUS in the first five days less that in later ones. */
  private void leads(Contender contender, List<Integer> unobserved) {
    int last = results.settings().lead();
    int first = Math.min(5, last - 1);
    Ratios early = lead(contender, 1, first);
    Ratios earlyRus = lead(Contender.RUS, 1, first);
    Ratios late = lead(contender, first + 1, last);
    Ratios lateRus = lead(Contender.RUS, first + 1, last);
    add("P2", "L4: up to day " + first + " of a forecast, " + contender.label() + " is better than RUS in the mean of "
        + "what nobody observes", "mean ratio, " + contender.label() + " − RUS", Border.less(0.0), (networks, truths) ->
        early.of(unobserved, networks, truths) - earlyRus.of(unobserved, networks, truths), early, earlyRus);
    add("P2", "L4: the gain of " + contender.label() + " over RUS in what nobody observes is greater up to day " + first
        + " than from day " + (first + 1) + " to " + last, "gain of mean ratio, later − earlier", Border.less(0.0),
        (networks, truths) -> early.of(unobserved, networks, truths) - earlyRus.of(unobserved, networks, truths)
            - (late.of(unobserved, networks, truths) - lateRus.of(unobserved, networks, truths)),
        early, earlyRus, late, lateRus);
  }

  private void ratio(String claim, String statement, String pool, Contender contender, Site site, double limit) {
    Ratios ratios = ratios(contender, site);
    int p = pool(pool);
    add(claim, statement, "ratio of " + pool, Border.atMost(limit),
        (networks, truths) -> ratios.of(p, networks, truths), ratios);
  }

  /** A difference of two ratios: less than 0, or at most another limit. */
  private void difference(String claim, String statement, String pool, Contender better, Contender worse, Site site,
      double limit) {
    Ratios one = ratios(better, site);
    Ratios other = ratios(worse, site);
    int p = pool(pool);
    add(claim, statement, "ratio of " + pool + ", " + better.label() + " − " + worse.label(),
        limit == 0.0 ? Border.less(limit) : Border.atMost(limit),
        (networks, truths) -> one.of(p, networks, truths) - other.of(p, networks, truths), one, other);
  }

  /** Errors of a contender and of the free run; null if there are none. */
  private Ratios ratios(Contender contender, Site site) {
    Cell cell = results.cell(setting, contender, site);
    Cell free = results.cell(setting, Contender.FREE, site);
    return cell == null || free == null ? null : Ratios.of(cell.forecast(), free.forecast());
  }

  private Ratios lead(Contender contender, int from, int to) {
    Cell cell = results.cell(setting, contender, Site.L4);
    Cell free = results.cell(setting, Contender.FREE, Site.L4);
    return cell == null || free == null ? null : Ratios.of(cell.lead(from, to), free.lead(from, to));
  }

  private void add(String claim, String statement, String statistic, Border border,
      ToDoubleBiFunction<int[], int[]> value, Ratios... of) {
    if (Arrays.stream(of).anyMatch(Objects::isNull)) {
      return;
    }
    List<Ratios> ratios = List.of(of);
    int truths = Results.good(ratios).length;
    int networks = ratios.stream().mapToInt(Ratios::networks).max().orElse(1);
    all.add(Statement.of(claim, statement, statistic, border, Results.resampled(ratios, value),
        new Counts(networks, truths, ratios.getFirst().truths() - truths), results.quick() || truths < 2));
  }
}
