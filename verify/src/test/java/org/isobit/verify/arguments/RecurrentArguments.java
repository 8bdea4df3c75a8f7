// Master of FloatRecurrentArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;

/** The entries of the kernels of recurrent cells. */
final class RecurrentArguments extends ArgumentTable {

  private final int rows;
  private final int n = 13;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  RecurrentArguments(Workers workers, boolean large) {
    rows = large ? 1201 : 5;
    for (Workers some : new Workers[] {null, workers}) {
      add(some, LstmGates.class, "forward", size("rows", rows), size("n", n), outMatrix("gates", rows, 4 * n),
          matrix("C", rows, n), outMatrix("C'", rows, n), outMatrix("H'", rows, n));
      add(some, LstmGates.class, "backward", size("rows", rows), size("n", n), matrix("gates", rows, 4 * n),
          matrix("C", rows, n), matrix("C'", rows, n), matrix("dH'", rows, n), outMatrix("dC", rows, n),
          outMatrix("dZ", rows, 4 * n));
      add(some, LstmGates.class, "tangent", size("rows", rows), size("n", n), matrix("gates", rows, 4 * n),
          matrix("C", rows, n), matrix("C'", rows, n), matrix("dZ", rows, 4 * n), outMatrix("dC", rows, n),
          outMatrix("dH'", rows, n));
      add(some, GruGates.class, "forward", size("rows", rows), size("n", n), outMatrix("gates", rows, 4 * n),
          matrix("H", rows, n), outMatrix("H'", rows, n));
      add(some, GruGates.class, "backward", size("rows", rows), size("n", n), matrix("gates", rows, 4 * n),
          matrix("H", rows, n), matrix("dH'", rows, n), outMatrix("dH", rows, n), outMatrix("dZ", rows, 4 * n));
      add(some, GruGates.class, "tangent", size("rows", rows), size("n", n), matrix("gates", rows, 4 * n),
          matrix("H", rows, n), matrix("dZ", rows, 4 * n), matrix("dH", rows, n), outMatrix("dH'", rows, n));
    }
    call(LstmGates.class, "forward", view(4 * n), view(n), view(n), view(n), workers);
    call(LstmGates.class, "backward", view(4 * n), view(n), view(n), view(n), view(n), view(4 * n), workers);
    call(LstmGates.class, "tangent", view(4 * n), view(n), view(n), view(4 * n), view(n), view(n), workers);
    call(GruGates.class, "forward", view(4 * n), view(n), view(n), workers);
    call(GruGates.class, "backward", view(4 * n), view(n), view(n), view(n), view(4 * n), workers);
    call(GruGates.class, "tangent", view(4 * n), view(n), view(4 * n), view(n), view(n), workers);
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private void add(Workers threads, Class<?> owner, String method, Object... parts) {
    if (threads == null) {
      call(owner, method, parts);
    } else {
      Object[] more = Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = threads;
      call(owner, method, more);
    }
  }

  private Matrix view(int columns) {
    return Matrix.of((double[]) numbers(new Random(columns), rows * columns), rows, columns);
  }
}
