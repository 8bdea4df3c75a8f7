package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.junit.jupiter.api.Test;

/** Catalogue and PTX agree: every entry that is shipped belongs to a kernel, or to a composition that is named here. */
class CudaKernelsTest {

  /** Entries, or whole families, that only compositions launch; whose bits the tests of these compositions compare. */
  private static final Map<String, String> COMPOSITIONS = Map.of(
      "reduce_divide_", "mean and variance: ReduceCudaTest",
      "ensemble_observe_", "observed anomalies: DeviceEnsembleTest",
      "ensemble_innovation_", "innovations: DeviceEnsembleTest",
      "network_", "layers between products: NetworkCudaTest",
      "hardware_", "ceilings of a card: HardwareCudaTest");

  @Test
  void everyEntryBelongsToAKernel() throws IOException {
    Set<String> used = new TreeSet<>();
    new CudaKernels().kernels().forEach(kernel -> used.addAll(CudaKernels.entries(kernel)));
    Set<String> shipped = new TreeSet<>();
    try (Stream<Path> tree = Files.walk(Path.of("src/main/resources"))) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".ptx")).toList()) {
        shipped.addAll(KernelModule.kinds(Files.readString(file, StandardCharsets.US_ASCII)).keySet());
      }
    }
    for (String composition : COMPOSITIONS.keySet()) {
      assertTrue(shipped.removeIf(entry -> entry.startsWith(composition)), "no entry is called " + composition + "*");
    }
    Set<String> missing = new TreeSet<>(used);
    missing.removeAll(shipped);
    shipped.removeAll(used);
    assertEquals(Set.of(), missing, "kernels launch what no PTX has");
    assertEquals(Set.of(), shipped, "PTX that no kernel launches");
  }

  @Test
  void theCatalogueListsThem() {
    assertEquals(new TreeSet<>(new CudaKernels().kernels()), new TreeSet<>(KernelCatalog.all().stream()
        .filter(kernel -> kernel.exactness() == Exactness.EXACT && kernel.implementations().contains(Backend.CUDA))
        .map(Kernel::name).toList()));
    assertEquals(Set.of(Backend.values()), Set.copyOf(KernelCatalog.get("gemm.double").implementations()));
    assertThrows(IllegalArgumentException.class, () -> CudaKernels.entries("eigen.double"));
  }
}
