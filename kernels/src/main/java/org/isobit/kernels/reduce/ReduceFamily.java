package org.isobit.kernels.reduce;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class ReduceFamily implements KernelFamily {

  /** Makes the list. */
  public ReduceFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8);
    add(all, "float", 4);
    return all;
  }

  private static void add(List<Kernel> all, String type, int size) {
    all.add(vector("sum", type, "sum of a vector", 1, 1, size));
    all.add(vector("dot", type, "dot product, weighted sum", 2, 2, size));
    all.add(vector("weightedDot", type, "weighted dot product", 3, 3, size));
    all.add(vector("norm1", type, "sum of magnitudes", 2, 1, size));
    all.add(vector("norm2", type, "Euclidean norm, scaled", 2, 1, size));
    all.add(vector("maxAbs", type, "largest magnitude", 2, 1, size));
    all.add(vector("squaredDeviations", type, "sum of squared deviations: variance", 3, 1, size));
    all.add(lanes("laneSum", type, "column sums", 1, 1, size));
    all.add(lanes("laneMean", type, "column means", 1, 1, size));
    all.add(lanes("laneDot", type, "column dot products", 2, 2, size));
    all.add(lanes("laneSquaredDeviations", type, "column sums of squared deviations", 3, 1, size));
  }

  private static Kernel vector(String name, String type, String summary, int flops, int reads, int size) {
    int bytes = reads * size;
    return Kernel.exact(name + "." + type, "reduce", summary, List.of("n"),
        new Formula(flops + "n", d -> (double) flops * d[0]), new Formula(bytes + "n", d -> (double) bytes * d[0]));
  }

  private static Kernel lanes(String name, String type, String summary, int flops, int reads, int size) {
    int bytes = reads * size;
    return Kernel.exact(name + "." + type, "reduce", summary, List.of("rows", "n"),
        new Formula(flops + "·rows·n", d -> (double) flops * d[0] * d[1]),
        new Formula(bytes + "·rows·n + " + size + "n", d -> (double) bytes * d[0] * d[1] + (double) size * d[1]));
  }
}
