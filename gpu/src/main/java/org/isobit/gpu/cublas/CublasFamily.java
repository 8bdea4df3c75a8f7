package org.isobit.gpu.cublas;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isobit.gpu.cublas.CublasGemm.Precision;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue entries of {@link CublasGemm}: the only kernels of class BOUNDED. They have no golden hashes. */
public final class CublasFamily implements KernelFamily {

  /** Made by the service loader. */
  public CublasFamily() {}

  @Override
  public List<Kernel> kernels() {
    return Stream.of(Precision.values()).map(precision -> {
      int size = precision == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
      return new Kernel("gemm.cublas." + precision.name().toLowerCase(Locale.ROOT), "gemm",
          "C = α·op(A)·op(B) + β·C by cuBLAS", Exactness.BOUNDED, List.of(Backend.CUDA), List.of("m", "n", "k"),
          new Formula("2mnk", d -> 2.0 * d[0] * d[1] * d[2]), new Formula(size + "(mk + kn + mn)",
          d -> size * (double) (d[0] * d[2] + d[2] * d[1] + d[0] * d[1])));
    }).toList();
  }
}
