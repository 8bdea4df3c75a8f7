package org.isobit.bench.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One QR factorisation without forming Q; LAPACK's dgeqrf (of the column-major matrix) and EJML. */
@State(Scope.Thread)
public class QrBenchmark implements KernelBenchmark {

  /** Rows and columns. */
  @Param({"20x20", "40x40", "128x128", "1000x40"})
  public String shape;

  /** Whose factorisation. */
  @Param({"simd", "reference", "openblas", "ejml"})
  public String implementation;

  private int m;
  private int n;
  private double[] a;
  private double[] r;
  private HouseholderQr qr;
  private DoublePointer nativeA;
  private DoublePointer nativeTau;
  private QRDecomposition<DMatrixRMaj> ejml;
  private DMatrixRMaj copy;

  /** Makes the benchmark. */
  public QrBenchmark() {}

  private void parse() {
    m = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    n = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
  }

  /** Makes the matrix and the implementation's object. */
  @Setup
  public void prepare() {
    parse();
    a = new Inputs(3).doubles(m * n);
    r = new double[n * n];
    switch (implementation) {
      case "openblas" -> {
        OpenBlas.use(1);
        nativeA = new DoublePointer((long) m * n);
        nativeTau = new DoublePointer(n);
        double[] transposed = new double[m * n];
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            transposed[j * m + i] = a[i * n + j];
          }
        }
        a = transposed;
      }
      case "ejml" -> {
        ejml = DecompositionFactory_DDRM.qr(m, n);
        copy = new DMatrixRMaj(m, n);
      }
      default -> qr = new HouseholderQr(implementation.equals("simd") ? Backend.SIMD : Backend.REFERENCE);
    }
  }

  /** One factorisation. */
  @Benchmark
  public void factor() {
    switch (implementation) {
      case "openblas" -> {
        nativeA.put(a, 0, m * n);
        openblas.LAPACKE_dgeqrf(openblas.LAPACK_COL_MAJOR, m, n, nativeA, m, nativeTau);
      }
      case "ejml" -> {
        System.arraycopy(a, 0, copy.data, 0, m * n);
        ejml.decompose(copy);
      }
      default -> qr.factor(m, n, a, 0, n);
    }
  }

  @Override
  public Work work() {
    parse();
    return new Work("qr.double", "qr", KernelCatalog.get("qr.double").flops().at(m, n),
        KernelCatalog.get("qr.double").bytes().at(m, n));
  }

  /** Magnitudes: the signs of R's rows are a matter of convention. */
  @Override
  public double[] output() {
    if (qr != null) {
      qr.upper(r, 0, n);
    } else if (ejml != null) {
      System.arraycopy(ejml.getR(null, true).data, 0, r, 0, n * n);
    } else {
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          r[i * n + j] = nativeA.get((long) j * m + i);
        }
      }
    }
    double[] magnitudes = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      magnitudes[i] = Math.abs(r[i]);
    }
    return magnitudes;
  }

  @Override
  public double tolerance() {
    return 1e-11;
  }
}
