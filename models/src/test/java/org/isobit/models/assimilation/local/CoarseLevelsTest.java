package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** Coarse points have the levels and times of the points that they are, and states must fit all points. */
class CoarseLevelsTest {

  private static final int POINTS = 13;
  private static final Cycle CYCLE = Cycle.of(1, 1);
  private static final CoarseGrid GRID = CoarseGrid.of(new int[] {POINTS}, new int[] {2}, new boolean[1]);

  private static Localization line() {
    double[] x = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      x[i] = i;
    }
    return Localization.of(Geometry.cartesian(1), x, TaperLaw.GASPARI_COHN, Radius.support(4));
  }

  private static Localization withLevels() {
    double[] levels = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      levels[i] = 100 + 5 * i;
    }
    return line().withVertical(levels, TaperLaw.GASPARI_COHN, Radius.support(30));
  }

  private static Observations observations(Cases c) {
    return c.direct(new int[] {1, 4, 8, 11}, 2, 0.5).withTimes(new double[] {7, 8, 9, 6.5});
  }

  @Test
  void coarsePointsHaveTheAnalysesOfPoints() {
    Cases c = new Cases(6, POINTS, 0, 1);
    Ensemble plain = c.forecast();
    new LETKF(line()).analyse(plain, observations(c), CYCLE);
    for (Localization localization : List.of(withLevels(), line()
        .withTime(7.5, TaperLaw.GASPARI_COHN, Radius.support(3)),
        withLevels().withTime(7.5, TaperLaw.GASPARI_COHN, Radius.support(3)))) {
      Ensemble all = c.forecast();
      new LETKF(localization).analyse(all, observations(c), CYCLE);
      Ensemble coarse = c.forecast();
      new LETKF(localization).withCoarseGrid(GRID).analyse(coarse, observations(c), CYCLE);
      for (int i = 0; i < POINTS; i += 2) {
        for (int m = 0; m < 6; m++) {
          assertEquals(all.get(m, i), coarse.get(m, i), 1e-12, localization + ", point " + i);
        }
      }
      assertNotEquals(plain.get(0, 4), all.get(0, 4), localization.toString());
    }
  }

  @Test
  void statesMustFit() {
    Cases c = new Cases(4, POINTS + 1, 0, 1);
    Localization line = line();
    Ensemble longer = c.forecast();
    assertEquals("LETKF: the localisation is for 13 variables, but a state has 14",
        assertThrows(IllegalArgumentException.class, () -> new LETKF(line).withCoarseGrid(GRID).analyse(longer,
            observations(c), CYCLE)).getMessage());
    CoarseGrid.Corners corners = GRID.corners(new int[] {3, 4});
    assertEquals("LETKF: the localisation is for 8 variables, but a state has 14",
        assertThrows(IllegalArgumentException.class, () -> new LETKF(line.some(corners.numbers())).withCorners(corners)
            .analyse(longer, observations(c), CYCLE)).getMessage());
  }
}
