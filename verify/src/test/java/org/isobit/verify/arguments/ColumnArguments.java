// Master of FloatColumnArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.column.Sinking;
import org.isobit.kernels.column.Tridiagonal;

/** The entries of columns; numbers are from ¼ to 1, so that they may be factors of sinking and exchange, too. */
final class ColumnArguments extends ArgumentTable {

  private static final int FIELDS = 3;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  ColumnArguments(Workers workers, boolean large) {
    int n = large ? 19 : 5;
    int lanes = large ? 4001 : 37;
    int size = n * lanes;
    call(Tridiagonal.class, "factor", least("n", 1, n), least("lanes", 1, lanes), vector("lower", size),
        vector("diagonal", size), vector("upper", size), outVector("factors", 3 * size), workers);
    call(Tridiagonal.class, "solve", least("n", 1, n), least("lanes", 1, lanes), vector("factors", 3 * size),
        size("fields", FIELDS), outMatrix("x", FIELDS, size), workers);
    call(Diffusion.class, "factor", least("n", 1, n), least("lanes", 1, lanes), vector("exchange", size),
        vector("reciprocals", n), outVector("factors", 3 * size), workers);
    call(Diffusion.class, "step", least("n", 1, n), least("lanes", 1, lanes), vector("reciprocals", n),
        vector("factors", 3 * size), size("fields", FIELDS), outMatrix("c", FIELDS, size), outVector("work", size),
        workers);
    call(Diffusion.class, "step", view(1, n), view(3 * n, lanes), view(FIELDS, size), view(n, lanes), workers);
    call(Sinking.class, "step", least("n", 1, n), least("lanes", 1, lanes), vector("factors", n), false,
        outVector("c", size), workers);
    call(OpticalDepth.class, "depth", least("n", 1, n), least("lanes", 1, lanes), vector("background", n),
        vector("thickness", n), number("k", 0.5, ArgumentTable::any), least("fields", 1, FIELDS),
        matrix("c", FIELDS, size), outVector("depth", size), workers);
    call(OpticalDepth.class, "depth", view(1, n), view(1, n), number("k", 0.5, ArgumentTable::any),
        view(FIELDS, size), view(n, lanes), workers);
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(3 << 18) * 0x1p-20;
    }
    return x;
  }
}
