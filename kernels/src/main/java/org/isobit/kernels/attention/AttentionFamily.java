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
      all.add(Kernel.exact("attention." + type, "attention", "softmax(scale·Q·Kᵀ + mask)·V, online", HEADS,
          new Formula("4·h·q·k·d", d -> 4.0 * d[0] * d[1] * d[2] * d[3]),
          new Formula(2 * size + "·h·d(q + k)", d -> 2.0 * size * d[0] * d[3] * ((double) d[1] + d[2]))));
      all.add(Kernel.exact("rotary." + type, "attention", "pairs of elements turned by a position's angles",
          List.of("rows", "columns"), new Formula("3·r·c", d -> 3.0 * d[0] * d[1]),
          new Formula(2 * size + "·r·c", d -> 2.0 * size * d[0] * d[1])));
    }
    return all;
  }
}
