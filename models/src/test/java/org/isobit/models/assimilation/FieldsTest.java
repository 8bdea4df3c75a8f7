package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.junit.jupiter.api.Test;

/** Several fields at a point get the weights, and so the bits, that each would get alone. */
class FieldsTest {

  private static final int MEMBERS = 6;
  private static final int POINTS = 23;
  private static final int FIELDS = 3;
  private static final int[] OBSERVED = {0, 5, 9 + POINTS, 11, 13 + 2 * POINTS, 14, 15 + POINTS, 17};
  private static final Cycle CYCLE = Cycle.of(3, 1);

  private final Cases cases = new Cases(MEMBERS, POINTS * FIELDS, 0, 9);
  private final Localization one = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.halfWidth(1.7));
  private final Localization all = one.withFields(FIELDS);
  private final Observations observations = Observations.of(values(), 0.7, ObservationOperator.indices(OBSERVED));

  private double[] values() {
    return Arrays.stream(OBSERVED).mapToDouble(i -> cases.ensemble[i] - 1).toArray();
  }

  /** The observations of the whole state as a network whose observed ensemble is given, at the observed points. */
  private Observations given() {
    double[] observed = new double[MEMBERS * OBSERVED.length];
    observations.operator().apply(cases.forecast(), observed);
    double[] places = Arrays.stream(OBSERVED).mapToDouble(i -> i % POINTS).toArray();
    return Observations.of(values(), 0.7, (states, out) -> System.arraycopy(observed, 0, out, 0, out.length))
        .withCoordinates(places);
  }

  private Ensemble field(int v) {
    double[] values = new double[MEMBERS * POINTS];
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(cases.ensemble, (m * FIELDS + v) * POINTS, values, m * POINTS, POINTS);
    }
    return Ensemble.of(values, MEMBERS, POINTS);
  }

  /** A local transform is formed or not by the number of variables at a target, which shows in the last digits. */
  private static final double ROUNDING = 1e-13;

  private void check(Filter together, Filter alone) {
    Ensemble e = cases.forecast();
    together.analyse(e, observations, CYCLE);
    for (int v = 0; v < FIELDS; v++) {
      Ensemble f = field(v);
      alone.analyse(f, given(), CYCLE);
      for (int m = 0; m < MEMBERS; m++) {
        int at = (m * FIELDS + v) * POINTS;
        assertArrayEquals(Arrays.copyOfRange(f.values(), m * POINTS, (m + 1) * POINTS),
            Arrays.copyOfRange(e.values(), at, at + POINTS), ROUNDING, together + ", field " + v + ", member " + m);
      }
    }
  }

  @Test
  void letkf() {
    for (int batch : new int[] {1, 2, 5, 40}) {
      for (UnobservedPoints unobserved : UnobservedPoints.values()) {
        Inflation inflation = Inflation.of(Kind.FORGETTING_FACTOR, 0.8);
        check(new LETKF(all).withBatch(batch).withUnobserved(unobserved).withInflation(inflation),
            new LETKF(one).withBatch(batch).withUnobserved(unobserved).withInflation(inflation));
      }
    }
  }

  @Test
  void serialFilter() {
    Inflation inflation = Inflation.of(Kind.FORGETTING_FACTOR, 0.8);
    check(new SerialEnSRF().withLocalization(all).withInflation(inflation),
        new SerialEnSRF().withLocalization(one).withInflation(inflation));
  }

  @Test
  void countsAreOfPoints() {
    assertEquals(POINTS, all.points());
    assertEquals(FIELDS, all.fields());
    assertEquals(POINTS * FIELDS, all.size());
    assertArrayEquals(one.counts(given()), all.counts(observations));
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    assertEquals("Localization: fields must be positive, but is 0",
        assertThrows(IllegalArgumentException.class, () -> one.withFields(0)).getMessage());
    assertEquals("Localization: 100000000 fields of 23 points are 2300000000 variables, but an array holds at most "
        + "2147483639", assertThrows(IllegalArgumentException.class, () -> one.withFields(100_000_000)).getMessage());
    assertEquals("LETKF: the localisation is for 2 fields of 23 points, 46 variables, but a state has 69",
        assertThrows(IllegalArgumentException.class, () -> new LETKF(one.withFields(2)).analyse(cases.forecast(),
            observations, CYCLE)).getMessage());
    assertEquals("Localization: observation 1 is of variable 69, but a state has 69 variables",
        assertThrows(IllegalArgumentException.class, () -> all.counts(Observations.of(new double[2], 1,
            ObservationOperator.indices(0, 69)))).getMessage());
  }
}
