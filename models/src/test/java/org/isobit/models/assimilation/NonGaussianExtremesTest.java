package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.HybridWeight;
import org.isobit.models.assimilation.particle.LKNETF;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.particle.LocalParticleFilter;
import org.isobit.models.assimilation.particle.NETF;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.junit.jupiter.api.Test;

/** What filters beyond Gaussian do with few members, far observations, duplicates and variables without spread. */
class NonGaussianExtremesTest {

  private static final int SIZE = 10;
  private static final Cycle CYCLE = Cycle.of(5, 2);
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(2));

  private static final List<Filter> FILTERS = List.of(new ParticleFilter(), new ParticleFilter().withRegularisation(1),
      new ParticleFilter().withKernel(0.5), new NETF(), new LNETF(RING),
      new LKNETF(RING, new HybridWeight(HybridWeight.Rule.LIMIT, 0.5)),
      new LKNETF(RING, new HybridWeight(HybridWeight.Rule.FIXED, 0.5)), new LocalParticleFilter(),
      new LocalParticleFilter().withAlpha(1), new LocalParticleFilter().withLocalization(RING), new RHF(),
      new RHF().withLocalization(RING), QCEFF.normal(), QCEFF.boundedRankHistogram(0, 20),
      QCEFF.boundedRankHistogram(0, 20).withProbitRegression(), QCEFF.gamma(), QCEFF.beta(0, 20),
      QCEFF.gamma().withProbitRegression().withLocalization(RING),
      QCEFF.beta(0, 20).withProbitRegression().withLocalization(RING));

  /** Numbers, or a refusal that leaves the ensemble. */
  private static double[] analysed(Filter filter, double[] x, int members, Observations y, String what) {
    Ensemble e = Ensemble.of(x.clone(), members, x.length / members);
    try {
      filter.analyse(e, y, CYCLE);
    } catch (NumericalException refused) {
      assertArrayEquals(x, e.values(), filter + ", " + what);
      return null;
    }
    for (double one : e.values()) {
      assertTrue(Double.isFinite(one), filter + ", " + what);
    }
    return e.values();
  }

  @Test
  void twoMembersDuplicatesAndOneObservation() {
    for (int members : new int[] {2, 3}) {
      Cases c = new Cases(members, SIZE, 0, members);
      for (int[] places : new int[][] {{4}, {4, 4, 4}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}) {
        for (double deviation : new double[] {1e-3, 1, 1e4}) {
          for (Filter filter : FILTERS) {
            double[] x = analysed(filter, c.ensemble, members, c.direct(places, 0.3, deviation),
                Arrays.toString(places) + ", " + deviation);
            assertTrue(x != null, filter + ", " + members + " members, " + deviation);
          }
        }
      }
    }
  }

  @Test
  void farObservations() {
    Cases c = new Cases(6, SIZE, 0, 3);
    for (double far : new double[] {1e3, -1e3, 1e9, -1e9, 1e200}) {
      Observations y = Observations.of(new double[] {far, 5}, 1, ObservationOperator.indices(4, 7));
      for (Filter filter : FILTERS) {
        double[] x = analysed(filter, c.ensemble, 6, y, "y = " + far);
        // What weighs particles keeps the nearest, whatever underflows.
        assertTrue(x != null || Math.abs(far) > 1e150, filter + ", y = " + far);
      }
    }
  }

  @Test
  void aVariableWithoutSpreadStays() {
    Cases c = new Cases(6, SIZE, 0, 3);
    double[] x = c.ensemble.clone();
    for (int m = 0; m < 6; m++) {
      x[m * SIZE + 4] = 5.25;
    }
    for (int[] places : new int[][] {{4}, {3, 4, 5}}) {
      Observations y = Observations.of(new double[places.length], 1, ObservationOperator.indices(places));
      for (Filter filter : FILTERS) {
        double[] after = analysed(filter, x, 6, y, "no spread");
        for (int m = 0; m < 6; m++) {
          assertEquals(5.25, after[m * SIZE + 4], 1e-14, filter.toString());
        }
      }
    }
  }
}
