package org.isobit.kernels.pooling;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class PoolingFamily implements KernelFamily {

  private static final List<String> SIZES = List.of("outputs", "window", "inputs");
  private static final List<String> ENDS = List.of("outputs", "inputs");

  /** Made by the service loader. */
  public PoolingFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      Formula windows = new Formula("outputs·window", d -> (double) d[0] * d[1]);
      Formula ends = new Formula(size + "(outputs + inputs)", d -> size * ((double) d[0] + d[2]));
      Formula kept = new Formula(size + "(2·outputs + inputs)", d -> size * (2.0 * d[0] + d[2]));
      Formula outputs = new Formula("outputs", d -> (double) d[0]);
      Formula none = new Formula("0", d -> 0.0);
      Formula far = new Formula(size + "(2·outputs + inputs)", d -> size * (2.0 * d[0] + d[1]));
      Formula both = new Formula(size + "(outputs + inputs)", d -> size * ((double) d[0] + d[1]));
      all.add(exact("maxPooling", type, "maxima of windows, and where they stand", SIZES, windows, kept));
      all.add(exact("maxPoolingGradient", type, "dX of maxima", ENDS, outputs, far));
      all.add(exact("maxPoolingTangent", type, "dY of maxima", ENDS, none, far));
      all.add(exact("averagePooling", type, "averages of windows", SIZES, windows, ends));
      all.add(exact("averagePoolingGradient", type, "dX of averages", SIZES, windows, ends));
      all.add(exact("resize", type, "nearest and bilinear resizes", ENDS,
          new Formula("6·outputs", d -> 6.0 * d[0]), both));
      all.add(exact("resizeGradient", type, "dX of resizes", ENDS, new Formula("8·outputs", d -> 8.0 * d[0]), both));
      all.add(exact("rearrange", type, "axes of samples in another order", List.of("elements"), none,
          new Formula(2 * size + "·elements", d -> 2.0 * size * d[0])));
    }
    return all;
  }

  private static Kernel exact(String name, String type, String text, List<String> sizes, Formula flops, Formula bytes) {
    return Kernel.exact(name + "." + type, "pooling", text, sizes, flops, bytes);
  }
}
