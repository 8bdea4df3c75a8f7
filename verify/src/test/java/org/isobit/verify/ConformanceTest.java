package org.isobit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every implementation of every kernel has the reference's bits, at this JVM's vector width. */
class ConformanceTest {

  private static final Golden GOLDEN = Golden.committed();

  static List<Conformance> suite() {
    return ConformanceSuite.all();
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
