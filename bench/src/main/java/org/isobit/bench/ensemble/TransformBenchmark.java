package org.isobit.bench.ensemble;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A transform of anomalies by one thread, out of place and in place; OpenBLAS' dgemm always out of place. */
@State(Scope.Thread)
public class TransformBenchmark implements KernelBenchmark {

  /** Out of place or in place. */
  @Param({"transform", "transformInPlace"})
  public String kernel;

  /** Members. */
  @Param({"20", "40", "100"})
  public int members;

  /** Points. */
  @Param({"1000", "100000"})
  public int n;

  /** Whose transform. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private double[] w;
  private double[] a;
  private double[] b;
  private TransformReference kernels;
  private DoublePointer nativeW;
  private DoublePointer nativeA;
  private DoublePointer nativeB;

  /** Makes the benchmark. */
  public TransformBenchmark() {}

  /** A reflection as weights, so that repeating it in place changes no magnitude. */
  @Setup
  public void prepare() {
    kernels = TransformReference.of(KernelBenchmark.backend(implementation));
    a = new Inputs(1).doubles(members * n);
    b = new double[members * n];
    w = new double[members * members];
    for (int i = 0; i < members; i++) {
      for (int j = 0; j < members; j++) {
        w[i * members + j] = (i == j ? 1.0 : 0.0) - 2.0 / members;
      }
    }
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      nativeW = new DoublePointer(w);
      nativeA = new DoublePointer(a);
      nativeB = new DoublePointer((long) members * n);
    }
  }

  /** One transform. */
  @Benchmark
  public void transform() {
    if (implementation.equals("openblas")) {
      openblas.cblas_dgemm(openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, members, n, members,
          1.0, nativeW, members, nativeA, n, 0.0, nativeB, n);
    } else if (kernel.equals("transformInPlace")) {
      kernels.applyInPlace(false, members, n, w, 0, members, a, 0, n);
    } else {
      kernels.apply(false, members, members, n, w, 0, members, a, 0, n, b, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".double");
    return new Work(entry.name(), "transform", entry.flops().at(members, n), entry.bytes().at(members, n));
  }

  @Override
  public double[] output() {
    if (implementation.equals("openblas")) {
      nativeB.get(b);
      return b;
    }
    return kernel.equals("transform") ? b : a;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
