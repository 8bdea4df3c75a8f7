package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.cholesky.Cholesky;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A Cholesky factorisation and a solution with 16 right-hand sides; LAPACK's dpotrf and dpotrs, EJML's solver. */
@State(Scope.Thread)
public class CholeskyBenchmark implements KernelBenchmark {

  private static final int SIDES = 16;

  /** Order. */
  @Param({"20", "40", "64", "128", "256", "512"})
  public int n;

  /** Whose factorisation. */
  @Param({"simd", "reference", "openblas", "ejml"})
  public String implementation;

  private double[] a;
  private double[] b;
  private double[] x;
  private Cholesky cholesky;
  private DoublePointer nativeA;
  private DoublePointer nativeB;
  private LinearSolverDense<DMatrixRMaj> ejml;
  private DMatrixRMaj copy;
  private DMatrixRMaj right;
  private DMatrixRMaj solution;

  /** Makes the benchmark. */
  public CholeskyBenchmark() {}

  /** Makes the matrix and the implementation's object. */
  @Setup
  public void prepare() {
    a = Problems.positive(n, 1);
    b = new org.isobit.verify.Inputs(2).doubles(n * SIDES);
    x = new double[n * SIDES];
    switch (implementation) {
      case "openblas" -> {
        OpenBlas.use(1);
        nativeA = new DoublePointer((long) n * n);
        nativeB = new DoublePointer((long) n * SIDES);
      }
      case "ejml" -> {
        ejml = LinearSolverFactory_DDRM.chol(n);
        copy = new DMatrixRMaj(n, n);
        right = DMatrixRMaj.wrap(n, SIDES, b);
        solution = DMatrixRMaj.wrap(n, SIDES, x);
      }
      default -> cholesky = new Cholesky(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** One factorisation and solution. */
  @Benchmark
  public void factorAndSolve() {
    switch (implementation) {
      case "openblas" -> {
        nativeA.put(a, 0, n * n);
        nativeB.put(b, 0, n * SIDES);
        openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, nativeA, n);
        // Row-major right-hand sides: two triangular solves from the right.
        openblas.cblas_dtrsm(openblas.CblasRowMajor, openblas.CblasLeft, openblas.CblasLower, openblas.CblasNoTrans,
            openblas.CblasNonUnit, n, SIDES, 1.0, nativeA, n, nativeB, SIDES);
        openblas.cblas_dtrsm(openblas.CblasRowMajor, openblas.CblasLeft, openblas.CblasLower, openblas.CblasTrans,
            openblas.CblasNonUnit, n, SIDES, 1.0, nativeA, n, nativeB, SIDES);
        nativeB.get(x, 0, n * SIDES);
      }
      case "ejml" -> {
        System.arraycopy(a, 0, copy.data, 0, n * n);
        ejml.setA(copy);
        ejml.solve(right, solution);
      }
      default -> {
        cholesky.factor(n, a, 0, n);
        System.arraycopy(b, 0, x, 0, n * SIDES);
        cholesky.solve(SIDES, x, 0, SIDES);
      }
    }
  }

  @Override
  public Work work() {
    double solve = 2.0 * KernelCatalog.get("triangularSolve.double").flops().at(n, SIDES);
    return new Work("cholesky.double", "cholesky", KernelCatalog.get("cholesky.double").flops().at(n) + solve,
        KernelCatalog.get("cholesky.double").bytes().at(n));
  }

  @Override
  public double[] output() {
    return x;
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }
}
