package org.isobit.kernels.elementary;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class ElementaryFamily implements KernelFamily {

  /** Made by the service loader. */
  public ElementaryFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "exp", "e^x", 31, 23);
    add(all, "expm1", "e^x − 1", 39, 31);
    add(all, "log", "natural logarithm", 31, 23);
    add(all, "log1p", "ln(1 + x)", 41, 33);
    add(all, "tanh", "hyperbolic tangent", 58, 50);
    add(all, "sigmoid", "1/(1 + e^−x)", 54, 46);
    add(all, "softplus", "ln(1 + e^x)", 85, 69);
    add(all, "erf", "error function", 96, 52);
    add(all, "sin", "sine, radians", 58, 48);
    add(all, "cos", "cosine, radians", 58, 48);
    add(all, "sinpi", "sin(πx)", 45, 35);
    add(all, "cospi", "cos(πx)", 45, 35);
    add(all, "cbrt", "cube root", 32, 28);
    all.add(kernel("logNdtr.double", "log of the normal distribution function", 172, 8));
    all.add(kernel("logNdtrDerivative.double", "its derivative", 155, 8));
    return all;
  }

  /** Additions, multiplications and divisions of one element count 1, fused multiply-adds 2. */
  private static void add(List<Kernel> all, String name, String summary, int flopsDouble, int flopsFloat) {
    all.add(kernel(name + ".double", summary, flopsDouble, 8));
    all.add(kernel(name + ".float", summary, flopsFloat, 4));
  }

  private static Kernel kernel(String name, String summary, int flops, int size) {
    return Kernel.exact(name, "elementary", summary, List.of("n"), new Formula(flops + "n", d -> (double) flops * d[0]),
        new Formula(2 * size + "n", d -> 2.0 * size * d[0]));
  }
}
