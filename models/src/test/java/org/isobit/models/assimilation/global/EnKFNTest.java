package org.isobit.models.assimilation.global;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.FiniteSize.Form;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.registry.Values;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.junit.jupiter.api.Test;

/** EnKF-N against its papers' formulas, written with EJML in observation space, and its forms against each other. */
class EnKFNTest {

  /** Rounding of two eigen-decompositions here and of inverses there, whose condition numbers are below 10³. */
  private static final double ROUNDING = 1e-11;

  /** Both forms stop where rounding does: the weights then are off by ε times the Hessian's condition number. */
  private static final double FORMS = 1e-10;

  /** Members, variables, observations: fewer of these than members, as many, and more. */
  private static final int[][] SHAPES = {{10, 6, 1}, {8, 12, 5}, {6, 9, 6}, {4, 12, 20}, {2, 3, 3}, {30, 5, 4}};

  private static Ensemble analysed(Cases c, Filter filter) {
    Ensemble e = c.forecast();
    filter.analyse(e, c.observations(), Cycle.of(1, 1));
    return e;
  }

  /** Y over deviations, observations × members. */
  private static DMatrixRMaj observed(Cases c) {
    DMatrixRMaj y = new DMatrixRMaj(c.count, c.members);
    CommonOps_DDRM.mult(c.operator(), Cases.anomalies(c.forecast()), y);
    for (int j = 0; j < c.count; j++) {
      for (int m = 0; m < c.members; m++) {
        y.set(j, m, y.get(j, m) / c.deviations[j]);
      }
    }
    return y;
  }

  private static DMatrixRMaj innovation(Cases c) {
    DMatrixRMaj d = new DMatrixRMaj(c.count, 1);
    CommonOps_DDRM.mult(c.operator(), c.mean(), d);
    for (int j = 0; j < c.count; j++) {
      d.set(j, 0, (c.values[j] - d.get(j, 0)) / c.deviations[j]);
    }
    return d;
  }

  private static DMatrixRMaj products(DMatrixRMaj a, boolean ofRows, double factor, double diagonal) {
    int n = ofRows ? a.numRows : a.numCols;
    DMatrixRMaj c = new DMatrixRMaj(n, n);
    if (ofRows) {
      CommonOps_DDRM.multTransB(factor, a, a, c);
    } else {
      CommonOps_DDRM.multTransA(factor, a, a, c);
    }
    for (int i = 0; i < n; i++) {
      c.add(i, i, diagonal);
    }
    return c;
  }

  /** ε and c of a prior. */
  private static double[] constants(Cases c, double xN, int g) {
    double n = c.members;
    DMatrixRMaj inverse = products(observed(c), false, 1, n - 1);
    CommonOps_DDRM.invert(inverse);
    double kappa = CommonOps_DDRM.trace(inverse) * (n - 1) / n;
    double epsilon = (n + 1) / n;
    double coefficient = (n + g) / (n - 1);
    double mode = Math.sqrt(Math.pow(epsilon / coefficient, kappa));
    return new double[] {epsilon / mode * xN, coefficient * mode * xN};
  }

  /** Half the derivative of dᵀ(l²·Y·Yᵀ + (N − 1)·I)⁻¹d + ε/l² + c·ln l² with respect to l. */
  private static double slope(Cases c, double epsilon, double coefficient, double l) {
    DMatrixRMaj y = observed(c);
    DMatrixRMaj inverse = products(y, true, l * l, c.members - 1);
    CommonOps_DDRM.invert(inverse);
    DMatrixRMaj z = new DMatrixRMaj(c.count, 1);
    CommonOps_DDRM.mult(inverse, innovation(c), z);
    DMatrixRMaj w = new DMatrixRMaj(c.members, 1);
    CommonOps_DDRM.multTransA(y, z, w);
    return -l * CommonOps_DDRM.dot(w, w) - epsilon / (l * l * l) + coefficient / l;
  }

  /** By bisection from where the cost still falls. */
  private static double inflation(Cases c, double xN, int g) {
    double[] prior = constants(c, xN, g);
    double low = 0.9 * Math.sqrt(prior[0] / prior[1]);
    double high = 1;
    while (slope(c, prior[0], prior[1], high) < 0) {
      high *= 1.4;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (slope(c, prior[0], prior[1], middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static void like(DMatrixRMaj mean, DMatrixRMaj covariance, Ensemble e, double tolerance, String what) {
    assertTrue(Cases.difference(mean, Cases.mean(e)) < tolerance, what + ", mean: "
        + Cases.difference(mean, Cases.mean(e)));
    assertTrue(Cases.difference(covariance, Cases.covariance(e)) < tolerance, what + ", covariance: "
        + Cases.difference(covariance, Cases.covariance(e)));
  }

  @Test
  void theDualFormIsAKalmanFilterWithTheInflationOfLeastCost() {
    for (int[] shape : SHAPES) {
      Cases c = new Cases(shape[0], shape[1], shape[2], 7);
      for (double xN : new double[] {1, 2, 0.7}) {
        for (int g : new int[] {0, 2}) {
          double l = inflation(c, xN, g);
          FiniteSize prior = new FiniteSize(Form.DUAL, xN, g);
          String what = List.of(shape[0], shape[1], shape[2]) + " " + prior + ", l = " + l;
          like(c.analysisMean(l * l), c.analysisCovariance(l * l), analysed(c, new EnKFN().withPrior(prior)), ROUNDING,
              what);
        }
      }
    }
  }

  /** The same, with a covariance N − 1 times A·H⁻¹·Aᵀ over N − 1. */
  @Test
  void theWholeHessianGivesTheCovariance() {
    for (int[] shape : SHAPES) {
      Cases c = new Cases(shape[0], shape[1], shape[2], 8);
      double[] prior = constants(c, 1.3, 0);
      double l = inflation(c, 1.3, 0);
      double zeta = (c.members - 1) / (l * l);
      DMatrixRMaj y = observed(c);
      DMatrixRMaj h = products(y, false, 1, zeta);
      DMatrixRMaj inverse = h.copy();
      CommonOps_DDRM.invert(inverse);
      DMatrixRMaj right = new DMatrixRMaj(c.members, 1);
      CommonOps_DDRM.multTransA(y, innovation(c), right);
      DMatrixRMaj w = new DMatrixRMaj(c.members, 1);
      CommonOps_DDRM.mult(inverse, right, w);
      CommonOps_DDRM.multAddTransB(-2 * zeta / (prior[0] + CommonOps_DDRM.dot(w, w)), w, w, h);
      CommonOps_DDRM.invert(h);
      DMatrixRMaj a = Cases.anomalies(c.forecast());
      DMatrixRMaj ah = new DMatrixRMaj(c.size, c.members);
      CommonOps_DDRM.mult(a, h, ah);
      DMatrixRMaj covariance = new DMatrixRMaj(c.size, c.size);
      CommonOps_DDRM.multTransB(ah, a, covariance);
      Filter filter = new EnKFN().withPrior(new FiniteSize(Form.DUAL, 1.3, 0)).withHessian(true);
      like(c.analysisMean(l * l), covariance, analysed(c, filter), ROUNDING, List.of(shape[0], shape[1]) + "");
    }
  }

  @Test
  void thePrimalFormIsTheDualForm() {
    for (int[] shape : SHAPES) {
      for (int seed = 1; seed <= 5; seed++) {
        Cases c = new Cases(shape[0], shape[1], shape[2], seed);
        for (boolean hessian : new boolean[] {false, true}) {
          for (Inflation inflation : List.of(Inflation.none(), Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.8))) {
            EnKFN dual = new EnKFN().withPrior(new FiniteSize(Form.DUAL, 1.2, 1)).withHessian(hessian)
                .withInflation(inflation);
            Ensemble expected = analysed(c, dual);
            EnKFN primal = dual.withPrior(new FiniteSize(Form.PRIMAL, 1.2, 1));
            like(Cases.mean(expected), Cases.covariance(expected), analysed(c, primal), FORMS,
                primal + ", " + c.members + " members, seed " + seed);
          }
        }
      }
    }
  }

  /**
   * No singular value makes s ÷ (s² + ζ) larger than ½ ÷ √ζ, so w·w ≤ d·d ÷ (4·ζ), and
   * l² ≤ (ε ÷ c) ÷ (1 − d·d ÷ (4·(N − 1)·c)): 1 + O(1 ÷ N). By a factor l² on the forecast's covariance, neither the
   * increment nor the analysed covariance changes by more than l² − 1 of itself, along each singular vector.
   */
  @Test
  void manyMembersMakeItTheEtkf() {
    double before = 1;
    for (int members : new int[] {200, 2000}) {
      Cases c = new Cases(members, 5, 3, 11);
      double[] prior = constants(c, 1, 0);
      DMatrixRMaj d = innovation(c);
      double bound = prior[0] / prior[1] / (1 - CommonOps_DDRM.dot(d, d) / (4 * (members - 1) * prior[1])) - 1;
      assertTrue(bound > 0 && bound < before, members + " members: " + bound);
      before = bound;
      Ensemble etkf = analysed(c, new ETKF());
      like(Cases.mean(etkf), Cases.covariance(etkf), analysed(c, new EnKFN()), bound, members + " members");
    }
    assertTrue(before < 0.05, "2000 members: " + before);
  }

  @Test
  void configurationsBuildIt() {
    EnKFN.Provider provider = new EnKFN.Provider();
    Values own = new Values(java.util.Map.of("form", "primal", "xN", 1.5, "g", 2L, "hessian", true));
    assertEquals("EnKFN[primal, xN 1.5, g 2, whole Hessian, no inflation, rotation]",
        provider.build(new FilterOptions(Inflation.none(), true, null, 1, null, null, own)).toString());
  }
}
