package org.isobit.verify.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ESTKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.Perturbations;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodChoice;
import org.isobit.verify.SharedData;
import org.junit.jupiter.api.Test;

/** Single analyses, and a run of 50 cycles, against those of DAPPER (an independent NumPy program). */
class PublishedAnalysisTest {

  /** Eigen and SVD forms of one analysis differ by 4–8e-15 in DAPPER itself. */
  private static final double TOLERANCE = 1e-12;

  private static final Cycle CYCLE = Cycle.of(1, 0);

  private static final Localization EVERYWHERE = Localization.ring(40, TaperLaw.BOXCAR, Radius.length(40));

  private static Observations observations() {
    return Observations.of(DapperData.read("y_full").values(), 1.0, ObservationOperator.identity());
  }

  private static Ensemble forecast() {
    DapperData.Matrix e = DapperData.read("E_f");
    return Ensemble.of(e.values(), e.rows(), e.columns());
  }

  private static void compare(String name, Ensemble analysis) {
    compare(name, analysis, DapperData.read(name), TOLERANCE);
  }

  /** The largest difference, relative to the largest element. */
  private static void compare(String name, Ensemble analysis, DapperData.Matrix expected, double tolerance) {
    assertEquals(expected.rows(), analysis.members());
    assertEquals(expected.columns(), analysis.size());
    double largest = 0;
    double difference = 0;
    for (int m = 0; m < expected.rows(); m++) {
      for (int i = 0; i < expected.columns(); i++) {
        double e = expected.values()[m * expected.columns() + i];
        largest = Math.max(largest, Math.abs(e));
        difference = Math.max(difference, Math.abs(e - analysis.get(m, i)));
      }
    }
    assertTrue(difference <= tolerance * largest, name + ": differs by " + difference / largest);
  }

  private static void check(Filter filter, String... names) {
    Ensemble ensemble = forecast();
    filter.analyse(ensemble, observations(), CYCLE);
    for (String name : names) {
      compare("Ea_full_" + name, ensemble);
    }
  }

  @Test
  void etkf() {
    check(new ETKF(), "Sqrt", "Sqrt_svd", "Sqrt_sS");
    check(new ESTKF(), "Sqrt", "Sqrt_svd", "Sqrt_sS");
    check(new GETKF(Modulation.of(EVERYWHERE, 1)), "Sqrt", "Sqrt_svd", "Sqrt_sS");
  }

  @Test
  void denkf() {
    check(new DEnKF(), "DEnKF");
    check(new DEnKF().withLocalization(EVERYWHERE), "DEnKF");
  }

  @Test
  void perturbedObservations() {
    // DAPPER subtracts its perturbations.
    DapperData.Matrix d = DapperData.read("D_full_PertObs");
    StochasticEnKF filter = new StochasticEnKF().withPerturbations(Perturbations.of(d.values(), 1, d.rows(),
        d.columns(), Perturbations.Sign.ADDED_TO_ENSEMBLE));
    check(filter, "PertObs");
    check(filter.withLocalization(EVERYWHERE), "PertObs");
  }

  @Test
  void perturbedObservationsFromAFile() {
    String method = "{filter: enkf, perturbations: '" + SharedData.file("dapper/D_full_PertObs.npy")
        + "', perturbation-sign: added-to-ensemble}";
    MethodChoice choice = MethodChoice.read(Settings.parse("method", Path.of(""), method, List.of()), 1, false);
    check(choice.build(null, 40), "PertObs");
  }

  @Test
  void serial() {
    check(new SerialEnSRF(), "Serial_mono");
    check(new EAKF(EVERYWHERE), "Serial_mono");
  }

  @Test
  void letkf() {
    Localization localization = Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.dapper(4));
    check(new LETKF(localization).withBatch(2), "LETKF_GC4");
    check(new LESTKF(localization).withBatch(2), "LETKF_GC4");
  }

  /**
   * DAPPER's inflation factor. Its iteration ends at steps below 1e-4, with a second derivative that lacks a term, 8e-6
   * before the minimum.
   */
  @Test
  void enkfN() {
    double l = DapperData.read("enkfn_l1_full").values()[0];
    Ensemble inflated = forecast();
    new ETKF().withInflation(Inflation.of(Inflation.Kind.PRIOR_ANOMALIES, l)).analyse(inflated, observations(), CYCLE);
    DapperData.Matrix expected = new DapperData.Matrix(inflated.values(), inflated.members(), inflated.size());
    Ensemble ensemble = forecast();
    new EnKFN().withPrior(FiniteSize.USUAL.with(FiniteSize.Form.DUAL_DAPPER)).analyse(ensemble, observations(), CYCLE);
    compare("enkfn_l1_full", ensemble, expected, TOLERANCE);
    for (FiniteSize.Form form : List.of(FiniteSize.Form.DUAL, FiniteSize.Form.PRIMAL)) {
      ensemble = forecast();
      new EnKFN().withPrior(FiniteSize.USUAL.with(form)).analyse(ensemble, observations(), CYCLE);
      compare("enkfn_l1_full, " + form.label(), ensemble, expected, 1e-5);
    }
  }

  @Test
  void letkfN() {
    LETKFN filter = new LETKFN(Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.dapper(4))).withBatch(2);
    FiniteSize prior = FiniteSize.USUAL.withXN(2);
    check(filter.withPrior(prior.with(FiniteSize.Form.DUAL_DAPPER)), "LETKF_GC4_N_xN2");
    Ensemble ensemble = forecast();
    filter.withPrior(prior).analyse(ensemble, observations(), CYCLE);
    compare("LETKF_GC4_N_xN2, to the minimum", ensemble, DapperData.read("Ea_full_LETKF_GC4_N_xN2"), 1e-5);
  }

  @Test
  void fiftyCycles() {
    DapperData.Matrix e0 = DapperData.read("cyc_E0");
    DapperData.Matrix y = DapperData.read("cyc_yy");
    DapperData.Matrix means = DapperData.read("cyc_etkf_means");
    Ensemble ensemble = Ensemble.of(e0.values(), e0.rows(), e0.columns());
    Observations network = Observations.of(y.row(0), 1.0, ObservationOperator.identity());
    Filter filter = new ETKF().withInflation(Inflation.posteriorAnomalies(1.02));
    Cycle cycle = CYCLE.with(new Workspace());
    for (int c = 0; c < y.rows(); c++) {
      new RungeKutta4().advance(new Lorenz96(), 0.05, 1, ensemble, cycle.workers());
      filter.analyse(ensemble, network.withValues(y.row(c)), cycle);
      cycle = cycle.next();
      double[] mean = ensemble.mean();
      for (int i = 0; i < mean.length; i++) {
        double expected = means.values()[c * mean.length + i];
        assertEquals(expected, mean[i], 1e-10 * 12, "cycle " + (c + 1) + ", variable " + i);
      }
      if (c == 0 || c == 1 || c == 4 || c == 9 || c == 19 || c == 49) {
        String name = "cyc_etkf_Ea_%02d".formatted(c + 1);
        compare(name, ensemble, DapperData.read(name), 1e-10);
      }
    }
  }
}
