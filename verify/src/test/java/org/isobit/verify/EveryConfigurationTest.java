package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.SpeciesSimd;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The plan of {@code isobit verify}, one test a configuration: every backend and width cold and hot, threads, the
 * interpreter, emulated widths, and AVX2 on processors that have more.
 *
 * <p>Every kernel is repeated until the compiler rests on the widest vectors alone, unless the tests tagged full run,
 * since these repetitions take most of the time; that a fault of one configuration is found is {@link
 * PlantedFaultTest}'s business.
 */
class EveryConfigurationTest {

  private static final List<Configuration> PLAN = plan(false);

  /** The same configurations with the short list of cases. */
  private static final List<Configuration> SHORT = plan(true);

  private static List<Configuration> plan(boolean quick) {
    return VerificationPlan.of(SpeciesSimd.hardwareBits(), Runtime.getRuntime().availableProcessors(),
        MachineFacts.x86(), List.of(), quick);
  }

  /**
   * What {@link ConformanceTest} or another configuration of {@link #brief} has too: vectors of AVX2 run the same code
   * as those of 256 bits.
   */
  private static final List<String> REPEATED = List.of("reference", "int-ref", "c1-ref", "avx2-512",
      "simd" + SpeciesSimd.hardwareBits(), has("avx2-256") ? "simd256" : "");

  private static boolean has(String name) {
    return PLAN.stream().anyMatch(c -> c.name().equals(name));
  }

  @TestFactory
  Stream<DynamicTest> theBitsAreTheGoldenOnes() throws Exception {
    return tests(brief(), List.of());
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> theBitsAreTheGoldenOnesInTheWholePlan() throws Exception {
    return tests(PLAN, List.of());
  }

  /** What {@link ConformanceTest} cannot run by the reference, compiled and interpreted. */
  @TestFactory
  Stream<DynamicTest> theReferenceOfWhatIsComposedHasTheGoldenBits() throws Exception {
    return tests(PLAN.stream().filter(c -> List.of("reference", "int-ref").contains(c.name()))
        .map(Configuration::cold).toList(),
        ConformanceTest.composed().stream().map(Conformance::kernel).toList());
  }

  /**
   * Every width, many threads, the interpreter, the first compiler and AVX2, each once. Narrow vectors run the short
   * list, as 256 bits do anyway, emulated or on AVX2: compiling the long one for them takes half a minute.
   */
  private static List<Configuration> brief() {
    return PLAN.stream().filter(c -> !REPEATED.contains(c.name()))
        .map(c -> c.name().equals("threads") ? c : SHORT.get(PLAN.indexOf(c)).cold()).toList();
  }

  private static Stream<DynamicTest> tests(List<Configuration> plan, List<String> names) throws Exception {
    Outcome outcome = new Verification(plan, Golden.committed(), names, "-", List.of(), new VerifyProgress(plan))
        .run();
    return plan.stream().map(c -> DynamicTest.dynamicTest(c.name() + ": " + c.meaning(), () -> assertEquals("",
        String.join("\n", outcome.problems().stream().filter(p -> p.configuration().equals(c.name()))
            .map(p -> (p.kernel() == null ? "" : p.kernel() + ": ") + p.text()).toList()))));
  }

  @Test
  void avx2IsInThePlan() {
    assumeTrue(MachineFacts.x86(), "skipped: -XX:UseAVX exists on x86 only");
    assumeTrue(SpeciesSimd.hardwareBits() > 256, "skipped: the widest vectors of this processor are AVX2's");
    assertEquals(2, PLAN.stream().filter(c -> c.flags().contains("-XX:UseAVX=2")).count());
  }

  @Test
  void theInterpreterIsInThePlan() {
    assertEquals(2, PLAN.stream().filter(c -> c.flags().contains("-Xint")).count());
  }

  @Test
  void everyWidthIsInThePlan() {
    for (int bits : new int[] {128, 256, 512}) {
      assertEquals(1, PLAN.stream().filter(c -> c.bits() == bits && c.flags().isEmpty()).count());
    }
    List<String> narrow = VerificationPlan.of(128, 2, false, List.of(), false).stream().map(Configuration::name)
        .toList();
    assertEquals(List.of("reference", "simd128", "threads", "blocks", "int-ref", "int-simd", "c1-ref", "c1-simd",
        "emul256", "emul512"),
        narrow);
  }
}
