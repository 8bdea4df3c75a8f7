package org.isobit.bench.column;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.column.TridiagonalReference;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A step of implicit vertical diffusion of four tracers on 50 levels, by one thread: factors of all columns, their
 * solutions, or both, against LAPACK's dgttrf, dgttrs and dgtsv. Diffusion keeps each column's sum, so that solutions
 * in place, again and again, do not vanish.
 */
@State(Scope.Thread)
public class TridiagonalBenchmark implements KernelBenchmark {

  private static final int FIELDS = 4;

  /** What is done; a system is factored and solved. */
  @Param({"tridiagonalFactor", "tridiagonalSolve", "tridiagonalSystem"})
  public String kernel;

  /** Levels. */
  @Param({"50"})
  public int n;

  /** Columns: in the caches, and beyond them. */
  @Param({"200", "1000", "100000"})
  public int lanes;

  /** Whose solver. */
  @Param({"simd", "reference", "openblas"})
  public String implementation;

  private TridiagonalReference kernels;
  private LapackTridiagonal lapack;
  private double[] lower;
  private double[] diagonal;
  private double[] upper;
  private double[] factors;
  private double[] x;

  /** Makes the benchmark. */
  public TridiagonalBenchmark() {}

  /** Makes columns whose exchange between levels is from 0.1 to 10. */
  @Setup
  public void prepare() {
    int size = n * lanes;
    double[] exchange = new Inputs(n).doubles(size + lanes);
    for (int i = 0; i < exchange.length; i++) {
      exchange[i] = i < lanes || i >= size ? 0.0 : 5.05 + 4.95 * exchange[i];
    }
    lower = new double[size];
    upper = new double[size];
    diagonal = new double[size];
    for (int i = 0; i < size; i++) {
      lower[i] = -exchange[i];
      upper[i] = -exchange[i + lanes];
      diagonal[i] = 1.0 + exchange[i] + exchange[i + lanes];
    }
    x = new Inputs(9).doubles(FIELDS * size);
    if (implementation.equals("openblas")) {
      lapack = new LapackTridiagonal(n, lanes, lower, diagonal, upper, FIELDS, x);
    } else {
      kernels = TridiagonalReference.of(KernelBenchmark.backend(implementation));
      factors = new double[3 * size];
    }
    if (kernel.equals("tridiagonalSolve")) {
      factor();
    }
  }

  private void factor() {
    if (lapack != null) {
      lapack.factor();
    } else if (kernels.factor(n, 0, lanes, lanes, lower, 0, diagonal, 0, upper, 0, factors, 0) >= 0) {
      throw new IllegalStateException("a column of diffusion is refused");
    }
  }

  private void solve() {
    if (lapack != null) {
      lapack.solve();
    } else {
      kernels.solve(n, 0, lanes, lanes, factors, 0, FIELDS, x, 0, n * lanes);
    }
  }

  /** All columns once. */
  @Benchmark
  public void columns() {
    switch (kernel) {
      case "tridiagonalFactor" -> factor();
      case "tridiagonalSolve" -> solve();
      default -> {
        if (lapack != null) {
          lapack.factorAndSolve();
        } else {
          factor();
          solve();
        }
      }
    }
  }

  @Override
  public Work work() {
    Kernel first = KernelCatalog.get("tridiagonalFactor.double");
    Kernel second = KernelCatalog.get("tridiagonalSolve.double");
    return switch (kernel) {
      case "tridiagonalFactor" ->
          new Work(first.name(), kernel, first.flops().at(n, lanes), first.bytes().at(n, lanes), lanes);
      case "tridiagonalSolve" ->
          new Work(second.name(), kernel, second.flops().at(n, lanes, FIELDS), second.bytes().at(n, lanes, FIELDS),
              lanes);
      default -> new Work("tridiagonalSystem.double", kernel,
          first.flops().at(n, lanes) + second.flops().at(n, lanes, FIELDS),
          first.bytes().at(n, lanes) + second.bytes().at(n, lanes, FIELDS), lanes);
    };
  }

  /** Solutions, or the reciprocals of pivots: LAPACK's other factors are scaled otherwise. */
  @Override
  public double[] output() {
    if (!kernel.equals("tridiagonalFactor")) {
      return lapack != null ? lapack.solutions() : x;
    }
    if (lapack != null) {
      return lapack.reciprocals();
    }
    double[] r = new double[n * lanes];
    for (int i = 0; i < n; i++) {
      System.arraycopy(factors, (3 * i + 2) * lanes, r, i * lanes, lanes);
    }
    return r;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
