package org.isobit.bench.shapes;

import java.util.ArrayList;
import java.util.List;

/** Rows of networks and what they are made of, all in float. */
final class NetworkRows {

  private static final String ATTENTION = "Attention of 8 heads of 64";
  private static final String NETWORKS = "Networks";
  private static final String CONVOLUTIONS = "Convolutions of 64x64 points";
  private static final String ROWS = "Rows out of cache, 64 MB";
  private static final String TRAINING = "Training steps: operations a second ÷ those of inference";

  private static final String RUNTIME = "times as fast as ONNX Runtime";
  private static final String UNFUSED = "onnxruntime";
  private static final String FUSED = "onnxruntime-fused";
  private static final String TWO = "-threads";

  private final List<ShapeRow> rows = new ArrayList<>();

  private NetworkRows() {}

  static List<ShapeRow> all() {
    NetworkRows all = new NetworkRows();
    for (String tokens : List.of("64", "128", "256", "512", "1024", "2048", "4096")) {
      all.attention(tokens);
    }
    all.runtimes(CONVOLUTIONS, "3x3, 64 to 64 channels, batch 1", convolution("64x3x3 1", 1));
    all.runtimes(CONVOLUTIONS, "3x3, 64 to 64 channels, batch 16", convolution("64x3x3 1", 16));
    all.runtimes(CONVOLUTIONS, "7x7 depthwise, 64 channels, batch 1", convolution("64x7x7 64", 1));
    all.block();
    for (int batch : List.of(1, 50, 1000)) {
      all.runtime(NETWORKS, "convolutions 43-28-1 with tanh on 36 points, batch " + batch, network("chain " + batch));
    }
    all.runtime(NETWORKS, "LSTM of 200 units, 32 inputs, 20 steps, batch 1", network("lstm 200 32 20 1"));
    all.runtimes(NETWORKS, "LSTM of 200 units, 32 inputs, 20 steps, batch 32", network("lstm 200 32 20 32"));
    for (String kernel : List.of("layerNorm", "rmsNorm", "softmax")) {
      for (String n : List.of("64", "256", "1024", "4096")) {
        all.rows(kernel, n);
      }
    }
    all.training("convolutions 43-28-1 with tanh on 36 points, 1.5 thousand parameters, batch 50", "chain;batch=50");
    all.training("transformer of a million parameters, 64 tokens, batch 8", "transformer;batch=8");
    return all.rows;
  }

  private static String convolution(String filter, int batch) {
    return "convolution.ConvolutionBenchmark.convolve;convolution=64x64x64 " + filter + " 1 " + batch;
  }

  private static String network(String name) {
    return "networks.NetworkBenchmark.infer;network=" + name;
  }

  private void attention(String tokens) {
    String benchmark = "attention.AttentionBenchmark.attend;tokens=" + tokens;
    String title = tokens + " tokens";
    runtimes(ATTENTION, title, benchmark);
    fused(ATTENTION, title, benchmark);
    add(ATTENTION, title + ": share of the multiply-add peak", Comparison.PEAK, with(benchmark, "simd"),
        with("hardware.PeakBenchmark.fma;type=float", "simd"), 0.5);
  }

  private void block() {
    String benchmark = network("block 512 8 1536 1600");
    String title = "transformer block, width 512, 8 heads, hidden 1536, 1600 tokens";
    runtimes(NETWORKS, title, benchmark);
    fused(NETWORKS, title, benchmark);
  }

  private void rows(String kernel, String n) {
    String benchmark = "normalization.RowsBenchmark.run;kernel=" + kernel + ";n=" + n + ";elements=16777216";
    String title = kernel + ", rows of " + n;
    runtime(ROWS, title, benchmark);
    add(ROWS, title + ": share of the triad's bandwidth", Comparison.BANDWIDTH, with(benchmark, "simd"),
        with("hardware.TriadBenchmark.triad;threads=1", "simd"), 0.9);
  }

  private void training(String title, String parameters) {
    String benchmark = "networks.PassBenchmark.run;network=" + parameters + ";implementation=simd;pass=";
    add(TRAINING, title, Comparison.TRAINING, benchmark + "train", benchmark + "infer", 0.7);
  }

  private void runtime(String family, String title, String benchmark) {
    add(family, title + ": " + RUNTIME, Comparison.SPEED, with(benchmark, "simd"), with(benchmark, UNFUSED), 1.0);
  }

  /** On one thread, and on two. */
  private void runtimes(String family, String title, String benchmark) {
    runtime(family, title, benchmark);
    two(family, title, benchmark, UNFUSED, "");
  }

  /** The same where ONNX Runtime has one operator for the whole attention. */
  private void fused(String family, String title, String benchmark) {
    add(family, title + ": " + RUNTIME + ", fused", Comparison.SPEED, with(benchmark, "simd"), with(benchmark, FUSED),
        1.0);
    two(family, title, benchmark, FUSED, ", fused");
  }

  private void two(String family, String title, String benchmark, String other, String how) {
    add(family, title + ", two threads: " + RUNTIME + how, Comparison.SPEED_OF_TWO, with(benchmark, "simd" + TWO),
        with(benchmark, other + TWO), 1.0);
  }

  private static String with(String benchmark, String implementation) {
    return benchmark + ";implementation=" + implementation;
  }

  private void add(String family, String title, Comparison comparison, String ours, String other, double wanted) {
    rows.add(new ShapeRow(family, "float", title, comparison, ours, other, wanted, false));
  }
}
