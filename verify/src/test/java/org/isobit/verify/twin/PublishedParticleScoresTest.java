package org.isobit.verify.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.models.scores.Estimate;
import org.isobit.models.twin.Experiment;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiments;
import org.isobit.models.twin.ProgressListener;
import org.isobit.models.twin.TwinResult;
import org.isobit.models.twin.TwinRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Particle filters reproduce the scores that DAPPER lists for them, by the gate of {@link PublishedScoresTest}. The
 * scores of Lorenz-96 are of single runs of 880 cycles; the long runs are of a NumPy program written from the method's
 * description, 4 seeds of 10⁴ cycles.
 */
class PublishedParticleScoresTest {

  private static final double UNKNOWN = Double.NaN;
  private static final double ROUNDING = 0.01;

  /**
   * One published configuration.
   *
   * @param effective      DAPPER's NER
   * @param regularisation DAPPER's reg
   * @param kernel         DAPPER's Qs
   * @param published      analysis RMSE as listed
   * @param longRun        the same from a long run of an independent implementation
   * @param error          that run's standard error
   * @param gated          false where particles lose the truth now and then
   */
  private record Row(String experiment, int members, double effective, double regularisation, double kernel,
      double published, double longRun, double error, boolean gated) {

    boolean holds(Estimate own) {
      return !Double.isNaN(longRun)
          && Math.abs(own.mean() - longRun) <= 3 * Math.hypot(own.standardError(), error)
          || Math.abs(own.mean() - published) <= ROUNDING;
    }
  }

  private static final List<Row> ROWS = List.of(
      new Row("L63-S12-PF", 100, 0.3, 2.4, 0, 0.38, UNKNOWN, UNKNOWN, true),
      new Row("L63-S12-PF", 800, 0.2, 0.9, 0, 0.28, UNKNOWN, UNKNOWN, true),
      new Row("L96-B10-PF", 50, 0.3, 1.7, 0, 1.15, 1.2977, 0.0346, false),
      new Row("L96-B10-PF", 100, 0.2, 1.3, 0, 0.43, 0.4615, 0.0060, true),
      new Row("L96-B10-PF", 800, 0.2, 0.8, 0, 0.29, 0.3086, 0.0048, true),
      new Row("L96-B10-OptPF", 50, 0.25, 1.4, 0.4, 0.61, 0.6086, 0.0109, true),
      new Row("L96-B10-OptPF", 100, 0.2, 1.0, 0.3, 0.37, 0.3677, 0.0044, true),
      new Row("L96-B10-OptPF", 800, 0.2, 0.6, 0.1, 0.25, UNKNOWN, UNKNOWN, false));

  private static int method(Experiment experiment, Row row) {
    int[] found = IntStream.range(0, experiment.methods().size())
        .filter(i -> experiment.methods().get(i).members() == row.members).toArray();
    assertEquals(1, found.length, "methods of " + experiment.name() + " that are " + row);
    return found[0];
  }

  @Test
  void theBuiltInExperimentsHoldTheTable() {
    for (Row row : ROWS) {
      Experiment experiment = Experiments.named(row.experiment);
      Method method = experiment.methods().get(method(experiment, row));
      assertEquals("particle", method.choice().filter());
      assertEquals("systematic", method.choice().own().text("resampling"), row.toString());
      assertEquals(row.effective, method.choice().own().number("effective"), row.toString());
      assertEquals(row.regularisation, method.choice().own().number("regularisation"), row.toString());
      assertEquals(row.kernel, method.choice().own().number("kernel"), row.toString());
      assertEquals(row.published, method.published().rmse(), row.toString());
      assertEquals(row.longRun, method.published().longRun(), row.toString());
      assertEquals(row.error, method.published().standardError(), row.toString());
      assertEquals(row.gated, method.published().gated(), row.toString());
    }
  }

  @Tag("full")
  @TestFactory
  Stream<DynamicTest> tenThousandCyclesGiveThePublishedScores() {
    return ROWS.stream().map(Row::experiment).distinct().flatMap(name -> {
      TwinResult result = run(name, "cycles=10000", "seeds=[1, 2, 3]");
      return ROWS.stream().filter(row -> row.experiment.equals(name)).map(row -> check(result, row));
    });
  }

  private static DynamicTest check(TwinResult result, Row row) {
    int i = method(result.experiment(), row);
    Estimate own = result.means(i).rmse();
    String text = String.format(Locale.ROOT, "%s N=%d: %.4f ± %.4f; published %s, long run %s ± %s", row.experiment,
        row.members, own.mean(), own.standardError(), row.published, row.longRun, row.error)
        + (row.gated ? "" : " (reported, not gated)");
    System.out.println(text + (result.diverged(i) ? " DIVERGED" : ""));
    return DynamicTest.dynamicTest(text, () -> {
      if (row.gated) {
        assertFalse(result.diverged(i), "a seed diverged");
        assertTrue(row.holds(own), text);
      }
    });
  }

  /** Means of three seeds of 1000 cycles have a standard error of 0.01 for Lorenz-63 (batch means). */
  @Test
  void shortRunsComeNear() {
    TwinResult result = run("L63-S12-PF", "cycles=1000", "seeds=[1, 2, 3]");
    for (Row row : ROWS) {
      if (row.experiment.equals("L63-S12-PF")) {
        int i = method(result.experiment(), row);
        assertFalse(result.diverged(i), row + " diverged");
        assertEquals(row.published, result.means(i).rmse().mean(), 0.04, row.toString());
      }
    }
  }

  @Test
  void theGateCanFail() {
    Row row = ROWS.get(3);
    assertTrue(row.holds(new Estimate(0.4615, 0.001)));
    assertTrue(row.holds(new Estimate(0.4399, 0.001)), "within 0.01 of the published value");
    assertFalse(row.holds(new Estimate(0.4401, 0.001)));
    assertFalse(row.holds(new Estimate(0.4899, 0.006)));
    assertFalse(row.holds(new Estimate(Double.NaN, Double.NaN)));
  }

  private static TwinResult run(String name, String... overrides) {
    return TwinRun.run(Experiments.named(name, overrides), Workers.shared(), ProgressListener.NONE);
  }
}
