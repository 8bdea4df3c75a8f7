package org.isobit.kernels.attention;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class AttentionFamily implements KernelFamily {

  private static final List<String> HEADS = List.of("heads", "queries", "keys", "size");

  /** Made by the service loader. */
  public AttentionFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      all.add(kernel("attention." + type, "softmax(scale·Q·Kᵀ + mask)·V, online", 4, 2 * size));
      all.add(kernel("attentionGradient." + type, "gradients of attention with respect to Q, K and V", 10, 4 * size));
      all.add(kernel("attentionTangent." + type, "derivative of attention in a direction of Q, K and V", 10,
          4 * size));
    }
    return all;
  }

  private static Kernel kernel(String name, String what, int flops, int bytes) {
    return Kernel.exact(name, "attention", what, HEADS,
        new Formula(flops + "·h·q·k·d", d -> (double) flops * d[0] * d[1] * d[2] * d[3]),
        new Formula(bytes + "·h·d(q + k)", d -> (double) bytes * d[0] * d[3] * ((double) d[1] + d[2])));
  }
}
