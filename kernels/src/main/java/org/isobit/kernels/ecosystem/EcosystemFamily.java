package org.isobit.kernels.ecosystem;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class EcosystemFamily implements KernelFamily {

  /** Made by the service loader. */
  public EcosystemFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8, 90);
    add(all, "float", 4, 74);
    return all;
  }

  private static void add(List<Kernel> all, String type, int size, int npzd) {
    all.add(flows("npzdFlows." + type, "flows between nutrient, phyto-, zooplankton and detritus, one column a lane",
        size, npzd, NpzdFlows.POOLS + NpzdFlows.FLOWS + 1, NpzdFlows.PARAMETERS + 1));
    all.add(flows("fashamFlows." + type, "flows between the seven pools of Fasham et al., one column a lane", size, 72,
        FashamFlows.POOLS + FashamFlows.FLOWS + 1, FashamFlows.PARAMETERS));
    all.add(transfer("transferEuler." + type, "an explicit step of pools by flows, one cell a lane", size,
        new Formula("2(flows + pools)·cells", d -> 2.0 * (d[2] + d[1]) * d[0])));
    all.add(transfer("transferPatankar." + type, "a modified Patankar-Euler step of pools by flows, one cell a lane",
        size, new Formula("(2pools³/3 + 2pools² + 4pools/3 − 2 + 2flows)·cells",
            d -> (d[1] * (d[1] * (2.0 * d[1] / 3.0 + 2.0) + 4.0 / 3.0) - 2.0 + 2.0 * d[2]) * d[0])));
  }

  private static Kernel flows(String name, String summary, int size, int flops, int fields, int rows) {
    return Kernel.exact(name, "ecosystem", summary, List.of("n", "lanes"),
        new Formula(flops + "n·lanes", d -> (double) flops * d[0] * d[1]), new Formula(
            size * fields + "n·lanes + " + size * rows + "lanes",
            d -> (double) size * (fields * d[0] + rows) * d[1]));
  }

  private static Kernel transfer(String name, String summary, int size, Formula flops) {
    return Kernel.exact(name, "ecosystem", summary, List.of("cells", "pools", "flows"), flops,
        new Formula(size + "(flows + 2pools)·cells", d -> size * (d[2] + 2.0 * d[1]) * d[0]));
  }
}
