package org.isobit.gpu.cublas;

import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemory;

/** What a call of gemm is about, its arrays apart: transposes, sizes, leading dimensions and strides, row-major. */
record GemmShape(boolean transA, boolean transB, int m, int n, int k, long lda, long strideA, long ldb, long strideB,
    long ldc, long strideC, int count) {

  /** Checks what can be checked without the arrays. */
  void check() {
    DeviceChecks.size("gemm", "m", m);
    DeviceChecks.size("gemm", "n", n);
    DeviceChecks.size("gemm", "k", k);
    DeviceChecks.size("gemm", "problems", count);
    if (Math.max(lda, Math.max(ldb, ldc)) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("gemm: leading dimensions " + lda + ", " + ldb + " and " + ldc
          + " are more than cuBLAS takes");
    }
    if (count > 1 && strideC < DeviceChecks.extent(m, n, ldc)) {
      throw new IllegalArgumentException("gemm: C of " + m + "x" + n + " with leading dimension " + ldc
          + " does not fit into a stride of " + strideC);
    }
  }

  /** Checks where the matrices A lie; returns the elements from the first to the last one. */
  long extentA(DeviceMemory memory, long offset) {
    return extent("A", memory, offset, transA ? k : m, transA ? m : k, lda, strideA);
  }

  /** Checks where the matrices B lie; returns the elements from the first to the last one. */
  long extentB(DeviceMemory memory, long offset) {
    return extent("B", memory, offset, transB ? n : k, transB ? k : n, ldb, strideB);
  }

  /** Checks where the matrices C lie; returns the elements from the first to the last one. */
  long extentC(DeviceMemory memory, long offset) {
    return extent("C", memory, offset, m, n, ldc, strideC);
  }

  private long extent(String name, DeviceMemory memory, long offset, int rows, int columns, long ld, long stride) {
    return DeviceChecks.batch("gemm", name, memory, offset, rows, columns, ld, stride, count);
  }

  @Override
  public String toString() {
    return " (" + count + " of m=" + m + ", n=" + n + ", k=" + k + ", lda=" + lda + ", ldb=" + ldb + ", ldc=" + ldc
        + (transA ? ", A transposed" : "") + (transB ? ", B transposed" : "") + ")";
  }
}
