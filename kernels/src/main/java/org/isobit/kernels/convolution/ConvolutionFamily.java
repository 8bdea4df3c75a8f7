package org.isobit.kernels.convolution;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class ConvolutionFamily implements KernelFamily {

  private static final List<String> SIZES = List.of("outputs", "terms", "inputs", "weights");

  /** Made by the service loader. */
  public ConvolutionFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      all.add(Kernel.exact("convolution." + type, "convolution",
          "Y = activation(X ∗ W + b), grouped, strided, dilated, padded", SIZES,
          new Formula("2·outputs·terms", d -> 2.0 * d[0] * d[1]),
          new Formula(size + "(outputs + inputs + weights)", d -> size * ((double) d[0] + d[2] + d[3]))));
      Formula products = new Formula("2·outputs·terms", d -> 2.0 * d[0] * d[1]);
      Formula once = new Formula(size + "(outputs + inputs + weights)",
          d -> size * ((double) d[0] + d[2] + d[3]));
      all.add(Kernel.exact("convolutionWeightGradient." + type, "convolution", "dW of a convolution", SIZES, products,
          once));
      all.add(Kernel.exact("convolutionBiasGradient." + type, "convolution", "db of a convolution", List.of("outputs"),
          new Formula("outputs", d -> (double) d[0]), new Formula(size + "·outputs", d -> (double) size * d[0])));
      all.add(Kernel.exact("convolutionInputGradient." + type, "convolution", "dX of a convolution", SIZES, products,
          once));
      all.add(Kernel.exact("transposedConvolution." + type, "convolution",
          "X = activation(the transpose of ∗ W, of Z, + b)", SIZES, products, once));
    }
    return all;
  }
}
