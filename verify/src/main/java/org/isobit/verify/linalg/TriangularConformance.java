// Master of FloatTriangularConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.cholesky.TriangularReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Both triangles, both transposes, all orders, right-hand sides around vector borders. */
public final class TriangularConformance implements Conformance {

  private static final int[] SIDES = {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 67};

  /** Made by the service loader. */
  public TriangularConformance() {}

  @Override
  public String kernel() {
    return "triangularSolve.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    if (cases == Cases.SHORT) {
      for (int n : Matrices.TINY) {
        all(implementation, n, 1, sink);
        all(implementation, n, 3, sink);
      }
      return;
    }
    for (int n : Matrices.ORDERS) {
      all(implementation, n, 1, sink);
      all(implementation, n, 5, sink);
    }
    for (int nrhs : SIDES) {
      all(implementation, 13, nrhs, sink);
      all(implementation, 130, nrhs, sink);
    }
  }

  private static void all(Backend implementation, int n, int nrhs, BitSink sink) {
    for (int variant = 0; variant < 4; variant++) {
      int ldt = n + 1;
      int ldb = nrhs + (variant == 3 || nrhs == 0 ? 1 : 0);
      double[] t = Matrices.rectangular(n, n, 3, variant, ldt);
      for (int i = 0; i < n; i++) {
        t[variant + i * ldt + i] += n + 2;
      }
      double[] b = Matrices.rectangular(n, nrhs, 4, variant, ldb);
      sink.label("triangular n=" + n + " nrhs=" + nrhs + " variant=" + variant);
      TriangularReference.of(implementation).solve((variant & 1) != 0, (variant & 2) != 0, n, nrhs, t, variant, ldt, b,
          variant, ldb);
      sink.add(b);
    }
  }
}
