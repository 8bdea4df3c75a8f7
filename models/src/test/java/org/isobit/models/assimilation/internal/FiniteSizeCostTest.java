package org.isobit.models.assimilation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.FiniteSize.Form;
import org.junit.jupiter.api.Test;

/** How much inflation EnKF-N finds. */
class FiniteSizeCostTest {

  private static final int MEMBERS = 9;

  /** Anomalies of so many observations, whose sums over members are 0. */
  private static double[] anomalies(int count, double size) {
    double[] s = new Random(count).doubles((long) MEMBERS * count, -size, size).toArray();
    for (int j = 0; j < count; j++) {
      double sum = 0;
      for (int m = 0; m < MEMBERS; m++) {
        sum += s[m * count + j];
      }
      for (int m = 0; m < MEMBERS; m++) {
        s[m * count + j] -= sum / MEMBERS;
      }
    }
    return s;
  }

  private static double ofMembers(Form form, int count, double[] s, double[] d) {
    double[] gram = new double[MEMBERS * MEMBERS];
    double[] right = new double[MEMBERS];
    Gemm.gram(false, MEMBERS, count, 1, s, 0, count, 0, gram, 0, MEMBERS);
    Gemm.gemv(false, MEMBERS, count, 1, s, 0, count, d, 0, 1, 0, right, 0, 1);
    return new FiniteSizeCost("EnKFN", FiniteSize.USUAL.with(form)).ofMembers(MEMBERS, gram, right);
  }

  private static double ofObservations(Form form, int count, double[] s, double[] d) {
    double[] gram = new double[count * count];
    Gemm.gram(true, count, MEMBERS, 1, s, 0, count, 0, gram, 0, count);
    return new FiniteSizeCost("EnKFN", FiniteSize.USUAL.with(form)).ofObservations(MEMBERS, count, gram, d);
  }

  private static double[] innovation(int count, double size) {
    double[] d = new double[count];
    for (int j = 0; j < count; j++) {
      d[j] = j % 2 == 0 ? size : -0.5 * size;
    }
    return d;
  }

  /** √(ε/c) of one observation: κ = (N − 1 + (N − 1)/(λ + N − 1))/N, ε/c = (1 − 1/N²)^{1 − κ} by the correction. */
  @Test
  void withoutInnovationItIsTheLowerLimit() {
    double[] s = anomalies(1, 2);
    double lambda = 0;
    for (double x : s) {
      lambda += x * x;
    }
    double kappa = (MEMBERS - 1 + (MEMBERS - 1) / (lambda + MEMBERS - 1)) / MEMBERS;
    double limit = Math.pow(1 - 1.0 / (MEMBERS * MEMBERS), 0.5 * (1 - kappa));
    for (Form form : Form.values()) {
      // DAPPER's iteration ends at steps below 1e-4.
      double tolerance = form == Form.DUAL_DAPPER ? 1e-4 : 1e-14;
      assertEquals(limit, ofMembers(form, 1, s, new double[1]), tolerance, form.label());
    }
    assertEquals(limit, ofObservations(Form.DUAL, 1, s, new double[1]), 1e-14);
  }

  /** Newton's last steps factor a matrix that rounding makes singular: the filter says so, not the factorisation. */
  @Test
  void aRefusalOfThePrimalFormNamesTheFilter() {
    String message = assertThrows(NumericalException.class, () -> ofMembers(Form.PRIMAL, 20, anomalies(20, 1),
        innovation(20, 1e9))).getMessage();
    assertTrue(message.startsWith("EnKFN: the cost's second derivative is not positive definite to working"), message);
  }

  @Test
  void theMoreInnovationTheMoreInflation() {
    for (int count : new int[] {1, 4, 20}) {
      double[] s = anomalies(count, 1.5);
      double before = ofMembers(Form.DUAL, count, s, new double[count]);
      assertTrue(before < 1 && before > 0.9, count + ": " + before);
      for (double size : new double[] {0.1, 1, 3, 10, 100, 1e4}) {
        double l = ofMembers(Form.DUAL, count, s, innovation(count, size));
        assertTrue(l > before, count + " observations, innovations " + size + ": " + l + " after " + before);
        before = l;
      }
      assertTrue(before > 100, "huge innovations: " + before);
    }
  }

  /** S·Sᵀ and Sᵀ·S have the same eigenvalues, each with errors of a few ε of the largest. */
  @Test
  void bothSpacesAndFormsAgree() {
    for (int count : new int[] {1, 3, 8, 20}) {
      double[] s = anomalies(count, 1);
      for (double size : new double[] {0.3, 2, 5}) {
        double[] d = innovation(count, size);
        double dual = ofMembers(Form.DUAL, count, s, d);
        assertEquals(dual, ofObservations(Form.DUAL, count, s, d), 1e-12 * dual, "space");
        assertEquals(dual, ofMembers(Form.PRIMAL, count, s, d), 1e-10 * dual, "form");
        double dapper = ofMembers(Form.DUAL_DAPPER, count, s, d);
        assertEquals(dapper, ofObservations(Form.DUAL_DAPPER, count, s, d), 1e-12 * dapper, "space, DAPPER");
        assertEquals(dual, dapper, 1e-3 * dual, "DAPPER");
      }
    }
  }

  /** Observations that the ensemble does not see carry no information: the mode correction leaves l = 1. */
  @Test
  void noInformationAsksForNoInflation() {
    for (Form form : Form.values()) {
      assertEquals(1.0, ofMembers(form, 3, new double[3 * MEMBERS], innovation(3, 5)), 1e-15, form.label());
    }
  }

  /** One observation: (c·x − ε)·(λ·x + N − 1)² = λ·d²·x², at the x that is found, relative to each side. */
  @Test
  void theRootIsExactToRounding() {
    double[] s = anomalies(1, 3);
    double lambda = 0;
    for (double x : s) {
      lambda += x * x;
    }
    double n = MEMBERS - 1;
    double kappa = (n + n / (lambda + n)) / MEMBERS;
    double mode = Math.pow(1 - 1.0 / (MEMBERS * MEMBERS), 0.5 * kappa);
    double epsilon = (MEMBERS + 1.0) / MEMBERS / mode;
    double c = MEMBERS / n * mode;
    for (double size : new double[] {0.01, 1, 4, 50, 1e5}) {
      double l = ofObservations(Form.DUAL, 1, s, new double[] {size});
      double x = l * l;
      double w = Math.sqrt(lambda) * size * x / (lambda * x + n);
      assertEquals(c * x, epsilon + w * w, 1e-14 * c * x, "innovation " + size);
    }
  }

  @Test
  void innovationsBeyondAllInflationAreRefused() {
    double[] s = anomalies(2, 1);
    assertTrue(assertThrows(NumericalException.class, () -> ofObservations(Form.DUAL, 2, s, innovation(2, 1e200)))
        .getMessage().startsWith("EnKFN: innovations ask for more inflation than there are numbers for"));
    assertTrue(assertThrows(NumericalException.class,
        () -> ofMembers(Form.DUAL, 2, anomalies(2, 1e10), innovation(2, 1e300)))
        .getMessage().startsWith("EnKFN: observed anomalies times the innovation overflow"));
  }
}
