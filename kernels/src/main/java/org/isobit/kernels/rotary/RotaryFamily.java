package org.isobit.kernels.rotary;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class RotaryFamily implements KernelFamily {

  /** Made by the service loader. */
  public RotaryFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      all.add(Kernel.exact("rotary." + type, "rotary", "pairs of elements turned by a position's angles",
          List.of("rows", "columns"), new Formula("3·r·c", d -> 3.0 * d[0] * d[1]),
          new Formula(2 * size + "·r·c", d -> 2.0 * size * d[0] * d[1])));
      all.add(Kernel.exact("rotaryAngles." + type, "rotary",
          "cosines and sines of given frequencies, and what they turn", List.of("rows", "columns"),
          new Formula("43·r·c", d -> 43.0 * d[0] * d[1]),
          new Formula(3 * size + "·r·c", d -> 3.0 * size * d[0] * d[1])));
      all.add(Kernel.exact("rotaryGradient." + type, "rotary", "gradients with respect to the frequencies of positions",
          List.of("rows", "columns"), new Formula("2.5·r·c", d -> 2.5 * d[0] * d[1]),
          new Formula(2 * size + "·r·c", d -> 2.0 * size * d[0] * d[1])));
    }
    return all;
  }
}
