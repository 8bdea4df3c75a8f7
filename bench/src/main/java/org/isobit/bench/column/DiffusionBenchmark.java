package org.isobit.bench.column;

import java.util.Arrays;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.column.DiffusionReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A step of implicit vertical diffusion of four tracers on 50 levels, by one thread: factors of all columns, steps with
 * them, or both, against LAPACK's dgttrf, dgttrs and dgtsv on the system of the tracers, whose solution is the same.
 */
@State(Scope.Thread)
public class DiffusionBenchmark implements KernelBenchmark {

  private static final int FIELDS = 4;

  /** What is done; a system is factored and a step made. */
  @Param({"diffusionFactor", "diffusionStep", "diffusionSystem"})
  public String kernel;

  /** Levels. */
  @Param({"50"})
  public int n;

  /** Columns: an ensemble at a station, in the caches, and beyond them. */
  @Param({"64", "200", "1000", "100000"})
  public int lanes;

  /** Whose solver. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private DiffusionReference kernels;
  private LapackTridiagonal lapack;
  private double[] exchange;
  private double[] reciprocals;
  private double[] factors;
  private double[] c;
  private double[] work;

  /** Makes the benchmark. */
  public DiffusionBenchmark() {}

  /** Makes columns whose exchange between levels is from 0.1 to 10. */
  @Setup
  public void prepare() {
    int size = n * lanes;
    exchange = new Inputs(n).doubles(size + lanes);
    for (int i = 0; i < exchange.length; i++) {
      exchange[i] = i < lanes || i >= size ? 0.0 : 5.05 + 4.95 * exchange[i];
    }
    c = new Inputs(9).doubles(FIELDS * size);
    if (implementation.equals("openblas")) {
      double[] lower = new double[size];
      double[] upper = new double[size];
      double[] diagonal = new double[size];
      for (int i = 0; i < size; i++) {
        lower[i] = -exchange[i];
        upper[i] = -exchange[i + lanes];
        diagonal[i] = 1.0 + exchange[i] + exchange[i + lanes];
      }
      lapack = new LapackTridiagonal(n, lanes, lower, diagonal, upper, FIELDS, c);
    } else {
      kernels = DiffusionReference.of(KernelBenchmark.backend(implementation));
      reciprocals = new double[n];
      Arrays.fill(reciprocals, 1.0);
      factors = new double[3 * size];
      work = new double[size];
    }
    factor();
  }

  private void factor() {
    if (lapack != null) {
      lapack.factor();
    } else if (kernels.factor(n, 0, lanes, lanes, exchange, 0, reciprocals, 0, factors, 0) >= 0) {
      throw new IllegalStateException("a column of diffusion is refused");
    }
  }

  private void step() {
    if (lapack != null) {
      lapack.solve();
    } else {
      kernels.step(n, 0, lanes, lanes, reciprocals, 0, factors, 0, FIELDS, c, 0, n * lanes, work, 0);
    }
  }

  /** All columns once. */
  @Benchmark
  public void columns() {
    switch (kernel) {
      case "diffusionFactor" -> factor();
      case "diffusionStep" -> step();
      default -> {
        if (lapack != null) {
          lapack.factorAndSolve();
        } else {
          factor();
          step();
        }
      }
    }
  }

  @Override
  public Work work() {
    Kernel first = KernelCatalog.get("diffusionFactor.double");
    Kernel second = KernelCatalog.get("diffusionStep.double");
    return switch (kernel) {
      case "diffusionFactor" ->
          new Work(first.name(), kernel, first.flops().at(n, lanes), first.bytes().at(n, lanes), lanes);
      case "diffusionStep" ->
          new Work(second.name(), kernel, second.flops().at(n, lanes, FIELDS), second.bytes().at(n, lanes, FIELDS),
              lanes);
      default -> new Work("diffusionSystem.double", kernel,
          first.flops().at(n, lanes) + second.flops().at(n, lanes, FIELDS),
          first.bytes().at(n, lanes) + second.bytes().at(n, lanes, FIELDS), lanes);
    };
  }

  /** The tracers; a step with the factors that were made, as LAPACK's are others. */
  @Override
  public double[] output() {
    if (kernel.equals("diffusionFactor")) {
      step();
    }
    return lapack != null ? lapack.solutions() : c;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
