package org.isobit.models.diagnostics;

import static org.isobit.models.textbook.TextbookMatrices.scaled;
import static org.isobit.models.textbook.TextbookMatrices.times;
import static org.isobit.models.textbook.TextbookMatrices.transposed;

import java.util.SplittableRandom;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.textbook.TextbookMatrices.Spectrum;

/** Five members of six variables and four observations of two types, with all matrices dense. */
final class DenseCase {

  static final int MEMBERS = 5;
  static final int SIZE = 6;
  private static final int[] OBSERVED = {0, 2, 3, 5};

  final Ensemble forecast = Ensemble.allocate(MEMBERS, SIZE);
  final Observations observations;

  /** Anomalies of the state and as observed, members × variables. */
  final double[][] x = new double[MEMBERS][SIZE];
  final double[][] y = new double[MEMBERS][OBSERVED.length];
  final double[][] r = new double[OBSERVED.length][OBSERVED.length];
  final double[] innovation = new double[OBSERVED.length];

  /** H·P·Hᵀ, the same plus R, inverted, and the gain, variables × observations. */
  final double[][] hph;
  final double[][] inverse;
  final double[][] gain;

  /** Types are a, b, a, b, and errors of type b may be correlated. */
  DenseCase(long seed, boolean correlated) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[OBSERVED.length];
    double[] deviations = {0.5, 0.7, 1.1, 0.9};
    for (int m = 0; m < MEMBERS; m++) {
      for (int i = 0; i < SIZE; i++) {
        forecast.set(m, i, 3 + random.nextGaussian());
      }
    }
    double[] mean = forecast.mean();
    for (int j = 0; j < OBSERVED.length; j++) {
      values[j] = mean[OBSERVED[j]] + 1.5 * random.nextGaussian();
      innovation[j] = values[j] - mean[OBSERVED[j]];
      r[j][j] = deviations[j] * deviations[j];
    }
    Observations independent = Observations.of(values, deviations, ObservationOperator.indices(OBSERVED))
        .withTypes("a", "b", "a", "b");
    r[1][3] = correlated ? 0.3 : 0.0;
    r[3][1] = r[1][3];
    observations = correlated ? independent.withCovariance("b", new double[] {r[1][1], r[1][3], r[3][1], r[3][3]})
        : independent;
    for (int m = 0; m < MEMBERS; m++) {
      for (int i = 0; i < SIZE; i++) {
        x[m][i] = forecast.get(m, i) - mean[i];
      }
      for (int j = 0; j < OBSERVED.length; j++) {
        y[m][j] = x[m][OBSERVED[j]];
      }
    }
    hph = scaled(times(transposed(y, OBSERVED.length), y), 1.0 / (MEMBERS - 1));
    double[][] sum = new double[OBSERVED.length][OBSERVED.length];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] = hph[i][j] + r[i][j];
      }
    }
    inverse = Spectrum.of(sum).power(-1);
    gain = times(scaled(times(transposed(x, SIZE), y), 1.0 / (MEMBERS - 1)), inverse);
  }
}
