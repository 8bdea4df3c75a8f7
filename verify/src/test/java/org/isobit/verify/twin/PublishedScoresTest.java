package org.isobit.verify.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.twin.Experiment;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiments;
import org.isobit.models.twin.ProgressListener;
import org.isobit.models.twin.Published;
import org.isobit.models.twin.TwinResult;
import org.isobit.models.twin.TwinRun;
import org.isobit.verify.literature.Literature;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The filters reproduce the scores that the literature gives for them.
 *
 * <p>{@link org.isobit.models.twin.Published} says how near. The seeds are 1, 2, 3 and nothing else; configurations
 * that are known to lose the truth now and then are reported, not gated. DAPPER's 0.24 for the extended filter of
 * Lorenz-96 is for exp(Δt·J) with J at the end of a step; a program in NumPy gives 0.2387 ± 0.0013 with that, and the
 * long run here with the exact tangent of the steps.
 */
class PublishedScoresTest {

  private static final double UNKNOWN = Double.NaN;
  private static final String NONE = "";

  /**
   * One published configuration.
   *
   * @param factor    inflation of the analysis anomalies
   * @param radius    localisation radius as DAPPER counts it, or 0
   * @param xN        EnKF-N's certainty of the forecast, or 0 for other filters
   * @param lag       intervals of a window, or 0 for methods without one
   * @param published analysis RMSE in the papers and in DAPPER's experiment files, as written there
   * @param longRun   the same from a long run of an independent implementation
   * @param error     that run's standard error
   * @param gated     false for the marginal configuration
   */
  private record Row(String experiment, String filter, int members, double factor, boolean rotation, double radius,
      double xN, int lag, String published, double longRun, double error, boolean gated) {

    Row(String experiment, String filter, int members, double factor, boolean rotation, double radius, double xN,
        String published, double longRun, double error, boolean gated) {
      this(experiment, filter, members, factor, rotation, radius, xN, 0, published, longRun, error, gated);
    }

    Row(String experiment, String filter, int members, double factor, boolean rotation, double radius,
        String published, double longRun, double error, boolean gated) {
      this(experiment, filter, members, factor, rotation, radius, 0, published, longRun, error, gated);
    }

    /** A method without members. */
    Row(String experiment, String filter, String published) {
      this(experiment, filter, 1, 1.0, false, 0, published, UNKNOWN, UNKNOWN, true);
    }

    /** A method without members over a window. */
    Row(String experiment, String filter, int lag, String published, double longRun, double error) {
      this(experiment, filter, 1, 1.0, false, 0, 0, lag, published, longRun, error, true);
    }

    boolean is(Method m) {
      return name(m).equals(filter) && m.members() == members
          && (m.choice().inflation() == null ? 1.0 : m.choice().inflation().factor()) == factor
          && (m.localization() == null ? 0 : m.localization().radius().value()) == radius
          && (m.choice().own().has("xN") ? m.choice().own().number("xN") : 0) == xN
          && (lag == 0 || m.choice().own().integer("lag") == lag);
    }
  }

  /** The filter; IEnKS with multiple data assimilation has the same name as that with single. */
  private static String name(Method m) {
    return m.choice().filter() + (m.choice().own().has("mda") && m.choice().own().flag("mda") ? " mda" : "");
  }

  /** What is published as it is written: {@code < 0.10 smoothed} for an upper bound of smoothed estimates. */
  private static String text(Published published) {
    return Double.isNaN(published.rmse()) ? NONE : (published.below() ? "< " : "")
        + String.format(Locale.ROOT, "%." + published.decimals() + "f", published.rmse())
        + (published.smoothed() ? " smoothed" : "");
  }

  private static final List<Row> ROWS = List.of(
      new Row("L63-S12", "enkf", 10, 1.04, false, 0, "0.65", 0.637, 0.039, true),
      new Row("L63-S12", "enkf", 100, 1.01, false, 0, "0.56", 0.548, 0.007, true),
      new Row("L96-S08-all", "enkf", 40, 1.06, false, 0, "0.22", 0.2208, 0.0023, true),
      new Row("L96-S08-all", "enkf", 28, 1.08, false, 0, "0.24", 0.2373, 0.0018, true),
      new Row("L96-S08-all", "denkf", 40, 1.01, false, 0, "0.18", 0.1813, 0.0022, true),
      new Row("L96-S08-all", "etkf", 24, 1.013, true, 0, "0.18", 0.1801, 0.0028, false),
      new Row("L96-S08-all", "etkf", 24, 1.02, true, 0, NONE, 0.1793, 0.0017, true),
      new Row("L96-S08-all", "estkf", 24, 1.02, true, 0, NONE, 0.1793, 0.0017, true),
      new Row("L96-S08-all", "etkf", 20, 1.04, true, 0, "0.20", 0.1938, 0.0016, true),
      new Row("L96-S08-all", "serial-ensrf", 28, 1.02, true, 0, "0.18", UNKNOWN, UNKNOWN, true),
      new Row("L96-S08-all", "letkf", 7, 1.04, true, 4, "0.22", 0.2174, 0.0030, true),
      new Row("L96-S08-all", "lestkf", 7, 1.04, true, 4, "0.22", 0.2174, 0.0030, true),
      new Row("L96-S08-all", "eakf", 7, 1.07, true, 6, "0.23", UNKNOWN, UNKNOWN, true),
      new Row("L96-H15", "letkf", 10, 1.02, true, 4, "0.21", 0.2069, 0.0038, true),
      new Row("L96-H15", "lestkf", 10, 1.02, true, 4, "0.21", 0.2069, 0.0038, true),
      new Row("L96-H15", "letkf", 10, 1.04, true, 6, "0.20", 0.1998, 0.0022, true),
      new Row("L96-M11", "letkf", 10, Math.sqrt(1.015), false, 3, "2.1", UNKNOWN, UNKNOWN, true),
      new Row("L63-S12", "enkf-n", 3, 1, false, 0, 1, "0.60", 0.6138, 0.0057, true),
      new Row("L63-S12", "enkf-n", 10, 1, true, 0, 1, "0.54", 0.5534, 0.0040, true),
      new Row("L96-S08-all", "enkf-n", 24, 1, true, 0, 1, "0.21", 0.2207, 0.0012, true),
      new Row("L96-S08-all", "enkf-n", 24, 1, true, 0, 2, "0.18", 0.1805, 0.0011, true),
      new Row("L96-B10", "enkf-n", 8, 1, true, 0, 1.3, "0.44", 0.4624, 0.0163, false),
      new Row("KS-B19", "letkf", 4, 1.11, true, 15 / 1.82, "0.18", UNKNOWN, UNKNOWN, false),
      new Row("KS-B19", "etkf", 20, 1.03, true, 0, "0.115", UNKNOWN, UNKNOWN, true),
      new Row("L63-S12-baselines", "climatology", "7.6"),
      new Row("L63-S12-baselines", "oi", "1.25"),
      new Row("L63-S12-baselines", "3d-var", "1.04"),
      new Row("L63-S12-baselines", "ekf", 1, 1.0, false, 0, "0.92", 0.9012, 0.0110, true),
      new Row("L96-S08-baselines", "climatology", "3.6"),
      new Row("L96-S08-baselines", "oi", "0.95"),
      new Row("L96-S08-baselines", "3d-var", "0.41"),
      new Row("L96-S08-baselines", "ekf", 1, 1.0, false, 0, "0.24", 0.2198, 0.0008, true),
      new Row("L63-S12-PF", "particle", 100, 1.0, false, 0, "0.38", UNKNOWN, UNKNOWN, true),
      new Row("L63-S12-PF", "particle", 800, 1.0, false, 0, "0.28", UNKNOWN, UNKNOWN, false),
      new Row("L96-B10-PF", "particle", 50, 1.0, false, 0, "1.15", 1.2977, 0.0346, false),
      new Row("L96-B10-PF", "particle", 100, 1.0, false, 0, "0.43", 0.4615, 0.0060, true),
      new Row("L96-B10-PF", "particle", 800, 1.0, false, 0, "0.29", 0.3086, 0.0048, true),
      new Row("L96-B10-OptPF", "particle", 50, 1.0, false, 0, "0.61", 0.6086, 0.0109, false),
      new Row("L96-B10-OptPF", "particle", 100, 1.0, false, 0, "0.37", 0.3677, 0.0044, false),
      new Row("L96-B10-OptPF", "particle", 800, 1.0, false, 0, "0.25", UNKNOWN, UNKNOWN, false),
      new Row("LUV-baselines", "climatology", "0.93"),
      new Row("LUV-baselines", "3d-var", "0.39"),
      new Row("LA-R15", "enkf", 30, 3.2, false, 0, "0.3", UNKNOWN, UNKNOWN, true),
      new Row("L96-B13", "4d-var", 1, "0.46", UNKNOWN, UNKNOWN),
      new Row("L96-B13", "4d-var", 2, "0.39", UNKNOWN, UNKNOWN),
      new Row("L96-B13", "4d-var", 4, "0.37", 0.3841, 0.0034),
      new Row("L63-S12", "ienks", 10, 1.02, true, 0, "0.31", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12", "ienks", 10, 1.02, true, 0, "0.22", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12", "ienks", 3, 1.04, false, 0, "0.23", UNKNOWN, UNKNOWN, false),
      new Row("L63-B12", "ienks-n", 3, 1, false, 0, 1, "0.22", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12-5", "ienks", 10, 1.02, true, 0, "0.13", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12-5", "ienks", 3, 1.02, false, 0, "0.13", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12-5", "ienks-n", 3, 1, false, 0, 1, "0.15", UNKNOWN, UNKNOWN, true),
      new Row("L63-B12-5", "ienks-n", 3, 1, false, 0, 2, "0.14", UNKNOWN, UNKNOWN, true),
      new Row("L96-S12", "ienks", 25, 1.2, true, 0, "0.46", UNKNOWN, UNKNOWN, true),
      new Row("L96-S12", "ienks-n", 25, 1, true, 0, 2, "0.46", UNKNOWN, UNKNOWN, false),
      new Row("L96-B13", "ienks-n", 20, 1, false, 0, 2, "0.31", 0.2892, 0.0047, true),
      new Row("L96-DAB", "etkf", 21, 1.02, true, 0, "< 0.20", UNKNOWN, UNKNOWN, true),
      new Row("L96-DAB", "enks", 21, 1.02, true, 0, "< 0.15 smoothed", UNKNOWN, UNKNOWN, true),
      new Row("L96-DAB", "ienks", 21, 1.02, true, 0, "< 0.10 smoothed", UNKNOWN, UNKNOWN, true),
      new Row("L96-DAB", "ienks mda", 21, 1.02, true, 0, "< 0.10 smoothed", UNKNOWN, UNKNOWN, true),
      new Row("L63-A10", "serial-ensrf", 20, 1.01, true, 0, "0.87", UNKNOWN, UNKNOWN, true));

  private static int method(Experiment experiment, Row row) {
    int[] found = IntStream.range(0, experiment.methods().size())
        .filter(i -> row.is(experiment.methods().get(i))).toArray();
    assertEquals(1, found.length, "methods of " + experiment.name() + " that are " + row);
    return found[0];
  }

  @Test
  void theBuiltInExperimentsHoldTheTable() {
    for (Row row : ROWS) {
      Experiment experiment = Experiments.named(row.experiment);
      Method method = experiment.methods().get(method(experiment, row));
      assertEquals(row.factor != 1.0, method.choice().inflation() != null, row.toString());
      if (row.factor != 1.0) {
        assertEquals(Inflation.Kind.POSTERIOR_ANOMALIES, method.choice().inflation().kind(), row.toString());
      }
      assertEquals(row.rotation, method.choice().rotation(), row.toString());
      assertEquals(row.published, text(method.published()), row.toString());
      assertEquals(row.longRun, method.published().longRun(), row.toString());
      assertEquals(row.error, method.published().standardError(), row.toString());
      assertEquals(row.gated, method.published().gated(), row.toString());
    }
  }

  /** A score that nobody wrote down here a second time would be held to what the experiment's file alone says. */
  @Test
  void theTableHasEveryRowOfTheBuiltInExperiments() {
    for (String name : Literature.experiments()) {
      for (Method method : Experiments.named(name).methods()) {
        assertEquals(method.published() == null ? 0 : 1,
            ROWS.stream().filter(row -> row.experiment.equals(name) && row.is(method)).count(),
            name + " " + method.label());
      }
    }
  }

  @Test
  void sectorsHaveScoresOfTheirOwn() {
    Experiment land = Experiments.named("L96-M11");
    assertEquals(IntStream.range(0, 20).boxed().toList(), land.scoring().sectors().getFirst().indices());
    assertEquals(IntStream.range(20, 40).boxed().toList(), land.scoring().sectors().getLast().indices());
    assertEquals(Map.of("land", new Published(0.38, 2, false, UNKNOWN, UNKNOWN, true), "ocean",
        new Published(2.9, 1, false, UNKNOWN, UNKNOWN, true)), land.methods().getFirst().published().sectors());
  }

  @Tag("full")
  @TestFactory
  Stream<DynamicTest> publishedScoresHoldInLongRuns() {
    return Literature.run(Literature.experiments(Literature.experiments(), 10_000, List.of(1L, 2L, 3L)),
        Workers.shared(), DeviceUse.log(), ProgressListener.NONE).stream().map(row -> {
          String text = String.format(Locale.ROOT, "%s %s: %.4f ± %.4f; expected %s ± %.4f: %s%s", row.experiment(),
              row.label(), row.own().mean(), row.own().standardError(), row.published().expected(),
              row.published().tolerance(row.own()), row.verdict(),
              row.diverged().isEmpty() ? "" : ", lost: seeds " + row.diverged());
          System.out.println(text);
          return DynamicTest.dynamicTest(text, () -> assertTrue(row.passes(), text));
        });
  }

  /** Between seeds, scores of 1000 cycles scatter by 0.0076; the means of three seeds of 1500 stay within 0.02. */
  @Test
  void shortRunsComeNear() {
    TwinResult result = run("L96-S08-all", "cycles=1500", "seeds=[1, 2, 3]");
    for (Row row : ROWS) {
      if (row.experiment.equals("L96-S08-all") && row.gated) {
        int i = method(result.experiment(), row);
        double expected = result.experiment().methods().get(i).published().expected();
        assertFalse(result.diverged(i), row + " diverged");
        assertEquals(expected, result.means(i).rmse().mean(), 0.02, row.toString());
      }
    }
  }

  private static TwinResult run(String name, String... overrides) {
    return TwinRun.run(Experiments.named(name, overrides), Workers.shared(), ProgressListener.NONE);
  }
}
