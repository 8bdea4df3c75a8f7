// Master of FloatSquareRootConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Positive definite matrices at all orders, plain and badly scaled. */
public final class SquareRootConformance implements Conformance {

  /** Made by the service loader. */
  public SquareRootConformance() {}

  @Override
  public String kernel() {
    return "squareRoot.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    SymmetricRoot root = new SymmetricRoot(implementation);
    for (int n : cases == Cases.SHORT ? Matrices.TINY : Matrices.ORDERS) {
      for (int kind = 0; kind < (cases == Cases.SHORT ? 1 : 2); kind++) {
        sink.label("squareRoot n=" + n + " kind=" + kind);
        int ld = n + 1 + kind;
        root.factor(n, Matrices.positive(n, kind, 2, ld), 2, ld);
        double[] out = new double[n * ld];
        root.squareRoot(out, 0, ld);
        sink.add(out);
      }
    }
  }
}
