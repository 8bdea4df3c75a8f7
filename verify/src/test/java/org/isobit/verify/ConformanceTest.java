package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.minimization.Minimum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every implementation of every kernel has the reference's bits, at this JVM's vector width. */
class ConformanceTest {

  private static final Golden GOLDEN = Golden.committed();

  static List<Conformance> suite() {
    return ConformanceSuite.all().stream().filter(c -> !(c instanceof ComposedConformance)).toList();
  }

  static List<ComposedConformance> composed() {
    return ConformanceSuite.all().stream().filter(ComposedConformance.class::isInstance)
        .map(ComposedConformance.class::cast).toList();
  }

  static Stream<Conformance> simdSuite() {
    return suite().stream()
        .filter(c -> KernelCatalog.get(c.kernel()).implementations().contains(Backend.SIMD));
  }

  @Test
  void everyExactKernelOfTheCatalogueHasOneCase() {
    assertEquals(KernelCatalog.all().stream().filter(kernel -> kernel.exactness() == Exactness.EXACT)
            .map(Kernel::name).sorted().toList(),
        suite().stream().map(Conformance::kernel).toList());
  }

  /** What gives a {@link Minimum} is a minimiser. */
  @Test
  void everyMinimiserHasOneCase() {
    Set<String> minimisers = new ClassFileImporter().importPackagesOf(Minimum.class).stream()
        .flatMap(c -> c.getMethods().stream())
        .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC)
            && m.getRawReturnType().isEquivalentTo(Minimum.class))
        .map(m -> m.getOwner().getSimpleName())
        .map(n -> Character.toLowerCase(n.charAt(0)) + n.substring(1) + ".double")
        .collect(Collectors.toSet());
    assertEquals(5, minimisers.size(), minimisers.toString());
    List<String> names = composed().stream().filter(c -> c.family().equals("minimization"))
        .map(Conformance::kernel).toList();
    assertTrue(names.containsAll(minimisers), names + " of " + minimisers);
  }

  /** The reference's bits of these are those of a JVM of its own: {@link EveryConfigurationTest}. */
  @ParameterizedTest
  @MethodSource("composed")
  void whatIsComposedHasTheGoldenBits(ComposedConformance conformance) {
    for (Cases cases : Cases.values()) {
      assertEquals(GOLDEN.hash(conformance.kernel(), cases), Golden.hash(conformance, Backend.active(), cases));
    }
    Backend other = Backend.active() == Backend.SIMD ? Backend.REFERENCE : Backend.SIMD;
    assertEquals(conformance.kernel() + " runs the kernels of this JVM's backend, which is " + Backend.active()
            + " and not " + other, assertThrows(IllegalStateException.class,
                () -> conformance.run(other, Cases.SHORT, new HashSink())).getMessage());
  }

  @ParameterizedTest
  @MethodSource("suite")
  void theReferenceHasTheGoldenBits(Conformance conformance) {
    for (Cases cases : Cases.values()) {
      String golden = GOLDEN.hash(conformance.kernel(), cases);
      assertNotNull(golden, Golden.missing(conformance.kernel()));
      assertEquals(golden, Golden.hash(conformance, Backend.REFERENCE, cases), conformance.kernel() + ' ' + cases
          + " has other bits; only if its cases were changed on purpose: " + Golden.COMMAND);
    }
  }

  @ParameterizedTest
  @MethodSource("simdSuite")
  void simdHasTheBitsOfTheReference(Conformance conformance) {
    CompareSink sink = new CompareSink();
    conformance.run(Backend.REFERENCE, Cases.FULL, sink);
    sink.replay();
    conformance.run(Backend.SIMD, Cases.FULL, sink);
    sink.finish();
  }
}
