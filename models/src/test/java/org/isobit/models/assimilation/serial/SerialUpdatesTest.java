package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.localization.TargetBlocks;
import org.junit.jupiter.api.Test;

/** Serial filters in arrays that are kept, on states of many blocks, and at points that nothing reaches. */
class SerialUpdatesTest {

  /** Numbers of observations and members change from one analysis to the next in the same workspace. */
  @Test
  void keptArraysDoNotShow() {
    Workspace kept = new Workspace();
    for (int[] shape : new int[][] {{5, 3}, {5, 3}, {5, 11}, {9, 11}, {9, 16}, {8, 9}, {16, 8}, {5, 3}, {9, 8}}) {
      Cases c = new Cases(shape[0], 20, 0, shape[1]);
      Observations y = c.direct(IntStream.range(0, shape[1]).toArray(), 2, 0.7);
      for (Filter filter : List.of(new SerialEnSRF(),
          new SerialEnSRF().withLocalization(Localization.ring(20, TaperLaw.GASPARI_COHN, Radius.support(6))))) {
        Ensemble expected = c.forecast();
        filter.analyse(expected, y, Cycle.of(1, 1));
        Ensemble found = c.forecast();
        filter.analyse(found, y, Cycle.of(1, 1).with(kept));
        assertArrayEquals(expected.values(), found.values());
      }
    }
  }

  /** Targets are split over threads from some hundreds on, and each still has all observations. */
  @Test
  void threadsDoNotShow() {
    for (int size : new int[] {503, 504, 505, 512, 513, 1100}) {
      Cases c = new Cases(4, size, 0, 2);
      Observations y = c.direct(new int[] {0, 7, 8, 250, 500, 502}, 2, 0.7);
      Filter filter = new EAKF(Localization.ring(size, TaperLaw.GASPARI_COHN, Radius.support(90)));
      Ensemble expected = c.forecast();
      filter.analyse(expected, y, Cycle.of(1, 1).with(Workers.serial()));
      try (Workers three = Workers.of(3)) {
        Ensemble found = c.forecast();
        filter.analyse(found, y, Cycle.of(1, 1).with(three));
        assertArrayEquals(expected.values(), found.values());
      }
      for (int i : new int[] {0, 4, 8, 250, 260, 501}) {
        assertNotEquals(c.ensemble[i], expected.get(0, i));
      }
    }
  }

  /** Inflation inside the transform is taken back where nothing reaches: first and last points, every field. */
  @Test
  void pointsThatNothingReachesStayAsTheyWere() {
    int points = 19;
    Localization near = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(2)).withFields(2);
    Cases c = new Cases(5, 2 * points, 0, 6);
    Observations y = c.direct(new int[] {points + 8}, 2, 0.7);
    EAKF filter = new EAKF(near).withInflation(Inflation.of(Kind.TRANSFORM_COVARIANCE, 4));
    Ensemble e = c.forecast();
    filter.analyse(e, y, Cycle.of(1, 1));
    Ensemble inflated = c.forecast();
    filter.withUnobserved(UnobservedPoints.INFLATE).analyse(inflated, y, Cycle.of(1, 1));
    double[] mean = c.forecast().mean();
    for (int m = 0; m < 5; m++) {
      for (int i = 0; i < 2 * points; i++) {
        double forecast = c.ensemble[m * 2 * points + i];
        if (Math.abs(i % points - 8) > 2) {
          assertEquals(forecast, e.get(m, i), 1e-14, "member " + m + ", variable " + i);
          assertEquals(mean[i] + 2 * (forecast - mean[i]), inflated.get(m, i), 1e-13);
        } else {
          assertEquals(inflated.get(m, i), e.get(m, i));
          assertNotEquals(forecast, e.get(m, i), 1e-6);
        }
      }
    }
  }

  @Test
  void thatThereIsNoDeviceIsNoted() {
    DeviceUse use = new DeviceUse(sentence -> { });
    Cases c = new Cases(5, 4, 0, 6);
    new EAKF(Localization.ring(4, TaperLaw.BOXCAR, Radius.length(2))).analyse(c.forecast(),
        c.direct(new int[] {1}, 2, 0.7), Cycle.of(1, 1).with(use));
    assertEquals(Set.of("EAKF"), use.places().keySet());
  }

  /** Three of 20 targets in blocks of 8: by their numbers, with zeros for who is not reached. */
  @Test
  void blocksHoldTheTargetsThatASourceReaches() {
    assertEquals(8, TargetBlocks.WIDTH);
    assertArrayEquals(new int[] {0, 8, 8, 16}, new int[] {TargetBlocks.padded(0), TargetBlocks.padded(1),
        TargetBlocks.padded(8), TargetBlocks.padded(9)});
    TargetBlocks all = TargetBlocks.everywhere(9);
    assertArrayEquals(new int[] {0, 2}, all.start);
    assertArrayEquals(new int[] {0, 1}, all.block);
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, all.weight);
    // On a line, sources at 7, 19 and 40 reach those within 1.
    Localization line = Localization.of(Geometry.cartesian(1), IntStream.range(0, 20).asDoubleStream().toArray(),
        TaperLaw.BOXCAR, Radius.length(1));
    Observations y = Observations.of(new double[3], 1, (states, observed) -> { })
        .withCoordinates(new double[] {7, 19, 40});
    Cases c = new Cases(3, 20, 0, 1);
    Analysis.inspect("test", c.forecast(), y, Cycle.of(1, 1), a -> {
      TargetBlocks points = a.reach(line).points();
      assertArrayEquals(new int[] {0, 2, 3, 3}, points.start);
      assertArrayEquals(new int[] {0, 1, 2}, points.block);
      assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0},
          points.weight);
      assertArrayEquals(new int[] {0, 1, 2, 2, 3, 3}, new int[] {points.firstFrom(0, 0), points.firstFrom(0, 1),
          points.firstFrom(0, 2), points.firstFrom(1, 2), points.firstFrom(1, 3), points.firstFrom(2, 0)});
      assertArrayEquals(new int[] {0, 1, 2, 3}, a.reach(line).observations().start);
      assertSame(points, a.reach(line).points());
    });
  }
}
