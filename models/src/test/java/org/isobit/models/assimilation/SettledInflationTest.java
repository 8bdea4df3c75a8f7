package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation.Method;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Factors that follow from innovations over many cycles, where the right one is known. */
@Tag("long")
class SettledInflationTest {

  private static final int SIZE = 24;

  private static Localization ring(double radius) {
    return Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(radius));
  }

  /** Time mean of λ where truth − mean has so many times the variance of the members, everything being independent. */
  private static double settled(AdaptiveInflation adaptive, double truth, InflatingFilter filter) {
    Random random = new Random(11);
    int members = 40;
    int cycles = 3000;
    InflationField field = adaptive.start(SIZE);
    AdaptiveFilter adapted = new AdaptiveFilter(filter, adaptive, field);
    double sum = 0;
    Cycle cycle = Cycle.of(1, 0).with(Workers.serial()).with(new Workspace());
    for (int c = 0; c < cycles; c++) {
      Ensemble e = Ensemble.allocate(members, SIZE);
      for (int m = 0; m < members; m++) {
        for (int i = 0; i < SIZE; i++) {
          e.set(m, i, random.nextGaussian());
        }
      }
      double[] mean = e.mean();
      double[] y = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        y[i] = mean[i] + Math.sqrt(truth) * random.nextGaussian() + 0.7 * random.nextGaussian();
      }
      adapted.analyse(e, Observations.of(y, 0.7, ObservationOperator.identity()), cycle);
      cycle = cycle.next();
      for (int i = 0; i < SIZE && c >= cycles / 2; i++) {
        sum += field.factor(i) / SIZE / (cycles - cycles / 2);
      }
    }
    return sum;
  }

  @Test
  void theRightInflationIsFound() {
    for (double truth : new double[] {1.4, 2.5}) {
      AdaptiveInflation miyoshi = AdaptiveInflation.of(Method.MIYOSHI_2011, ring(6)).withDeviation(0.2, 0.2);
      assertEquals(truth, settled(miyoshi, truth, new LETKF(ring(4))), 0.05 * truth, "Miyoshi");
      AdaptiveInflation all = AdaptiveInflation.of(Method.MIYOSHI_2011, null).withDeviation(0.2, 0.2);
      assertEquals(truth, settled(all, truth, new ETKF()), 0.05 * truth, "Miyoshi, everywhere");
      AdaptiveInflation anderson = AdaptiveInflation.of(Method.ANDERSON_2009, ring(1)).withDeviation(0.25, 0.25);
      assertEquals(truth, settled(anderson, truth, new ETKF()), 0.05 * truth, "Anderson");
      // Its deviation shrinks while λ settles, from large steps to small ones.
      assertEquals(truth, settled(anderson.withDeviation(0.6, 0.15), truth, new ETKF()), 0.05 * truth,
          "Anderson, shrinking");
    }
  }

  @Test
  void withoutNeedThereIsNone() {
    for (Method method : Method.values()) {
      AdaptiveInflation free = AdaptiveInflation.of(method, ring(method == Method.MIYOSHI_2011 ? 6 : 1))
          .withDeviation(0.1, 0.1).withBounds(0.1, 100);
      assertEquals(1, settled(free, 1, new ETKF()), 0.05, method.label());
      // Bounded by 1 the estimate can only be above it.
      double bounded = settled(free.withBounds(1, 100), 1, new ETKF());
      assertTrue(bounded >= 1 && bounded < 1.3, method.label() + ": " + bounded);
    }
  }
}
