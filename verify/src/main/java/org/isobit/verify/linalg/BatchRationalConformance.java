// Master of FloatBatchRationalConformance: the float version is generated from this file.
package org.isobit.verify.linalg;

import org.isobit.kernels.Backend;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/**
 * Blocks of problems whose norms, and so numbers of poles, differ from lane to lane, zero matrices among them; vectors
 * with signed zeros and an infinity; every function.
 */
public final class BatchRationalConformance implements Conformance {

  /** Made by the service loader. */
  public BatchRationalConformance() {}

  @Override
  public String kernel() {
    return "batchRational.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    BatchRational rational = new BatchRational(implementation);
    Matrices.blocks(cases == Cases.SHORT, (n, lanes) -> {
      sink.label("batchRational n=" + n + " lanes=" + lanes);
      int offset = lanes % 3;
      double[] a = Matrices.block(n, lanes, true, offset);
      for (int b = 0; b < lanes; b++) {
        scale(n, lanes, b % 5 == 4 ? 0.0 : Matrices.power(-3 * (b % 5)), a, offset + b);
      }
      rational.factor(n, lanes, a, offset, 1.5);
      int vectors = n % 4 + lanes % 4;
      double[] x = vectors(n, vectors, lanes);
      double[] y = new double[x.length];
      rational.rotate(vectors, x, 0);
      sink.add(x);
      rational.inverseRoot(vectors, x, 0, y, 0);
      sink.add(y);
      rational.rotateBack(vectors, y, 0);
      sink.add(y);
      rational.inverse(vectors, x, 0, y, 0);
      sink.add(y);
      rational.dividedDifference(vectors, x, 0, y, 0);
      sink.add(y);
      double[] whole = new double[n * n * lanes];
      rational.matrix(whole, 0);
      sink.add(whole);
      double[] bounds = new double[2 * lanes];
      for (int b = 0; b < lanes; b++) {
        bounds[b] = rational.bound(b);
        bounds[lanes + b] = rational.largest(b);
      }
      sink.add(bounds);
    });
  }

  private static void scale(int n, int lanes, double factor, double[] a, int at) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[at + (i * n + j) * lanes] *= factor;
      }
    }
  }

  private static double[] vectors(int n, int vectors, int lanes) {
    double[] x = new double[vectors * n * lanes];
    Inputs inputs = new Inputs(n * 100L + lanes);
    for (int i = 0; i < x.length; i++) {
      double value = inputs.nextDouble();
      x[i] = i % 7 == 3 ? -0.0 : value;
    }
    if (x.length > 40) {
      x[17] = Double.POSITIVE_INFINITY;
    }
    return x;
  }
}
