package org.isobit.models.assimilation.smoothing;

import java.util.Random;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;

/** A linear model, a linear operator, correlated errors and an ensemble, at random. */
final class Linear {

  final int size;
  final int count;
  final Random random;
  final Dense m;
  final Dense h;
  final Dense r;

  Linear(int size, int count, long seed) {
    this.size = size;
    this.count = count;
    random = new Random(seed);
    m = Dense.identity(size).plus(matrix(size, size).scale(0.3));
    h = matrix(count, size);
    Dense a = matrix(count, count);
    r = a.mult(a.transpose()).plus(Dense.identity(count)).symmetric();
  }

  private Dense matrix(int rows, int columns) {
    return new Dense(rows, columns, numbers(rows * columns));
  }

  double[] numbers(int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  LinearMap model() {
    return new LinearMap(size, m.data());
  }

  Ensemble ensemble(int members) {
    return Ensemble.of(numbers(members * size), members, size);
  }

  Observations observations() {
    return Observations.of(numbers(count), 1.0, ObservationOperator.matrix(h.data(), count, size))
        .withCovariance("observation", r.data());
  }

  static Dense values(Observations y) {
    Dense d = new Dense(y.count(), 1, new double[y.count()]);
    for (int j = 0; j < y.count(); j++) {
      d.data()[j] = y.value(j);
    }
    return d;
  }

  /** Mean of the rows, as a column. */
  static Dense mean(Dense rows) {
    int n = rows.a().getNumRows();
    Dense ones = new Dense(1, n, new double[n]);
    java.util.Arrays.fill(ones.data(), 1.0 / n);
    return ones.mult(rows).transpose();
  }

  /** Rows less their mean. */
  static Dense anomalies(Dense rows) {
    int n = rows.a().getNumRows();
    Dense ones = new Dense(n, 1, new double[n]);
    java.util.Arrays.fill(ones.data(), 1.0);
    return rows.minus(ones.mult(mean(rows).transpose()));
  }

  /** Sample covariance of the rows of two ensembles. */
  static Dense covariance(Dense x, Dense z) {
    return anomalies(x).transpose().mult(anomalies(z)).scale(1.0 / (x.a().getNumRows() - 1));
  }

  /** The members as rows. */
  static Dense rows(Ensemble e) {
    return new Dense(e.members(), e.size(), e.copy().values());
  }

  static double difference(Dense x, Dense z) {
    double largest = 0;
    for (int i = 0; i < x.data().length; i++) {
      largest = Math.max(largest, Math.abs(x.data()[i] - z.data()[i]));
    }
    return largest;
  }
}
