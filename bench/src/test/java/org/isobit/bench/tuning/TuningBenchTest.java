package org.isobit.bench.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Tuning;
import org.junit.jupiter.api.Test;

/** Sizes of blocks are tried in virtual machines of their own. */
class TuningBenchTest {

  @Test
  void everySizeHasValuesAndWorks() {
    for (String size : Tuning.names()) {
      Sweep sweep = Sweep.of(size);
      assertTrue(sweep.values().contains(Tuning.size(size)), size);
      assertTrue(sweep.values().size() > 2, size);
      for (String work : sweep.works()) {
        assertTrue(work.startsWith(size.contains("float") ? "float:" : "double:"), work);
      }
    }
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Sweep.of("gemm.terms")).getMessage()
        .startsWith("there is no size 'gemm.terms'"));
  }

  @Test
  void valuesTakeTheirTurns() throws IOException {
    int inUse = Tuning.size("gemm.double.terms");
    Sweep sweep = new Sweep("gemm.double.terms", List.of(16, inUse), List.of("double:40x40x40", "float:12x30x7"));
    List<String> steps = new ArrayList<>();
    List<TuningResult> results = TuningBench.run(sweep, 2, steps::add);
    assertEquals(List.of("gemm.double.terms 16", "gemm.double.terms " + inUse, "gemm.double.terms 16",
        "gemm.double.terms " + inUse), steps);
    assertEquals(List.of(1.0, 1.0), results.get(1).ratios());
    assertTrue(results.get(1).inUse() && !results.get(0).inUse());
    assertTrue(results.get(0).ratios().stream().allMatch(r -> r > 0.0 && r < Double.POSITIVE_INFINITY));
  }

  @Test
  void ratiosAreMediansOfRoundsToTheValueInUse() {
    int inUse = Tuning.size("gemm.double.terms");
    Sweep sweep = new Sweep("gemm.double.terms", List.of(16, inUse), List.of("double:2x2x2", "double:3x3x3"));
    double[][][] times = {{{2.0, 8.0}, {1.0, 1.0}}, {{30.0, 8.0}, {10.0, 1.0}}, {{5.0, 8.0}, {1.0, 1.0}}};
    List<TuningResult> results = TuningBench.results(sweep, times);
    assertEquals(List.of(3.0, 8.0), results.getFirst().ratios());
    assertEquals(Math.sqrt(24.0), results.getFirst().ratio(), 1e-12);
    assertEquals("| gemm.double.terms | all | double:2x2x2 | double:3x3x3 |\n|---|---|---|---|\n"
        + "| 16 | 4.899 | 3.000 | 8.000 |\n| " + inUse + ", in use, best | 1.000 | 1.000 | 1.000 |\n\n",
        TuningResult.markdown(sweep, results));
  }
}
