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
 * The methods without members reproduce the scores that DAPPER's experiment files list for them.
 *
 * <p>Gate: |own − published| ≤ half a unit of the last digit published + 3 standard errors of the own score; seeds 1, 2
 * and 3. Where a long run of another program is known, also |own − long run| ≤ 3 √(se² + se²).
 */
class BaselineScoresTest {

  private static final double UNKNOWN = Double.NaN;

  /**
   * One published configuration.
   *
   * @param half    half a unit of the last digit of the published score; NaN if it is of another method
   * @param longRun a long run of another program, or NaN
   * @param error   its standard error
   */
  private record Row(String experiment, String filter, double published, double half, double longRun, double error) {

    boolean holds(Estimate own) {
      return (Double.isNaN(half) || Math.abs(own.mean() - published) <= half + 3 * own.standardError())
          && (Double.isNaN(longRun) || Math.abs(own.mean() - longRun) <= 3 * Math.hypot(own.standardError(), error));
    }
  }

  /**
   * Long runs are those of a program in NumPy, 10 000 cycles with three seeds, with the exact tangent of the steps, as
   * here. DAPPER's .24 for the extended filter of Lorenz-96 is for exp(Δt·J) with J at the end of a step instead: with
   * that the same program gives .2387 ± .0013.
   */
  private static final List<Row> ROWS = List.of(
      new Row("L63-S12-baselines", "climatology", 7.6, 0.05, UNKNOWN, UNKNOWN),
      new Row("L63-S12-baselines", "oi", 1.25, 0.005, UNKNOWN, UNKNOWN),
      new Row("L63-S12-baselines", "3d-var", 1.04, 0.005, UNKNOWN, UNKNOWN),
      new Row("L63-S12-baselines", "ekf", 0.92, 0.005, 0.9012, 0.0110),
      new Row("L96-S08-baselines", "climatology", 3.6, 0.05, UNKNOWN, UNKNOWN),
      new Row("L96-S08-baselines", "oi", 0.95, 0.005, UNKNOWN, UNKNOWN),
      new Row("L96-S08-baselines", "3d-var", 0.41, 0.005, UNKNOWN, UNKNOWN),
      new Row("L96-S08-baselines", "ekf", 0.24, UNKNOWN, 0.2198, 0.0008),
      new Row("LUV-baselines", "climatology", 0.93, 0.005, UNKNOWN, UNKNOWN),
      new Row("LUV-baselines", "3d-var", 0.39, 0.005, UNKNOWN, UNKNOWN));

  private static int method(Experiment experiment, Row row) {
    int[] found = IntStream.range(0, experiment.methods().size())
        .filter(i -> experiment.methods().get(i).choice().filter().equals(row.filter)).toArray();
    assertEquals(1, found.length, "methods of " + experiment.name() + " that are " + row);
    return found[0];
  }

  @Test
  void theBuiltInExperimentsHoldTheTable() {
    for (Row row : ROWS) {
      Experiment experiment = Experiments.named(row.experiment);
      Method method = experiment.methods().get(method(experiment, row));
      assertEquals(row.published, method.published().rmse(), row.toString());
      assertEquals(row.longRun, method.published().longRun(), row.toString());
      assertEquals(row.error, method.published().standardError(), row.toString());
    }
  }

  @Tag("full")
  @TestFactory
  Stream<DynamicTest> theFullLengthGivesThePublishedScores() {
    return ROWS.stream().map(Row::experiment).distinct().flatMap(name -> {
      TwinResult result = run(name, "seeds=[1, 2, 3]");
      return ROWS.stream().filter(row -> row.experiment.equals(name)).map(row -> check(result, row));
    });
  }

  private static DynamicTest check(TwinResult result, Row row) {
    int i = method(result.experiment(), row);
    Estimate own = result.means(i).rmse();
    String text = String.format(Locale.ROOT, "%s %s: %.4f ± %.4f; published %s, long run %s ± %s", row.experiment,
        row.filter, own.mean(), own.standardError(), row.published, row.longRun, row.error);
    System.out.println(text + (result.diverged(i) ? " DIVERGED" : ""));
    return DynamicTest.dynamicTest(text, () -> {
      assertFalse(result.diverged(i), "a seed diverged");
      assertTrue(row.holds(own), text);
    });
  }

  /**
   * Means of three shorter runs stay within 6 % of the expected scores, and those of two methods are 10 % apart at
   * least. Still shorter ones have another covariance: that of 1000 states of Lorenz-96 costs 3D-Var 8 %.
   */
  @Test
  void shortRunsComeNear() {
    for (String name : List.of("L63-S12-baselines", "L96-S08-baselines")) {
      TwinResult result = run(name, "cycles=3000", "seeds=[1, 2, 3]");
      for (Row row : ROWS) {
        if (row.experiment.equals(name)) {
          int i = method(result.experiment(), row);
          double expected = Double.isNaN(row.longRun) ? row.published : row.longRun;
          assertFalse(result.diverged(i), row + " diverged");
          assertEquals(1.0, result.means(i).rmse().mean() / expected, 0.06, row.toString());
        }
      }
    }
  }

  @Test
  void theGateCanFail() {
    Row rounded = ROWS.get(1);
    assertTrue(rounded.holds(new Estimate(1.2549, 0.0)));
    assertTrue(rounded.holds(new Estimate(1.2579, 0.001)));
    assertFalse(rounded.holds(new Estimate(1.2581, 0.001)));
    assertFalse(rounded.holds(new Estimate(1.2449, 0.0)));
    assertFalse(rounded.holds(new Estimate(Double.NaN, Double.NaN)));
    Row run = ROWS.get(7);
    assertTrue(run.holds(new Estimate(0.2233, 0.0009)));
    assertFalse(run.holds(new Estimate(0.24, 0.0009)));
  }

  private static TwinResult run(String name, String... overrides) {
    return TwinRun.run(Experiments.named(name, overrides), Workers.shared(), ProgressListener.NONE);
  }
}
