package org.isobit.bench.recurrent;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.recurrent.FloatGruGatesReference;
import org.isobit.kernels.recurrent.FloatLstmGatesReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Gates of recurrent cells, float: one step of a batch. */
@State(Scope.Thread)
public class CellBenchmark implements KernelBenchmark {

  /** What is done. */
  @Param({"lstmGates.float", "lstmGatesGradient.float", "lstmGatesTangent.float", "gruGates.float",
      "gruGatesGradient.float", "gruGatesTangent.float"})
  public String pass;

  /** Samples and columns of the state. */
  @Param({"32x256"})
  public String size;

  /** Whose loop. */
  @Param({"simd", "reference"})
  public String implementation;

  private int rows;
  private int n;
  private float[] start;
  private float[] gates;
  private float[] dz;
  private float[] c;
  private float[] next;
  private float[] dh;
  private float[] dc;
  private FloatLstmGatesReference lstm;
  private FloatGruGatesReference gru;

  /** Makes the benchmark. */
  public CellBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    Backend backend = KernelBenchmark.backend(implementation);
    lstm = FloatLstmGatesReference.of(backend);
    gru = FloatGruGatesReference.of(backend);
    rows = Integer.parseInt(size.substring(0, size.indexOf('x')));
    n = Integer.parseInt(size.substring(size.indexOf('x') + 1));
    Inputs inputs = new Inputs(1);
    start = inputs.floats(4 * rows * n);
    gates = start.clone();
    dz = inputs.floats(4 * rows * n);
    c = inputs.floats(rows * n);
    next = inputs.floats(rows * n);
    dh = inputs.floats(rows * n);
    dc = inputs.floats(rows * n);
  }

  /** One pass; forward ones begin with a copy of the products that they replace. */
  @Benchmark
  public void pass() {
    switch (pass) {
      case "lstmGates.float" -> {
        System.arraycopy(start, 0, gates, 0, start.length);
        lstm.forward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dh, 0, n);
      }
      case "lstmGatesGradient.float" ->
          lstm.backward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dh, 0, n, dc, 0, n, dz, 0, 4 * n);
      case "lstmGatesTangent.float" ->
          lstm.tangent(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dz, 0, 4 * n, dc, 0, n, dh, 0, n);
      case "gruGates.float" -> {
        System.arraycopy(start, 0, gates, 0, start.length);
        gru.forward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n);
      }
      case "gruGatesGradient.float" -> gru.backward(rows, n, gates, 0, 4 * n, c, 0, n, next, 0, n, dh, 0, n, dz, 0,
          4 * n);
      default -> gru.tangent(rows, n, gates, 0, 4 * n, c, 0, n, dz, 0, 4 * n, dh, 0, n, next, 0, n);
    }
  }

  @Override
  public Work work() {
    Kernel kernel = KernelCatalog.get(pass);
    return new Work(pass, size, kernel.flops().at(rows, n), kernel.bytes().at(rows, n));
  }

  @Override
  public double[] output() {
    float[][] all = {gates, dz, next, dh, dc};
    double[] out = new double[11 * rows * n];
    int at = 0;
    for (float[] array : all) {
      for (float x : array) {
        out[at++] = x;
      }
    }
    return out;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
