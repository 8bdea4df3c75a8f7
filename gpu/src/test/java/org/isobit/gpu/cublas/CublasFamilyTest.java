package org.isobit.gpu.cublas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.junit.jupiter.api.Test;

/** What the catalogue says of products by cuBLAS. */
class CublasFamilyTest {

  @Test
  void theyAloneAreBounded() {
    List<Kernel> bounded = KernelCatalog.all().stream().filter(k -> k.exactness() == Exactness.BOUNDED).toList();
    assertEquals(List.of("gemm.cublas.double", "gemm.cublas.float", "gemm.cublas.tf32"),
        bounded.stream().map(Kernel::name).toList());
    for (Kernel kernel : bounded) {
      assertEquals(List.of(Backend.CUDA), kernel.implementations());
      Kernel exact = KernelCatalog.get(kernel.name().endsWith("double") ? "gemm.double" : "gemm.float");
      assertEquals(exact.family(), kernel.family());
      assertEquals(exact.flops().at(3, 5, 7), kernel.flops().at(3, 5, 7));
      assertEquals(exact.bytes().at(3, 5, 7), kernel.bytes().at(3, 5, 7));
      assertEquals(exact.bytes().text(), kernel.bytes().text());
    }
  }
}
