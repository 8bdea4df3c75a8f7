package org.isobit.models.assimilation.global;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** The filter in the error subspace is the symmetric ETKF, member for member, and the Kalman filter. */
class ESTKFTest {

  private static final Cycle CYCLE = Cycle.of(7, 2);

  /** Every kind of inflation. */
  static final List<Inflation> INFLATIONS = List.of(Inflation.none(), Inflation.of(Kind.PRIOR_ANOMALIES, 1.2),
      Inflation.of(Kind.PRIOR_COVARIANCE, 1.3), Inflation.of(Kind.FORGETTING_FACTOR, 0.8),
      Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.4), Inflation.posteriorAnomalies(1.1),
      Inflation.of(Kind.POSTERIOR_COVARIANCE, 1.2), Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4),
      Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.7).and(Inflation.of(Kind.FORGETTING_FACTOR, 0.9)));

  /** Largest difference between members over the largest increment. */
  static double relative(Cases c, Ensemble expected, Ensemble found) {
    double increment = 0;
    double difference = 0;
    for (int i = 0; i < expected.values().length; i++) {
      increment = Math.max(increment, Math.abs(expected.values()[i] - c.ensemble[i]));
      difference = Math.max(difference, Math.abs(expected.values()[i] - found.values()[i]));
    }
    return difference / increment;
  }

  static Ensemble analysed(InflatingFilter filter, Cases c, Observations y) {
    Ensemble e = c.forecast();
    filter.analyse(e, y, CYCLE);
    return e;
  }

  @Test
  void itIsTheSymmetricETKF() {
    for (int members : new int[] {2, 3, 7, 20}) {
      for (int count : new int[] {1, members - 2, members - 1, members, 41}) {
        if (count < 1) {
          continue;
        }
        Cases c = new Cases(members, 23, count, 31L * members + count);
        for (Inflation inflation : INFLATIONS) {
          for (boolean rotation : new boolean[] {false, true}) {
            Ensemble etkf = analysed(new ETKF().withInflation(inflation).withRotation(rotation), c, c.observations());
            Ensemble estkf = analysed(new ESTKF().withInflation(inflation).withRotation(rotation), c,
                c.observations());
            double off = relative(c, etkf, estkf);
            assertTrue(off <= 1e-12, members + " members, " + count + " observations, " + inflation + ": " + off);
          }
        }
      }
    }
  }

  @Test
  void itIsTheKalmanFilter() {
    for (int count : new int[] {3, 30}) {
      Cases c = new Cases(9, 12, count, count);
      Ensemble e = analysed(new ESTKF(), c, c.observations());
      assertTrue(Cases.difference(c.analysisMean(1), Cases.mean(e)) <= 1e-12);
      assertTrue(Cases.difference(c.analysisCovariance(1), Cases.covariance(e)) <= 1e-11);
    }
  }
}
