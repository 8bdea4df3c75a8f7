package org.isobit.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A benchmark that computes a wrong answer measures nothing. */
class BenchmarkAnswersTest {

  /** Work up to which a benchmark is checked every time, and in the long tests; the reference is scalar. */
  private static final Most SMALL = new Most(4e7, 3e7);
  private static final Most LARGE = new Most(2e8, 5e8);

  private record Most(double flops, double bytes) {}

  @TestFactory
  Stream<DynamicTest> everyImplementationGivesTheAnswerOfTheReference() {
    return tests(variants -> affordable(variants, SMALL));
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> soItDoesWhereThereIsMoreWork() {
    return tests(variants -> affordable(variants, LARGE) && !affordable(variants, SMALL));
  }

  private static Stream<DynamicTest> tests(Predicate<List<Variant>> wanted) {
    Map<String, List<Variant>> subjects = new LinkedHashMap<>();
    BenchmarkClasses.all().stream().flatMap(c -> Variant.of(c).stream())
        .forEach(v -> subjects.merge(v.type().getName() + "." + v.subject(), List.of(v),
            (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return subjects.entrySet().stream().filter(e -> wanted.test(e.getValue()))
        .map(e -> dynamicTest(e.getKey(), () -> compare(e.getValue())));
  }

  private static boolean affordable(List<Variant> variants, Most most) {
    KernelBenchmark.Work work = variants.getFirst().instance().work();
    return work.flops() <= most.flops() && work.bytes() <= most.bytes();
  }

  private static void compare(List<Variant> variants) throws Throwable {
    Variant reference = variants.stream().filter(v -> v.implementation().equals(Variant.REFERENCE)).findFirst()
        .or(() -> variants.stream().filter(v -> v.implementation().equals(Variant.SIMD)).findFirst())
        .orElseThrow(() -> new AssertionError("no implementation is the reference, or SIMD on one thread"));
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
