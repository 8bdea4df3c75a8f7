package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.internal.ErrorSubspace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The filter in the error subspace is the filter in the ensemble's own space, member for member. */
class LESTKFTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);

  private static Observations direct(Cases c, int step) {
    int[] indices = IntStream.iterate(0, i -> i < c.size, i -> i + step).toArray();
    double[] values = new double[indices.length];
    double[] deviations = new double[indices.length];
    for (int j = 0; j < indices.length; j++) {
      values[j] = c.ensemble[indices[j]] + 1;
      deviations[j] = 0.5 + 0.1 * (j % 5);
    }
    return Observations.of(values, deviations, ObservationOperator.indices(indices));
  }

  private static void equal(DMatrixRMaj expected, DMatrixRMaj actual, String what) {
    double difference = Cases.difference(expected, actual);
    assertTrue(difference <= 1e-11, what + " differs by " + difference);
  }

  @Test
  void withoutALimitItIsTheKalmanFilterAndTheETKF() {
    for (int members : new int[] {2, 3, 6, 20, 41}) {
      Cases c = new Cases(members, 23, 0, members);
      for (int step : new int[] {1, 3, 23}) {
        Observations y = direct(c, step);
        double[] h = new double[y.count() * 23];
        double[] deviations = new double[y.count()];
        double[] values = new double[y.count()];
        for (int j = 0; j < y.count(); j++) {
          h[j * 23 + j * step] = 1;
          deviations[j] = y.deviation(j);
          values[j] = y.value(j);
        }
        Cases linear = new Cases(c.ensemble, members, h, values, deviations);
        Ensemble local = c.forecast();
        new LESTKF(Localization.ring(23, TaperLaw.BOXCAR, Radius.length(1e6))).analyse(local, y, CYCLE);
        Ensemble etkf = c.forecast();
        new ETKF().analyse(etkf, y, CYCLE);
        String what = members + " members, every " + step;
        equal(linear.analysisMean(1), Cases.mean(local), what + ": mean");
        equal(linear.analysisCovariance(1), Cases.covariance(local), what + ": covariance");
        equal(Cases.mean(etkf), Cases.mean(local), what + ": ETKF's mean");
        equal(Cases.covariance(etkf), Cases.covariance(local), what + ": ETKF's covariance");
        assertArrayEquals(etkf.values(), local.values(), 1e-12, what);
      }
    }
  }

  @Test
  void locallyItIsTheLETKF() {
    Localization narrow = Localization.ring(29, TaperLaw.GASPARI_COHN, Radius.halfWidth(2)).withFields(2);
    List<Inflation> inflations = List.of(Inflation.none(), Inflation.of(Kind.FORGETTING_FACTOR, 0.8),
        Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4).and(Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.3)),
        Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.7).and(Inflation.posteriorAnomalies(1.1)));
    for (int members : new int[] {2, 7, 20}) {
      Cases c = new Cases(members, 58, 0, members);
      Observations y = direct(c, 9);
      for (Inflation inflation : inflations) {
        for (UnobservedPoints unobserved : UnobservedPoints.values()) {
          for (int batch : new int[] {1, 3}) {
            for (boolean rotation : new boolean[] {false, true}) {
              Ensemble letkf = c.forecast();
              Ensemble lestkf = c.forecast();
              new LETKF(narrow).withBatch(batch).withUnobserved(unobserved).withInflation(inflation)
                  .withRotation(rotation).analyse(letkf, y, CYCLE);
              new LESTKF(narrow).withBatch(batch).withUnobserved(unobserved).withInflation(inflation)
                  .withRotation(rotation).analyse(lestkf, y, CYCLE);
              assertArrayEquals(letkf.values(), lestkf.values(), 1e-12, inflation + ", " + unobserved);
            }
          }
        }
      }
    }
  }

  @Test
  void omegaIsTheMatrixOfThePaper() {
    for (int n : new int[] {2, 3, 10, 40}) {
      // Row i of coordinates e_i becomes column i of Ω, lying down.
      double[] x = new double[n * (n - 1)];
      for (int i = 0; i < n - 1; i++) {
        x[i * (n - 1) + i] = 1;
      }
      ErrorSubspace.lift(n, n - 1, x, n - 1, Workers.serial());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n - 1; j++) {
          double part = 1.0 / n / (1.0 / Math.sqrt(n) + 1.0);
          double expected = i == n - 1 ? -1.0 / Math.sqrt(n) : i == j ? 1.0 - part : -part;
          assertEquals(expected, x[i * (n - 1) + j], 1e-15, n + ": " + i + ", " + j);
        }
      }
    }
  }

  @Test
  void projectionAndLiftingUndoEachOther() {
    Random random = new Random(2);
    for (int members : new int[] {2, 5, 33}) {
      for (int size : new int[] {1, 511, 513, 20_000}) {
        double[] x = random.doubles((long) members * size, -1, 1).toArray();
        for (int i = 0; i < size; i++) {
          double sum = 0;
          for (int m = 0; m < members - 1; m++) {
            sum += x[m * size + i];
          }
          x[(members - 1) * size + i] = -sum;
        }
        double[] serial = x.clone();
        ErrorSubspace.project(members, size, serial, size, Workers.serial());
        try (Workers three = Workers.of(3)) {
          double[] parallel = x.clone();
          ErrorSubspace.project(members, size, parallel, size, three);
          assertArrayEquals(serial, parallel);
        }
        ErrorSubspace.lift(members, size, serial, size, Workers.serial());
        assertArrayEquals(x, serial, 1e-13);
      }
    }
  }

  /**
   * Coordinates Ωᵀ·X of anomalies keep their products, have one row less, and lead back (Nerger et al. 2012, eq. 10).
   */
  @Test
  void coordinatesInTheErrorSubspace() {
    int members = 5;
    for (int n : new int[] {1, 511, 512, 513, 1100}) {
      int ld = n + 3;
      Ensemble e = Ensemble.of(new java.util.Random(n).doubles((long) members * ld, -1, 1).toArray(), 0, ld, members,
          n);
      double[] mean = e.mean();
      double[] x = e.values().clone();
      for (int m = 0; m < members; m++) {
        for (int i = 0; i < n; i++) {
          x[m * ld + i] -= mean[i];
        }
      }
      double[] anomalies = x.clone();
      ErrorSubspace.project(members, n, x, ld, Workers.serial());
      for (int i = 0; i < n; i++) {
        double before = 0;
        double after = 0;
        double last = anomalies[(members - 1) * ld + i];
        for (int m = 0; m < members; m++) {
          before += anomalies[m * ld + i] * anomalies[m * ld];
          after += x[m * ld + i] * x[m * ld];
        }
        assertEquals(before, after, 1e-14);
        assertEquals(0, x[(members - 1) * ld + i], "the last row is zero");
        // Ω has 1 − 1/(N·(1/√N + 1)) on its diagonal, less in its columns, −1/√N in its last row.
        double part = 1 / (members * (1 / Math.sqrt(members) + 1));
        double first = anomalies[i] - last / Math.sqrt(members);
        for (int m = 0; m < members - 1; m++) {
          first -= part * anomalies[m * ld + i];
        }
        assertEquals(first, x[i], 1e-14);
      }
      for (int m = 0; m < members; m++) {
        for (int i = n; i < ld; i++) {
          assertEquals(anomalies[m * ld + i], x[m * ld + i], "what lies between rows stays");
        }
      }
      ErrorSubspace.lift(members, n, x, ld, Workers.serial());
      assertArrayEquals(anomalies, x, 1e-14);
    }
  }
}
