// Master of FloatFreeProductBenchmark: the float version is generated from this file.
package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Products with their chains as the contract has them, and with sums in any order, on one thread. */
@State(Scope.Thread)
public class FreeProductBenchmark implements KernelBenchmark {

  /** A·B, or A·Bᵀ: rows, columns and terms. */
  @Param({"plain:768x768x768", "plain:960x40x960", "plain:256x1x256", "transposed:20x20x1000"})
  public String shape;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private final FreeProduct free = new FreeProduct();
  private GemmReference kernels;
  private boolean transposed;
  private int m;
  private int n;
  private int k;
  private double[] a;
  private double[] b;
  private double[] c;

  /** Makes the benchmark. */
  public FreeProductBenchmark() {}

  private void parse() {
    transposed = shape.startsWith("transposed");
    int[] sizes = Arrays.stream(shape.substring(shape.indexOf(':') + 1).split("x")).mapToInt(Integer::parseInt)
        .toArray();
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
  }

  /** Makes the operands. */
  @Setup
  public void prepare() {
    parse();
    kernels = GemmReference.of(KernelBenchmark.backend(implementation));
    a = new Inputs(1).doubles(m * k);
    b = new Inputs(2).doubles(k * n);
    c = new double[m * n];
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    if (!implementation.equals("free")) {
      kernels.gemm(false, transposed, m, n, k, 1.0, a, 0, k, b, 0, transposed ? k : n, 0.0, c, 0, n);
    } else if (transposed) {
      FreeProduct.dots(m, n, k, a, b, c, 0, n);
    } else if (n == 1) {
      FreeProduct.vector(m, k, a, b, c);
    } else {
      free.gemm(m, n, k, a, b, c);
    }
  }

  @Override
  public Work work() {
    parse();
    int size = 8; // float: int size = 4;
    return new Work("gemm.double", "order", 2.0 * m * n * k, (double) size * (m * k + k * n + m * n)); // float: return new Work("gemm.float", "order", 2.0 * m * n * k, (double) size * (m * k + k * n + m * n));
  }

  @Override
  public double[] output() { // float: unchanged
    return java.util.stream.IntStream.range(0, c.length).mapToDouble(i -> c[i]).toArray(); // float: unchanged
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-13; // float: return 1e-5;
  }
}
