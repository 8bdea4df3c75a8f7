// Master of FloatFourierArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.linalg.poisson.Boundary;
import org.isobit.linalg.poisson.Helmholtz;
import org.isobit.linalg.poisson.Scheme;

/** The entries of Fourier transforms, and of solvers on them. */
final class FourierArguments extends ArgumentTable {

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  FourierArguments(Workers workers, boolean large) {
    int n = large ? 1000 : 30;
    int members = large ? 19 : 3;
    int rows = large ? 90 : 6;
    call(FourierPlan.class, "of", number("n", n, x -> x == n || x == 1));
    call(RealFourierPlan.class, "of", number("n", n, x -> x == n || x == 1));
    FourierPlan plan = FourierPlan.of(n);
    RealFourierPlan real = RealFourierPlan.of(n);
    int half = 2 * (n / 2 + 1);
    for (String direction : new String[] {"forward", "inverse"}) {
      call(Fourier.class, direction, plan, size("members", members), matrix("x", members, 2 * n),
          outMatrix("y", members, 2 * n), workers);
    }
    call(RealFourier.class, "forward", real, size("members", members), matrix("x", members, n),
        outMatrix("y", members, half), workers);
    call(RealFourier.class, "inverse", real, size("members", members), matrix("x", members, half),
        outMatrix("y", members, n), workers);
    call(RealFourier.class, "forwardInterleaved", real, size("lanes", members), vector("x", members * n),
        outVector("y", members * half));
    call(RealFourier.class, "inverseInterleaved", real, size("lanes", members), vector("x", members * half),
        outVector("y", members * n));
    FourierPlan down = FourierPlan.of(rows);
    for (String direction : new String[] {"forwardField", "inverseField"}) {
      call(Fourier.class, direction, down, plan, size("members", 2), matrix("x", 2, 2 * rows * n),
          outMatrix("y", 2, 2 * rows * n), workers);
    }
    call(RealFourier.class, "forwardField", down, real, size("members", 2), matrix("x", 2, rows * n),
        outMatrix("y", 2, rows * half), workers);
    call(RealFourier.class, "inverseField", down, real, size("members", 2), matrix("x", 2, rows * half),
        outMatrix("y", 2, rows * n), workers);
    if (!large) {
      solvers(workers);
    }
  }

  /** Solvers on them. */
  private void solvers(Workers workers) {
    call(Helmholtz.class, "line", number("columns", 30, x -> x == 30 || x == 1), number("spacing", 0.5,
        ArgumentTable::positive), Boundary.PERIODIC, number("lambda", 0.5, x -> Math.abs(x) <= Double.MAX_VALUE),
        Scheme.SECOND_ORDER);
    call(Helmholtz.class, "rectangle", number("rows", 8, x -> x == 8 || x == 1),
        number("columns", 30, x -> x == 30 || x == 1), number("spacing", 0.5, ArgumentTable::positive),
        number("spacing", 0.25, ArgumentTable::positive), Boundary.PERIODIC, Boundary.NEUMANN,
        number("lambda", 0.5, x -> Math.abs(x) <= Double.MAX_VALUE), Scheme.SECOND_ORDER);
    Helmholtz solver = Helmholtz.rectangle(4, 5, 1.0, 1.0, Boundary.DIRICHLET, Boundary.PERIODIC, 0.5,
        Scheme.SECOND_ORDER);
    on(Helmholtz.class, () -> solver, "solve", size("members", 2), matrix("f", 2, 20), outMatrix("u", 2, 20), workers);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }
}
