package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Interpolated weights against analyses of every fine point's values with the weights of the coarse points around. */
class CoarseGridTest {

  private static final int MEMBERS = 5;
  private static final Cycle CYCLE = Cycle.of(2, 1);

  /** A grid of planes × rows × columns one unit apart, several fields, and a network with a given observed ensemble. */
  private static final class Setting {
    final int[] shape;
    final int points;
    final int fields;
    final Localization localization;
    final double[] ensemble;
    final Observations observations;

    Setting(int[] shape, boolean[] periodic, int fields, double radius, int count) {
      this.shape = shape;
      this.fields = fields;
      points = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      int dims = shape.length;
      double[] coordinates = new double[points * dims];
      double[] lengths = new double[dims];
      for (int i = 0; i < points; i++) {
        int rest = i;
        for (int d = dims - 1; d >= 0; d--) {
          coordinates[i * dims + d] = rest % shape[d];
          rest /= shape[d];
        }
      }
      for (int d = 0; d < dims; d++) {
        lengths[d] = periodic[d] ? shape[d] : 0;
      }
      localization = Localization.of(Geometry.periodic(lengths), coordinates, TaperLaw.GASPARI_COHN,
          Radius.support(radius));
      ensemble = new Cases(MEMBERS, points * fields, 0, points + fields).ensemble;
      Random random = new Random(count);
      double[] places = new double[count * dims];
      for (int q = 0; q < places.length; q++) {
        // Observations are in the first half of the columns: some coarse points see none.
        places[q] = random.nextDouble() * shape[q % dims] * (q % dims == dims - 1 ? 0.5 : 1);
      }
      double[] observed = random.doubles((long) MEMBERS * count, -2, 2).toArray();
      observations = Observations.of(random.doubles(count, -2, 2).toArray(), 0.7,
          (states, out) -> System.arraycopy(observed, 0, out, 0, out.length)).withCoordinates(places);
    }

    Ensemble forecast() {
      return Ensemble.of(ensemble.clone(), MEMBERS, points * fields);
    }
  }

  private static Setting[] settings() {
    return new Setting[] {
      new Setting(new int[] {23}, new boolean[] {true}, 1, 4, 9),
      new Setting(new int[] {23}, new boolean[] {false}, 2, 4, 9),
      new Setting(new int[] {11, 14}, new boolean[] {false, true}, 3, 5, 20),
      new Setting(new int[] {12, 9}, new boolean[] {true, false}, 1, 5, 20),
      new Setting(new int[] {3, 7, 8}, new boolean[] {false, true, true}, 2, 3.5, 30),
    };
  }

  private static int[] steps(int[] shape, int rows, int columns) {
    int[] step = new int[shape.length];
    Arrays.fill(step, 1);
    step[shape.length - 1] = columns;
    if (shape.length > 1) {
      step[shape.length - 2] = rows;
    }
    return step;
  }

  private static boolean[] periodic(Setting s) {
    boolean[] periodic = new boolean[s.shape.length];
    for (int d = 0; d < periodic.length; d++) {
      periodic[d] = s.localization.geometry().period(d) > 0;
    }
    return periodic;
  }

  /** Coarse points before and after an index, and the way between them. */
  private static double[] between(int i, int n, int step, boolean periodic) {
    int low = i / step * step;
    int high = low + step;
    if (high >= n) {
      high = periodic ? n : n - 1;
    }
    return new double[] {low, high % n, i == low ? 0 : (double) (i - low) / (high - low)};
  }

  /** Σ of coefficients times the analysis that a fine point's values get with the weights of a coarse point. */
  private static double[] expected(Setting s, Filter all, int rows, int columns) {
    double[] expected = new double[MEMBERS * s.points * s.fields];
    int last = s.shape.length - 1;
    int width = s.shape[last];
    int height = last == 0 ? 1 : s.shape[last - 1];
    boolean[] periodic = periodic(s);
    for (int element = 0; element < s.points * s.fields; element++) {
      double[] values = new double[MEMBERS * s.points];
      for (int m = 0; m < MEMBERS; m++) {
        Arrays.fill(values, m * s.points, (m + 1) * s.points, s.ensemble[m * s.points * s.fields + element]);
      }
      Ensemble everywhere = Ensemble.of(values, MEMBERS, s.points);
      all.analyse(everywhere, s.observations, CYCLE);
      int point = element % s.points;
      int plane = point / width / height;
      double[] x = between(point % width, width, columns, periodic[last]);
      double[] y = last == 0 ? new double[3] : between(point / width % height, height, rows, periodic[last - 1]);
      for (int corner = 0; corner < 4; corner++) {
        double c = (corner < 2 ? 1 - y[2] : y[2]) * (corner % 2 == 0 ? 1 - x[2] : x[2]);
        int at = (plane * height + (int) y[corner / 2]) * width + (int) x[corner % 2];
        for (int m = 0; m < MEMBERS; m++) {
          expected[m * s.points * s.fields + element] += c * everywhere.get(m, at);
        }
      }
    }
    return expected;
  }

  @Test
  void weightsAreInterpolated() {
    for (Setting s : settings()) {
      for (UnobservedPoints unobserved : UnobservedPoints.values()) {
        Inflation inflation = Inflation.of(Kind.FORGETTING_FACTOR, 0.8);
        LETKF all = new LETKF(s.localization).withUnobserved(unobserved).withInflation(inflation);
        Localization fields = s.localization.withFields(s.fields);
        for (int[] step : new int[][] {{1, 1}, {2, 3}, {3, 2}, {5, 4}, {100, 100}}) {
          CoarseGrid grid = CoarseGrid.of(s.shape, steps(s.shape, step[0], step[1]), periodic(s));
          double[] expected = expected(s, all, step[0], step[1]);
          for (Filter filter : List.of(
              new LETKF(fields).withUnobserved(unobserved).withInflation(inflation).withCoarseGrid(grid),
              new LESTKF(fields).withUnobserved(unobserved).withInflation(inflation).withCoarseGrid(grid))) {
            Ensemble e = s.forecast();
            filter.analyse(e, s.observations, CYCLE);
            assertArrayEquals(expected, e.values(), 1e-11, filter + " " + unobserved);
          }
        }
      }
    }
  }

  /** Neither threads nor how many rows are held, nor how many points are analysed at a time, change a bit. */
  @Test
  void bitsDoNotDependOnHowItIsDone() {
    for (Setting s : settings()) {
      CoarseGrid grid = CoarseGrid.of(s.shape, steps(s.shape, 3, 2), periodic(s));
      double[] first = null;
      try (Workers two = Workers.of(2)) {
        for (Workers workers : new Workers[] {Workers.serial(), two}) {
          for (int[] sizes : new int[][] {{CoarseAnalyses.HELD, CoarseAnalyses.WINDOW}, {0, 3}, {2000, 1}, {0, 1000}}) {
            double[] values = run(s, grid, workers, sizes[0], sizes[1]);
            first = first == null ? values : first;
            assertArrayEquals(first, values, grid + " " + Arrays.toString(sizes));
          }
        }
      }
      Ensemble e = s.forecast();
      new LETKF(s.localization.withFields(s.fields)).withCoarseGrid(grid).analyse(e, s.observations, CYCLE);
      assertArrayEquals(first, e.values());
    }
  }

  private static double[] run(Setting s, CoarseGrid grid, Workers workers, int held, int atOnce) {
    Ensemble e = s.forecast();
    Localization localization = s.localization.withFields(s.fields);
    Analysis.run("test", e, s.observations, CYCLE.with(workers), Inflation.none(), false,
        a -> new CoarseAnalyses(a, a.members, a.near(localization, localization.some(grid.numbers()), 1),
        grid.numbers(), grid, s.fields,
            UnobservedPoints.KEEP_FORECAST, held, atOnce).run());
    return e.values();
  }

  /** Some points by themselves, with the corners around each, have the bits that they have among all. */
  @Test
  void pointsByThemselvesHaveTheSameBits() {
    for (Setting s : settings()) {
      Localization fields = s.localization.withFields(s.fields);
      int[] points = new Random(3).ints(0, s.points).limit(s.points / 2).distinct().sorted().toArray();
      double[] some = new double[MEMBERS * s.fields * points.length];
      for (int q = 0; q < some.length; q++) {
        some[q] = s.ensemble[q / points.length * s.points + points[q % points.length]];
      }
      for (int[] step : new int[][] {{1, 1}, {2, 3}, {100, 4}}) {
        CoarseGrid grid = CoarseGrid.of(s.shape, steps(s.shape, step[0], step[1]), periodic(s));
        CoarseGrid.Corners corners = grid.corners(points);
        Localization around = fields.some(corners.numbers());
        Inflation inflation = Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.4);
        List<List<Filter>> pairs = List.of(
            List.of(new LETKF(fields).withInflation(inflation).withCoarseGrid(grid),
                new LETKF(around).withInflation(inflation).withCorners(corners)),
            List.of(new LESTKF(fields).withInflation(inflation).withRotation(true).withCoarseGrid(grid),
                new LESTKF(around).withInflation(inflation).withRotation(true).withCorners(corners)));
        for (List<Filter> pair : pairs) {
          Ensemble whole = s.forecast();
          pair.get(0).analyse(whole, s.observations, CYCLE);
          Ensemble part = Ensemble.of(some.clone(), MEMBERS, s.fields * points.length);
          pair.get(1).analyse(part, s.observations, CYCLE);
          for (int q = 0; q < some.length; q++) {
            assertEquals(whole.values()[q / points.length * s.points + points[q % points.length]], part.values()[q],
                pair.get(0) + ", element " + q);
          }
        }
      }
    }
  }

  @Test
  void whereNothingIsSeenNothingChanges() {
    Setting s = new Setting(new int[] {6, 30}, new boolean[] {false, false}, 2, 3, 8);
    Ensemble e = s.forecast();
    CoarseGrid grid = CoarseGrid.of(s.shape, new int[] {2, 3}, new boolean[2]);
    new LETKF(s.localization.withFields(2)).withCoarseGrid(grid).analyse(e, s.observations, CYCLE);
    Ensemble kept = s.forecast();
    new LETKF(s.localization.withFields(2)).analyse(kept, Observations.of(new double[0], 1,
        ObservationOperator.indices()), CYCLE);
    int changed = 0;
    for (int i = 0; i < e.size(); i++) {
      if (i % 30 >= 21) {
        assertEquals(kept.get(1, i), e.get(1, i), "column " + i % 30);
      }
      changed += kept.get(1, i) == e.get(1, i) ? 0 : 1;
    }
    assertTrue(changed > 100);
  }

  @Test
  void badInputIsNamed() {
    says("CoarseGrid: 2 dimensions, 1 steps and 2 flags of periodicity do not fit",
        () -> CoarseGrid.of(new int[] {3, 4}, new int[] {2}, new boolean[2]));
    says("CoarseGrid: dimension 1 has 4 points and a step of 0; both must be positive",
        () -> CoarseGrid.of(new int[] {3, 4}, new int[] {1, 0}, new boolean[2]));
    says("CoarseGrid: dimension 0 of 3 has a step of 2, but weights are interpolated in the last two dimensions only",
        () -> CoarseGrid.of(new int[] {3, 4, 5}, new int[] {2, 1, 1}, new boolean[3]));
    LETKF filter = new LETKF(Localization.ring(12, TaperLaw.BOXCAR, Radius.length(1)));
    CoarseGrid grid = CoarseGrid.of(new int[] {12}, new int[] {5}, new boolean[] {false});
    says("LETKF: the coarse grid, every 5 of [11], has 11 points, but the localisation 12",
        () -> filter.withCoarseGrid(CoarseGrid.of(new int[] {11}, new int[] {5}, new boolean[1])));
    String batch = "LETKF: a batch of 2 points shares a transform, and weights are interpolated between single points: "
        + "take either";
    says(batch, () -> filter.withBatch(2).withCoarseGrid(grid));
    says(batch, () -> filter.withCoarseGrid(grid).withBatch(2));
    says(batch.replace("LETKF", "LESTKF"), () -> new LESTKF(Localization.ring(12, TaperLaw.BOXCAR, Radius.length(1)))
        .withCoarseGrid(grid).withBatch(2));
    says("LETKF: there are 8 corners, but the localisation has 12 points",
        () -> filter.withCorners(grid.corners(new int[] {3, 4})));
    says("CoarseGrid: 4 corners, 2 and 1 fractions do not fit",
        () -> new CoarseGrid.Corners(new int[4], new double[2], new double[1]));
    // A refusal names the point by its number among all: the third coarse one is number 10.
    Cases c = new Cases(4, 12, 0, 1);
    Observations accurate = Observations.of(new double[1], 1e-9, ObservationOperator.indices(10));
    assertTrue(assertThrows(NumericalException.class, () -> filter.withCoarseGrid(grid).analyse(c.forecast(), accurate,
        CYCLE)).getMessage().contains(" 10;"));
  }

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }
}
