package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;

/** Sakov and Oke's (2008) reason to taper covariances: few members then do, with which a global filter diverges. */
class LocalizedGainTest {

  private static final String LOCAL = ", localization: {taper: gaspari-cohn, radius: 5.0, convention: dapper}, "
      + "inflation: {kind: posterior-anomalies, factor: ";

  @Test
  void tenMembersDoWithTaperedCovariances() {
    Experiment e = Experiments.named("L96-S08", "cycles=1000", "burn-in=400", "seeds=[1]", "methods=["
        + "{label: global, filter: denkf, members: 10, inflation: {kind: posterior-anomalies, factor: 1.02}}, "
        + "{label: denkf, filter: denkf, members: 10" + LOCAL + "1.02}}, "
        + "{label: getkf, filter: getkf, members: 10" + LOCAL + "1.02}}, "
        + "{label: enkf, filter: enkf, members: 10" + LOCAL + "1.08}}]");
    TwinResult result = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    // Observations have an error of 1, the climatology one of 3.6.
    double global = result.means(0).rmse().mean();
    assertTrue(result.diverged(0) || global > 1.0, "global: " + global);
    for (int method = 1; method < 4; method++) {
      double rmse = result.means(method).rmse().mean();
      assertTrue(rmse < 0.5, e.methods().get(method).label() + ": " + rmse);
    }
  }
}
