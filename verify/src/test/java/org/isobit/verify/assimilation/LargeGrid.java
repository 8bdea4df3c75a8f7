package org.isobit.verify.assimilation;

import java.util.Arrays;
import java.util.Locale;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.verify.Inputs;

/**
 * An LETKF analysis of three fields on a grid of many points with 40 members and about 100 observations near each
 * point, compared with analyses of a few points alone. Run in a process of its own, whose heap is what is tested.
 */
final class LargeGrid {

  private static final int MEMBERS = 40;
  private static final int FIELDS = 3;
  private static final int COLUMNS = 1000;

  /** One of so many points is observed. */
  private static final int EVERY = 10;

  private static final double DEVIATION = 0.5;

  private final int points;
  private final double[] coordinates;
  private final double[] ensemble;
  private final int[] observed;
  private final double[] values;

  private LargeGrid(int rows) {
    points = rows * COLUMNS;
    coordinates = new double[2 * points];
    for (int i = 0; i < points; i++) {
      coordinates[2 * i] = i % COLUMNS;
      coordinates[2 * i + 1] = i / COLUMNS;
    }
    ensemble = new double[MEMBERS * FIELDS * points];
    for (int m = 0; m < MEMBERS * FIELDS; m++) {
      waves(new Inputs(m).doubles(18), m * points, rows);
    }
    observed = new int[points / EVERY];
    double[] places = new Inputs(1).doubles(observed.length);
    for (int j = 0; j < observed.length; j++) {
      observed[j] = Math.min(points - 1, (int) ((0.5 + 0.5 * places[j]) * points));
    }
    values = new Inputs(2).doubles(observed.length);
  }

  /** A smooth field: a few waves with random amplitudes and phases. */
  private void waves(double[] random, int at, int rows) {
    double[] x = new double[COLUMNS];
    for (int w = 0; w < 6; w++) {
      for (int c = 0; c < COLUMNS; c++) {
        x[c] = Math.sin(c * (0.02 + 0.03 * w) + 3 * random[w]);
      }
      for (int r = 0; r < rows; r++) {
        double y = random[6 + w] * Math.cos(r * (0.02 + 0.03 * w) + 3 * random[12 + w]);
        for (int c = 0; c < COLUMNS; c++) {
          ensemble[at + r * COLUMNS + c] += y * x[c];
        }
      }
    }
  }

  private static Localization localization(double[] places) {
    double radius = Math.sqrt(100 * EVERY / Math.PI);
    return Localization.of(Geometry.cartesian(2), places, TaperLaw.GASPARI_COHN, Radius.support(radius))
        .withFields(FIELDS);
  }

  /** The same network for other points, with what the members have at the observed ones. */
  private Observations given() {
    double[] seen = new double[MEMBERS * observed.length];
    ObservationOperator.indices(observed).apply(Ensemble.of(ensemble, MEMBERS, FIELDS * points), seen);
    double[] places = new double[2 * observed.length];
    for (int j = 0; j < observed.length; j++) {
      places[2 * j] = coordinates[2 * observed[j]];
      places[2 * j + 1] = coordinates[2 * observed[j] + 1];
    }
    return Observations.of(values, DEVIATION, (states, out) -> System.arraycopy(seen, 0, out, 0, out.length))
        .withCoordinates(places);
  }

  /** Some points alone, all fields. */
  private Ensemble alone(int[] some) {
    double[] few = new double[MEMBERS * FIELDS * some.length];
    for (int m = 0; m < MEMBERS * FIELDS; m++) {
      for (int i = 0; i < some.length; i++) {
        few[m * some.length + i] = ensemble[m * points + some[i]];
      }
    }
    return Ensemble.of(few, MEMBERS, FIELDS * some.length);
  }

  private static double[] places(double[] coordinates, int[] some) {
    double[] places = new double[2 * some.length];
    for (int i = 0; i < some.length; i++) {
      System.arraycopy(coordinates, 2 * some[i], places, 2 * i, 2);
    }
    return places;
  }

  /** Analyses; returns seconds. */
  private double run() {
    int[] some = Arrays.stream(new Inputs(3).doubles(40)).mapToInt(u -> (int) ((0.5 + 0.4999 * u) * points)).toArray();
    some[0] = 0;
    some[1] = points - 1;
    Ensemble few = alone(some);
    Cycle cycle = Cycle.of(1, 0);
    new LETKF(localization(places(coordinates, some))).analyse(few, given(), cycle);
    Ensemble all = Ensemble.of(ensemble, MEMBERS, FIELDS * points);
    Observations observations = Observations.of(values, DEVIATION, ObservationOperator.indices(observed));
    Localization localization = localization(coordinates);
    long begin = System.nanoTime();
    new LETKF(localization).analyse(all, observations, cycle);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!Arrays.equals(alone(some).values(), few.values())) {
      throw new AssertionError("points alone have other bits than the same points of the grid");
    }
    return seconds;
  }

  /**
   * Prints points and seconds for every size.
   *
   * @param sizes numbers of rows of 1000 points
   */
  public static void main(String[] sizes) {
    for (String rows : sizes) {
      LargeGrid grid = new LargeGrid(Integer.parseInt(rows));
      System.out.printf(Locale.ROOT, "%d %.3f%n", grid.points, grid.run());
    }
  }
}
