// Master of FloatCholeskyConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Factors and solutions at all orders and across block borders, and the pivots of matrices that have no factor. */
public final class CholeskyConformance implements Conformance {

  private static final int[] BLOCKED = {95, 96, 97, 143, 150, 193};

  /** Made by the service loader. */
  public CholeskyConformance() {}

  @Override
  public String kernel() {
    return "cholesky.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Cholesky cholesky = new Cholesky(implementation);
    for (int n : cases == Cases.SHORT ? Matrices.TINY : Matrices.ORDERS) {
      one(cholesky, n, 0, sink);
      one(cholesky, n, 1, sink);
      fail(cholesky, n, n / 2, sink);
    }
    if (cases == Cases.FULL) {
      for (int n : BLOCKED) {
        one(cholesky, n, n % 2, sink);
        fail(cholesky, n, n - 2, sink);
      }
    }
  }

  private static void one(Cholesky cholesky, int n, int kind, BitSink sink) {
    sink.label("cholesky n=" + n + " kind=" + kind);
    int ld = n + 1 + kind;
    cholesky.factor(n, Matrices.positive(n, kind, kind, ld), kind, ld);
    double[] lower = new double[n * ld];
    cholesky.lower(lower, 0, ld);
    sink.add(lower);
    for (int nrhs = 1; nrhs < 4; nrhs += 2) {
      double[] b = Matrices.rectangular(n, nrhs, 7, 1, nrhs);
      cholesky.solve(nrhs, b, 1, nrhs);
      sink.add(b);
    }
  }

  private static void fail(Cholesky cholesky, int n, int index, BitSink sink) {
    if (n > index) {
      double[] a = Matrices.positive(n, 0, 0, n);
      a[index * n + index] = -1.0;
      sink.label("indefinite n=" + n);
      try {
        cholesky.factor(n, a, 0, n);
        sink.add(-1);
      } catch (NumericalException e) {
        sink.add(e.index());
        sink.add(e.value());
      }
    }
  }
}
