package org.isobit.models.assimilation.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;

/** Increments of localised ensembles and hybrids. */
class LocalizedIncrementTest extends IncrementCase {

  @Test
  void withPatternsTheEnsembleIsThatOfGETKF() {
    int size = 16;
    SteppedModel lorenz = new SteppedModel(new Lorenz96(size, 8.0), new RungeKutta4(), 0.05);
    Ensemble e = Ensemble.of(random.doubles(4 * size, -3, 8).toArray(), 4, size);
    Modulation modulation = Modulation.of(ring(size), 0.9);
    Filter getkf = new GETKF(modulation).withInflation(SOME);
    EnsembleEstimator filter = new EnsembleEstimator(lorenz, e.copy(), getkf);
    EnVar var = new EnVar(lorenz, e.copy(), Hybrid.ENSEMBLE, SOME, false, ring(size), 0.9, 1, TIGHT);
    for (int k = 0; k < 3; k++) {
      Observations y = Observations.of(random.doubles(5, -3, 8).toArray(), 0.7, ObservationOperator.indices(0, 3, 4, 9,
          14));
      for (Estimator each : List.of(filter, var)) {
        each.forecast(k, 1, Workers.serial());
        each.analyse(y, CYCLE);
      }
      assertArrayEquals(filter.ensemble().values(), var.ensemble().values(), 1e-9, "cycle " + k);
    }
  }

  /** (1 − w)·s·C + w·ρ ∘ P with the whole taper, at the second time of a window; ρ as Gaspari and Cohn have it. */
  @Test
  void aLocalizedHybridIsThatOfItsFormula() {
    double weight = 0.6;
    int size = 12;
    Dense still = Dense.identity(size);
    Ensemble e = Ensemble.of(random.doubles(3 * size, -2, 2).toArray(), 3, size);
    Dense fixed = covariance(size);
    EnVar var = new EnVar(new LinearMap(size, still.data()), e.copy(), new Hybrid(new Gaussian(new double[size],
        fixed.data()), 0.5, weight), NONE, false, Localization.ring(size, TaperLaw.GASPARI_COHN,
        Radius.halfWidth(2.0)), 1.0, 2, TIGHT);
    Dense rho = new Dense(size, size, new double[size * size]);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        int distance = Math.min(Math.abs(i - j), size - Math.abs(i - j));
        rho.a().set(i, j, gaspariCohn(distance / 2.0));
      }
    }
    Dense p = covariance(e);
    for (int i = 0; i < size * size; i++) {
      p.data()[i] = weight * rho.data()[i] * p.data()[i] + 0.5 * (1 - weight) * fixed.data()[i];
    }
    int[] at = {1, 6, 7};
    double[] y = {2, -1, 3};
    var.analyse(Observations.of(y, 0.8, ObservationOperator.indices(at)), CYCLE);
    double[] first = formula(p, e.mean(), at, y, 1);
    assertArrayEquals(first, var.ensemble().mean(), 1e-9);
    // The model does nothing: the same values again are as good as half the variance.
    var.forecast(0, 1, Workers.serial());
    var.analyse(Observations.of(y, 0.8, ObservationOperator.indices(at)), CYCLE);
    assertArrayEquals(formula(p, e.mean(), at, y, 2), var.ensemble().mean(), 1e-9);
  }

  private static double[] formula(Dense p, double[] mean, int[] at, double[] y, int times) {
    int size = mean.length;
    Dense g = new Dense(at.length, size, new double[at.length * size]);
    Dense d = new Dense(at.length, 1, new double[at.length]);
    for (int j = 0; j < at.length; j++) {
      g.a().set(j, at[j], 1);
      d.data()[j] = y[j] - mean[at[j]];
    }
    Dense s = g.mult(p).mult(g.transpose()).plus(Dense.identity(at.length).scale(0.64 / times));
    return new Dense(size, 1, mean).plus(p.mult(g.transpose()).mult(s.invert()).mult(d)).data();
  }

  /** Equation 4.10 of Gaspari and Cohn (1999), with the distance over half the support. */
  private static double gaspariCohn(double z) {
    return z <= 1 ? 1 - 5.0 / 3 * z * z + 5.0 / 8 * z * z * z + z * z * z * z / 2 - Math.pow(z, 5) / 4
        : z < 2 ? 4 - 5 * z + 5.0 / 3 * z * z + 5.0 / 8 * z * z * z - z * z * z * z / 2 + Math.pow(z, 5) / 12
            - 2 / (3 * z) : 0;
  }
}
