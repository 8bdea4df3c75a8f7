// Master of FloatVectorBenchmark: the float version is generated from this file.
package org.isobit.bench.gemm;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.gemm.PackedMatrix;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** gemv in both storage orders and of a packed matrix, ger, and syrk of a small ensemble, on one thread. */
@State(Scope.Thread)
public class VectorBenchmark implements KernelBenchmark {

  /** Operation, rows and columns of the stored matrix (syrk: order and depth). */
  @Param({"gemv:64x64", "gemv:100x100", "gemv:1000x40", "gemv:1000x1000", "gemv:40x100000", "packed:64x64",
      "packed:100x100", "packed:1000x40", "packed:1000x1000", "packed:40x100000", "gemvT:100x100", "gemvT:1000x1000",
      "gemvT:40x100000", "ger:100x100", "ger:1000x1000", "syrk:40x1000", "syrk:100x1000", "syrk:256x1000",
      "syrk:512x512"})
  public String shape;

  /** Whose operation. */
  @Param({"simd", "openblas", "reference"})
  public String implementation;

  private String operation;
  private int rows;
  private int columns;
  private double[] a;
  private double[] x;
  private double[] y;
  private GemmReference kernels;
  private PackedMatrix packed;
  private DoublePointer nativeA;
  private DoublePointer nativeX;
  private DoublePointer nativeY;

  /** Makes the benchmark. */
  public VectorBenchmark() {}

  private void parse() {
    operation = shape.substring(0, shape.indexOf(':'));
    rows = Integer.parseInt(shape.substring(shape.indexOf(':') + 1, shape.indexOf('x')));
    columns = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
  }

  /** Makes the operands. */
  @Setup
  public void prepare() {
    kernels = GemmReference.of(KernelBenchmark.backend(implementation));
    parse();
    a = new Inputs(1).doubles(rows * columns);
    x = new Inputs(2).doubles(operation.equals("gemvT") || operation.equals("ger") ? rows : columns);
    y = new double[operation.equals("syrk") ? rows * rows : byRows() ? rows : columns];
    packed = operation.equals("packed") ? PackedMatrix.of(false, rows, columns, 1.0, a, 0, columns) : null;
    if (operation.equals("ger")) {
      y = new Inputs(3).doubles(columns);
    }
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      nativeA = copy(a);
      nativeX = copy(x);
      nativeY = copy(y);
    }
  }

  private boolean byRows() {
    return operation.equals("gemv") || operation.equals("packed");
  }

  private static DoublePointer copy(double[] x) {
    DoublePointer copy = new DoublePointer((long) x.length);
    copy.put(x, 0, x.length);
    return copy;
  }

  /** One operation; ger adds to the same matrix again and again, by little. */
  @Benchmark
  public void run() {
    if (implementation.equals("openblas")) {
      blas();
    } else {
      own();
    }
  }

  private void own() {
    switch (operation) {
      case "gemv" -> kernels.gemm(false, false, rows, 1, columns, 1.0, a, 0, columns, x, 0, 1, 0.0, y, 0, 1);
      case "packed" -> kernels.packed(packed, 1, x, 0, columns, 0.0, y, 0, rows);
      case "gemvT" -> kernels.gemm(true, false, columns, 1, rows, 1.0, a, 0, columns, x, 0, 1, 0.0, y, 0, 1);
      case "ger" -> kernels.gemm(false, true, rows, columns, 1, 1e-9, x, 0, 1, y, 0, 1, 1.0, a, 0, columns);
      default -> kernels.syrk(false, rows, columns, 1.0, a, 0, columns, 0.0, y, 0, rows);
    }
  }

  private void blas() {
    int order = openblas.CblasRowMajor;
    int plain = openblas.CblasNoTrans;
    int trans = openblas.CblasTrans;
    int low = openblas.CblasLower;
    switch (operation) {
      case "gemv", "packed" ->
        openblas.cblas_dgemv(order, plain, rows, columns, 1.0, nativeA, columns, nativeX, 1, 0.0, nativeY, 1); // float: openblas.cblas_sgemv(order, plain, rows, columns, 1.0f, nativeA, columns, nativeX, 1, 0.0f, nativeY, 1);
      case "gemvT" ->
        openblas.cblas_dgemv(order, trans, rows, columns, 1.0, nativeA, columns, nativeX, 1, 0.0, nativeY, 1); // float: openblas.cblas_sgemv(order, trans, rows, columns, 1.0f, nativeA, columns, nativeX, 1, 0.0f, nativeY, 1);
      case "ger" ->
        openblas.cblas_dger(order, rows, columns, 1e-9, nativeX, 1, nativeY, 1, nativeA, columns); // float: openblas.cblas_sger(order, rows, columns, 1e-9f, nativeX, 1, nativeY, 1, nativeA, columns);
      default ->
        openblas.cblas_dsyrk(order, low, plain, rows, columns, 1.0, nativeA, columns, 0.0, nativeY, rows); // float: openblas.cblas_ssyrk(order, low, plain, rows, columns, 1.0f, nativeA, columns, 0.0f, nativeY, rows);
    }
  }

  @Override
  public Work work() {
    parse();
    long n = rows;
    long m = columns;
    int size = 8; // float: int size = 4;
    String kernel = (operation.equals("gemvT") || byRows() ? "gemv" : operation) + ".double";
    return operation.equals("syrk") ? new Work(kernel, operation, n * (n + 1) * m, size * (n * m + n * n / 2))
        : new Work(kernel, operation, 2 * n * m, size * (operation.equals("ger") ? 2 * n * m : n * m));
  }

  @Override
  public double[] output() { // float: unchanged
    if (nativeY != null) {
      nativeA.get(a, 0, a.length);
      nativeY.get(y, 0, y.length);
    }
    double[] out = operation.equals("ger") ? a : y;
    return java.util.stream.IntStream.range(0, out.length).mapToDouble(i -> out[i]).toArray(); // float: unchanged
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-12; // float: return 1e-4;
  }
}
