package org.isobit.kernels.random;

import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class RandomFamily implements KernelFamily {

  /** Made by the service loader. */
  public RandomFamily() {}

  @Override
  public List<Kernel> kernels() {
    return List.of(
        kernel("words.int", "Philox 4x32-10, 32-bit words", 20, 4),
        kernel("uniform.double", "Philox, uniform in [0, 1)", 44, 8),
        kernel("uniform.float", "Philox, uniform in [0, 1)", 44, 4),
        kernel("gaussian.double", "Philox and Box–Muller, normal", 81, 8),
        kernel("gaussian.float", "Philox and Box–Muller, normal", 81, 4));
  }

  /** Counts the generator's integer operations (80 a block) like floating-point ones. */
  private static Kernel kernel(String name, String summary, int operations, int size) {
    return Kernel.exact(name, "random", summary, List.of("n"),
        new Formula(operations + "n", d -> (double) operations * d[0]),
        new Formula(size + "n", d -> (double) size * d[0]));
  }
}
