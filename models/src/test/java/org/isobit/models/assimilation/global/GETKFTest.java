package org.isobit.models.assimilation.global;

import static org.isobit.models.assimilation.global.ESTKFTest.analysed;
import static org.isobit.models.assimilation.global.ESTKFTest.relative;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The gain form is without localisation the ETKF, with all patterns the Kalman filter of the tapered covariance. */
class GETKFTest {

  private static final int POINTS = 12;
  private static final Localization RING =
      Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(5)).withFields(2);
  private static final Modulation ONE = Modulation.of(
      Localization.ring(POINTS, TaperLaw.BOXCAR, Radius.length(1e6)).withFields(2), 1);

  @Test
  void aTrivialModulationIsTheETKFMemberForMember() {
    for (int members : new int[] {2, 3, 7, 20}) {
      for (int count : new int[] {1, 6, 20, 41}) {
        Cases c = new Cases(members, 2 * POINTS, count, 31L * members + count);
        for (Inflation inflation : ESTKFTest.INFLATIONS) {
          for (boolean rotation : new boolean[] {false, true}) {
            Ensemble etkf = analysed(new ETKF().withInflation(inflation).withRotation(rotation), c, c.observations());
            Ensemble gain = analysed(new GETKF(ONE).withInflation(inflation).withRotation(rotation), c,
                c.observations());
            double off = relative(c, etkf, gain);
            assertTrue(off <= 1e-12, members + " members, " + count + " observations, " + inflation + ": " + off);
          }
        }
      }
    }
  }

  /** A nonlinear operator, whose observed mean is not the observed state of the mean. */
  @Test
  void aNonlinearOperatorIsTheETKFsToo() {
    Cases c = new Cases(6, 2 * POINTS, 0, 3);
    ObservationOperator squares = (states, observed) -> {
      for (int m = 0; m < states.members(); m++) {
        for (int j = 0; j < 3; j++) {
          observed[m * 3 + j] = states.get(m, 5 * j) * states.get(m, 5 * j) / 10;
        }
      }
    };
    Observations y = Observations.of(new double[] {1, 2, 3}, 0.9, squares);
    assertTrue(relative(c, analysed(new ETKF(), c, y), analysed(new GETKF(ONE), c, y)) <= 1e-12);
  }

  private static EjmlMatrix tapered(Cases c, double factor) {
    EjmlMatrix p = new EjmlMatrix(Cases.covariance(c.forecast()));
    for (int i = 0; i < c.size; i++) {
      for (int j = 0; j < c.size; j++) {
        int apart = Math.abs(i % POINTS - j % POINTS);
        p.set(i, j, factor * RING.weight(Math.min(apart, POINTS - apart)) * p.get(i, j));
      }
    }
    return p;
  }

  /**
   * With all patterns: the mean by P·Hᵀ·(H·P·Hᵀ + R)⁻¹ and anomalies by the gain of Whitaker and Hamill (2002, eq. 10),
   * P·Hᵀ·(D^{1/2})⁻ᵀ·(D^{1/2} + R^{1/2})⁻¹ with D = H·P·Hᵀ + R, P being tapered, for observations that integrate over
   * the whole state.
   */
  @Test
  void allPatternsAreTheKalmanFilterOfTheTaperedCovariance() {
    Modulation all = Modulation.of(RING, 1);
    for (int members : new int[] {2, 4, 9}) {
      for (int count : new int[] {1, 7, 130}) {
        for (double factor : new double[] {1, 1.4}) {
          Cases c = new Cases(members, 2 * POINTS, count, members + count);
          Ensemble e = analysed(
              new GETKF(all).withInflation(Inflation.of(Kind.TRANSFORM_COVARIANCE, factor)), c, c.observations());
          EjmlMatrix h = new EjmlMatrix(c.operator());
          EjmlMatrix y = EjmlMatrix.column(c.values.clone());
          for (int j = 0; j < count; j++) {
            for (int i = 0; i < c.size; i++) {
              h.set(j, i, h.get(j, i) / c.deviations[j]);
            }
            y.set(j, 0, y.get(j, 0) / c.deviations[j]);
          }
          EjmlMatrix ph = tapered(c, factor).mult(h.transpose());
          EjmlMatrix d = h.mult(ph).plus(EjmlMatrix.identity(count));
          d = d.plus(d.transpose()).scale(0.5);
          EjmlMatrix mean = new EjmlMatrix(c.mean());
          EjmlMatrix analysis = mean.plus(ph.mult(d.invert().mult(y.minus(h.mult(mean)))));
          EjmlMatrix modified = ph.mult(d.function(x -> 1 / (Math.sqrt(x) * (Math.sqrt(x) + 1))));
          EjmlMatrix a = new EjmlMatrix(Cases.anomalies(c.forecast())).scale(Math.sqrt(factor));
          a = a.minus(modified.mult(h).mult(a));
          Ensemble expected = c.forecast();
          for (int m = 0; m < members; m++) {
            for (int i = 0; i < c.size; i++) {
              expected.values()[m * c.size + i] = analysis.get(i, 0) + a.get(i, m);
            }
          }
          double off = relative(c, expected, e);
          assertTrue(off <= 1e-11, members + " members, " + count + " observations, factor " + factor + ": " + off);
        }
      }
    }
  }

  /** Fewer patterns than the whole spectrum take the covariance that they make. */
  @Test
  void someReplaceTheTaperByTheirOwnMatrix() {
    Modulation some = Modulation.of(RING, 0.8);
    Cases c = new Cases(5, 2 * POINTS, 0, 8);
    Observations y = c.direct(new int[] {3}, 2, 0.7);
    Ensemble e = analysed(new GETKF(some), c, y);
    double[] taper = new double[c.size];
    for (int i = 0; i < c.size; i++) {
      for (int l = 0; l < some.patterns(); l++) {
        taper[i] += some.value(l, i % POINTS) * some.value(l, 3);
      }
    }
    EjmlMatrix p = new EjmlMatrix(Cases.covariance(c.forecast()));
    double variance = taper[3] * p.get(3, 3);
    double[] mean = c.forecast().mean();
    for (int i = 0; i < c.size; i++) {
      assertEquals(mean[i] + taper[i] * p.get(i, 3) / (variance + 0.49) * (y.value(0) - mean[3]), e.mean()[i], 1e-13);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    Cases c = new Cases(5, 2 * POINTS, 0, 8);
    Observations y = c.direct(new int[] {3}, 2, 0.7);
    GETKF other = new GETKF(Modulation.of(RING.withFields(3), 0.9));
    assertEquals("GETKF: the modulation is for 36 variables, but a state has 24",
        assertThrows(IllegalArgumentException.class, () -> analysed(other, c, y)).getMessage());
    GETKF filter = new GETKF(Modulation.of(RING, 0.9));
    Ensemble e = c.forecast();
    // NaN only for states that are no members.
    ObservationOperator members = (states, observed) -> {
      for (int m = 0; m < 5; m++) {
        observed[m] = states.values() == e.values() ? states.get(m, 0) : Double.NaN;
      }
    };
    assertEquals("GETKF: the observation operator gives NaN for member 0 modulated by pattern 0, observation 0",
        assertThrows(IllegalArgumentException.class,
            () -> filter.analyse(e, Observations.of(new double[1], 1.0, members), Cycle.of(1, 1))).getMessage());
    assertArrayEquals(c.ensemble, e.values());
    Observations accurate = c.direct(new int[] {3}, 2, 1e-9);
    assertThrows(NumericalException.class, () -> filter.analyse(e, accurate, Cycle.of(1, 1)));
    assertArrayEquals(c.ensemble, e.values());
  }
}
