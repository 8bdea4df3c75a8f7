package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.linalg.batch.BatchRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Inverse square roots of 16 matrices, as local analyses need them: one problem a lane by tridiagonal QL with vectors,
 * by rational functions of the tridiagonal matrix, and by scaled Newton–Schulz iteration, against LAPACK's dsyevd and a
 * matrix product for each. Eigenvalues are from 1 to the condition number, on which poles and steps depend.
 */
@State(Scope.Thread)
public class BatchRootBenchmark implements KernelBenchmark {

  private static final int LANES = 16;

  /** Order. */
  @Param({"10", "20", "40", "64", "100"})
  public int n;

  /** Condition number, about. */
  @Param({"5", "1000"})
  public double condition;

  /** Which way: QL is simd, that is the other ways' opponent, and reference. */
  @Param({"simd", "rational", "newton-schulz", "reference", "openblas"})
  public String implementation;

  private double[] block;
  private double[][] single;
  private double[] out;
  private BatchRoot root;
  private BatchRational rational;
  private NewtonSchulz iteration;
  private DoublePointer vectors;
  private DoublePointer scaled;
  private DoublePointer result;
  private DoublePointer values;

  /** Makes the benchmark. */
  public BatchRootBenchmark() {}

  /** Makes the matrices and the implementation's object. */
  @Setup
  public void prepare() {
    double weight = 0.75 * (condition - 1.0);
    block = Problems.block(n, LANES, weight);
    out = new double[n * n * LANES];
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      single = new double[LANES][];
      for (int b = 0; b < LANES; b++) {
        single[b] = Problems.positive(n, b, weight);
      }
      vectors = new DoublePointer((long) n * n);
      scaled = new DoublePointer((long) n * n);
      result = new DoublePointer((long) n * n * LANES);
      values = new DoublePointer(n);
    } else if (implementation.equals("rational")) {
      rational = new BatchRational(Backend.SIMD);
      for (int i = 0; i < n * LANES; i++) {
        block[i / LANES * (n + 1) * LANES + i % LANES] -= 1.0;
      }
    } else if (implementation.equals("newton-schulz")) {
      iteration = new NewtonSchulz(n);
    } else {
      root = new BatchRoot(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** Sixteen inverse square roots. */
  @Benchmark
  public void inverseSquareRoots() {
    if (root != null) {
      root.factor(n, LANES, block, 0).inverseSquareRoot(out, 0);
    } else if (rational != null) {
      rational.factor(n, LANES, block, 0, 1.0).matrix(out, 0);
    } else if (iteration != null) {
      iteration.inverseRoots(LANES, block, out);
    } else {
      lapack();
    }
  }

  private void lapack() {
    for (int b = 0; b < LANES; b++) {
      vectors.put(single[b], 0, n * n);
      openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, vectors, n, values);
      for (int k = 0; k < n; k++) {
        double f = 1.0 / Math.sqrt(values.get(k));
        for (int i = 0; i < n; i++) {
          scaled.put((long) k * n + i, vectors.get((long) k * n + i) * f);
        }
      }
      openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasTrans, n, n, n, 1.0, scaled, n,
          vectors, n, 0.0, result.getPointer((long) b * n * n), n);
    }
  }

  @Override
  public Work work() {
    return new Work("batchInverseSquareRoot.double", "batch",
        KernelCatalog.get("batchInverseSquareRoot.double").flops().at(n, LANES),
        KernelCatalog.get("batchInverseSquareRoot.double").bytes().at(n, LANES));
  }

  @Override
  public double[] output() {
    if (implementation.equals("openblas")) {
      for (int b = 0; b < LANES; b++) {
        for (int i = 0; i < n * n; i++) {
          out[i * LANES + b] = result.get((long) b * n * n + i);
        }
      }
    }
    return out;
  }

  @Override
  public double tolerance() {
    // Errors grow with the condition number, whatever the way.
    return 1e-14 + 1e-15 * condition;
  }
}
