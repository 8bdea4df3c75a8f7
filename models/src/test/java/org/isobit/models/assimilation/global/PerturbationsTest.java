package org.isobit.models.assimilation.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.Perturbations.Sign;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.twin.Experiments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Given perturbations, in either sign, against Kalman's formula of a scalar. */
class PerturbationsTest {

  private static final Observations ONE = Observations.of(new double[] {7}, 2, ObservationOperator.identity());

  /** Two cycles, two members, one observation. */
  private static final double[] VALUES = {0.5, -0.25, 3, 1};

  @TempDir
  private Path folder;

  /** Variance 2, so that the gain is 2/(2 + 4). */
  private static Ensemble two() {
    return Ensemble.of(new double[] {1, 3}, 2, 1);
  }

  private static Filter configured(String method) {
    return MethodChoice.read(Settings.parse("method", Path.of(""), method, List.of()), 1, false).build(null, 1);
  }

  @Test
  void membersSeeTheirOwnObservations() throws IOException {
    Path file = folder.resolve("d.npy");
    NpyFile.write(file, VALUES, 2, 2, 1);
    for (Sign sign : Sign.values()) {
      int s = sign == Sign.ADDED_TO_OBSERVATIONS ? 1 : -1;
      StochasticEnKF own = new StochasticEnKF().withPerturbations(Perturbations.of(VALUES, 2, 2, 1, sign));
      Filter read = configured("{filter: enkf, perturbations: '" + file + "', perturbation-sign: "
          + MethodKeys.label(sign) + "}");
      for (int cycle = 0; cycle < 2; cycle++) {
        Ensemble e = two();
        own.analyse(e, ONE, Cycle.of(9, cycle));
        assertEquals(1 + (7 + s * VALUES[2 * cycle] - 1) / 3, e.get(0, 0), 1e-14);
        assertEquals(3 + (7 + s * VALUES[2 * cycle + 1] - 3) / 3, e.get(1, 0), 1e-14);
        Ensemble again = two();
        read.analyse(again, ONE, Cycle.of(1, cycle));
        assertArrayEquals(e.values(), again.values());
      }
      // Settings that are changed later keep them.
      Ensemble e = two();
      own.withInflation(Inflation.posteriorAnomalies(1.0)).withRotation(false).analyse(e, ONE, Cycle.of(9, 1));
      assertEquals(1 + (7 + s * 3 - 1) / 3.0, e.get(0, 0), 1e-14);
    }
  }

  @Test
  void aMatrixIsOfTheFirstCycle() throws IOException {
    Path file = folder.resolve("one.npy");
    NpyFile.write(file, new double[] {1, -1}, 2, 1);
    Filter filter = configured("{filter: enkf, perturbations: '" + file
        + "', perturbation-sign: added-to-observations}");
    Ensemble e = two();
    filter.analyse(e, ONE, Cycle.of(1, 0));
    assertArrayEquals(new double[] {1 + 7.0 / 3, 3 + 1}, e.values(), 1e-14);
    says("Perturbations: they are for 1 cycle, counted from 0, but there is a cycle 1",
        () -> filter.analyse(e, ONE, Cycle.of(1, 1)));
    says("Perturbations: they are for 2 members x 1 observations, but there are 3 x 1",
        () -> filter.analyse(Ensemble.allocate(3, 1), ONE, Cycle.of(1, 0)));
    assertEquals("StochasticEnKF[no inflation, Perturbations[1 x 2 x 1]]", filter.toString());
    double[] before = e.values().clone();
    filter.analyse(e, Observations.of(new double[0], 1, ObservationOperator.indices()), Cycle.of(1, 5));
    assertArrayEquals(before, e.values());
  }

  /** Twin experiments count cycles from 0, runs of cycles from 1, and an analysis says which it is. */
  @Test
  void aFileThatIsTooShortIsRefusedBeforeTheFirstCycle() throws IOException {
    Path file = folder.resolve("three.npy");
    NpyFile.write(file, new double[3 * 2 * 40], 3, 2, 40);
    String method = "{filter: enkf, perturbations: '" + file + "', perturbation-sign: added-to-ensemble, members: 2}";
    String[] three = {"methods=[" + method + "]", "cycles=3", "burn-in=0"};
    assertEquals(3, Experiments.named("L96-S08", three).cycles());
    three[1] = "cycles=4";
    says("method 'EnKF-2': " + file + ": Perturbations: they are for 3 cycles, counted from 0, but there is a cycle 3",
        () -> Experiments.named("L96-S08", three));
  }

  @Test
  void badOnesAreRefused() throws IOException {
    says("Perturbations: there are 3 values, but 2 cycles x 2 members x 1 observations",
        () -> Perturbations.of(new double[3], 2, 2, 1, Sign.ADDED_TO_ENSEMBLE));
    says("Perturbations: value[1] is NaN", () -> Perturbations.of(new double[] {1, Double.NaN}, 1, 2, 1,
        Sign.ADDED_TO_ENSEMBLE));
    says("Perturbations: members must be positive, but is 0", () -> Perturbations.of(new double[0], 1, 0, 1,
        Sign.ADDED_TO_ENSEMBLE));
    Path vector = folder.resolve("v.npy");
    NpyFile.write(vector, VALUES, 4);
    String sign = "', perturbation-sign: added-to-ensemble}";
    says(vector + ": perturbations must be cycles x members x observations, or members x observations, but are (4,)",
        () -> configured("{filter: enkf, perturbations: '" + vector + sign));
    Path missing = folder.resolve("missing.npy");
    says(missing + ": no such file", () -> configured("{filter: enkf, perturbations: '" + missing + sign));
    Files.writeString(missing, "no array");
    assertTrue(message(() -> configured("{filter: enkf, perturbations: '" + missing + sign))
        .startsWith(missing + ": "));
    says("enkf: perturbations and perturbation-sign belong together, but perturbation-sign is missing",
        () -> configured("{filter: enkf, perturbations: '" + vector + "'}"));
    says("enkf: perturbations and perturbation-sign belong together, but perturbations is missing",
        () -> configured("{filter: enkf, perturbation-sign: added-to-ensemble}"));
    assertTrue(message(() -> configured("{filter: enkf, perturbations: x, perturbation-sign: subtracted}"))
        .contains("'subtracted'"));
  }

  private static void says(String message, Executable what) {
    assertEquals(message, message(what));
  }

  private static String message(Executable what) {
    return assertThrows(IllegalArgumentException.class, what).getMessage();
  }
}
