package org.isobit.bench.dynamics;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.dynamics.Lorenz96TendencyReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Why adjoints are written by hand: that of Lorenz-96 against a reverse-mode tape of its right-hand side, which is
 * recorded before the clock starts.
 */
@State(Scope.Thread)
public class AdjointBenchmark implements KernelBenchmark {

  /** Variables of the ring. */
  @Param({"40", "960"})
  public int n;

  /** Which implementation. */
  @Param({"simd", "reference", "tape"})
  public String implementation;

  private Lorenz96TendencyReference kernels;
  private Tape tape;
  private int[] outputs;
  private double[] x;
  private double[] u;
  private double[] y;

  /** Makes the benchmark. */
  public AdjointBenchmark() {}

  /** Fills the vectors and records the tape. */
  @Setup
  public void prepare() {
    kernels = Lorenz96TendencyReference.of(KernelBenchmark.backend(implementation));
    x = new Inputs(1).doubles(n);
    u = new Inputs(2).doubles(n);
    y = new double[n];
    tape = new Tape(n + 1, 4 * n);
    tape.constant(n, 8.0);
    outputs = new int[n];
    for (int i = 0; i < n; i++) {
      int difference = tape.subtract((i + 1) % n, (i + n - 2) % n);
      int advection = tape.multiply(difference, (i + n - 1) % n);
      outputs[i] = tape.add(tape.subtract(advection, i), n);
    }
  }

  /** One call. */
  @Benchmark
  public void run() {
    if (implementation.equals("tape")) {
      tape.forward(n, x);
      tape.backward(outputs, u, n, y);
    } else {
      kernels.adjoint(n, x, 0, u, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    Kernel entry = KernelCatalog.get("lorenz96Adjoint.double");
    return new Work(entry.name(), "in cache", entry.flops().at(n), entry.bytes().at(n));
  }

  @Override
  public double[] output() {
    return y;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
