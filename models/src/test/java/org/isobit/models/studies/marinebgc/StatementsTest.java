package org.isobit.models.studies.marinebgc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.Verdict;
import org.isobit.models.studies.marinebgc.Statements.Counts;
import org.junit.jupiter.api.Test;

/** Which runs enter a statement, and what an interval makes of it. */
class StatementsTest {

  private static final Setting BASE = Setting.base(EcosystemKind.NPZD, 2);

  private final Results results = new Results(MarineSettings.USUAL, null);

  /** Mean square errors of each network and truth: (factor · free run)², the free run having 1 + truth. */
  private void put(Contender contender, Site site, double others, double... factors) {
    List<List<RunScores>> networks = new ArrayList<>();
    for (double factor : factors) {
      List<RunScores> blocks = new ArrayList<>();
      for (int block = 0; block < 2; block++) {
        double[][] forecast = new double[4][4];
        double[][][] lead = new double[4][30][4];
        for (int t = 0; t < 4; t++) {
          for (int p = 0; p < 4; p++) {
            forecast[t][p] = factor * factor * (1 + 4 * block + t);
            for (int d = 0; d < 30; d++) {
              lead[t][d][p] = forecast[t][p] * (d < 5 ? 1 : 1.44);
            }
          }
        }
        blocks.add(new RunScores(forecast, new double[4][50], lead, new double[4][2], others, 0, null, null));
      }
      networks.add(blocks);
    }
    results.put(new Results.Key(BASE, contender, site), new Results.Cell(Damping.NONE, networks));
  }

  private Statement statement(String beginning) {
    return Statements.of(results, BASE).stream().filter(s -> s.statement().startsWith(beginning)).findFirst()
        .orElseThrow();
  }

  private static Counts counts(Statement statement) {
    return (Counts) statement.sample();
  }

  @Test
  void aStatementIsDecidedByItsInterval() {
    put(Contender.FREE, Site.L4, 0, 1);
    put(Contender.RUS, Site.L4, 0, 0.9);
    put(Contender.ML_OI, Site.L4, 1, 0.7, 0.8);
    put(Contender.ML_OI_UNDAMPED, Site.L4, 1, 3, 2);
    Statement better = statement("L4: ML-OI is better than RUS in n by 0.08");
    assertEquals(0.75 - 0.9, better.interval().value(), 1e-12);
    assertEquals(0.7 - 0.9, better.interval().low(), 1e-12);
    assertEquals(0.8 - 0.9, better.interval().high(), 1e-12);
    assertEquals(0.75 - 0.9, better.given().high(), 1e-12);
    assertEquals(Verdict.MET, better.verdict());
    assertEquals(2, counts(better).networks());
    assertEquals(8, counts(better).truths());
    assertEquals(Verdict.REFUTED, statement("L4: ML-OI comes to 0.60 in p").verdict());
    assertEquals(Verdict.MET, statement("L4: undamped, ML-OI diverges").verdict());
    assertEquals(Verdict.MET, statement("RUS leaves all fields").verdict());
    // Ratios of all days are the same, so that neither gain is greater.
    Statement leads = statement("L4: the gain of ML-OI (L4) over RUS");
    assertEquals(0.0, leads.interval().value(), 1e-12);
    assertTrue(leads.verdict() != Verdict.MET, leads.toString());
    assertTrue(Statements.of(results, BASE).stream().noneMatch(s -> s.statement().contains("EtE")));
    put(Contender.RUS, Site.L4, 1e-300, 0.9);
    assertEquals(Verdict.REFUTED, statement("RUS leaves all fields").verdict());
  }

  @Test
  void truthsOfWhichARunFailedDoNotEnter() {
    put(Contender.FREE, Site.L4, 0, 1);
    put(Contender.RUS, Site.L4, 0, 0.9);
    put(Contender.ML_OI, Site.L4, 1, 0.7, 0.7);
    Results.Cell cell = results.cell(BASE, Contender.ML_OI, Site.L4);
    cell.records().get(1).get(1).forecast()[2] = new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    Statement better = statement("L4: ML-OI is better than RUS in n by 0.08");
    assertEquals(7, counts(better).truths());
    assertEquals(1, counts(better).failed());
    assertEquals(0.7 - 0.9, better.interval().value(), 1e-12);
    assertEquals(1, cell.failed());
    // Profiles weigh the truths that are left: 4 of the first block, 3 of the second one, of the first network all.
    fill(cell.records().get(0), 0, 1.0, 1.0);
    fill(cell.records().get(1), 0, 2.0, 4.0);
    assertEquals(Math.sqrt((8 * 1.0 + 4 * 2.0 + 3 * 4.0) / 15), cell.profile(0)[7], 1e-15);
    String text = StudyTable.statements(List.of(better));
    assertTrue(text.contains(": met\n") && text.contains("7 truths, 2 networks, without 1 truths"), text);
    StudyPlan plan = new StudyPlan("npzd-2", "title", "", s -> "", List.of(BASE),
        List.of(new StudyPlan.Case(Contender.FREE, Site.L4), new StudyPlan.Case(Contender.ML_OI, Site.L4)));
    assertTrue(StudyTable.text(plan, results).contains("2 x 8, 1 failed"), StudyTable.text(plan, results));
    JsonObject json = JsonParser.parseString(StudyTable.json(plan, results, List.of(better))).getAsJsonObject();
    assertEquals("met", json.getAsJsonArray("statements").get(0).getAsJsonObject().get("verdict").getAsString());
    assertEquals(1, json.getAsJsonArray("results").get(1).getAsJsonObject().get("failed").getAsInt());
    List<String> rows = StudyTable.csv(plan, results).lines().toList();
    assertEquals(1 + 2 * 4, rows.size());
    assertEquals(rows.get(0).split(",", -1).length, rows.get(1).split(",", -1).length);
    assertTrue(rows.get(5).contains(",ML-OI,L4,1.0,2,8,1,0,n,"), rows.get(5));
  }

  private static void fill(List<RunScores> blocks, int pool, double... values) {
    for (int block = 0; block < values.length; block++) {
      Arrays.fill(blocks.get(block).profile()[pool], values[block]);
    }
  }

  /** A contender of which every run failed leaves nothing to judge. */
  @Test
  void withoutTruthsThereIsNoVerdict() {
    put(Contender.FREE, Site.L4, 0, 1);
    put(Contender.ML_OI_UNDAMPED, Site.L4, 1, Double.NaN);
    Statement diverges = statement("L4: undamped, ML-OI diverges");
    assertEquals(0, counts(diverges).truths());
    assertEquals(8, counts(diverges).failed());
    assertEquals(Verdict.TOO_SMALL, diverges.verdict());
    results.cell(BASE, Contender.ML_OI_UNDAMPED, Site.L4).records().getFirst()
        .forEach(block -> fill(List.of(block), 0, Double.NaN));
    assertTrue(Double.isNaN(results.cell(BASE, Contender.ML_OI_UNDAMPED, Site.L4).profile(0)[0]));
  }

  @Test
  void recordsThatLackSomethingAreNotWhole() {
    put(Contender.FREE, Site.L4, 0, 1);
    RunScores whole = results.cell(BASE, Contender.FREE, Site.L4).records().getFirst().getFirst();
    assertTrue(whole.whole());
    assertFalse(new RunScores(whole.forecast(), whole.profile(), whole.lead(), null, 0, 0, null, null).whole());
    assertFalse(new RunScores(new double[][] {{1, 2, 3}}, whole.profile(), whole.lead(), whole.increments(), 0, 0,
        null, null).whole());
    whole.lead()[1][3] = null;
    assertFalse(whole.whole());
  }

  /** The factor with the least mean over networks and pools of the ratio; a run that failed is no choice. */
  @Test
  void dampingsAreJudgedByRatios() {
    RunScores free = new RunScores(new double[][] {{4, 1}, {4, 1}}, null, null, null, 0, 0, null, null);
    RunScores one = new RunScores(new double[][] {{1, 1}, {1, 1}}, null, null, null, 0, 0, null, null);
    RunScores two = new RunScores(new double[][] {{4, 4}, {4, 4}}, null, null, null, 0, 0, null, null);
    assertEquals((0.5 + 1 + 1 + 2) / 4, Damping.score(List.of(one, two), List.of(free)), 1e-15);
    assertEquals(Math.sqrt(5 / 8.0) / 2 + Math.sqrt(5 / 2.0) / 2, Damping.score(List.of(one, two),
        List.of(free, free)), 1e-15);
    RunScores failed = new RunScores(new double[][] {{1, Double.NaN}, {1, 1}}, null, null, null, 0, 0, null, null);
    assertEquals(Double.POSITIVE_INFINITY, Damping.score(List.of(failed), List.of(free)));
  }
}
