package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.isobit.models.assimilation.Inflation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Ranges of single numbers, what combinations mean, and what they refuse. */
class InflationTest {

  private static final List<Kind> RELAXATIONS = List.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, Kind.RELAX_TO_PRIOR_SPREAD);

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  @Test
  void rangesIncludeTheirEnds() {
    for (Kind kind : Kind.values()) {
      boolean relaxation = RELAXATIONS.contains(kind);
      boolean forgetting = kind == Kind.FORGETTING_FACTOR;
      double[] good = relaxation ? new double[] {0, 0.5, 1} : forgetting ? new double[] {Double.MIN_VALUE, 0.5, 1}
          : new double[] {Double.MIN_VALUE, 0.5, 1, 2, Double.MAX_VALUE};
      for (double amount : good) {
        assertEquals(amount, Inflation.of(kind, amount).amount(kind));
      }
      double[] bad = relaxation ? new double[] {Math.nextDown(0.0), Math.nextUp(1.0), 2, Double.NaN}
          : forgetting ? new double[] {0, -1, Math.nextUp(1.0), Double.NaN}
              : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN};
      String range = relaxation ? "in [0, 1]" : forgetting ? "in (0, 1]" : "positive";
      for (double amount : bad) {
        says("Inflation: " + kind.label() + " must be " + range + ", but is " + amount,
            () -> Inflation.of(kind, amount));
      }
    }
    says("Inflation: there is no factor", () -> Inflation.priorCovariance(new double[0]));
    says("Inflation: factor[0] must be positive and finite, but is 0.0",
        () -> Inflation.priorCovariance(new double[1]));
  }

  @Test
  void kindsHaveNames() {
    for (Kind kind : Kind.values()) {
      assertSame(kind, Kind.of(kind.label()));
    }
    says("Inflation: 'more' is none of prior-anomalies, prior-covariance, forgetting-factor, transform-covariance, "
        + "posterior-anomalies, posterior-covariance, rtpp, rtps", () -> Kind.of("more"));
  }

  /** Every kind acts on anomalies or on covariances, which are their squares, at one of three places. */
  @Test
  void factorsOfAnomaliesAreRootsOfThoseOfCovariances() {
    Map<Kind, double[]> expected = Map.of(
        Kind.PRIOR_ANOMALIES, new double[] {0.25, 1, 1}, Kind.PRIOR_COVARIANCE, new double[] {0.5, 1, 1},
        Kind.FORGETTING_FACTOR, new double[] {1, 4, 1}, Kind.TRANSFORM_COVARIANCE, new double[] {1, 0.25, 1},
        Kind.POSTERIOR_ANOMALIES, new double[] {1, 1, 0.25}, Kind.POSTERIOR_COVARIANCE, new double[] {1, 1, 0.5},
        Kind.RELAX_TO_PRIOR_PERTURBATIONS, new double[] {1, 1, 1}, Kind.RELAX_TO_PRIOR_SPREAD, new double[] {1, 1, 1});
    for (Kind kind : Kind.values()) {
      Inflation inflation = Inflation.of(kind, 0.25);
      assertEquals(expected.get(kind)[0], inflation.priorFactor(), kind.label());
      assertEquals(expected.get(kind)[1], inflation.transformFactor(), kind.label());
      assertEquals(expected.get(kind)[2], inflation.posteriorFactor(), kind.label());
      assertEquals(RELAXATIONS.contains(kind), inflation.relaxes(), kind.label());
      assertNull(inflation.field());
      for (Kind other : Kind.values()) {
        assertEquals(other == kind ? 0.25 : RELAXATIONS.contains(other) ? 0 : 1, inflation.amount(other));
      }
    }
    assertFalse(Inflation.none().relaxes());
    assertEquals(1.1, Inflation.posteriorAnomalies(1.1).amount(Kind.POSTERIOR_ANOMALIES));
  }

  @Test
  void factorsMultiply() {
    for (Kind kind : Kind.values()) {
      if (!RELAXATIONS.contains(kind)) {
        assertEquals(0.375, Inflation.of(kind, 0.5).and(Inflation.of(kind, 0.75)).amount(kind));
      }
      Inflation one = Inflation.of(kind, 0.5);
      assertEquals(one, one.and(Inflation.none()));
      assertEquals(one, Inflation.none().and(one));
    }
    Inflation all = Inflation.of(Kind.PRIOR_ANOMALIES, 3).and(Inflation.of(Kind.PRIOR_COVARIANCE, 4))
        .and(Inflation.of(Kind.TRANSFORM_COVARIANCE, 5)).and(Inflation.of(Kind.FORGETTING_FACTOR, 0.5))
        .and(Inflation.of(Kind.POSTERIOR_ANOMALIES, 7)).and(Inflation.of(Kind.POSTERIOR_COVARIANCE, 9));
    assertEquals(6, all.priorFactor());
    assertEquals(10, all.transformFactor());
    assertEquals(21, all.posteriorFactor());
  }

  @Test
  void aRelaxationIsGivenOnce() {
    for (Kind kind : RELAXATIONS) {
      Inflation one = Inflation.of(kind, 0.25);
      says("Inflation: " + kind.label() + " is given twice", () -> one.and(Inflation.of(kind, 0.5)));
      assertEquals(0.25, Inflation.of(kind, 0).and(one).amount(kind));
      assertEquals(0.25, one.and(Inflation.of(kind, 0)).amount(kind));
    }
    Inflation both = Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.25)
        .and(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.75));
    assertEquals(0.25, both.amount(Kind.RELAX_TO_PRIOR_PERTURBATIONS));
    assertEquals(0.75, both.amount(Kind.RELAX_TO_PRIOR_SPREAD));
    Inflation field = Inflation.priorCovariance(new double[] {2});
    says("Inflation: factors for each variable are given twice", () -> field.and(field));
    assertEquals(2, field.and(Inflation.none()).field()[0]);
    assertEquals(2, Inflation.none().and(field).field()[0]);
  }

  /** A product of factors that are fine alone may overflow or vanish: of one kind, or of two kinds at one place. */
  @Test
  void combinedFactorsStayFinite() {
    for (Kind kind : Kind.values()) {
      if (!RELAXATIONS.contains(kind)) {
        Inflation tiny = Inflation.of(kind, 1e-200);
        says("Inflation: combined, " + kind.label() + " must be positive and finite, but is 0.0", () -> tiny.and(tiny));
      }
      if (!RELAXATIONS.contains(kind) && kind != Kind.FORGETTING_FACTOR) {
        Inflation huge = Inflation.of(kind, 1e200);
        says("Inflation: combined, " + kind.label() + " must be positive and finite, but is Infinity",
            () -> huge.and(huge));
      }
    }
    says("Inflation: combined, the factor before the analysis must be positive and finite, but is Infinity",
        () -> Inflation.of(Kind.PRIOR_ANOMALIES, 1e300).and(Inflation.of(Kind.PRIOR_COVARIANCE, 1e300)));
    says("Inflation: combined, the factor inside the transform must be positive and finite, but is Infinity",
        () -> Inflation.of(Kind.TRANSFORM_COVARIANCE, 1e300).and(Inflation.of(Kind.FORGETTING_FACTOR, 1e-300)));
    says("Inflation: combined, the factor after the analysis must be positive and finite, but is 0.0",
        () -> Inflation.of(Kind.POSTERIOR_ANOMALIES, 1e-300).and(Inflation.of(Kind.POSTERIOR_COVARIANCE, 1e-300)));
  }

  @Test
  void equalInflationsAreEqual() {
    Inflation one = Inflation.of(Kind.PRIOR_ANOMALIES, 1.5);
    assertEquals(one, Inflation.of(Kind.PRIOR_ANOMALIES, 1.5));
    assertEquals(one.hashCode(), Inflation.of(Kind.PRIOR_ANOMALIES, 1.5).hashCode());
    assertNotEquals(one, Inflation.of(Kind.PRIOR_COVARIANCE, 1.5));
    assertNotEquals(one.hashCode(), Inflation.of(Kind.PRIOR_COVARIANCE, 1.5).hashCode());
    assertNotEquals(one, Inflation.none());
    assertFalse(one.equals(null));
    double[] factors = {1, 2};
    Inflation field = Inflation.priorCovariance(factors);
    assertEquals(field, Inflation.priorCovariance(factors));
    assertNotEquals(field, Inflation.priorCovariance(new double[] {1, 3}));
    assertNotEquals(field.hashCode(), Inflation.priorCovariance(new double[] {1, 3}).hashCode());
    assertNotEquals(field, Inflation.none());
    factors[0] = 9;
    assertEquals(1, field.field()[0], "the array is copied");
  }

  @Test
  void inflationsSayWhatTheyDo() {
    assertEquals("no inflation", Inflation.none().toString());
    assertEquals("prior-anomalies 1.5, rtps 0.25", Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.25)
        .and(Inflation.of(Kind.PRIOR_ANOMALIES, 1.5)).toString());
    Inflation field = Inflation.priorCovariance(new double[] {1, 2, 3});
    assertEquals("prior-covariance of 3 variables", field.toString());
    assertEquals("rtpp 0.5, prior-covariance of 3 variables",
        field.and(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.5)).toString());
    assertEquals("no inflation", Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0).toString());
  }
}
