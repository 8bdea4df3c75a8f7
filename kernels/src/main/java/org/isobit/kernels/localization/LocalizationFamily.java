package org.isobit.kernels.localization;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class LocalizationFamily implements KernelFamily {

  /** Operations of an exponential: reduction, polynomial of degree 9, scaling. */
  private static final int EXP = 25;

  /** Operations of a sine or cosine of a multiple of π. */
  private static final int SINE = 30;

  /** Made by the service loader. */
  public LocalizationFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8);
    add(all, "float", 4);
    return all;
  }

  private static void add(List<Kernel> all, String type, int size) {
    all.add(points("gaspariCohnTaper", type, "Gaspari-Cohn taper", 23, 2, size));
    all.add(points("gaussianTaper", type, "Gaussian taper", 3 + EXP, 2, size));
    all.add(points("exponentialTaper", type, "exponential taper", 2 + EXP, 2, size));
    all.add(points("cubicExponentialTaper", type, "taper exp(-r^3/2)", 4 + EXP, 2, size));
    all.add(points("tricubeTaper", type, "taper (1 - r^3)^3", 6, 2, size));
    all.add(points("quarticTaper", type, "taper (1 - r^4)^4", 6, 2, size));
    all.add(points("boxcarTaper", type, "taper of a step", 2, 2, size));
    all.add(distances("euclideanDistance", type, "Cartesian distances from a point", 3, size));
    all.add(distances("periodicDistance", type, "distances from a point in a periodic domain", 8, size));
    all.add(points("greatCircleDistance", type, "distances from a point on a sphere", 56, 4, size));
    all.add(points("unitVectors", type, "unit vectors of latitudes and longitudes", 4 + 4 * SINE, 5, size));
  }

  private static Kernel points(String name, String type, String summary, int flops, int moves, int size) {
    int bytes = moves * size;
    return Kernel.exact(name + "." + type, "localization", summary, List.of("n"),
        new Formula(flops + "n", d -> (double) flops * d[0]), new Formula(bytes + "n", d -> (double) bytes * d[0]));
  }

  private static Kernel distances(String name, String type, String summary, int flops, int size) {
    return Kernel.exact(name + "." + type, "localization", summary, List.of("dimensions", "n"),
        new Formula(flops + "·dimensions·n", d -> (double) flops * d[0] * d[1]),
        new Formula(size + "·(dimensions + 1)·n", d -> (double) size * (d[0] + 1) * d[1]));
  }
}
