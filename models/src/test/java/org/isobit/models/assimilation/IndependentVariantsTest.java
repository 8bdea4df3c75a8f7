package org.isobit.models.assimilation;

import static org.isobit.models.assimilation.IndependentImplementationTest.AGREEMENT;
import static org.isobit.models.assimilation.IndependentImplementationTest.CYCLE;
import static org.isobit.models.assimilation.IndependentImplementationTest.agree;
import static org.isobit.models.assimilation.IndependentImplementationTest.check;
import static org.isobit.models.assimilation.IndependentImplementationTest.conventions;
import static org.isobit.models.assimilation.IndependentImplementationTest.flat;
import static org.isobit.models.assimilation.IndependentImplementationTest.forecast;
import static org.isobit.models.assimilation.IndependentImplementationTest.grid;
import static org.isobit.models.assimilation.IndependentImplementationTest.observations;
import static org.isobit.models.assimilation.IndependentImplementationTest.plane;
import static org.isobit.models.assimilation.IndependentImplementationTest.problem;
import static org.isobit.models.assimilation.IndependentImplementationTest.random;
import static org.isobit.models.assimilation.IndependentImplementationTest.repeated;
import static org.isobit.models.assimilation.IndependentImplementationTest.ring;
import static org.isobit.models.assimilation.IndependentImplementationTest.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.linalg.local.LocalRules;
import org.isobit.models.assimilation.IndependentImplementationTest.Convention;
import org.isobit.models.assimilation.IndependentImplementationTest.Setting;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.textbook.TextbookFilters;
import org.isobit.models.textbook.TextbookInflation;
import org.isobit.models.textbook.TextbookNetwork;
import org.junit.jupiter.api.Test;

/** Ways to compute of local filters, and what they estimate, against the independent implementation. */
class IndependentVariantsTest {

  @Test
  void pointsThatShareATransform() {
    Setting setting = ring(10, 2, 40, 12, 6);
    for (int batch : new int[] {2, 7, 60}) {
      setting.textbook().batch = batch;
      double[][] expected = setting.textbook().letkf();
      for (Backend backend : Backend.ofProcessor()) {
        check(setting, new LETKF(setting.localization()).withBatch(batch).withBackend(backend), expected);
      }
      check(setting, new LESTKF(setting.localization()).withBatch(batch), setting.textbook().lestkf());
    }
  }

  @Test
  void weightsInterpolatedBetweenSomePoints() {
    Setting setting = plane();
    for (int[] step : new int[][] {{1, 1}, {2, 3}, {3, 2}, {6, 8}, {4, 5}}) {
      CoarseGrid grid = CoarseGrid.of(new int[] {7, 9}, step, new boolean[2]);
      for (Convention convention : conventions(setting.textbook().ensemble[0].length)) {
        set(setting.textbook(), convention);
        setting.textbook().everywhere = step[0] == 3;
        check(setting, new LETKF(setting.localization()).withCoarseGrid(grid).withInflation(convention.inflation())
            .withUnobserved(step[0] == 3 ? UnobservedPoints.INFLATE : UnobservedPoints.KEEP_FORECAST),
            setting.textbook().letkfBetween(7, 9, step[0], step[1]));
      }
    }
  }

  @Test
  void observationsSortedByTheirErrors() {
    Setting setting = ring(7, 1, 30, 5, 7);
    int[] order = IntStream.range(0, 30).boxed().sorted(java.util.Comparator
        .comparingDouble((Integer j) -> setting.textbook().covariance[j][j])).mapToInt(Integer::intValue).toArray();
    check(setting, new EAKF(setting.localization()).withOrder(ObservationOrder.SORTED_BY_VARIANCE),
        setting.textbook().eakf(order));
  }

  /** Points that all see the same number of observations. */
  private static Setting crowd(int members, int fields, int count) {
    double[][] points = random(11, 9, 0, 1);
    TextbookFilters f = problem(members, points, fields, random(count, 10 + count, 0, 1), members);
    f.network.metric = TextbookNetwork.straight();
    f.network.lengths = repeated(count, 1.5);
    return new Setting(members + " members, " + fields + " fields, " + count + " observations everywhere", f,
        Localization.of(Geometry.cartesian(1), flat(points), TaperLaw.GASPARI_COHN, Radius.halfWidth(1.5))
            .withFields(fields), observations(f));
  }

  /** Numbers of observations and fields just below and just above every switch between ways to compute. */
  @Test
  void bothSidesOfEverySwitch() {
    for (int members : new int[] {4, 7, 20, 41}) {
      TreeSet<Integer> counts = new TreeSet<>(List.of(1, members - 1, members, 2 * members + 1));
      TreeSet<Integer> fields = new TreeSet<>(List.of(1));
      for (int rows : new int[] {members - 1, members}) {
        int last = IntStream.rangeClosed(0, members).filter(p -> LocalRules.observationOrder(rows, p) > 0).max()
            .orElseThrow();
        assertEquals(0, LocalRules.observationOrder(rows, last + 1));
        counts.addAll(List.of(last, last + 1));
        int few = IntStream.rangeClosed(1, 99).filter(v -> !LocalRules.forms(rows, v)).max().orElseThrow();
        assertTrue(LocalRules.forms(rows, few + 1));
        fields.addAll(List.of(few, few + 1));
      }
      for (int count : counts) {
        for (int v : fields) {
          Setting setting = crowd(members, v, count);
          double[][] expected = setting.textbook().letkf();
          for (Backend backend : Backend.ofProcessor()) {
            check(setting, new LETKF(setting.localization()).withBackend(backend), expected);
          }
          check(setting, new LESTKF(setting.localization()), setting.textbook().lestkf());
        }
      }
    }
  }

  /** More observations at a point than go one a lane. */
  @Test
  void thousandsOfObservationsAtAPoint() {
    Setting setting = crowd(5, 1, LocalRules.MOST_TERMS + 60);
    check(setting, new LETKF(setting.localization()), setting.textbook().letkf());
    check(setting, new LESTKF(setting.localization()), setting.textbook().lestkf());
  }

  @Test
  void inflationEstimatedFromInnovations() {
    for (AdaptiveInflation.Method method : AdaptiveInflation.Method.values()) {
      boolean anderson = method == AdaptiveInflation.Method.ANDERSON_2009;
      double lowest = anderson ? 0.15 : 0.3;
      Setting setting = ring(9, 2, 40, 4, 11);
      TextbookFilters f = setting.textbook();
      AdaptiveInflation adaptive = AdaptiveInflation.of(method, setting.localization()).withDeviation(0.3, lowest)
          .withDamping(0.9).withBounds(0.6, 4);
      int size = f.ensemble[0].length;
      InflationField field = adaptive.start(size);
      Filter filter = new AdaptiveFilter(new LETKF(setting.localization()), adaptive, field);
      Ensemble e = forecast(f);
      double[] factors = repeated(size, 1);
      double[] deviations = repeated(size, 0.3);
      for (int c = 0; c < 3; c++) {
        filter.analyse(e, setting.observations(), CYCLE);
        f.priorCovariance = factors.clone();
        double[][] expected = f.letkf();
        agree(method.label() + ", cycle " + c, f, expected, e);
        if (anderson) {
          TextbookInflation.anderson(f, factors, deviations, lowest, 0.9, 0.6, 4);
        } else {
          TextbookInflation.miyoshi(f, factors, deviations, 0.9, 0.6, 4);
        }
        for (int i = 0; i < size; i++) {
          assertEquals(1, field.factor(i) / factors[i], AGREEMENT, method.label() + ", factor " + i + ", cycle " + c);
          assertEquals(1, field.deviation(i) / deviations[i], AGREEMENT, method.label() + ", deviation " + i);
        }
        f.ensemble = expected;
      }
      assertTrue(Arrays.stream(factors).distinct().count() > 20);
    }
  }
}
