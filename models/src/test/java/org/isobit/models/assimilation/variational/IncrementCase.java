package org.isobit.models.assimilation.variational;

import java.util.Random;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;

/** A linear model, an operator and covariances at random, for tests of increments. */
abstract class IncrementCase {

  static final Cycle CYCLE = Cycle.of(5, 0);
  static final Minimization TIGHT = new Minimization(Minimization.Method.CONJUGATE_GRADIENTS, 20, 1e-13);
  static final Minimization OTHER = new Minimization(Minimization.Method.L_BFGS, 300, 1e-10);
  static final Observations NOTHING = Observations.of(new double[0], 1.0, ObservationOperator.indices());
  static final Inflation NONE = Inflation.none();
  static final Inflation SOME = Inflation.posteriorAnomalies(1.1);
  static final int N = 5;
  static final int P = 3;

  final Random random = new Random(7);
  final Dense m = Dense.identity(N).plus(matrix(N, N).scale(0.3));
  final Dense h = matrix(P, N);
  final Dense r = covariance(P);
  final Dense c = covariance(N);
  final LinearMap model = new LinearMap(N, m.data());
  final Gaussian law = new Gaussian(new double[N], c.data());

  Dense matrix(int rows, int columns) {
    return new Dense(rows, columns, random.doubles(rows * columns, -1, 1).toArray());
  }

  Dense covariance(int n) {
    Dense a = matrix(n, n);
    return a.mult(a.transpose()).plus(Dense.identity(n).scale(0.3)).symmetric();
  }

  Observations observe(Dense y) {
    return Observations.of(y.data(), 1.0, ObservationOperator.matrix(h.data(), P, N)).withCovariance("observation",
        r.data());
  }

  Ensemble ensemble(int members) {
    return Ensemble.of(random.doubles(members * N, -2, 2).toArray(), members, N);
  }

  EnVar ofEnsemble(Ensemble e, Inflation inflation, boolean rotation, int lag) {
    return new EnVar(model, e, Hybrid.ENSEMBLE, inflation, rotation, null, 1.0, lag, TIGHT);
  }

  static double[] spread(Estimator e) {
    double[] spread = new double[e.ensemble().size()];
    e.spread(spread);
    return spread;
  }

  /** Anomalies over √(N − 1) as columns. */
  static Dense anomalies(Ensemble e) {
    double[] mean = e.mean();
    Dense a = new Dense(e.size(), e.members(), new double[e.size() * e.members()]);
    for (int i = 0; i < e.size(); i++) {
      for (int k = 0; k < e.members(); k++) {
        a.a().set(i, k, (e.get(k, i) - mean[i]) / Math.sqrt(e.members() - 1));
      }
    }
    return a;
  }

  static Dense covariance(Ensemble e) {
    return anomalies(e).mult(anomalies(e).transpose());
  }

  static Localization ring(int size) {
    return Localization.ring(size, TaperLaw.GASPARI_COHN, Radius.dapper(2.0));
  }
}
