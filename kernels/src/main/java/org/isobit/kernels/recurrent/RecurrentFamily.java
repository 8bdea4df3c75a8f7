package org.isobit.kernels.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class RecurrentFamily implements KernelFamily {

  /** Made by the service loader. */
  public RecurrentFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      add(all, "lstmGates", type, "gates and states of LSTM cells", 120, 11 * size);
      add(all, "lstmGatesGradient", type, "their gradients", 47, 13 * size);
      add(all, "lstmGatesTangent", type, "their tangents", 50, 13 * size);
      add(all, "gruGates", type, "gates and states of GRU cells", 78, 9 * size);
      add(all, "gruGatesGradient", type, "their gradients", 22, 11 * size);
      add(all, "gruGatesTangent", type, "their tangents", 23, 11 * size);
    }
    return all;
  }

  private static void add(List<Kernel> all, String name, String type, String summary, int flops, int bytes) {
    all.add(Kernel.exact(name + "." + type, "recurrent", summary, List.of("rows", "n"), new Formula(flops + "·rows·n",
        d -> (double) flops * d[0] * d[1]), new Formula(bytes + "·rows·n", d -> (double) bytes * d[0] * d[1])));
  }
}
