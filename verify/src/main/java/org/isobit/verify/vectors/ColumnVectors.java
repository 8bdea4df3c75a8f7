// Master of FloatColumnVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Tridiagonal;
import org.isobit.verify.Inputs;

/** Systems of columns: short ones, some with zeros of both signs, and long ones. */
public final class ColumnVectors implements KernelVectors {

  private static final int[][] SHAPES = {{1, 2}, {2, 3}, {3, 2}, {5, 4}, {50, 3}};
  private static final int FIELDS = 2;

  private final Workers one = Workers.serial();

  /** Made by the service loader. */
  public ColumnVectors() {}

  @Override
  public void write(VectorText out) {
    for (int[] shape : SHAPES) {
      system(out, shape[0], shape[1]);
    }
  }

  private void system(VectorText out, int n, int lanes) {
    int size = n * lanes;
    Inputs inputs = new Inputs(900 + n);
    double[] lower = inputs.doubles(size);
    double[] diagonal = inputs.doubles(size);
    double[] upper = inputs.doubles(size);
    double[] x = inputs.doubles(FIELDS * size);
    for (int i = 0; i < size; i++) {
      diagonal[i] += 2.5;
      if (n == 3) {
        lower[i] = i % 2 == 0 ? 0.0 : -0.0;
        x[i] = i % 3 == 0 ? 0.0 : -0.0;
      }
    }
    double[] factors = new double[3 * size];
    Tridiagonal.factor(n, lanes, lower, 0, diagonal, 0, upper, 0, factors, 0, one);
    out.kernel("tridiagonalFactor.double").in("n", n).in("lanes", lanes).in("lower", lower).in("diagonal", diagonal)
        .in("upper", upper).out("factors", factors);
    out.kernel("tridiagonalSolve.double").in("n", n).in("lanes", lanes).in("fields", FIELDS).in("factors", factors)
        .in("x", x);
    Tridiagonal.solve(n, lanes, factors, 0, FIELDS, x, 0, size, one);
    out.out("x", x);
  }
}
