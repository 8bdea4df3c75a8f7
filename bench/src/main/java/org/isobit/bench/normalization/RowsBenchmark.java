package org.isobit.bench.normalization;

import java.util.Map;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.neural.FloatSoftmaxReference;
import org.isobit.kernels.normalization.FloatRowNormReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Norms with γ (and β) and softmax of rows in float, against ONNX Runtime's operators, on one thread. */
@State(Scope.Thread)
public class RowsBenchmark implements KernelBenchmark {

  private static final float EPS = 1e-5f;

  /** Which kernel. */
  @Param({"layerNorm", "rmsNorm", "softmax"})
  public String kernel;

  /** Elements of a row. */
  @Param({"64", "256", "1024", "4096"})
  public int n;

  /** Elements of all rows: in the second-level cache, and 64 MB, beyond every cache. */
  @Param({"65536", "16777216"})
  public int elements;

  /** Whose. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private FloatRowNormReference norms;
  private FloatSoftmaxReference softmax;
  private OnnxRuntime onnx;
  private int rows;
  private float[] x;
  private float[] gamma;
  private float[] beta;
  private float[] y;

  /** Makes the benchmark. */
  public RowsBenchmark() {}

  /** Fills the rows. */
  @Setup
  public void prepare() {
    rows = elements / n;
    norms = FloatRowNormReference.of(KernelBenchmark.backend(implementation));
    softmax = FloatSoftmaxReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).floats(elements);
    gamma = new Inputs(2).floats(n);
    beta = new Inputs(3).floats(n);
    y = new float[elements];
    if (implementation.equals("onnxruntime")) {
      onnx = new OnnxRuntime(model(), rows, x, n);
    }
  }

  /** SimplifiedLayerNormalization is what ONNX Runtime has for RMSNormalization. */
  private byte[] model() {
    OnnxWriter model = new OnnxWriter().input("x", "rows", n).output("y", "rows", n);
    return (switch (kernel) {
      case "layerNorm" -> model.constant("gamma", gamma, n).constant("beta", beta, n)
          .node("LayerNormalization", Map.of("epsilon", EPS), "y", "x", "gamma", "beta");
      case "rmsNorm" -> model.constant("gamma", gamma, n)
          .node("SimplifiedLayerNormalization", Map.of("epsilon", EPS, "axis", -1L), "y", "x", "gamma");
      default -> model.node("Softmax", Map.of(), "y", "x");
    }).bytes();
  }

  /** All rows once. */
  @Benchmark
  public void run() {
    if (onnx != null) {
      onnx.run();
      return;
    }
    switch (kernel) {
      case "layerNorm" -> norms.forward(true, rows, n, EPS, x, 0, n, gamma, 0, beta, 0, y, 0, n, null, 0, 0);
      case "rmsNorm" -> norms.forward(false, rows, n, EPS, x, 0, n, gamma, 0, null, 0, y, 0, n, null, 0, 0);
      default -> softmax.forward(rows, n, x, 0, n, y, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get(kernel + ".float");
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
