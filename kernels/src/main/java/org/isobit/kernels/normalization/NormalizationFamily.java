package org.isobit.kernels.normalization;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class NormalizationFamily implements KernelFamily {

  private static final List<String> ROWS = List.of("rows", "n");
  private static final List<String> CHANNELS = List.of("batch", "channels", "pixels");

  /** Made by the service loader. */
  public NormalizationFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      norm(all, "layerNorm", type, "layer norm of rows", ROWS, size);
      norm(all, "rmsNorm", type, "RMS norm of rows", ROWS, size);
      norm(all, "groupNorm", type, "group norm of channels", CHANNELS, size);
      norm(all, "batchNorm", type, "batch norm of channels", CHANNELS, size);
      all.add(Kernel.exact("batchNormRunning." + type, "normalization", "running statistics of a batch norm",
          List.of("channels"), new Formula("7·channels", d -> 7.0 * d[0]),
          new Formula(6 * size + "·channels", d -> 6.0 * size * d[0])));
      add(all, "batchNormInference", type, "batch norm by running statistics", CHANNELS, 2, 2 * size);
    }
    return all;
  }

  private static void norm(List<Kernel> all, String name, String type, String summary, List<String> sizes, int size) {
    add(all, name, type, summary, sizes, 7, 2 * size);
    add(all, name + "Gradient", type, "its gradients", sizes, 15, 3 * size);
    add(all, name + "Tangent", type, "its tangent", sizes, 11, 3 * size);
  }

  private static void add(List<Kernel> all, String name, String type, String summary, List<String> sizes, int flops,
      int bytes) {
    String product = String.join("·", sizes);
    all.add(Kernel.exact(name + "." + type, "normalization", summary, sizes,
        new Formula(flops + "·" + product, d -> flops * product(d)),
        new Formula(bytes + "·" + product, d -> bytes * product(d))));
  }

  private static double product(long[] sizes) {
    double product = 1;
    for (long size : sizes) {
      product *= size;
    }
    return product;
  }
}
