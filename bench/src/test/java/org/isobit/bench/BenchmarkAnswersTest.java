package org.isobit.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A benchmark that computes a wrong answer measures nothing. */
class BenchmarkAnswersTest {

  /** More work than this is left to the benchmark itself: the reference is scalar. */
  private static final double MOST_FLOPS = 2e8;
  private static final double MOST_BYTES = 5e8;

  @TestFactory
  Stream<DynamicTest> everyImplementationGivesTheAnswerOfTheReference() {
    Map<String, List<Variant>> subjects = new LinkedHashMap<>();
    BenchmarkClasses.all().stream().flatMap(c -> Variant.of(c).stream())
        .forEach(v -> subjects.merge(v.type().getName() + "." + v.subject(), List.of(v),
            (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return subjects.entrySet().stream().filter(e -> affordable(e.getValue()))
        .map(e -> dynamicTest(e.getKey(), () -> compare(e.getValue())));
  }

  private static boolean affordable(List<Variant> variants) {
    KernelBenchmark.Work work = variants.getFirst().instance().work();
    return work.flops() <= MOST_FLOPS && work.bytes() <= MOST_BYTES;
  }

  private static void compare(List<Variant> variants) throws Throwable {
    Variant reference = variants.stream().filter(v -> v.implementation().equals(Variant.REFERENCE)).findFirst()
        .orElseThrow(() -> new AssertionError("no implementation is the reference"));
    double[] expected = reference.runOnce();
    assertTrue(expected.length > 0, "no output");
    double largest = 0;
    for (double x : expected) {
      assertTrue(Double.isFinite(x), "the reference's output is not finite");
      largest = Math.max(largest, Math.abs(x));
    }
    assertTrue(largest > 0, "the reference's output is all zero");
    for (Variant variant : variants) {
      double[] actual = variant.runOnce();
      if (variant.implementation().startsWith(Variant.SIMD)) {
        assertArrayEquals(bits(expected), bits(actual), variant.implementation());
      } else {
        assertEquals(expected.length, actual.length, variant.implementation());
        for (int i = 0; i < actual.length; i++) {
          assertEquals(expected[i], actual[i], variant.instance().tolerance() * largest,
              variant.implementation() + " at " + i);
        }
      }
    }
  }

  private static long[] bits(double[] x) {
    long[] bits = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Double.doubleToLongBits(x[i]);
    }
    return bits;
  }
}
