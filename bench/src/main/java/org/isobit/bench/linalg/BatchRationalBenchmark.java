package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.batch.BatchRational;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * C^−½ times a few vectors for 16 matrices C, as local analyses need it: one problem a lane, against LAPACK's dsyevd
 * and products with eigenvectors.
 */
@State(Scope.Thread)
public class BatchRationalBenchmark implements KernelBenchmark {

  private static final int LANES = 16;

  /** What A is divided by. */
  private static final double DIVISOR = 3.0;

  /** Order. */
  @Param({"10", "20", "40", "64"})
  public int n;

  /** Vectors of each problem. */
  @Param({"1", "4"})
  public int vectors;

  /** Whose. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private double[] block;
  private double[] x;
  private double[] y;
  private double[] out;
  private BatchRational rational;
  private double[][] single;
  private DoublePointer eigenvectors;
  private DoublePointer values;
  private DoublePointer in;
  private DoublePointer projected;
  private DoublePointer result;

  /** Makes the benchmark. */
  public BatchRationalBenchmark() {}

  /** Makes the matrices and vectors. */
  @Setup
  public void prepare() {
    block = Problems.block(n, LANES);
    x = new double[vectors * n * LANES];
    y = new double[x.length];
    out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 37 % 101 - 50) / 50.0;
    }
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      single = new double[LANES][];
      for (int b = 0; b < LANES; b++) {
        single[b] = Problems.positive(n, b);
        for (int i = 0; i < n * n; i++) {
          single[b][i] = single[b][i] / DIVISOR + (i % (n + 1) == 0 ? 1.0 : 0.0);
        }
      }
      eigenvectors = new DoublePointer((long) n * n);
      values = new DoublePointer(n);
      in = new DoublePointer((long) vectors * n);
      projected = new DoublePointer((long) vectors * n);
      result = new DoublePointer((long) vectors * n * LANES);
    } else {
      rational = new BatchRational(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** Sixteen problems. */
  @Benchmark
  public void inverseRoots() {
    if (rational == null) {
      lapack();
      return;
    }
    rational.factor(n, LANES, block, 0, DIVISOR);
    System.arraycopy(x, 0, y, 0, x.length);
    rational.rotate(vectors, y, 0);
    rational.inverseRoot(vectors, y, 0, out, 0);
    rational.rotateBack(vectors, out, 0);
  }

  private void lapack() {
    for (int b = 0; b < LANES; b++) {
      eigenvectors.put(single[b], 0, n * n);
      openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, eigenvectors, n, values);
      for (int i = 0; i < vectors * n; i++) {
        in.put(i, x[i * LANES + b]);
      }
      openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasTrans, openblas.CblasNoTrans, n, vectors, n, 1.0,
          eigenvectors, n, in, n, 0.0, projected, n);
      for (int k = 0; k < n; k++) {
        double f = 1.0 / Math.sqrt(values.get(k));
        for (int v = 0; v < vectors; v++) {
          projected.put((long) v * n + k, projected.get((long) v * n + k) * f);
        }
      }
      openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, n, vectors, n, 1.0,
          eigenvectors, n, projected, n, 0.0, result.getPointer((long) b * vectors * n), n);
    }
  }

  @Override
  public Work work() {
    return new Work("batchRational.double", "batch", KernelCatalog.get("batchRational.double").flops()
        .at(n, vectors, LANES), KernelCatalog.get("batchRational.double").bytes().at(n, vectors, LANES));
  }

  @Override
  public double[] output() {
    if (rational == null) {
      for (int b = 0; b < LANES; b++) {
        for (int i = 0; i < vectors * n; i++) {
          out[i * LANES + b] = result.get((long) b * vectors * n + i);
        }
      }
    }
    return out;
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
