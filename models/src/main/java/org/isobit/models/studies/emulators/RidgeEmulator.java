package org.isobit.models.studies.emulators;

import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.linear.RidgeRegression;
import org.isobit.models.studies.emulators.Samples.Scaling;

/**
 * Ridge regression of the change: on all numbers of the window, or, for fields, at each point on its neighbourhood,
 * with the same weights everywhere. The form and the penalty that serve validation best are taken.
 */
final class RidgeEmulator implements Emulator {

  /** Penalties for each sample that are tried. */
  private static final double[] PENALTIES = {1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0};

  /** Points of a field of which a neighbourhood goes into the regression, at most. */
  private static final int MOST_POINTS = 200;

  private final Scaling scaling;

  /** Null: all numbers of the window. */
  private final Grid grid;
  private final RidgeRegression regression;

  private RidgeEmulator(Scaling scaling, Grid grid, RidgeRegression regression) {
    this.scaling = scaling;
    this.grid = grid;
    this.regression = regression;
  }

  /**
   * The best regression.
   *
   * @param grid where numbers lie; null: nowhere, and there are no neighbourhoods
   */
  static RidgeEmulator fit(Samples training, Samples validation, Grid grid) {
    Scaling scaling = training.scaling();
    int step = (scaling.size() - 1) / MOST_POINTS + 1;
    int[] points = IntStream.iterate(0, p -> p < scaling.size(), p -> p + step).toArray();
    RidgeEmulator best = best(null, validation, points, training.count(), training.inputs(), training.targets(), null);
    if (grid == null) {
      return best;
    }
    double[] x = neighbourhoods(scaling, grid, training.count(), training.inputs(), points);
    double[] y = at(points, training.count(), scaling.size(), training.targets());
    return best(best, validation, points, y.length, x, y, grid);
  }

  /** Some points of fields. */
  private static double[] at(int[] points, int count, int size, double[] fields) {
    double[] some = new double[count * points.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = fields[i / points.length * size + points[i % points.length]];
    }
    return some;
  }

  /** The best one of those with these numbers and the one before. */
  private static RidgeEmulator best(RidgeEmulator before, Samples validation, int[] points, int rows, double[] x,
      double[] y, Grid grid) {
    RidgeEmulator best = before;
    double least = before == null ? Double.POSITIVE_INFINITY : before.error(validation, points);
    for (double penalty : PENALTIES) {
      RidgeEmulator trial = new RidgeEmulator(validation.scaling(), grid, RidgeRegression.fit(rows, x.length / rows,
          y.length / rows, x, y, penalty * rows, Workers.serial()));
      double error = trial.error(validation, points);
      if (error < least) {
        least = error;
        best = trial;
      }
    }
    return best;
  }

  /** The neighbourhoods of some points of standardised fields, sample after sample. */
  private static double[] neighbourhoods(Scaling scaling, Grid grid, int count, double[] fields, int[] points) {
    double[] x = new double[count * points.length * grid.points()];
    for (int i = 0; i < count * points.length; i++) {
      int p = points[i % points.length];
      grid.neighbourhood(fields, i / points.length * scaling.size(), p / grid.nx(), p % grid.nx(), scaling.input(0.0),
          x, i * grid.points());
    }
    return x;
  }

  /** The sum of squared errors of changes at some points. */
  private double error(Samples samples, int[] points) {
    double[] predicted = changes(samples.count(), samples.inputs(), points);
    double[] targets = at(points, samples.count(), scaling.size(), samples.targets());
    double sum = 0.0;
    for (int i = 0; i < predicted.length; i++) {
      double e = predicted[i] - targets[i];
      sum += e * e;
    }
    return sum;
  }

  /** Changes at some points, in units of the usual one, from standardised windows. */
  private double[] changes(int count, double[] x, int[] points) {
    if (grid == null) {
      double[] y = new double[count * scaling.size()];
      regression.predict(count, x, y, Workers.serial());
      return at(points, count, scaling.size(), y);
    }
    double[] y = new double[count * points.length];
    regression.predict(y.length, neighbourhoods(scaling, grid, count, x, points), y, Workers.serial());
    return y;
  }

  @Override
  public void step(int runs, double[] windows, double[] next) {
    int features = scaling.window() * scaling.size();
    double[] x = new double[runs * features];
    for (int i = 0; i < x.length; i++) {
      x[i] = scaling.input(windows[i]);
    }
    double[] y = changes(runs, x, IntStream.range(0, scaling.size()).toArray());
    for (int r = 0; r < runs; r++) {
      for (int j = 0; j < scaling.size(); j++) {
        int latest = (r + 1) * features - scaling.size() + j;
        next[r * scaling.size() + j] = Math.fma(scaling.change(), y[r * scaling.size() + j], windows[latest]);
      }
    }
  }
}
