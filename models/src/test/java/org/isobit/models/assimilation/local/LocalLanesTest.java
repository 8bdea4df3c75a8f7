// Master of FloatLocalLanesTest: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** Local analyses one a lane have the bits of local analyses one by one. */
class LocalLanesTest {

  private static double[] run(int members, int points, int fields, int batch, int[] observed, double radius,
      boolean lanes) {
    Cases c = new Cases(members, points * fields, 0, members + points);
    Observations y = c.direct(observed, -1, 0.8);
    Localization localization = Localization.ring(points, TaperLaw.GASPARI_COHN, Radius.halfWidth(radius))
        .withFields(fields);
    Ensemble e = c.forecast(); // float: FloatEnsemble e = org.isobit.models.assimilation.Precision.round(c.forecast());
    Inflation inflation = Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9);
    Analysis.run("test", e, y, Cycle.of(1, 1).with(Workers.serial()), inflation, false, a -> {
      LocalAnalyses local = new LocalAnalyses(a, a.near(localization, batch), batch, fields,
          UnobservedPoints.INFLATE);
      local.run(lanes ? Backend.SIMD : Backend.REFERENCE);
    });
    return e.values();
  }

  @Test
  void lanesHaveTheBitsOfPoints() {
    int[] dense = java.util.stream.IntStream.range(0, 37).toArray();
    int[] uneven = {0, 1, 2, 3, 4, 5, 6, 9, 14, 15, 16, 30};
    for (int members : new int[] {2, 3, 5, 7, 10, 17, 40}) {
      for (int batch : new int[] {1, 2, 5}) {
        for (int[] observed : new int[][] {dense, uneven, {36}}) {
          for (int fields : new int[] {1, 3, 16}) {
            assertArrayEquals(run(members, 37, fields, batch, observed, 2.5, false),
                run(members, 37, fields, batch, observed, 2.5, true), members + " members, " + fields
                    + " fields, batch " + batch + ", " + observed.length + " observations");
          }
        }
      }
    }
  }
}
