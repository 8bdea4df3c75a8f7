package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All singular values and vectors of one matrix; LAPACK's dgesdd and EJML's Golub–Kahan iteration. */
@State(Scope.Thread)
public class SvdBenchmark implements KernelBenchmark {

  /** Rows and columns. */
  @Param({"20x20", "40x40", "128x128", "1000x40"})
  public String shape;

  /** Whose decomposition. */
  @Param({"simd", "reference", "openblas", "ejml"})
  public String implementation;

  private int m;
  private int n;
  private double[] a;
  private double[] values;
  private JacobiSvd svd;
  private DoublePointer nativeA;
  private DoublePointer nativeS;
  private DoublePointer nativeU;
  private DoublePointer nativeV;
  private SingularValueDecomposition_F64<DMatrixRMaj> ejml;
  private DMatrixRMaj copy;

  /** Makes the benchmark. */
  public SvdBenchmark() {}

  private void parse() {
    m = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    n = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
  }

  /** Makes the matrix and the implementation's object. */
  @Setup
  public void prepare() {
    parse();
    a = new Inputs(3).doubles(m * n);
    values = new double[n];
    switch (implementation) {
      case "openblas" -> {
        OpenBlas.use(1);
        nativeA = new DoublePointer((long) m * n);
        nativeS = new DoublePointer(n);
        nativeU = new DoublePointer((long) n * n);
        nativeV = new DoublePointer((long) m * n);
      }
      case "ejml" -> {
        ejml = DecompositionFactory_DDRM.svd(m, n, true, true, true);
        copy = new DMatrixRMaj(m, n);
      }
      default -> svd = new JacobiSvd(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** One decomposition. */
  @Benchmark
  public void decompose() {
    switch (implementation) {
      case "openblas" -> {
        nativeA.put(a, 0, m * n);
        // The row-major matrix is the column-major transpose: n×m.
        openblas.LAPACKE_dgesdd(openblas.LAPACK_COL_MAJOR, (byte) 'S', n, m, nativeA, n, nativeS, nativeU, n, nativeV,
            n);
        nativeS.get(values, 0, n);
      }
      case "ejml" -> {
        System.arraycopy(a, 0, copy.data, 0, m * n);
        ejml.decompose(copy);
      }
      default -> {
        svd.factor(m, n, a, 0, n);
        svd.values(values, 0);
      }
    }
  }

  @Override
  public Work work() {
    parse();
    return new Work("svd.double", "svd", KernelCatalog.get("svd.double").flops().at(m, n),
        KernelCatalog.get("svd.double").bytes().at(m, n));
  }

  @Override
  public double[] output() {
    if (ejml != null) {
      double[] sorted = ejml.getSingularValues().clone();
      java.util.Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        values[i] = sorted[sorted.length - 1 - i];
      }
    }
    return values;
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
