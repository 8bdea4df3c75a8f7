package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.isobit.kernels.Backend;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.SEIK;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.latent.ETKFD;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.errors.GaussianError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings of filters come one by one in any order, none is lost by the next, and a filter says which it has. */
class FilterSettingsTest {

  private static final int SIZE = 12;
  private static final Localization RING = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(2));
  private static final Inflation MORE = Inflation.posteriorAnomalies(1.5);
  private static final CoarseGrid GRID = CoarseGrid.of(new int[] {SIZE}, new int[] {3}, new boolean[] {true});

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  /** All settings in the order given and in the opposite one; both must print alike and give the same analysis. */
  private static <F extends InflatingFilter> void alike(String text, F filter, List<UnaryOperator<F>> settings) {
    F forwards = filter;
    F backwards = filter;
    for (UnaryOperator<F> one : settings) {
      forwards = one.apply(forwards);
    }
    for (UnaryOperator<F> one : settings.reversed()) {
      backwards = one.apply(backwards);
    }
    assertEquals(text, forwards.toString());
    assertEquals(text, backwards.toString());
    assertSame(MORE, forwards.inflation());
    assertArrayEquals(analysed(forwards), analysed(backwards), text);
    for (UnaryOperator<F> one : settings) {
      assertFalse(Arrays.equals(analysed(filter), analysed(one.apply(filter))), text + ": a setting changes nothing");
    }
  }

  private static double[] analysed(Filter filter) {
    Cases c = new Cases(5, SIZE, 0, 9);
    Ensemble e = c.forecast();
    filter.analyse(e, c.direct(new int[] {4, 2, 3}, 2, 0.7), Cycle.of(3, 4));
    return e.values();
  }

  @Test
  void globalFilters() {
    String text = "[posterior-anomalies 1.5, rotation]";
    alike("ETKF" + text, new ETKF(), List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("DEnKF" + text, new DEnKF(), List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("StochasticEnKF" + text, new StochasticEnKF(),
        List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("ESTKF" + text, new ESTKF(), List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("SEIK" + text, new SEIK(), List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("ESTKF[no inflation]", new ESTKF().toString());
    assertEquals("SEIK[no inflation]", new SEIK().toString());
    alike("EnKFN[primal, xN 2.0, g 1, whole Hessian, posterior-anomalies 1.5, rotation]", new EnKFN(),
        List.of(f -> f.withPrior(new FiniteSize(FiniteSize.Form.PRIMAL, 2, 1)), f -> f.withHessian(true),
            f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("EnKFN[dual, xN 1.0, no inflation]", new EnKFN().toString());
    says("FiniteSize: xN must be positive and finite, but is 0.0", () -> FiniteSize.USUAL.withXN(0));
    says("FiniteSize: g must not be negative, but is -1", () -> new FiniteSize(FiniteSize.Form.DUAL, 1, -1));
    assertEquals("ETKF[no inflation]", new ETKF().withRotation(true).withRotation(false).toString());
    assertEquals("DEnKF[no inflation]", new DEnKF().toString());
    assertEquals("StochasticEnKF[no inflation]", new StochasticEnKF().toString());
    assertThrows(NullPointerException.class, () -> new ETKF().withInflation(null));
  }

  @Test
  void filtersWithTaperedCovariances() {
    Localization ring = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.halfWidth(2));
    String text = "[" + ring + ", posterior-anomalies 1.5, rotation]";
    alike("DEnKF" + text, new DEnKF(), List.of(f -> f.withLocalization(ring), f -> f.withInflation(MORE),
        f -> f.withRotation(true)));
    alike("StochasticEnKF" + text, new StochasticEnKF(), List.of(f -> f.withLocalization(ring),
        f -> f.withInflation(MORE), f -> f.withRotation(true)));
    Modulation patterns = Modulation.of(ring, 0.9);
    alike("GETKF[" + patterns + ", posterior-anomalies 1.5, rotation]", new GETKF(patterns),
        List.of(f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("GETKF[" + patterns.patterns() + " patterns with 0.9 of " + ring + ", no inflation]",
        new GETKF(patterns).toString());
    assertThrows(NullPointerException.class, () -> new DEnKF().withLocalization(null));
    assertThrows(NullPointerException.class, () -> new StochasticEnKF().withLocalization(null));
  }

  @Test
  void serialFilters() {
    alike("SerialEnSRF[" + RING + ", shuffled, posterior-anomalies 1.5, rotation]",
        new SerialEnSRF().withLocalization(RING), List.of(f -> f.withOrder(ObservationOrder.SHUFFLED),
            f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("SerialEnSRF[global, in the order given, no inflation]", new SerialEnSRF().toString());
    assertFalse(Arrays.equals(analysed(new SerialEnSRF()), analysed(new SerialEnSRF().withLocalization(RING))));
    alike("EAKF[" + RING + ", shuffled, posterior-anomalies 1.5, rotation]", new EAKF(RING),
        List.of(f -> f.withOrder(ObservationOrder.SHUFFLED), f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("EAKF[" + RING + ", in the order given, no inflation]", new EAKF(RING).toString());
    alike("RHF[" + RING + ", shuffled, posterior-anomalies 1.5, rotation]", new RHF(),
        List.of(f -> f.withOrder(ObservationOrder.SHUFFLED), f -> f.withInflation(MORE), f -> f.withRotation(true),
            f -> f.withLocalization(RING)));
    alike("QCEFF[rank histogram in [2.0, Infinity], " + RING + ", shuffled, posterior-anomalies 1.5, rotation]",
        QCEFF.boundedRankHistogram(2, Double.POSITIVE_INFINITY), List.of(f -> f.withOrder(ObservationOrder.SHUFFLED),
            f -> f.withInflation(MORE), f -> f.withRotation(true), f -> f.withLocalization(RING)));
    assertEquals("RHF[global, in the order given, no inflation]", new RHF().toString());
    assertEquals("QCEFF[normal, global, in the order given, no inflation]", QCEFF.normal().toString());
  }

  @Test
  void localFilters() {
    alike("LETKF[" + RING + ", batch 2, posterior-anomalies 1.5, rotation]", new LETKF(RING),
        List.of(f -> f.withBatch(2), f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("LESTKF[" + RING + ", batch 2, posterior-anomalies 1.5, rotation]", new LESTKF(RING),
        List.of(f -> f.withBatch(2), f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("LETKF[" + RING + ", batch 1, coarse grid every 3 of [12], posterior-anomalies 1.5, rotation]",
        new LETKF(RING), List.of(f -> f.withCoarseGrid(GRID), f -> f.withInflation(MORE), f -> f.withRotation(true)));
    alike("LESTKF[" + RING + ", batch 1, coarse grid every 3 of [12], posterior-anomalies 1.5, rotation]",
        new LESTKF(RING), List.of(f -> f.withCoarseGrid(GRID), f -> f.withInflation(MORE), f -> f.withRotation(true)));
    assertEquals("LETKF[" + RING + ", batch 1, no inflation]", new LETKF(RING).toString());
    assertEquals("LESTKF[" + RING + ", batch 1, no inflation]", new LESTKF(RING).toString());
    Localization four = Localization.ring(4, TaperLaw.BOXCAR, Radius.length(1));
    assertEquals("LETKF[" + four + ", batch 1, coarse corners, no inflation]",
        new LETKF(four).withCorners(new CoarseGrid.Corners(new int[4], new double[1], new double[1])).toString());
    alike("LETKFN[" + RING + ", dual-dapper, xN 0.5, batch 2, posterior-anomalies 1.5, rotation]", new LETKFN(RING),
        List.of(f -> f.withPrior(new FiniteSize(FiniteSize.Form.DUAL_DAPPER, 0.5, 0)), f -> f.withBatch(2),
            f -> f.withInflation(MORE), f -> f.withRotation(true)));
    says("LETKFN: batch must be positive, but is 0", () -> new LETKFN(RING).withBatch(0));
    says("LETKF: batch must be positive, but is 0", () -> new LETKF(RING).withBatch(0));
    says("LESTKF: batch must be positive, but is 0", () -> new LESTKF(RING).withBatch(0));
  }

  /** Points that nothing reaches: what happens there is kept through the other settings. */
  @Test
  void unobservedPointsAreASettingToo() {
    Inflation inside = Inflation.of(Kind.TRANSFORM_COVARIANCE, 4);
    double[] forecast = new Cases(5, SIZE, 0, 9).ensemble;
    for (InflatingFilter inflates : List.of(
        new LETKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withBatch(1),
        new LETKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withCoarseGrid(GRID),
        new LETKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withRotation(false),
        new LESTKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withBatch(1),
        new LETKFN(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withBatch(1),
        new LETKFN(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withPrior(FiniteSize.USUAL),
        new LESTKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withCoarseGrid(GRID),
        new RHF().withUnobserved(UnobservedPoints.INFLATE).withInflation(inside).withLocalization(RING)
            .withOrder(ObservationOrder.GIVEN).withRotation(false),
        new EAKF(RING).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside)
            .withOrder(ObservationOrder.GIVEN).withRotation(false))) {
      double[] x = analysed(inflates);
      double mean = 0;
      for (int m = 0; m < 5; m++) {
        mean += forecast[m * SIZE + 9] / 5;
      }
      assertEquals(mean + 2 * (forecast[9] - mean), x[9], 1e-12, inflates.toString());
    }
  }

  /** The backend of one filter gives the bits of any other, and goes with everything but a coarse grid. */
  @Test
  void aBackendMayBeChosenForOneFilter() {
    double[] usual = analysed(new LETKF(RING).withBatch(2).withInflation(MORE));
    double[] plain = analysed(new LETKF(RING).withBatch(2));
    for (Backend backend : Backend.ofProcessor()) {
      assertArrayEquals(plain, analysed(new LETKF(RING).withBackend(backend).withBatch(2)));
      assertArrayEquals(usual, analysed(new LETKF(RING).withBackend(backend).withBatch(2).withInflation(MORE)));
      assertArrayEquals(usual, analysed(new LETKF(RING).withBatch(2).withInflation(MORE).withBackend(backend)));
      says("LETKF: weights on a coarse grid come from the backend in force, not from one that is chosen: " + backend,
          () -> new LETKF(RING).withCoarseGrid(GRID).withBackend(backend));
    }
    says("LETKF: CUDA is chosen for all filters, by the property " + Backend.PROPERTY,
        () -> new LETKF(RING).withBackend(Backend.CUDA));
  }

  @Test
  void filtersThatSampleInnovations() {
    GaussianError law = new GaussianError(0.25);
    assertEquals("ETKFD[" + law + ", 2 innovations]", new ETKFD(law, 2).toString());
    says("ETKFD: samples must be at least 2, but is 1", () -> new ETKFD(law, 1));
    AdaptiveInflation adaptive = AdaptiveInflation.of(AdaptiveInflation.Method.MIYOSHI_2011, null);
    assertEquals("miyoshi-2011[global, from 1.0 ± 0.04, deviation at least 0.04, damping 1.0, in [1.0, 1000000.0]]",
        adaptive.toString());
    AdaptiveInflation anderson = AdaptiveInflation.of(AdaptiveInflation.Method.ANDERSON_2009, RING).withDamping(0.9)
        .withBounds(0.5, 8).withInitial(2).withDeviation(0.4, 0.3);
    assertEquals("anderson-2009[" + RING + ", from 2.0 ± 0.4, deviation at least 0.3, damping 0.9, in [0.5, 8.0]]",
        anderson.toString());
    InflationField field = anderson.start(SIZE);
    AdaptiveFilter filter = new AdaptiveFilter(new ETKF(), anderson, field);
    assertEquals("ETKF[no inflation] with " + anderson, filter.toString());
    assertSame(field, filter.field());
    assertEquals(2, field.factor(0));
    assertEquals(0.4, field.deviation(SIZE - 1));
  }
}
