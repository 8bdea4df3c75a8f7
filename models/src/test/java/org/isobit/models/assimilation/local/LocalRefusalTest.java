package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** Which points a refused local analysis names, in double and in float, and what float's second chance may not hide. */
class LocalRefusalTest {

  private static final int MEMBERS = 6;
  private static final Cycle CYCLE = Cycle.of(1, 1).with(Workers.serial());

  private static double[] forecast(int size) {
    return new Random(5).doubles(MEMBERS * size, -1, 1).toArray();
  }

  private static float[] rounded(double[] x) {
    float[] rounded = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = (float) x[i];
    }
    return rounded;
  }

  /** All points of the first field are observed, one of them too accurately. */
  private static Observations network(int points, int accurate) {
    double[] deviations = new double[points];
    Arrays.fill(deviations, 0.5);
    deviations[accurate] = 1e-9;
    return Observations.of(new double[points], deviations,
        ObservationOperator.indices(IntStream.range(0, points).toArray()));
  }

  private static void names(String where, int points, int fields, int batch, int accurate) {
    // A batch's distance is the mean over its points: its own observations are near, no others.
    Localization near = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(batch == 1 ? 0.5 : 1.1))
        .withFields(fields);
    Observations y = network(points, accurate);
    double[] x = forecast(fields * points);
    double[] before = x.clone();
    String message = assertThrows(NumericalException.class, () -> new LETKF(near).withBatch(batch)
        .analyse(Ensemble.of(x, MEMBERS, fields * points), y, CYCLE)).getMessage();
    assertTrue(message.contains(where + ";"), message);
    assertArrayEquals(before, x);
    float[] single = rounded(x);
    String inFloat = assertThrows(NumericalException.class, () -> new FloatLETKF(near).withBatch(batch)
        .analyse(FloatEnsemble.of(single, MEMBERS, fields * points), y, CYCLE)).getMessage();
    assertTrue(inFloat.contains(where + ";"), inFloat);
    assertArrayEquals(rounded(before), single);
  }

  @Test
  void thePointsOfABatchAreNamed() {
    names(" at variable 150", 200, 1, 1, 150);
    names(" at variables 150 to 152", 200, 1, 3, 150);
    names(" at point 61", 100, 2, 1, 61);
    names(" at points 60 to 62", 100, 2, 3, 61);
  }

  /** The last batch may be short. */
  @Test
  void theLastBatchHasFewerPoints() {
    names(" at variables 198 to 199", 200, 1, 3, 199);
    names(" at point 99", 100, 2, 3, 99);
  }

  /** Many targets of a tile are given to double; anomalies and means come back, not whole members alone. */
  @Test
  void whatFloatCannotSolveIsSolvedInDouble() {
    int points = 50;
    Localization near = Localization.ring(points, TaperLaw.GASPARI_COHN, Radius.halfWidth(2));
    double[] x = forecast(points);
    float[] single = rounded(x);
    for (int i = 0; i < x.length; i++) {
      x[i] = single[i];
    }
    Observations y = Observations.of(new double[points], 1e-3, ObservationOperator.identity());
    double[] lestkf = x.clone();
    float[] singleLestkf = single.clone();
    new LETKF(near).analyse(Ensemble.of(x, MEMBERS, points), y, CYCLE);
    new FloatLETKF(near).analyse(FloatEnsemble.of(single, MEMBERS, points), y, CYCLE);
    new LESTKF(near).analyse(Ensemble.of(lestkf, MEMBERS, points), y, CYCLE);
    new FloatLESTKF(near).analyse(FloatEnsemble.of(singleLestkf, MEMBERS, points), y, CYCLE);
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], single[i], 2e-7, "LETKF at " + i);
      assertEquals(lestkf[i], singleLestkf[i], 1e-6, "LESTKF at " + i);
    }
  }

  /** What float cannot solve is solved in double, but its result may be no float. */
  @Test
  void aResultBeyondTheRangeOfFloatIsAnError() {
    int points = 9;
    float[] x = rounded(forecast(points));
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1e34f;
    }
    float[] before = x.clone();
    double[] values = new double[points];
    values[4] = 1e39;
    double[] deviations = new double[points];
    Arrays.fill(deviations, 1e34);
    deviations[4] = 1e31;
    Observations y = Observations.of(values, deviations, ObservationOperator.identity());
    Localization near = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(0.5));
    NumericalException failure = assertThrows(NumericalException.class,
        () -> new FloatLETKF(near).analyse(FloatEnsemble.of(x, MEMBERS, points), y, CYCLE));
    assertEquals("FloatLETKF: the analysis of member 0 is not finite (index 4): value Infinity", failure.getMessage());
    assertArrayEquals(before, x);
  }
}
