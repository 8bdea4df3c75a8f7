package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All eigenvalues and eigenvectors of one symmetric matrix; LAPACK's dsyevd and EJML's QR iteration. */
@State(Scope.Thread)
public class SymmetricEigenBenchmark implements KernelBenchmark {

  /** Order. */
  @Param({"20", "40", "64", "128", "256"})
  public int n;

  /** Whose decomposition. */
  @Param({"simd", "reference", "openblas", "ejml"})
  public String implementation;

  private double[] a;
  private double[] values;
  private SymmetricEigen eigen;
  private DoublePointer native1;
  private DoublePointer nativeValues;
  private EigenDecomposition_F64<DMatrixRMaj> ejml;
  private DMatrixRMaj copy;

  /** Makes the benchmark. */
  public SymmetricEigenBenchmark() {}

  /** Makes the matrix and the implementation's object. */
  @Setup
  public void prepare() {
    a = Problems.positive(n, 1);
    values = new double[n];
    switch (implementation) {
      case "openblas" -> {
        OpenBlas.use(1);
        native1 = new DoublePointer((long) n * n);
        nativeValues = new DoublePointer(n);
      }
      case "ejml" -> {
        ejml = DecompositionFactory_DDRM.eig(n, true, true);
        copy = new DMatrixRMaj(n, n);
      }
      default -> eigen = new SymmetricEigen(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** One decomposition. */
  @Benchmark
  public void decompose() {
    switch (implementation) {
      case "openblas" -> {
        native1.put(a, 0, n * n);
        openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, native1, n, nativeValues);
        nativeValues.get(values, 0, n);
      }
      case "ejml" -> {
        System.arraycopy(a, 0, copy.data, 0, n * n);
        ejml.decompose(copy);
      }
      default -> {
        eigen.factor(n, a, 0, n);
        eigen.values(values, 0);
      }
    }
  }

  @Override
  public Work work() {
    return new Work("eigen.double", "eigen", KernelCatalog.get("eigen.double").flops().at(n),
        KernelCatalog.get("eigen.double").bytes().at(n));
  }

  @Override
  public double[] output() {
    if (ejml != null) {
      for (int k = 0; k < n; k++) {
        values[k] = ejml.getEigenvalue(k).real;
      }
      java.util.Arrays.sort(values);
    }
    return values;
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
