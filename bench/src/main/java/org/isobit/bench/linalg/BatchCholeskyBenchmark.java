package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Cholesky factorisations of 16 matrices, each with one right-hand side, one problem a lane, against LAPACK's dposv.
 */
@State(Scope.Thread)
public class BatchCholeskyBenchmark implements KernelBenchmark {

  private static final int LANES = 16;

  /** Order. */
  @Param({"10", "20", "40", "64"})
  public int n;

  /** Whose factorisation. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private double[] block;
  private double[] sides;
  private double[] x;
  private double[][] single;
  private double[][] singleSides;
  private BatchCholesky cholesky;
  private DoublePointer matrix;
  private DoublePointer right;

  /** Makes the benchmark. */
  public BatchCholeskyBenchmark() {}

  /** Makes the matrices and the implementation's object. */
  @Setup
  public void prepare() {
    block = Problems.block(n, LANES);
    sides = new Inputs(9).doubles(n * LANES);
    x = new double[n * LANES];
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      single = new double[LANES][];
      singleSides = new double[LANES][n];
      for (int b = 0; b < LANES; b++) {
        single[b] = Problems.positive(n, b);
        for (int i = 0; i < n; i++) {
          singleSides[b][i] = sides[i * LANES + b];
        }
      }
      matrix = new DoublePointer((long) n * n);
      right = new DoublePointer((long) n * LANES);
    } else {
      cholesky = new BatchCholesky(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** Sixteen factorisations and solutions. */
  @Benchmark
  public void factorAndSolve() {
    if (cholesky != null) {
      System.arraycopy(sides, 0, x, 0, n * LANES);
      cholesky.factor(n, LANES, block, 0).solve(1, x, 0);
      return;
    }
    for (int b = 0; b < LANES; b++) {
      matrix.put(single[b], 0, n * n);
      right.position((long) b * n).put(singleSides[b], 0, n);
      openblas.LAPACKE_dposv(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, 1, matrix, n, right, n);
    }
    right.position(0);
  }

  @Override
  public Work work() {
    return new Work("batchCholesky.double", "batch", KernelCatalog.get("batchCholesky.double").flops().at(n, LANES),
        KernelCatalog.get("batchCholesky.double").bytes().at(n, LANES));
  }

  @Override
  public double[] output() {
    if (cholesky == null) {
      for (int b = 0; b < LANES; b++) {
        for (int i = 0; i < n; i++) {
          x[i * LANES + b] = right.get((long) b * n + i);
        }
      }
    }
    return x;
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }
}
