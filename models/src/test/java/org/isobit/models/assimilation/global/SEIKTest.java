package org.isobit.models.assimilation.global;

import static org.isobit.models.assimilation.global.ESTKFTest.analysed;
import static org.isobit.models.assimilation.global.ESTKFTest.relative;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** SEIK has ESTKF's mean and covariance, and the members that its papers' formula gives. */
class SEIKTest {

  /** Pham's analysis, state × members, with the matrices T and Ω of Nerger et al. (2012). */
  private static EjmlMatrix analysis(Cases c) {
    int n = c.members;
    EjmlMatrix t = new EjmlMatrix(n, n - 1);
    EjmlMatrix omega = new EjmlMatrix(n, n - 1);
    double root = Math.sqrt(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n - 1; j++) {
        t.set(i, j, (i == j ? 1.0 : 0.0) - 1.0 / n);
        omega.set(i, j, i == n - 1 ? -1.0 / root : (i == j ? 1.0 : 0.0) - 1.0 / n / (1.0 / root + 1.0));
      }
    }
    EjmlMatrix mean = new EjmlMatrix(c.mean());
    EjmlMatrix l = new EjmlMatrix(Cases.anomalies(c.forecast())).mult(t);
    EjmlMatrix hl = new EjmlMatrix(c.operator()).mult(l);
    EjmlMatrix weighted = new EjmlMatrix(c.count, n - 1);
    EjmlMatrix d = new EjmlMatrix(c.count, 1);
    EjmlMatrix observed = new EjmlMatrix(c.operator()).mult(mean);
    for (int j = 0; j < c.count; j++) {
      double variance = c.deviations[j] * c.deviations[j];
      d.set(j, 0, c.values[j] - observed.get(j, 0));
      for (int m = 0; m < n - 1; m++) {
        weighted.set(j, m, hl.get(j, m) / variance);
      }
    }
    EjmlMatrix inverse = t.transpose().mult(t).scale(n - 1).plus(hl.transpose().mult(weighted));
    EjmlMatrix u = inverse.invert();
    EjmlMatrix analysed = mean.plus(l.mult(u).mult(weighted.transpose()).mult(d));
    EjmlMatrix scaledRoot = inverse.function(x -> Math.sqrt((n - 1) / x));
    EjmlMatrix anomalies = l.mult(scaledRoot).mult(omega.transpose());
    EjmlMatrix ones = new EjmlMatrix(1, n);
    ones.matrix().fill(1.0);
    return analysed.mult(ones).plus(anomalies);
  }

  @Test
  void membersAreThoseOfThePapers() {
    for (int members : new int[] {2, 3, 8, 21}) {
      for (int count : new int[] {1, 5, 30}) {
        Cases c = new Cases(members, 14, count, members + count);
        Ensemble e = analysed(new SEIK(), c, c.observations());
        EjmlMatrix expected = analysis(c);
        Ensemble paper = c.forecast();
        for (int m = 0; m < members; m++) {
          for (int i = 0; i < c.size; i++) {
            paper.values()[m * c.size + i] = expected.get(i, m);
          }
        }
        double off = relative(c, paper, e);
        assertTrue(off <= 1e-11, members + " members, " + count + " observations: " + off);
      }
    }
  }

  @Test
  void meanAndCovarianceAreThoseOfTheESTKF() {
    for (int members : new int[] {2, 3, 8, 21}) {
      for (int count : new int[] {1, 5, 30}) {
        Cases c = new Cases(members, 14, count, 3L * members + count);
        for (Inflation inflation : ESTKFTest.INFLATIONS) {
          if (inflation.relaxes()) {
            continue; // relaxation mixes members, which differ
          }
          Ensemble estkf = analysed(new ESTKF().withInflation(inflation), c, c.observations());
          Ensemble seik = analysed(new SEIK().withInflation(inflation), c, c.observations());
          Ensemble rotated = analysed(new SEIK().withInflation(inflation).withRotation(true), c, c.observations());
          String what = members + " members, " + count + " observations, " + inflation;
          DMatrixRMaj covariance = Cases.covariance(estkf);
          assertTrue(Cases.difference(Cases.mean(estkf), Cases.mean(seik)) <= 1e-12, what);
          assertTrue(Cases.difference(covariance, Cases.covariance(seik)) <= 1e-11, what);
          assertTrue(Cases.difference(Cases.mean(estkf), Cases.mean(rotated)) <= 1e-12, what);
          assertTrue(Cases.difference(covariance, Cases.covariance(rotated)) <= 1e-11, what);
        }
      }
    }
  }

  /** ETKF treats members alike; SEIK's last one stands apart. */
  @Test
  void whichMemberIsLastShows() {
    Cases c = new Cases(6, 9, 12, 4);
    double[] swapped = c.ensemble.clone();
    System.arraycopy(c.ensemble, 0, swapped, 5 * 9, 9);
    System.arraycopy(c.ensemble, 5 * 9, swapped, 0, 9);
    Cases other = new Cases(swapped, 6, c.h, c.values, c.deviations);
    for (boolean seik : new boolean[] {false, true}) {
      Ensemble first = analysed(seik ? new SEIK() : new ETKF(), c, c.observations());
      Ensemble second = analysed(seik ? new SEIK() : new ETKF(), other, c.observations());
      double difference = 0;
      for (int i = 0; i < 9; i++) {
        difference = Math.max(difference, Math.abs(first.get(0, i) - second.get(5, i)));
        difference = Math.max(difference, Math.abs(first.get(5, i) - second.get(0, i)));
      }
      assertTrue(seik ? difference > 1e-2 : difference <= 1e-13, "difference " + difference);
    }
  }

  @Test
  void twoMembersLeaveNoChoice() {
    Cases c = new Cases(2, 9, 4, 4);
    assertTrue(relative(c, analysed(new ETKF(), c, c.observations()), analysed(new SEIK(), c, c.observations()))
        <= 1e-12);
  }

  @Test
  void observationsOfNoWeightLeaveTheForecast() {
    Cases c = new Cases(13, 9, 4, 4);
    Observations none = Observations.of(c.values, 1e9, ObservationOperator.matrix(c.h, c.count, c.size));
    Ensemble e = analysed(new SEIK(), c, none);
    DMatrixRMaj before = new DMatrixRMaj(13, 9, true, c.ensemble);
    DMatrixRMaj after = new DMatrixRMaj(13, 9, true, e.values());
    CommonOps_DDRM.subtractEquals(after, before);
    assertTrue(CommonOps_DDRM.elementMaxAbs(after) <= 1e-13);
  }
}
