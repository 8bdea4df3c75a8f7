package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/**
 * Finite forecasts whose analysis is not, at any one point: local filters, which look at members in passing, find it.
 */
class NotFiniteAnalysisTest {

  private static final int POINTS = 24;
  private static final int MEMBERS = 6;

  private static void refused(Filter filter, Ensemble e, Observations y, int variable) {
    double[] before = e.values().clone();
    String name = filter.getClass().getSimpleName();
    NumericalException failure = assertThrows(NumericalException.class, () -> filter.analyse(e, y, Cycle.of(1, 1)),
        filter.toString());
    String message = failure.getMessage();
    assertEquals(name + ": the analysis of member", message.substring(0, name.length() + 24), message);
    assertEquals(variable, failure.index(), filter.toString());
    assertArrayEquals(before, e.values(), "the ensemble must be as it was");
  }

  /** A second field is the observed one times 1e307 at one point: the innovation moves its mean beyond all numbers. */
  @Test
  void aMeanThatOverflows() {
    Localization near = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(3)).withFields(2);
    int[] all = IntStream.range(0, POINTS).toArray();
    List<Filter> filters = new ArrayList<>(List.of(new LETKF(near), new LETKF(near).withBatch(5), new LESTKF(near),
        new LETKF(near).withInflation(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.5))));
    for (Backend backend : Backend.ofProcessor()) {
      filters.add(new LETKF(near).withBackend(backend));
      filters.add(new LETKF(near).withBatch(3).withBackend(backend));
    }
    for (int point = 0; point < POINTS; point += point < 9 || point > 20 ? 1 : 4) {
      Cases c = new Cases(MEMBERS, 2 * POINTS, 0, 3);
      Ensemble e = c.forecast();
      for (int m = 0; m < MEMBERS; m++) {
        e.set(m, POINTS + point, 1e307 * e.get(m, point));
      }
      Observations y = c.direct(all, 300, 0.5);
      for (Filter filter : filters) {
        refused(filter, e, y, POINTS + point);
      }
    }
  }

  @Test
  void aForecastThatIsNotFiniteIsNamedAtAnyVariable() {
    for (int variable : new int[] {0, 4}) {
      Ensemble e = new Cases(MEMBERS, 5, 0, 3).forecast();
      e.set(3, variable, Double.NaN);
      assertEquals("ETKF: member 3 has NaN at variable " + variable, assertThrows(IllegalArgumentException.class,
          () -> new ETKF().analyse(e, Observations.of(new double[1], 1, ObservationOperator.indices(2)),
              Cycle.of(1, 1))).getMessage());
    }
  }

  /** Only the third member goes beyond all numbers: it is named, with the variable. */
  @Test
  void theMemberIsNamed() {
    Ensemble e = new Cases(MEMBERS, 5, 0, 3).forecast();
    for (int m = 0; m < MEMBERS; m++) {
      e.set(m, 3, m == 2 ? 6e307 : 0);
    }
    double[] before = e.values().clone();
    NumericalException failure = assertThrows(NumericalException.class,
        () -> new LETKF(Localization.ring(5, TaperLaw.BOXCAR,
        Radius.length(1))).withInflation(Inflation.posteriorAnomalies(4)).analyse(e, Observations.of(new double[0], 1,
            ObservationOperator.indices()), Cycle.of(1, 1)));
    assertEquals("LETKF: the analysis of member 2 is not finite (index 3): value Infinity", failure.getMessage());
    assertArrayEquals(before, e.values());
  }

  /** Where no observation reaches, inflation alone takes a variable beyond all numbers. */
  @Test
  void inflationThatOverflows() {
    Localization near = Localization.ring(POINTS, TaperLaw.BOXCAR, Radius.length(2));
    Inflation inside = Inflation.of(Kind.TRANSFORM_COVARIANCE, 1e4);
    for (int point : new int[] {3, 9, 20}) {
      Cases c = new Cases(MEMBERS, POINTS, 0, 3);
      Ensemble e = c.forecast();
      for (int m = 0; m < MEMBERS; m++) {
        e.set(m, point, m % 2 == 0 ? 1e307 : -1e307);
      }
      Observations y = c.direct(new int[] {0}, 1, 500);
      List<Filter> filters = new ArrayList<>(List.of(
          new LESTKF(near).withInflation(inside).withUnobserved(UnobservedPoints.INFLATE),
          new LETKF(near).withBatch(2).withInflation(inside).withUnobserved(UnobservedPoints.INFLATE)));
      for (Backend backend : Backend.ofProcessor()) {
        filters.add(new LETKF(near).withInflation(inside).withUnobserved(UnobservedPoints.INFLATE)
            .withBackend(backend));
      }
      for (Filter filter : filters) {
        refused(filter, e, y, point);
      }
      // Kept as they were, they are fine.
      Ensemble kept = e.copy();
      new LETKF(near).withInflation(inside).analyse(kept, y, Cycle.of(1, 1));
      assertEquals(1e307, kept.get(2, point), 1e293);
    }
  }
}
