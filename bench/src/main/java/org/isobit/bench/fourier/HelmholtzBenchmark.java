package org.isobit.bench.fourier;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.linalg.poisson.Boundary;
import org.isobit.linalg.poisson.Helmholtz;
import org.isobit.linalg.poisson.Scheme;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Solutions of (∇² − λ)u = f, λ = 1, on a square of spacing 1 for the members of an ensemble by one thread: the solver
 * on the backend of this process, its order of operations on scalar transforms, and sine, cosine or Fourier transforms
 * of FFTW, whose plans take all members at a time.
 */
@State(Scope.Thread)
public class HelmholtzBenchmark implements KernelBenchmark {

  static final double LAMBDA = 1.0;

  /** What holds at all four sides. */
  @Param({"PERIODIC", "DIRICHLET", "NEUMANN"})
  public String boundary;

  /** Rows and columns of a transform that has no boundaries; with DIRICHLET ones there is one less inside. */
  @Param({"64", "128"})
  public int n;

  /** Members. */
  @Param({"40"})
  public int members;

  /** Whose solver. */
  @Param({"simd", "reference", "fftw"})
  public String implementation;

  private Helmholtz solver;
  private PlainHelmholtz plain;
  private FftwHelmholtz fftw;
  private double[] f;
  private double[] u;

  /** Makes the benchmark. */
  public HelmholtzBenchmark() {}

  private Boundary sides() {
    return Boundary.valueOf(boundary);
  }

  private int points() {
    return sides() == Boundary.DIRICHLET ? n - 1 : n;
  }

  @Override
  public boolean possible() {
    return !implementation.equals("fftw") || Fftw.present();
  }

  /** The solver, and right-hand sides. */
  @Setup
  public void prepare() {
    int points = points();
    f = new Inputs(n).doubles(points * points * members);
    u = new double[f.length];
    switch (implementation) {
      case "simd" -> solver = Helmholtz.rectangle(points, points, 1.0, 1.0, sides(), sides(), LAMBDA,
          Scheme.SECOND_ORDER);
      case "reference" -> plain = new PlainHelmholtz(sides(), points, LAMBDA);
      default -> fftw = new FftwHelmholtz(sides(), points, LAMBDA, members, f);
    }
  }

  /** Frees what is not in the heap. */
  @TearDown
  public void close() {
    if (fftw != null) {
      fftw.close();
    }
  }

  /** All members once. */
  @Benchmark
  public void solve() {
    int size = points() * points();
    switch (implementation) {
      case "simd" -> solver.solve(members, f, 0, size, u, 0, size, Workers.serial());
      case "reference" -> plain.solve(members, f, u);
      default -> fftw.solve();
    }
  }

  /** Two transforms of real fields without continuation, and a product a point. */
  @Override
  public Work work() {
    double size = (double) points() * points() * members;
    double transform = 2.5 * size * 2 * Math.log(n) / Math.log(2);
    return new Work("helmholtz.double", "helmholtz", 2 * transform + size, 16 * size, members);
  }

  @Override
  public double[] output() {
    return fftw != null ? fftw.output() : u;
  }

  @Override
  public double tolerance() {
    return 1e-13;
  }
}
