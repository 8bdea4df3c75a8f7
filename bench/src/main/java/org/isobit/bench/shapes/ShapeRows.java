package org.isobit.bench.shapes;

import java.util.ArrayList;
import java.util.List;

/** All rows, in the order of the tables. */
public final class ShapeRows {

  private static final String DENSE = "Dense networks: times as fast as ONNX Runtime";
  private static final String VECTOR = "Matrix times vector, row by row, in cache: times as fast as OpenBLAS";
  private static final String PRODUCTS = "Products: times as fast as OpenBLAS";
  private static final String SQUARES = "Square products, one core: share of the peak of multiply-adds";
  private static final String THREADS = "Products, two threads: times as fast as one, by the clock on the wall";
  private static final String LOCAL = "Local analyses, a point: times as fast as with LAPACK's dsyevd";
  private static final String ENSEMBLES = "Ensembles out of cache: share of the triad's bandwidth";

  private static final String EXACT = "EXACT, one thread: time ÷ that with sums in any order";

  private static final String RELU = "512-1536-512-2048-512 RELU ";
  private static final String TANH = "64-256-256-256-64 TANH ";

  private final List<ShapeRow> rows = new ArrayList<>();

  private ShapeRows() {}

  /**
   * The rows.
   *
   * @return all, those of a family one after the other
   */
  public static List<ShapeRow> all() {
    ShapeRows all = new ShapeRows();
    all.dense(1.0, RELU + 16, RELU + 256, RELU + 1600);
    all.dense(1.1, TANH + 16, TANH + 256, TANH + 4096);
    for (String precision : List.of("double", "float")) {
      all.vector(precision, 0.8, "64x64", "256x256", "40x1000", "1000x40");
    }
    all.product("float", "S·Sᵀ, S 20x1000", "EnsembleProductBenchmark", "shape=gram:20x1000", "simd", 0.9);
    all.product("float", "12x12 · 12x12", "SmallBenchmark", "n=12", "simd", 0.9);
    all.product("float", "20x50 · 50x20", "EnsembleProductBenchmark", "shape=cross:20x50", "simd", 0.9);
    all.product("double", "SᵀS, S 1000x20", "EnsembleProductBenchmark", "shape=gramT:20x1000", "simd", 1.0);
    for (String n : List.of("96", "128", "192", "256", "384", "512", "768", "1024", "1536")) {
      all.square("double", 0.90, n);
      all.square("float", 0.88, n);
    }
    for (String precision : List.of("double", "float")) {
      all.threads(precision, "256x256x256", "512x512x512", "1024x1024x1024", "100x100000x100", "256x256x10000");
    }
    all.local("40x101x64", 8.0);
    all.local("64x101x64", 6.0);
    all.local("256x1001x1", 4.0);
    all.local("100x401x1", 6.0);
    all.ensemble("ensembleSpread");
    all.ensemble("subtractMean");
    for (String twin : List.of("", "Float")) {
      all.order("768x768 · 768x768", twin + "FreeProductBenchmark.multiply;shape=plain:768x768x768");
      all.order("960x960 · 960x40", twin + "FreeProductBenchmark.multiply;shape=plain:960x40x960");
      all.order("S·Sᵀ, S 20x1000", twin + "FreeProductBenchmark.multiply;shape=transposed:20x20x1000");
      all.order("256x256 · vector", twin + "FreeProductBenchmark.multiply;shape=plain:256x1x256");
      all.order("attention, 2 heads of 64, 1024 tokens", twin + "FreeAttentionBenchmark.attend;tokens=1024");
      for (String filter : List.of("64x3x3", "64x7x7 depthwise")) {
        all.order("convolution of 64x64x64, " + filter, twin + "FreeConvolutionBenchmark.convolve;filter=" + filter);
      }
      for (String kernel : List.of("layerNorm", "rmsNorm", "softmax")) {
        for (String n : List.of("64", "128", "1024")) {
          all.orderOfRows(twin, kernel, n, "65536", "in cache");
        }
        all.orderOfRows(twin, kernel, "1024", "16777216", "out of cache");
      }
    }
    all.order("dense layer 512-1536 RELU 264", "FloatFreeDenseBenchmark.infer;network=512-1536 RELU 264");
    all.order(TANH + 264, "FloatFreeDenseBenchmark.infer;network=" + TANH + 264);
    all.order("local analyses, 40 members, 101 observations, a point",
        "FreeLocalBenchmark.analyse;shape=40x101");
    all.rows.addAll(NetworkRows.all());
    return all.rows;
  }

  private void dense(double wanted, String... networks) {
    for (String network : networks) {
      add(DENSE, "float", network, Comparison.SPEED, "neural.InferenceBenchmark.infer;network=" + network, "simd",
          "onnxruntime", wanted, false);
    }
  }

  private void vector(String precision, double wanted, String... shapes) {
    for (String shape : shapes) {
      add(VECTOR, precision, shape, Comparison.SPEED, gemm(precision, "VectorBenchmark.run;shape=gemv:" + shape),
          "simd", "openblas", wanted, false);
    }
  }

  private void product(String precision, String title, String benchmark, String parameter, String implementation,
      double wanted) {
    add(PRODUCTS, precision, title, Comparison.SPEED, gemm(precision, benchmark + ".multiply;" + parameter),
        implementation, "openblas", wanted, false);
  }

  private void square(String precision, double wanted, String n) {
    rows.add(new ShapeRow(SQUARES, precision, n + "x" + n, Comparison.PEAK,
        with(gemm(precision, "SquareBenchmark.multiply;n=" + n), "simd"),
        with("hardware.PeakBenchmark.fma;type=" + precision, "simd"), wanted, false));
  }

  private void threads(String precision, String... shapes) {
    for (String shape : shapes) {
      add(THREADS, precision, shape + " (rows, columns, terms)", Comparison.THREADS,
          gemm(precision, "ThreadsBenchmark.multiply;shape=" + shape), "simd-threads", "simd", 1.9, false);
    }
  }

  private void local(String shape, double wanted) {
    String[] sizes = shape.split("x");
    add(LOCAL, "double", sizes[0] + " members, " + sizes[1] + " observations, fields: " + sizes[2], Comparison.SPEED,
        "assimilation.LocalAnalysisBenchmark.analyse;shape=" + shape, "simd", "dsyevd", wanted, true);
  }

  private void ensemble(String kernel) {
    rows.add(new ShapeRow(ENSEMBLES, "double", kernel + ", 40 members, 400000 points", Comparison.BANDWIDTH,
        with("ensemble.EnsembleBenchmark.run;kernel=" + kernel + ";n=400000", "simd"),
        with("hardware.TriadBenchmark.triad;threads=1", "simd"), 0.95, false));
  }

  private void order(String title, String benchmark) {
    String precision = benchmark.startsWith("Float") ? "float" : "double";
    add(EXACT, precision, title, Comparison.COST, "free." + benchmark, "simd", "free", 1.03, false);
  }

  private void orderOfRows(String twin, String kernel, String n, String elements, String where) {
    order(kernel + ", rows of " + n + " " + where,
        twin + "FreeRowsBenchmark.forward;kernel=" + kernel + ";n=" + n + ";elements=" + elements);
  }

  private static String gemm(String precision, String benchmark) {
    return "gemm." + (precision.equals("float") ? "Float" : "") + benchmark;
  }

  private static String with(String benchmark, String implementation) {
    return benchmark + ";implementation=" + implementation;
  }

  /** A row of one benchmark by two implementations. */
  private void add(String family, String precision, String title, Comparison comparison, String benchmark, String ours,
      String other, double wanted, boolean heapless) {
    rows.add(new ShapeRow(family, precision, title, comparison, with(benchmark, ours), with(benchmark, other), wanted,
        heapless));
  }
}
