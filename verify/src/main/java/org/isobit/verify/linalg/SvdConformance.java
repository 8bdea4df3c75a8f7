// Master of FloatSvdConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/**
 * Tall, square and wide matrices around vector borders, random and symmetric of all kinds: all factors, least squares.
 */
public final class SvdConformance implements Conformance {

  private JacobiSvd svd;
  private BitSink sink;

  /** Made by the service loader. */
  public SvdConformance() {}

  @Override
  public String kernel() {
    return "svd.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    svd = new JacobiSvd(implementation);
    this.sink = sink;
    Matrices.shapes(cases == Cases.SHORT, (m, n) -> {
      sink.label("svd " + m + "x" + n);
      if (m <= 40) {
        one(m, n, Matrices.rectangular(m, n, 3, 0, n + 1), n + 1);
      }
    });
    for (int kind = 0; kind < (cases == Cases.SHORT ? 0 : Matrices.KINDS); kind++) {
      sink.label("svd kind " + kind);
      one(9, 9, whole(9, Matrices.symmetric(9, kind, 0, 9)), 9);
    }
  }

  private static double[] whole(int n, double[] a) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j * n + i] = a[i * n + j];
      }
    }
    return a;
  }

  private void one(int m, int n, double[] a, int lda) {
    int k = Math.min(m, n);
    svd.factor(m, n, a, 0, lda);
    double[] values = new double[k];
    svd.values(values, 0);
    sink.add(values);
    double[] u = new double[m * (k + 1)];
    svd.left(u, 0, k + 1);
    sink.add(u);
    double[] v = new double[k * (n + 1)];
    svd.rightTransposed(v, 0, n + 1);
    sink.add(v);
    double[] x = new double[2 * n];
    svd.solve(2, Matrices.rectangular(m, 2, 4, 0, 2), 0, 2, x, 0, 2);
    sink.add(x);
    sink.add(svd.rank());
  }
}
