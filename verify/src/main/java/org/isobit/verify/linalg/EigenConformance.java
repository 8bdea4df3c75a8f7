// Master of FloatEigenConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** All kinds of symmetric matrix at all orders: eigenvalues, eigenvectors, function, solve. */
public final class EigenConformance implements Conformance {

  /** Made by the service loader. */
  public EigenConformance() {}

  @Override
  public String kernel() {
    return "eigen.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    SymmetricEigen eigen = new SymmetricEigen(implementation);
    for (int n : cases == Cases.SHORT ? Matrices.TINY : Matrices.ORDERS) {
      boolean one = cases == Cases.SHORT || n > 17;
      for (int kind = one ? n % Matrices.KINDS : 0; kind < (one ? n % Matrices.KINDS + 1 : Matrices.KINDS); kind++) {
        sink.label("eigen n=" + n + " kind=" + kind);
        int offset = kind % 3;
        int ld = n + 1 + kind % 2;
        eigen.factor(n, Matrices.symmetric(n, kind, offset, ld), offset, ld);
        double[] values = new double[n];
        eigen.values(values, 0);
        double[] vectors = new double[n * n];
        eigen.vectors(vectors, 0, Math.max(1, n));
        sink.add(values);
        sink.add(vectors);
        double[] out = new double[n * ld];
        eigen.reconstruct(out, 0, ld);
        sink.add(out);
      }
    }
  }
}
