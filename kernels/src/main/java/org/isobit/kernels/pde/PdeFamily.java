package org.isobit.kernels.pde;

import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class PdeFamily implements KernelFamily {

  /** Made by the service loader. */
  public PdeFamily() {}

  @Override
  public List<Kernel> kernels() {
    return List.of(
        elements("etdStage", "a stage of exponential time differencing: y = e·x + q·f", "n", 3, 5),
        elements("etdCorrectedStage", "its fourth stage: y = e·x + q·(2g - f)", "n", 5, 6),
        elements("etdRungeKutta4", "the end of a step of ETDRK4", "n", 9, 10),
        elements("pointProduct", "product of two fields point by point", "n", 1, 3),
        elements("imaginaryProduct", "products of complex numbers with imaginary ones", "count", 2, 6),
        interleaved("interleavedImaginaryProduct",
            "products of complex numbers with imaginary ones, states in lanes", 2, 4),
        grid("quasiGeostrophic", "change of vorticity in the quasi-geostrophic model", 75, 2),
        grid("quasiGeostrophicTangent", "its derivative times a perturbation", 120, 3),
        grid("quasiGeostrophicAdjoint", "its transposed derivative times an adjoint", 120, 3),
        grid("shallowWater", "right-hand side of the shallow-water equations", 80, 6),
        grid("shallowWaterTangent", "its derivative times a perturbation", 140, 9),
        grid("shallowWaterAdjoint", "its transposed derivative times an adjoint", 150, 9));
  }

  private static Kernel interleaved(String name, String summary, int flops, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "pde", summary, List.of("count", "lanes"),
        new Formula(flops + "·count·lanes", d -> (double) flops * d[0] * d[1]),
        new Formula(bytes + "·count·lanes", d -> (double) bytes * d[0] * d[1]));
  }

  private static Kernel grid(String name, String summary, int flops, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "pde", summary, List.of("rows", "columns"),
        new Formula(flops + "·rows·columns", d -> (double) flops * d[0] * d[1]),
        new Formula(bytes + "·rows·columns", d -> (double) bytes * d[0] * d[1]));
  }

  private static Kernel elements(String name, String summary, String dimension, int flops, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "pde", summary, List.of(dimension),
        new Formula(flops + dimension, d -> (double) flops * d[0]),
        new Formula(bytes + dimension, d -> (double) bytes * d[0]));
  }
}
