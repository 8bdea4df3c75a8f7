package org.isobit.kernels.gemm;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue entries of {@link Gemm} and {@link FloatGemm}. */
public final class GemmFamily implements KernelFamily {

  /** Made by the service loader. */
  public GemmFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> kernels = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      kernels.add(Kernel.exact("gemm." + type, "gemm", "C = α·op(A)·op(B) + β·C", List.of("m", "n", "k"),
          new Formula("2mnk", d -> 2.0 * d[0] * d[1] * d[2]),
          new Formula(size + "(mk + kn + mn)", d -> size * (double) (d[0] * d[2] + d[2] * d[1] + d[0] * d[1]))));
      kernels.add(Kernel.exact("syrk." + type, "gemm", "lower triangle of C = α·op(A)·op(A)ᵀ + β·C",
          List.of("n", "k"), new Formula("n(n+1)k", d -> (double) d[0] * (d[0] + 1) * d[1]),
          new Formula(size + "(nk + n(n+1)/2)", d -> size * (d[0] * d[1] + 0.5 * d[0] * (d[0] + 1)))));
      kernels.add(Kernel.exact("gram." + type, "gemm", "symmetric C = α·op(A)·op(A)ᵀ + β·C", List.of("n", "k"),
          new Formula("n(n+1)k", d -> (double) d[0] * (d[0] + 1) * d[1]),
          new Formula(size + "(nk + n²)", d -> size * (double) (d[0] * d[1] + d[0] * d[0]))));
      kernels.add(Kernel.exact("gemv." + type, "gemm", "y = α·op(A)·x + β·y", List.of("m", "k"),
          new Formula("2mk", d -> 2.0 * d[0] * d[1]),
          new Formula(size + "(mk + m + k)", d -> size * (double) (d[0] * d[1] + d[0] + d[1]))));
      kernels.add(Kernel.exact("ger." + type, "gemm", "A = A + α·x·yᵀ", List.of("m", "n"),
          new Formula("2mn", d -> 2.0 * d[0] * d[1]),
          new Formula(size + "(2mn + m + n)", d -> size * (double) (2 * d[0] * d[1] + d[0] + d[1]))));
    }
    return kernels;
  }
}
