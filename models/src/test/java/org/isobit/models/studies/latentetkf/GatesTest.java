package org.isobit.models.studies.latentetkf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.scores.CrpsDecomposition;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyText;
import org.isobit.models.studies.Verdict;
import org.isobit.models.studies.latentetkf.Gates.Pairs;
import org.isobit.models.studies.latentetkf.Results.Column;
import org.isobit.models.studies.latentetkf.Results.Matched;
import org.junit.jupiter.api.Test;

/** Which runs enter a statement, and what an interval makes of it. */
class GatesTest {

  private static final Setting FEW = Setting.BASE.withInnovations(64);
  private static final Setting MANY = Setting.BASE.withInnovations(640);

  private final Map<Job, RunScores> records = new LinkedHashMap<>();

  private void put(Setting setting, Method method, int climatology, int run, double score, boolean failed) {
    double[] scores = {score, score, score, score};
    double[] sums = new CrpsDecomposition(2).toArray();
    records.put(new Job(setting, method, climatology, run), new RunScores(1, failed ? "failed" : null, scores, scores,
        score, score, new double[][] {sums, sums, sums, sums}, new double[4][1], null));
  }

  private List<Statement> gates() {
    return Gates.of(new Results(records, false));
  }

  private static Pairs pairs(Statement gate) {
    return (Pairs) gate.sample();
  }

  @Test
  void theIntervalDecides() {
    assertEquals(Verdict.MET, Verdict.of(new Interval(-2, -3, -1), 0, true));
    assertEquals(Verdict.OPEN, Verdict.of(new Interval(-2, -3, 0), 0, true));
    assertEquals(Verdict.OPEN, Verdict.of(new Interval(-1, -3, 1), 0, true));
    assertEquals(Verdict.REFUTED, Verdict.of(new Interval(1, 0, 2), 0, true));
    assertEquals(Verdict.REFUTED, Verdict.of(new Interval(0, 0, 0), 0, true));
    assertEquals(Verdict.MET, Verdict.of(new Interval(0.1, 0.1, 0.1), 0.1, false));
    assertEquals(Verdict.MET, Verdict.of(new Interval(0.05, 0, 0.1), 0.1, false));
    assertEquals(Verdict.OPEN, Verdict.of(new Interval(0.2, 0.1, 0.3), 0.1, false));
    assertEquals(Verdict.REFUTED, Verdict.of(new Interval(0.2, 0.11, 0.3), 0.1, false));
    assertEquals(Verdict.OPEN, Verdict.of(new Interval(0, Double.NaN, Double.NaN), 0, true));
  }

  @Test
  void failedRunsAreCountedForEachMethod() {
    for (int r = 0; r < 8; r++) {
      put(Setting.BASE, Method.ETKF, 0, r, 10 + r, false);
      put(Setting.BASE, Method.SINGLE_CLIMA, 0, r, 0.9 * (1 + 0.1 * r), r == 2);
      put(Setting.BASE, Method.DOUBLE_CLIMA, 0, r, 0.8 + (r % 2 == 0 ? 0.5 : -0.5), r == 7 || r == 6);
    }
    List<Statement> gates = gates();
    assertEquals(List.of("C1", "C4"), gates.stream().map(Statement::claim).toList());
    assertEquals(0.09, gates.get(0).interval().value(), 1e-15);
    assertEquals(Verdict.MET, gates.get(0).verdict());
    assertEquals(7, pairs(gates.get(0)).pairs());
    Statement c4 = gates.get(1);
    assertEquals(5, pairs(c4).pairs());
    assertEquals(List.of(1, 2), pairs(c4).runs().stream().map(Results.Runs::failed).toList());
    assertTrue(!c4.holds() && c4.verdict() == Verdict.OPEN, c4.toString());
    Results results = new Results(records, false);
    Matched matched = results.matched(Variable.X, new Column(Setting.BASE, Method.SINGLE_CLIMA),
        new Column(Setting.BASE, Method.DOUBLE_CLIMA));
    assertArrayEquals(new double[] {1.3, 0.3, 0.3, 1.3, 0.3}, matched.crps()[1], 1e-15);
    assertEquals(2, results.summary(Setting.BASE, Method.DOUBLE_CLIMA).failed());
    assertNull(results.matched(Variable.X, new Column(Setting.BASE, Method.ETKFD)));

    String text = StudyTable.gates(gates);
    assertTrue(text.contains("5 pairs of runs; failed: 1 of 8 of single-clima, 2 of 8 of double-clima"), text);
    assertTrue(text.contains("open, the mean disagrees"), text);
    JsonObject json = JsonParser.parseString(StudyTable.json(StudyPlan.named("C4"), results, gates)).getAsJsonObject();
    JsonObject second = json.getAsJsonArray("gates").get(1).getAsJsonObject();
    assertEquals("open", second.get("verdict").getAsString());
    assertEquals(2, second.getAsJsonArray("methods").get(1).getAsJsonObject().get("failed").getAsInt());
  }

  /** Scores of quick runs mean nothing, and of a single pair an interval is a point: marked, whatever they are. */
  @Test
  void whatIsTooSmallDecidesNothing() {
    for (int r = 0; r < 8; r++) {
      put(Setting.BASE, Method.ETKF, r % 2, r, 1, false);
      put(Setting.BASE, Method.SINGLE_CLIMA, r % 2, r, 2, false);
    }
    assertEquals(Verdict.REFUTED, gates().getFirst().verdict());
    Results quick = new Results(records, true);
    List<Statement> gates = Gates.of(quick);
    assertEquals(Verdict.TOO_SMALL, gates.getFirst().verdict());
    String text = StudyTable.gates(gates);
    assertTrue(text.contains(" a tenth of the ETKF's: too small to say\n") && !text.contains("REFUTED"), text);
    StudyPlan plan = StudyPlan.named("C1");
    assertTrue(StudyTable.text(plan, quick).startsWith("QUICK, too small to mean anything: C1: "), text);
    assertTrue(StudyTable.csv(plan, quick).startsWith("# QUICK, too small to mean anything\ncontract,"));
    JsonObject json = JsonParser.parseString(StudyTable.json(plan, quick, gates)).getAsJsonObject();
    assertTrue(json.get("quick").getAsBoolean());
    assertEquals("QUICK, too small to mean anything", json.get("note").getAsString());
    assertEquals("too small to say", json.getAsJsonArray("gates").get(0).getAsJsonObject().get("verdict")
        .getAsString());
    Results whole = new Results(records, false);
    assertTrue(StudyTable.text(plan, whole).startsWith("C1: ") && StudyTable.csv(plan, whole).startsWith("contract,"));
    assertEquals("refuted", JsonParser.parseString(StudyTable.json(plan, whole, gates())).getAsJsonObject()
        .getAsJsonArray("gates").get(0).getAsJsonObject().get("verdict").getAsString());
    records.clear();
    put(Setting.BASE, Method.ETKF, 0, 0, 1, false);
    put(Setting.BASE, Method.SINGLE_CLIMA, 0, 0, 2, false);
    assertEquals(Verdict.TOO_SMALL, gates().getFirst().verdict());
  }

  /** Nothing is said to be better than its equal, and what is at most a tenth may be a tenth. */
  @Test
  void equalScoresRefuteWhatIsStrict() {
    for (int r = 0; r < 8; r++) {
      put(Setting.BASE, Method.ETKF, r % 2, r, 10, false);
      put(Setting.BASE, Method.SINGLE_CLIMA, r % 2, r, 1, false);
      put(Setting.BASE, Method.DOUBLE_CLIMA, r % 2, r, 1, false);
      for (Method method : List.of(Method.ETKF, Method.SINGLE_CLIMA, Method.SINGLE_TRANSFER)) {
        put(Setting.BASE.withAmplitude(0.2), method, r % 2, r, 1, false);
      }
    }
    assertEquals(List.of("C1 MET", "C2 REFUTED", "C2 REFUTED", "C4 REFUTED"),
        gates().stream().map(gate -> gate.claim() + " " + gate.verdict()).toList());
  }

  /** As many runs failed with few as with many innovations, but others: only those that both have make pairs. */
  @Test
  void innovationsArePairedByClimatologyAndRun() {
    for (int r = 0; r < 6; r++) {
      put(Setting.BASE, Method.ETKF, r % 2, r, r, false);
      put(FEW, Method.ETKFD, r % 2, r, r + 3, r == 0);
      put(MANY, Method.ETKFD, r % 2, r, r - 1, r == 5);
    }
    Statement gate = gates().getFirst();
    assertEquals("N_o", gate.claim());
    assertEquals(4, pairs(gate).pairs());
    assertEquals(-2, gate.interval().value(), 1e-14);
    assertEquals(-2, gate.interval().low(), 1e-14);
    assertEquals(-2, gate.interval().high(), 1e-14);
    assertEquals(List.of(1, 1, 0), pairs(gate).runs().stream().map(Results.Runs::failed).toList());
    assertTrue(StudyTable.gates(List.of(gate)).contains(
        "failed: 1 of 6 of ETKFD with 64 innovations, 1 of 6 of ETKFD with 640 innovations, 0 of 6 of ETKF"),
        StudyTable.gates(List.of(gate)));

    records.remove(new Job(MANY, Method.ETKFD, 1, 1));
    assertEquals(3, pairs(gates().getFirst()).pairs());
  }

  @Test
  void aStatementOfWhichAllRunsFailedIsOpen() {
    put(Setting.BASE, Method.SINGLE_CLIMA, 0, 0, 1, false);
    put(Setting.BASE, Method.DOUBLE_CLIMA, 0, 0, 1, true);
    Statement gate = gates().getFirst();
    assertEquals(0, pairs(gate).pairs());
    assertEquals(Verdict.OPEN, gate.verdict());
    assertTrue(Double.isNaN(gate.interval().value()) && !gate.holds());
  }

  /** Runs of one climatology that all agree against those of the others: of other climatologies nothing is certain. */
  @Test
  void climatologiesAreResampledToo() {
    for (int c = 0; c < 3; c++) {
      for (int r = 0; r < 20; r++) {
        put(Setting.BASE, Method.SINGLE_CLIMA, c, r, 1, false);
        put(Setting.BASE, Method.DOUBLE_CLIMA, c, r, c == 0 ? 0.9 : 1.1 + 0.001 * r, false);
      }
    }
    Statement gate = gates().getFirst();
    assertTrue(gate.given().high() < 0, gate.toString());
    assertTrue(gate.interval().high() > 0.09, gate.toString());
    assertEquals(gate.given().value(), gate.interval().value());
    assertEquals(Verdict.OPEN, gate.verdict());
    assertTrue(gate.holds());
  }

  @Test
  void tablesPairMethodsWithTheEtkf() {
    for (int r = 0; r < 5; r++) {
      put(Setting.BASE, Method.ETKF, 0, r, r, r == 1);
      put(Setting.BASE, Method.NO_DA, 0, r, r + 0.25, false);
    }
    Results.Summary summary = new Results(records, false).summary(Setting.BASE, Method.NO_DA);
    assertEquals(5, summary.runs());
    assertEquals(4, summary.score(Variable.X).pairs());
    assertEquals(0.25, summary.score(Variable.X).minusEtkf().value(), 1e-15);
    assertEquals(0.25, summary.score(Variable.X).minusEtkf().high(), 1e-15);
    List<String> rows = StudyTable.csv(StudyPlan.named("base"), new Results(records, false)).lines().toList();
    assertEquals(1 + 2 * 4, rows.size());
    assertTrue(rows.get(1).endsWith(",0.25,0.25,0.25,4"), rows.get(1));
    assertEquals(rows.get(0).split(",").length, rows.get(1).split(",").length);
  }

  /** One filter that diverged must not make the others a line at the bottom. */
  @Test
  void picturesAreFramedForFiltersThatDidNotDiverge() {
    assertEquals(1.06 * 4, StudyCharts.top(new double[] {1, 2, 3, 4}), 1e-15);
    assertEquals(1.06 * 0.1, StudyCharts.top(new double[] {0, 0.005, 0.006, 0.1}), 1e-15);
    assertEquals(3 * 3, StudyCharts.top(new double[] {0, 3, 2, 1, 3, 3000}), 1e-15);
    assertEquals(6, StudyCharts.top(new double[] {1, 2, 2, 2, Double.POSITIVE_INFINITY, Double.NaN}), 1e-15);
    assertTrue(Double.isNaN(StudyCharts.top(new double[] {0, 0})));
    assertEquals("2.5e+61", StudyText.number(2.49e61));
    assertEquals("57.0", StudyText.number(57));
  }
}
