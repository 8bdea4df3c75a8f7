// Master of FloatProduct: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.verify.Inputs;

/** C = op(A)·op(B), row-major, by one implementation; OpenBLAS works on its own copies outside the heap. */
final class Product {

  private final boolean transA;
  private final boolean transB;
  private final int m;
  private final int n;
  private final int k;
  private final int lda;
  private final int ldb;
  private final String implementation;
  private final GemmReference kernels;
  private final double[] a;
  private final double[] b;
  private final double[] c;
  private DoublePointer nativeA;
  private DoublePointer nativeB;
  private DoublePointer nativeC;
  private DMatrixRMaj ejmlA;
  private DMatrixRMaj ejmlB;
  private DMatrixRMaj ejmlC;

  Product(boolean transA, boolean transB, int m, int n, int k, String implementation) {
    this.transA = transA;
    this.transB = transB;
    this.m = m;
    this.n = n;
    this.k = k;
    this.lda = transA ? m : k;
    this.ldb = transB ? k : n;
    this.implementation = implementation;
    kernels = GemmReference.of(KernelBenchmark.backend(implementation));
    a = new Inputs(1).doubles(m * k);
    b = new Inputs(2).doubles(k * n);
    c = new double[m * n];
    switch (implementation) {
      case "openblas" -> {
        OpenBlas.use(1);
        nativeA = copy(a);
        nativeB = copy(b);
        nativeC = copy(c);
      }
      case "ejml" -> {
        ejmlA = DMatrixRMaj.wrap(transA ? k : m, lda, a);
        ejmlB = DMatrixRMaj.wrap(transB ? n : k, ldb, b);
        ejmlC = DMatrixRMaj.wrap(m, n, c);
      }
      default -> {
      }
    }
  }

  private static DoublePointer copy(double[] x) {
    DoublePointer copy = new DoublePointer((long) x.length);
    copy.put(x, 0, x.length);
    return copy;
  }

  void run() {
    switch (implementation) {
      case "simd-facade" -> Gemm.gemm(transA, transB, m, n, k, 1.0, a, 0, lda, b, 0, ldb, 0.0, c, 0, n);
      case "simd-threads" ->
        Gemm.gemm(transA, transB, m, n, k, 1.0, a, 0, lda, b, 0, ldb, 0.0, c, 0, n, Workers.shared());
      case "simd", "reference" -> kernels.gemm(transA, transB, m, n, k, 1.0, a, 0, lda, b, 0, ldb, 0.0, c, 0, n);
      case "openblas" -> blas();
      default -> ejml();
    }
  }

  private void blas() {
    int ta = transA ? openblas.CblasTrans : openblas.CblasNoTrans;
    int tb = transB ? openblas.CblasTrans : openblas.CblasNoTrans;
    openblas.cblas_dgemm(openblas.CblasRowMajor, ta, tb, m, n, k, 1.0, nativeA, lda, nativeB, ldb, 0.0, nativeC, n); // float: openblas.cblas_sgemm(openblas.CblasRowMajor, ta, tb, m, n, k, 1.0f, nativeA, lda, nativeB, ldb, 0.0f, nativeC, n);
  }

  private void ejml() {
    if (transA) {
      if (transB) {
        CommonOps_DDRM.multTransAB(ejmlA, ejmlB, ejmlC);
      } else {
        CommonOps_DDRM.multTransA(ejmlA, ejmlB, ejmlC);
      }
    } else if (transB) {
      CommonOps_DDRM.multTransB(ejmlA, ejmlB, ejmlC);
    } else {
      CommonOps_DDRM.mult(ejmlA, ejmlB, ejmlC);
    }
  }

  /** C, widened. */
  java.util.stream.DoubleStream output() { // float: unchanged
    if (nativeC != null) {
      nativeC.get(c, 0, c.length);
    }
    return java.util.stream.IntStream.range(0, c.length).mapToDouble(i -> c[i]); // float: unchanged
  }
}
