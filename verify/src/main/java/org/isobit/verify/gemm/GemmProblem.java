// Master of FloatGemmProblem: the float version is generated from this file.
package org.isobit.verify.gemm;

import java.util.function.BiConsumer;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/** One product with its operands, each in an array with a poisoned rim and poisoned padding. Not thread-safe. */
final class GemmProblem {

  /** The factors every shape is tried with, in turn. */
  static final double[] ALPHAS = {1.0, -1.0, 0.3, 0.0};
  static final double[] BETAS = {0.0, 1.0, 0.7, -1.0};

  final boolean transA;
  final boolean transB;
  final int m;
  final int n;
  final int k;
  final double alpha;
  final double beta;
  final double[] a;
  final int ao;
  final int lda;
  final double[] b;
  final int bo;
  final int ldb;
  final double[] c;
  final int co;
  final int ldc;

  /**
   * Makes operands that depend on the arguments alone.
   *
   * @param variant chooses offsets, padding and whether special values are among the inputs
   */
  GemmProblem(boolean transA, boolean transB, int m, int n, int k, double alpha, double beta, int variant) {
    this(transA, transB, m, n, k, alpha, beta, false, variant);
  }

  /** The same with vectors (B if n = 1; A and B if k = 1) packed without gaps. */
  GemmProblem(boolean transA, boolean transB, int m, int n, int k, double alpha, double beta, boolean packed,
      int variant) {
    this.transA = transA;
    this.transB = transB;
    this.m = m;
    this.n = n;
    this.k = k;
    this.alpha = alpha;
    this.beta = beta;
    boolean special = variant % 5 == 4;
    ao = variant % 3;
    bo = (variant + 1) % 4;
    co = (variant + 2) % 3;
    lda = (transA ? m : k) + (packed && k == 1 ? 0 : 1 + variant % 4);
    ldb = (transB ? k : n) + (packed ? 0 : 1 + (variant + 2) % 3);
    ldc = n + (packed && n == 1 ? 0 : 1 + (variant + 3) % 5);
    Inputs inputs = new Inputs(((m * 64L + n) * 64 + k) * 64 + variant);
    a = matrix(inputs, transA ? k : m, transA ? m : k, ao, lda, special);
    b = matrix(inputs, transB ? n : k, transB ? k : n, bo, ldb, special);
    c = matrix(inputs, m, n, co, ldc, special || beta == 0.0 && variant % 2 == 0);
  }

  private static double[] matrix(Inputs inputs, int rows, int columns, int offset, int ld, boolean special) {
    double[] x = new double[offset + rows * ld + 3];
    java.util.Arrays.fill(x, Double.NaN);
    for (int i = 0; i < rows; i++) {
      double[] row = special ? inputs.specialDoubles(columns) : inputs.doubles(columns);
      System.arraycopy(row, 0, x, offset + i * ld, columns);
    }
    return x;
  }

  private static void onDevice(BiConsumer<GemmCuda, OnDevice> call) {
    OnDevice.run(device -> call.accept(device.kernels(GemmCuda.class, GemmCuda::new), device));
  }

  /** Runs gemm by one implementation. */
  void gemm(Backend implementation) {
    if (implementation == Backend.CUDA) {
      onDevice((cuda, device) -> cuda.gemm(transA, transB, m, n, k, alpha, device.of(a), ao, lda, device.of(b), bo, ldb,
          beta, device.of(c), co, ldc));
    } else {
      GemmReference.of(implementation).gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    }
  }

  /** Runs gemv, n being 1, by one implementation; the processor's is gemm, which tells such shapes. */
  void gemv(Backend implementation) {
    if (implementation == Backend.CUDA) {
      onDevice((cuda, device) -> cuda.gemv(transA, m, k, alpha, device.of(a), ao, lda, device.of(b), bo, ldb, beta,
          device.of(c), co, ldc));
    } else {
      gemm(implementation);
    }
  }

  /** Runs ger, k being 1, by one implementation; the processor's is gemm, which tells such shapes. */
  void ger(Backend implementation) {
    if (implementation == Backend.CUDA) {
      onDevice((cuda, device) -> cuda.ger(m, n, alpha, device.of(a), ao, lda, device.of(b), bo, ldb, device.of(c), co,
          ldc));
    } else {
      gemm(implementation);
    }
  }

  /** Runs syrk of A by one implementation; n must be m. */
  void syrk(Backend implementation) {
    if (implementation == Backend.CUDA) {
      onDevice((cuda, device) -> cuda.syrk(transA, m, k, alpha, device.of(a), ao, lda, beta, device.of(c), co, ldc));
    } else {
      GemmReference.of(implementation).syrk(transA, m, k, alpha, a, ao, lda, beta, c, co, ldc);
    }
  }

  /** Runs gram of A by one implementation; n must be m. */
  void gram(Backend implementation) {
    if (implementation == Backend.CUDA) {
      onDevice((cuda, device) -> cuda.gram(transA, m, k, alpha, device.of(a), ao, lda, beta, device.of(c), co, ldc));
    } else {
      GemmReference kernels = GemmReference.of(implementation);
      kernels.lower(transA, m, k, alpha, a, ao, lda, beta, c, co, ldc);
      kernels.mirror(m, c, co, ldc);
    }
  }

  /** Runs gemm, SIMD by the façade on the shared threads. */
  void gemmOnThreads(Backend implementation) {
    if (implementation == Backend.SIMD) {
      Gemm.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc, Workers.shared());
    } else {
      gemm(implementation);
    }
  }

  /** Runs gemv, n being 1, SIMD by the façade on the shared threads. */
  void gemvOnThreads(Backend implementation) {
    if (implementation == Backend.SIMD) {
      Gemm.gemv(transA, m, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc, Workers.shared());
    } else {
      gemv(implementation);
    }
  }

  /** Runs ger, k being 1, SIMD by the façade on the shared threads. */
  void gerOnThreads(Backend implementation) {
    if (implementation == Backend.SIMD) {
      Gemm.ger(m, n, alpha, a, ao, lda, b, bo, ldb, c, co, ldc, Workers.shared());
    } else {
      ger(implementation);
    }
  }

  /** Runs syrk of A, SIMD by the façade on the shared threads. */
  void syrkOnThreads(Backend implementation) {
    if (implementation == Backend.SIMD) {
      Gemm.syrk(transA, m, k, alpha, a, ao, lda, beta, c, co, ldc, Workers.shared());
    } else {
      syrk(implementation);
    }
  }

  /** Runs gram of A, SIMD by the façade on the shared threads. */
  void gramOnThreads(Backend implementation) {
    if (implementation == Backend.SIMD) {
      Gemm.gram(transA, m, k, alpha, a, ao, lda, beta, c, co, ldc, Workers.shared());
    } else {
      gram(implementation);
    }
  }

  /** Feeds all of C's array, rim and padding included. */
  void feed(String kernel, BitSink sink) {
    sink.label(kernel + (transA ? " T" : " N") + (transB ? "T " : "N ") + m + "x" + n + "x" + k + " alpha " + alpha
        + " beta " + beta);
    sink.add(c);
  }
}
