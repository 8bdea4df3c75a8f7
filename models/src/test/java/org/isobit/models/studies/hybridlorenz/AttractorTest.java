package org.isobit.models.studies.hybridlorenz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Statistics of attractors and of forecasts whose values are known. */
class AttractorTest {

  private static final int[] BOTH = {0, 1};

  private static RunRecord record(double mean, double variance, double power, int shift, double exponent) {
    int[][] histogram = new int[2][20];
    for (int run = 0; run < 2; run++) {
      for (int b = 5; b < 9; b++) {
        histogram[run][b + shift] = 3;
      }
    }
    double square = variance + mean * mean;
    return new RunRecord(null, null,
        new RunRecord.Forecasts(new double[][] {{0, 2}, {0, 6}}, new double[] {mean, mean},
            new double[] {square, square}, 0, null),
        new RunRecord.Climate(new double[] {mean, mean}, new double[] {square, square}, histogram,
            new double[][] {{power, power}, {power, power}}, 0),
        new double[][] {{exponent, -1}, {exponent, -1}}, new double[][] {{1, 0.5}, {1, 0.5}}, null);
  }

  @Test
  void distancesAreKnown() {
    RunRecord truth = record(1, 4, 1, 0, 2);
    RunRecord model = record(1.5, 5, Math.E, 2, -0.5);
    assertEquals(0.5, Attractor.MEAN.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(1.0, Attractor.VARIANCE.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(1.0, Attractor.SPECTRUM.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(1.0, Attractor.ENERGY.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(0.5, Attractor.apart(new double[] {1, Math.exp(0.5), 1}, new double[] {1e-6, 1, 1e-4}, 0.999), 1e-12);
    assertEquals(Math.sqrt((0.25 + 1) / 2), Attractor.apart(new double[] {1, Math.exp(0.5), Math.E},
        new double[] {1e-6, 1, 1}, 0.999999), 1e-12);
    assertEquals(0.2, Attractor.DENSITY.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(1.25, Attractor.EXPONENTS.distance(model, truth, BOTH, 0.1), 1e-12);
    assertEquals(1.0, Attractor.GROWING.distance(model, truth, BOTH, 0.1));
    assertEquals(0.0, Attractor.GROWTH.distance(model, truth, BOTH, 0.1));
    assertEquals(Math.log(2) / 0.5, Attractor.growth(model, BOTH, 1), 1e-12);
  }

  /** √(4 ÷ (2·variance)); ratios are means of ratios over networks; what failed with one network is left out. */
  @Test
  void errorsAreRelative() {
    Contender one = new Contender("a", null, List.of(record(1, 2, 1, 0, 1)));
    Contender two = new Contender("b", null, List.of(record(1, 8, 1, 0, 1), record(0, 2, 1, 0, 1)));
    assertEquals(1.0, one.relative(1, new int[] {0}, BOTH, null), 1e-12);
    assertEquals(0.75, two.relative(1, BOTH, BOTH, null), 1e-12);
    assertEquals(0.75, two.ratio(one, 1, BOTH, BOTH), 1e-12);
    assertEquals(0.5, one.relative(1, new int[] {0}, BOTH, record(0, 8, 1, 0, 1)), 1e-12);
    assertArrayEquals(BOTH, Contender.starts(List.of(one, two)));
    two.record(1).forecasts().errors()[0] = null;
    two.record(0).climate().histogram()[1] = null;
    assertArrayEquals(new int[] {1}, Contender.starts(List.of(one, two)));
    assertArrayEquals(new int[] {0}, Contender.runs(List.of(one, two)));
  }

  /** Means by shares: one whole, then two halves, then what is left. */
  @Test
  void exponentsAreMadeByShares() {
    assertArrayEquals(new double[] {3.0, 0.0, -4.0}, FreeClimate.quantiles(new double[] {3, 1, -1, -4, -9},
        new double[] {1.0, 0.5, 0.5, 1.0, 0.0}, 3), 1e-12);
    assertArrayEquals(new double[] {2.0, -1.0}, FreeClimate.quantiles(new double[] {3, 1, -3},
        new double[] {0.5, 1.0, 0.5}, 2), 1e-12);
  }

  /** The nine leads of the figure are there for the three models of the reference. */
  @Test
  void figureIsThere() {
    for (String series : List.of("trunc", "DA_Ny36", "perfect_obs")) {
      for (double lead : LorenzTables.LEADS) {
        double rrmse = Published.at(Published.LEFT, series, lead);
        assertTrue(rrmse > 0.0 && rrmse < 1.0, series + " at " + lead);
      }
    }
    assertEquals(4, Published.of(Published.MIDDLE, "DA_hybrid").size());
    assertEquals(6, Published.of(Published.RIGHT, "filter5").size());
  }

  /** The grid: 3 × 4 × 6 × 2 and four of the truth, all with names of their own. */
  @Test
  void gridIsWhole() {
    List<Setting> all = LorenzPlan.GRID.settings();
    assertEquals(3 * 4 * 6 * 2 + 4, all.size());
    assertEquals(all.size(), all.stream().map(Setting::label).distinct().count());
    for (LorenzPlan plan : List.of(LorenzPlan.LEFT, LorenzPlan.MIDDLE, LorenzPlan.RIGHT)) {
      assertTrue(all.containsAll(plan.settings()), plan.label());
    }
    assertTrue(all.contains(LorenzSystem.CODE_EXACT) && all.contains(LorenzSystem.PERFECT));
  }
}
