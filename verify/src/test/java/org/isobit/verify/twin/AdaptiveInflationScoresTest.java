package org.isobit.verify.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.models.twin.Experiments;
import org.isobit.models.twin.ProgressListener;
import org.isobit.models.twin.TwinResult;
import org.isobit.models.twin.TwinRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * In a cycle that needs inflation, filters that estimate it come near the filter whose inflation was tuned, and one
 * without any is lost. Seeds are 1, 2, 3.
 */
class AdaptiveInflationScoresTest {

  private static final List<String> ADAPTIVE = List.of("LETKF-Miyoshi", "LETKF-Anderson", "LESTKF-Anderson",
      "EAKF-Anderson");

  private static final String NONE =
      "methods=[{label: LETKF-none, filter: letkf, members: 10, rotation: true, batch: 2, "
      + "localization: {taper: gaspari-cohn, radius: 4.0, convention: dapper}}]";

  private static TwinResult run(String... overrides) {
    return TwinRun.run(Experiments.named("L96-adaptive", overrides), Workers.shared(), ProgressListener.NONE);
  }

  private static int method(TwinResult result, String label) {
    return IntStream.range(0, result.experiment().methods().size())
        .filter(i -> result.experiment().methods().get(i).label().equals(label)).findFirst().orElseThrow();
  }

  private static double rmse(TwinResult result, String label) {
    assertFalse(result.diverged(method(result, label)), label + " diverged");
    return result.means(method(result, label)).rmse().mean();
  }

  private static void check(String cycles, double tolerance) {
    TwinResult result = run(cycles, "seeds=[1, 2, 3]");
    double tuned = rmse(result, "LETKF-tuned");
    for (String label : ADAPTIVE) {
      double own = rmse(result, label);
      System.out.printf(Locale.ROOT, "L96-adaptive %s: %.4f, tuned %.4f%n", label, own, tuned);
      assertEquals(tuned, own, tolerance, label);
    }
    assertEquals(rmse(result, "LETKF-Anderson"), rmse(result, "LESTKF-Anderson"), tolerance / 2);
    assertEquals(tuned, rmse(result, "LETKF-RTPS"), tolerance, "LETKF-RTPS");
    assertTrue(run(cycles, "seeds=[1, 2, 3]", NONE).diverged(0), "it needs inflation");
  }

  @Test
  void shortRuns() {
    check("cycles=2500", 0.03);
  }

  @Tag("full")
  @Test
  void tenThousandCycles() {
    check("cycles=10000", 0.015);
  }
}
