package org.isobit.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isobit.bench.timed.TimingMachine.Timing;
import org.junit.jupiter.api.Test;

/** Rows are measured in virtual machines of their own, and judged. */
class ShapesBenchTest {

  private static ShapeRow row(Comparison comparison, String other, double wanted, boolean heapless) {
    return new ShapeRow("Products", "double", "4x4", comparison,
        "gemm.SmallBenchmark.multiply;n=4;implementation=simd", other, wanted, heapless);
  }

  private static final String REFERENCE = "gemm.SmallBenchmark.multiply;n=4;implementation=reference";
  private static final String SMALL = "gemm.SmallBenchmark.multiply;n=8;implementation=simd";

  private static ShapeResult judged(ShapeRow row, double ours, double other, double bytes) {
    return ShapeResult.of(row, List.of(List.of(new Timing(ours, bytes), new Timing(other, 0.0)),
        List.of(new Timing(2 * ours, bytes), new Timing(2 * other, 0.0)),
        List.of(new Timing(1.5 * ours, 3.0 * bytes), new Timing(1.5 * other, 0.0))));
  }

  @Test
  void bothWorksHaveTheirTurnInEveryRound() throws IOException {
    ShapeResult result = new ShapesBench(List.of("-Xmx256m"), 2, 1)
        .measure(row(Comparison.SPEED, REFERENCE, 0.0, false)).orElseThrow();
    assertEquals(2, result.nanosecondsByRound().size());
    assertEquals(2, result.otherNanosecondsByRound().size());
    for (int i = 0; i < 2; i++) {
      assertTrue(result.nanosecondsByRound().get(i) > 0.0, result.toString());
      assertTrue(result.otherNanosecondsByRound().get(i) > 0.0, result.toString());
    }
    double[] ratios = {result.otherNanosecondsByRound().get(0) / result.nanosecondsByRound().get(0),
        result.otherNanosecondsByRound().get(1) / result.nanosecondsByRound().get(1)};
    assertEquals((ratios[0] + ratios[1]) / 2, result.ratio().median(), 1e-12 * ratios[0]);
    assertTrue(result.met());
  }

  @Test
  void sidesThatAnswerDifferentlyAreNotTimed() {
    String message = assertThrows(IllegalStateException.class, () -> new ShapesBench(List.of("-Xmx256m"), 2, 1)
        .measure(row(Comparison.SPEED, SMALL, 0.0, false))).getMessage();
    assertTrue(message.startsWith("Products: double, 4x4: the two sides should answer alike to 1.0E-")
        && message.endsWith("relative difference is Infinity"), message);
  }

  @Test
  void ratiosAreWhatTheComparisonSays() {
    assertEquals(2.0, judged(row(Comparison.SPEED, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    assertEquals(2.0, judged(row(Comparison.THREADS, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    assertEquals(0.5, judged(row(Comparison.COST, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    // 128 and 1024 operations, 384 and 1536 bytes.
    assertEquals(0.25, judged(row(Comparison.PEAK, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    assertEquals(0.25, judged(row(Comparison.TRAINING, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    assertEquals(2.0, judged(row(Comparison.SPEED_OF_TWO, SMALL, 1.0, false), 100, 200, 0).ratio().median());
    assertEquals(0.5, judged(row(Comparison.BANDWIDTH, SMALL, 1.0, false), 100, 200, 0).ratio().median());
  }

  @Test
  void rowsAreMetOrNot() {
    assertTrue(judged(row(Comparison.SPEED, SMALL, 2.0, true), 100, 200, 0.4).met());
    assertFalse(judged(row(Comparison.SPEED, SMALL, 2.01, true), 100, 200, 0).met());
    assertFalse(judged(row(Comparison.SPEED, SMALL, 2.0, true), 100, 200, 24).met());
    assertTrue(judged(row(Comparison.SPEED, SMALL, 2.0, false), 100, 200, 24).met());
    assertTrue(judged(row(Comparison.COST, SMALL, 1.03, false), 103, 100, 0).met());
    assertFalse(judged(row(Comparison.COST, SMALL, 1.03, false), 104, 100, 0).met());
  }

  /** Times of one side, each a round's; the other side always takes 100. */
  private static ShapeResult timed(double... nanoseconds) {
    return ShapeResult.of(row(Comparison.SPEED, SMALL, 1.0, false), Arrays.stream(nanoseconds)
        .mapToObj(one -> List.of(new Timing(one, 0.0), new Timing(100, 0.0))).toList());
  }

  private static ShapeResult notAgain() {
    throw new AssertionError("measured again");
  }

  @Test
  void aSideThatWasNotCompiledIsMeasuredAgain() throws IOException {
    ShapeResult compiled = timed(90, 95, 90);
    ShapeResult never = timed(5000, 5000, 5001);
    ShapeResult late = timed(5000, 5000, 90);
    ShapeResult early = timed(5000, 90, 90);
    assertEquals(Optional.of(compiled), ShapesBench.settled(never, () -> compiled));
    assertEquals(Optional.of(compiled), ShapesBench.settled(late, () -> compiled));
    assertEquals(Optional.of(early), ShapesBench.settled(early, ShapesBenchTest::notAgain));
    assertEquals(Optional.of(compiled), ShapesBench.settled(compiled, ShapesBenchTest::notAgain));
    assertEquals(Optional.empty(), ShapesBench.settled(never, () -> late));
    assertEquals(Optional.empty(), ShapesBench.settled(late, () -> late));
    assertEquals(Optional.empty(), ShapesBench.settled(never, () -> timed(2500, 2500, 2501)));
  }

  @Test
  void aRatioThatIsOddTwiceIsSo() throws IOException {
    ShapeResult slow = timed(5000, 5000, 5001);
    ShapeResult again = timed(5500, 5500, 5501);
    assertEquals(Optional.of(again), ShapesBench.settled(slow, () -> again));
    ShapeResult fast = timed(5, 5, 5);
    assertEquals(Optional.of(fast), ShapesBench.settled(fast, () -> fast));
  }

  @Test
  void aTableForEachFamily() {
    List<ShapeResult> results = List.of(judged(row(Comparison.SPEED, SMALL, 2.0, true), 1000, 2000, 24),
        judged(row(Comparison.COST, SMALL, 1.0, false), 1234, 1234, 0));
    assertEquals(String.format(Locale.ROOT, """

        | Products | precision | µs | Gflop/s | B | ratio | wanted | met |
        |---|---|---|---|---|---|---|---|
        | 4x4 | double | 1.500 | 0.0853 | 24 | 2.00 (2.00 to 2.00) | ≥ 2.00, 0 B | no |
        | 4x4 | double | 1.851 | 0.0692 | 0 | 1.00 (1.00 to 1.00) | ≤ 1.00 | yes |

        1 of 2 rows are met.
        """), ShapesBench.markdown(results));
  }
}
