package org.isobit.models.studies.emulators;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.linear.RidgeRegression;
import org.isobit.models.studies.emulators.Samples.Scaling;

/** Ridge regression of the change on the window, with the penalty that serves validation best. */
final class RidgeEmulator implements Emulator {

  /** Penalties for each sample that are tried. */
  private static final double[] PENALTIES = {1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1.0};

  private final Scaling scaling;
  private final RidgeRegression regression;

  private RidgeEmulator(Scaling scaling, RidgeRegression regression) {
    this.scaling = scaling;
    this.regression = regression;
  }

  static RidgeEmulator fit(Samples training, Samples validation) {
    Scaling scaling = training.scaling();
    int features = scaling.window() * scaling.size();
    RidgeRegression best = null;
    double least = Double.POSITIVE_INFINITY;
    double[] predicted = new double[validation.targets().length];
    for (double penalty : PENALTIES) {
      RidgeRegression fit = RidgeRegression.fit(training.count(), features, scaling.size(), training.inputs(),
          training.targets(), penalty * training.count(), Workers.serial());
      fit.predict(validation.count(), validation.inputs(), predicted, Workers.serial());
      double sum = 0.0;
      for (int i = 0; i < predicted.length; i++) {
        double e = predicted[i] - validation.targets()[i];
        sum += e * e;
      }
      if (sum < least) {
        least = sum;
        best = fit;
      }
    }
    return new RidgeEmulator(scaling, best);
  }

  @Override
  public void step(int runs, double[] windows, double[] next) {
    int features = regression.features();
    double[] x = new double[runs * features];
    for (int i = 0; i < x.length; i++) {
      x[i] = scaling.input(windows[i]);
    }
    regression.predict(runs, x, next, Workers.serial());
    for (int r = 0; r < runs; r++) {
      for (int j = 0; j < scaling.size(); j++) {
        int latest = (r + 1) * features - scaling.size() + j;
        next[r * scaling.size() + j] = Math.fma(scaling.change(), next[r * scaling.size() + j], windows[latest]);
      }
    }
  }
}
