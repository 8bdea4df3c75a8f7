package org.isobit.kernels.column;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class ColumnFamily implements KernelFamily {

  /** Made by the service loader. */
  public ColumnFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8);
    add(all, "float", 4);
    return all;
  }

  private static void add(List<Kernel> all, String type, int size) {
    all.add(Kernel.exact("tridiagonalFactor." + type, "column", "factors of tridiagonal matrices, one column a lane",
        List.of("n", "lanes"), new Formula("5n·lanes", d -> 5.0 * d[0] * d[1]),
        new Formula(6 * size + "n·lanes", d -> 6.0 * size * d[0] * d[1])));
    all.add(Kernel.exact("tridiagonalSolve." + type, "column", "solutions with them, fields of a column at once",
        List.of("n", "lanes", "fields"), new Formula("5n·lanes·fields", d -> 5.0 * d[0] * d[1] * d[2]),
        new Formula(size + "(3 + 2fields)·n·lanes", d -> size * (3.0 + 2.0 * d[2]) * d[0] * d[1])));
    all.add(Kernel.exact("diffusionFactor." + type, "column", "factors of implicit diffusion, one column a lane",
        List.of("n", "lanes"), new Formula("10n·lanes", d -> 10.0 * d[0] * d[1]),
        new Formula(4 * size + "n·lanes", d -> 4.0 * size * d[0] * d[1])));
    all.add(Kernel.exact("diffusionStep." + type, "column", "a step of it, fields of a column at once",
        List.of("n", "lanes", "fields"), new Formula("9n·lanes·fields", d -> 9.0 * d[0] * d[1] * d[2]),
        new Formula(size + "(3 + 2fields)·n·lanes", d -> size * (3.0 + 2.0 * d[2]) * d[0] * d[1])));
    all.add(Kernel.exact("sinking." + type, "column", "a step of sinking by upwind fluxes, one column a lane",
        List.of("n", "lanes"), new Formula("4n·lanes", d -> 4.0 * d[0] * d[1]),
        new Formula(2 * size + "n·lanes", d -> 2.0 * size * d[0] * d[1])));
    all.add(Kernel.exact("opticalDepth." + type, "column", "optical depths at the middle of levels, one column a lane",
        List.of("n", "lanes", "fields"), new Formula("(5 + fields)n·lanes", d -> (5.0 + d[2]) * d[0] * d[1]),
        new Formula(size + "(1 + fields)·n·lanes", d -> size * (1.0 + d[2]) * d[0] * d[1])));
  }
}
