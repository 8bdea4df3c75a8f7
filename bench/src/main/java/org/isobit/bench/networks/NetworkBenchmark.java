package org.isobit.bench.networks;

import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.kernels.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inference of networks in float, against ONNX Runtime with the same weights, on one thread and two. */
@State(Scope.Thread)
public class NetworkBenchmark implements KernelBenchmark {

  /** A network and its sizes, as {@link Case#of} reads them; small blocks are for the test of answers. */
  @Param({"chain 1", "chain 50", "chain 1000", "lstm 200 32 20 1", "lstm 200 32 20 32", "block 64 4 96 40",
      "block 512 8 1536 1600"})
  public String network;

  /** Whose. */
  @Param({"simd", "simd-threads", "onnxruntime", "onnxruntime-fused", "onnxruntime-threads",
      "onnxruntime-fused-threads"})
  public String implementation;

  private Case one;
  private OnnxRuntime onnx;
  private Workers workers;

  /** Makes the benchmark. */
  public NetworkBenchmark() {}

  /** Makes weights and samples. */
  @Setup
  public void prepare() {
    int threads = OnnxRuntime.threads(implementation);
    one = Case.of(network);
    one.prepare();
    workers = threads > 1 ? Workers.shared() : Workers.serial();
    if (implementation.startsWith("onnxruntime")) {
      onnx = one.onnx(implementation.contains("fused"), threads);
    }
  }

  /** Only blocks have something to fuse. */
  @Override
  public boolean possible() {
    return network.startsWith("block") || !implementation.contains("fused");
  }

  /** One batch. */
  @Benchmark
  public void infer() {
    if (onnx != null) {
      onnx.run();
    } else {
      one.infer(workers);
    }
  }

  @Override
  public Work work() {
    return Case.of(network).work();
  }

  @Override
  public double[] output() {
    float[] result = one.output().clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[onnx == null ? i : one.place(i)];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
