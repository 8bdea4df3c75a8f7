package org.isobit.bench.loss;

import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.loss.FloatCrossEntropyReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The mean cross-entropy of 256 rows of logits and classes, float, without a gradient, which ONNX does not know. */
@State(Scope.Thread)
public class ClassEntropyBenchmark implements KernelBenchmark {

  private static final int ROWS = 256;

  /** Classes. */
  @Param({"10", "1000"})
  public int n;

  /** Whose; ONNX Runtime's is SoftmaxCrossEntropyLoss. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private FloatCrossEntropyReference kernels;
  private OnnxRuntime onnx;
  private float[] x;
  private final float[] classes = new float[ROWS];
  private final float[] terms = new float[ROWS];
  private float value;

  /** Makes the benchmark. */
  public ClassEntropyBenchmark() {}

  /** Fills the rows. */
  @Setup
  public void prepare() {
    kernels = FloatCrossEntropyReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).floats(ROWS * n);
    long[] targets = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = i * 7L % n;
      classes[i] = targets[i];
    }
    if (implementation.equals("onnxruntime")) {
      onnx = new OnnxRuntime(OnnxWriter.crossEntropy(n, targets), x, new int[] {ROWS, n});
    }
  }

  /** All rows once. */
  @Benchmark
  public void loss() {
    if (onnx != null) {
      onnx.run();
      return;
    }
    kernels.classes(1f, ROWS, n, x, 0, n, classes, 0, null, 0, 0, terms, 0);
    float sum = 0;
    for (float term : terms) {
      sum += term;
    }
    value = sum / ROWS;
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get("classEntropy.float");
    return new Work(entry.name(), "n=" + n, entry.flops().at(ROWS, n), 4.0 * ROWS * n);
  }

  @Override
  public double[] output() {
    float[] result = {value};
    if (onnx != null) {
      onnx.output(result);
    }
    return new double[] {result[0]};
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
