// Master of FloatQrConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;

/** Tall, square and wide matrices around vector borders: both factors, least squares. */
public final class QrConformance implements Conformance {

  /** Made by the service loader. */
  public QrConformance() {}

  @Override
  public String kernel() {
    return "qr.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    HouseholderQr qr = new HouseholderQr(implementation);
    Matrices.shapes(cases == Cases.SHORT, (m, n) -> {
      sink.label("qr " + m + "x" + n);
      int k = Math.min(m, n);
      int ld = n + 1;
      qr.factor(m, n, Matrices.rectangular(m, n, 1, 1, ld), 1, ld);
      double[] r = new double[k * ld];
      qr.upper(r, 0, ld);
      sink.add(r);
      double[] q = new double[m * (k + 1)];
      qr.orthogonal(q, 0, k + 1);
      sink.add(q);
      if (m >= n) {
        double[] b = Matrices.rectangular(m, 2, 2, 0, 2);
        qr.solve(2, b, 0, 2);
        sink.add(b);
      }
    });
  }
}
