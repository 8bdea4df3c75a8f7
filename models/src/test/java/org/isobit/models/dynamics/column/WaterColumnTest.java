package org.isobit.models.dynamics.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.column.Ecosystem.Parameter;
import org.isobit.models.dynamics.column.Uncertainty.Noise;
import org.junit.jupiter.api.Test;

/** Columns of water: nitrogen, signs, a year of each site, lanes and threads. */
class WaterColumnTest {

  private static final int LEVELS = 50;
  private static final double DT = 0.125;
  private static final int YEAR = 2920;

  private static final Uncertainty SPREAD = new Uncertainty(0.15,
      List.of("rmax", "gmax", "alpha", "rpdu", "rzd", "rdn"), 0.3, new Noise(0.2, 5.0), new Noise(0.15, 2.0));

  private static WaterColumn column(Ecosystem ecosystem, Site site, Reactions reactions) {
    return new WaterColumn(ecosystem, Levels.uniform(site.depth(), LEVELS), site, Forcing.seasonal(site), DT,
        reactions);
  }

  private static double[] state(ColumnEnsemble columns, int column) {
    double[] state = new double[columns.model().size()];
    columns.get(column, state, 0);
    return state;
  }

  private static ColumnEnsemble perturbed(WaterColumn model, int columns, long stream) {
    ColumnEnsemble ensemble = new ColumnEnsemble(model, columns);
    ensemble.perturb(SPREAD, 7, stream);
    return ensemble;
  }

  /** A year without clipping: Euler's step, which is positive here, and that of Patankar. */
  @Test
  void nitrogenIsKept() {
    for (Ecosystem ecosystem : List.of(Npzd.USUAL, Fasham.USUAL)) {
      for (Reactions reactions : List.of(Reactions.EULER, Reactions.PATANKAR)) {
        WaterColumn model = column(ecosystem, Site.L4, reactions);
        ColumnEnsemble columns = new ColumnEnsemble(model, 1);
        double before = model.nitrogen(state(columns, 0), 0);
        columns.advance(YEAR, Workers.serial());
        double[] after = state(columns, 0);
        assertEquals(1.0, model.nitrogen(after, 0) / before, 1e-16 * YEAR, ecosystem + " " + reactions);
        for (double c : after) {
          assertTrue(c > 0.0, ecosystem + " " + reactions + ": " + c);
        }
      }
    }
  }

  /** The same with levels of different thickness. */
  @Test
  void nitrogenIsKeptByStretchedLevels() {
    WaterColumn model = new WaterColumn(Npzd.USUAL, Levels.stretched(50.0, 30, 2.0, 1.0), Site.L4,
        Forcing.seasonal(Site.L4), 0.04, Reactions.PATANKAR);
    ColumnEnsemble columns = new ColumnEnsemble(model, 1);
    double before = model.nitrogen(state(columns, 0), 0);
    columns.advance(YEAR, Workers.serial());
    assertEquals(1.0, model.nitrogen(state(columns, 0), 0) / before, 1e-16 * YEAR);
  }

  /** Long steps and extreme pools: Patankar's step stays positive and keeps nitrogen, the clipped one is finite. */
  @Test
  void extremesStayPositive() {
    Random random = new Random(3);
    for (Ecosystem ecosystem : List.of(Npzd.USUAL, Fasham.USUAL)) {
      for (Reactions reactions : List.of(Reactions.CLIPPED, Reactions.PATANKAR)) {
        WaterColumn model = new WaterColumn(ecosystem, Levels.uniform(50.0, 5), Site.L4, Forcing.seasonal(Site.L4),
            1.5, reactions);
        ColumnEnsemble columns = new ColumnEnsemble(model, 40);
        double[] before = new double[40];
        for (int j = 0; j < 40; j++) {
          double[] x = new double[model.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = Math.pow(10.0, random.nextDouble() * (j % 4 == 0 ? 18.0 : 5.0) - (j % 4 == 0 ? 15.0 : 3.0));
          }
          columns.set(j, x, 0);
          before[j] = model.nitrogen(x, 0);
        }
        columns.setStep(90);
        columns.advance(100, Workers.serial());
        for (int j = 0; j < 40; j++) {
          double[] after = state(columns, j);
          for (double c : after) {
            assertTrue(c > 0.0 && Double.isFinite(c), ecosystem + " " + reactions + ", column " + j + ": " + c);
          }
          if (reactions == Reactions.PATANKAR) {
            assertEquals(1.0, model.nitrogen(after, 0) / before[j], 1e-13, ecosystem + ", column " + j);
          }
        }
      }
    }
  }

  /** The page of the system: winter nutrients, bloom, a summer that is poor above and rich below. */
  @Test
  void aYearAtEachSite() {
    for (Site site : Site.ALL) {
      WaterColumn model = column(Npzd.USUAL, site, Reactions.CLIPPED);
      ColumnEnsemble columns = new ColumnEnsemble(model, 1);
      columns.advance(2 * YEAR, Workers.serial());
      double[] chlorophyll = new double[12];
      double[] nutrient = new double[12];
      double[] bottom = new double[12];
      for (int month = 0; month < 12; month++) {
        int steps = 243;
        for (int k = 0; k < steps; k++) {
          columns.advance(1, Workers.serial());
          double[] x = state(columns, 0);
          chlorophyll[month] += Npzd.USUAL.chlorophyll() * x[LEVELS] / steps;
          nutrient[month] += x[0] / steps;
          bottom[month] += x[LEVELS - 1] / steps;
        }
      }
      String year = site.name() + " " + Arrays.toString(chlorophyll) + " " + Arrays.toString(nutrient);
      int bloom = 0;
      for (int month = 1; month < 12; month++) {
        bloom = chlorophyll[month] > chlorophyll[bloom] ? month : bloom;
      }
      assertTrue(bloom == 3 || bloom == 4, "bloom in month " + bloom + " of " + year);
      assertTrue(chlorophyll[bloom] > 8 * chlorophyll[0], year);
      assertTrue(nutrient[2] > 4 * nutrient[6], year);
      assertTrue(bottom[6] > 3 * nutrient[6], year);
      if (site == Site.L4) {
        assertEquals(0.03, chlorophyll[0], 0.01, year);
        assertEquals(0.25, chlorophyll[2], 0.06, year);
        assertEquals(0.83, chlorophyll[3], 0.15, year);
        assertEquals(0.5, chlorophyll[6], 0.06, year);
        assertEquals(0.16, chlorophyll[9], 0.05, year);
        assertEquals(3.6, nutrient[2], 0.2, year);
        assertEquals(2.1, bottom[6], 0.15, year);
      }
    }
  }

  /** A column has the bits that it has alone, whatever is beside it and however many threads there are. */
  @Test
  void columnsDoNotShow() {
    for (Reactions reactions : Reactions.values()) {
      WaterColumn model = column(Npzd.USUAL, Site.L4, reactions);
      ColumnEnsemble all = perturbed(model, 71, 1000);
      ColumnEnsemble threaded = perturbed(model, 71, 1000);
      all.advance(40, Workers.serial());
      try (Workers two = Workers.of(2)) {
        threaded.advance(13, two);
        threaded.advance(27, two);
      }
      for (int j : new int[] {0, 7, 63, 64, 70}) {
        ColumnEnsemble one = perturbed(model, 1, 1000 + j);
        one.advance(40, Workers.serial());
        assertArrayEquals(state(all, j), state(one, 0), reactions + ", column " + j);
        assertArrayEquals(state(all, j), state(threaded, j), reactions + ", column " + j);
      }
    }
  }

  /** A copy has the same noise to come, and memory of its own. */
  @Test
  void copiesGoTheSameWay() {
    ColumnEnsemble columns = perturbed(column(Npzd.USUAL, Site.L4, Reactions.CLIPPED), 9, 3);
    columns.advance(21, Workers.serial());
    ColumnEnsemble copy = columns.copy();
    double[] before = state(columns, 8);
    columns.advance(19, Workers.serial());
    assertEquals(40, columns.step());
    assertArrayEquals(before, state(copy, 8));
    copy.advance(19, Workers.serial());
    assertArrayEquals(state(columns, 8), state(copy, 8));
  }

  /** Draws follow the laws that the uncertainty states. */
  @Test
  void columnsDifferAsTheyShould() {
    WaterColumn model = column(Npzd.USUAL, Site.L4, Reactions.CLIPPED);
    int count = 2000;
    ColumnEnsemble columns = perturbed(model, count, 0);
    List<String> names = Npzd.USUAL.parameters().stream().map(Parameter::name).toList();
    double usual = model.nitrogen(model.start(Site.L4.nitrogen()), 0);
    double[] parameter = new double[count];
    double[] nitrogen = new double[count];
    for (int j = 0; j < count; j++) {
      parameter[j] = Math.log(columns.parameter(j, names.indexOf("gmax")) / 0.2);
      nitrogen[j] = Math.log(model.nitrogen(state(columns, j), 0) / usual);
      assertEquals(0.01, columns.parameter(j, names.indexOf("rpn")), "not drawn");
    }
    assertLaw(parameter, 0.15);
    assertLaw(nitrogen, 0.3);
  }

  /** Mean 0 and the deviation, within four standard errors. */
  private static void assertLaw(double[] x, double deviation) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double square = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    assertEquals(0.0, mean, 4.0 * deviation / Math.sqrt(x.length));
    assertEquals(deviation, Math.sqrt(square), 4.0 * deviation / Math.sqrt(2.0 * x.length));
  }

  /** A year in float is that in double but for rounding, at sites that are not too deep for it. */
  @Test
  void floatFollows() {
    for (Ecosystem ecosystem : List.of(Npzd.USUAL, Fasham.USUAL)) {
      WaterColumn model = column(ecosystem, Site.OFF, Reactions.CLIPPED);
      ColumnEnsemble columns = perturbed(SPREAD.names(), model, 9);
      FloatColumnEnsemble floats = new FloatColumnEnsemble(model, 9);
      floats.perturb(columns.uncertainty(), 7, 5);
      columns.advance(YEAR, Workers.serial());
      floats.advance(YEAR, Workers.serial());
      float[] actual = new float[model.size()];
      for (int j = 0; j < 9; j++) {
        floats.get(j, actual, 0);
        double[] expected = state(columns, j);
        for (int i = 0; i < actual.length; i++) {
          assertEquals(1.0, actual[i] / expected[i], 2e-3, ecosystem + ", column " + j + ", number " + i);
        }
      }
    }
    Site deep = new Site("deep", 300.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.1);
    assertMessage("at most 200.0 m deep", () -> new FloatColumnEnsemble(column(Npzd.USUAL, deep, Reactions.EULER), 1));
  }

  private static ColumnEnsemble perturbed(List<String> names, WaterColumn model, int count) {
    ColumnEnsemble columns = new ColumnEnsemble(model, count);
    boolean known = model.ecosystem() == Npzd.USUAL;
    columns.perturb(new Uncertainty(0.15, known ? names : List.of("gmax"), 0.3, new Noise(0.2, 5.0),
        new Noise(0.15, 2.0)), 7, 5);
    return columns;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    WaterColumn model = column(Npzd.USUAL, Site.L4, Reactions.CLIPPED);
    assertMessage("levels end at 60.0 m, but L4 is 50.0 m deep",
        () -> new WaterColumn(Npzd.USUAL, Levels.uniform(60.0, 10), Site.L4, Forcing.seasonal(Site.L4), DT,
            Reactions.CLIPPED));
    assertMessage("'d' sinks 5.0 m", () -> WaterColumn.of(Npzd.USUAL, Site.L4, 50, 1.0));
    assertMessage("no parameter 'vp'", () -> new ColumnEnsemble(model, 1).perturb(
        new Uncertainty(0.1, List.of("vp"), 0.0, Noise.NONE, Noise.NONE), 1, 0));
    assertMessage("steps must not be negative", () -> new ColumnEnsemble(model, 1).advance(-1, Workers.serial()));
    assertMessage("rmax must be finite", () -> new ColumnEnsemble(model, 1).setParameter(0, 0, Double.NaN));
    assertThrows(IndexOutOfBoundsException.class, () -> new ColumnEnsemble(model, 2).get(2, new double[200], 0));
    assertMessage("depth must be at most", () -> new Site("deep", 1001.0, 1, 1, 1, 0.5, 1, 0.1));
    assertMessage("deviations of logarithms must be from 0 to 5, but are 5.1 of parameters",
        () -> new Uncertainty(5.1, List.of("rmax"), 0.0, Noise.NONE, Noise.NONE));
    assertMessage("from 0 to 5, but are 0.0 of parameters and NaN of nitrogen",
        () -> new Uncertainty(0.0, List.of("rmax"), Double.NaN, Noise.NONE, Noise.NONE));
    assertMessage("a deviation from 0 to 5 and a positive, finite time, but has 1.0E300 and 1.0 days",
        () -> new Noise(1e300, 1.0));
    assertMessage("'rmax' twice", () -> new Uncertainty(0.1, List.of("rmax", "rmax"), 0.0, Noise.NONE, Noise.NONE));
    assertThrows(IndexOutOfBoundsException.class, () -> new ColumnEnsemble(model, 1).setParameter(0, -1, Double.NaN));
    assertMessage("215 x 2147483647 doubles", () -> new ColumnEnsemble(model, Integer.MAX_VALUE));
    assertMessage("level 0 has no thickness", () -> Levels.uniform(Double.MIN_VALUE, 10));
    assertMessage("no 'X', but L4, CWEC, MID, OFF", () -> Site.named("X"));
  }

  /** Columns of the widest laws that there are stay finite, in both precisions. */
  @Test
  void theWidestLawsAreFinite() {
    WaterColumn model = column(Npzd.USUAL, Site.L4, Reactions.CLIPPED);
    List<String> all = Npzd.USUAL.parameters().stream().map(Parameter::name).toList();
    Uncertainty widest = new Uncertainty(5.0, all, 0.3, new Noise(5.0, 1.0), new Noise(5.0, 1.0));
    ColumnEnsemble columns = new ColumnEnsemble(model, 40);
    FloatColumnEnsemble floats = new FloatColumnEnsemble(model, 40);
    columns.perturb(widest, 3, 0);
    floats.perturb(widest, 3, 0);
    columns.advance(200, Workers.serial());
    floats.advance(200, Workers.serial());
    float[] single = new float[model.size()];
    for (int j = 0; j < 40; j++) {
      floats.get(j, single, 0);
      double[] state = state(columns, j);
      for (int i = 0; i < state.length; i++) {
        assertTrue(Double.isFinite(state[i]) && Float.isFinite(single[i]), "column " + j + ", number " + i + ": "
            + state[i] + ", " + single[i]);
      }
    }
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
