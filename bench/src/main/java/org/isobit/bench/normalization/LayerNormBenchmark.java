package org.isobit.bench.normalization;

import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.normalization.FloatRowNormReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Layer norms in float with γ and β, against ONNX Runtime's LayerNormalization, on one thread. */
@State(Scope.Thread)
public class LayerNormBenchmark implements KernelBenchmark {

  private static final float EPS = 1e-5f;

  /** Elements of a row. */
  @Param({"64", "256", "1024", "4096"})
  public int n;

  /** Elements of all rows: in the second-level cache, and beyond every cache. */
  @Param({"65536", "33554432"})
  public int elements;

  /** Whose. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private FloatRowNormReference kernels;
  private OnnxRuntime onnx;
  private int rows;
  private float[] x;
  private float[] gamma;
  private float[] beta;
  private float[] y;

  /** Makes the benchmark. */
  public LayerNormBenchmark() {}

  /** Fills the rows. */
  @Setup
  public void prepare() {
    rows = elements / n;
    kernels = FloatRowNormReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).floats(elements);
    gamma = new Inputs(2).floats(n);
    beta = new Inputs(3).floats(n);
    y = new float[elements];
    if (implementation.equals("onnxruntime")) {
      onnx = new OnnxRuntime(OnnxWriter.layerNorm(EPS, gamma, beta), rows, x, n);
    }
  }

  /** All rows once. */
  @Benchmark
  public void norm() {
    if (onnx != null) {
      onnx.run();
    } else {
      kernels.forward(true, rows, n, EPS, x, 0, n, gamma, 0, beta, 0, y, 0, n, null, 0, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get("layerNorm.float");
    return new Work(entry.name(), "n=" + n + (elements > 1_000_000 ? " out of cache" : " in cache"),
        entry.flops().at(elements / n, n), entry.bytes().at(elements / n, n));
  }

  @Override
  public double[] output() {
    float[] result = y.clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
