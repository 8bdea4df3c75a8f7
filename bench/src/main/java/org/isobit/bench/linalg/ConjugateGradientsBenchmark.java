package org.isobit.bench.linalg;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;
import org.isobit.bench.KernelBenchmark;
import org.isobit.linalg.minimization.ConjugateGradients;
import org.isobit.linalg.minimization.LinearOperator;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Conjugate gradients on an implicit step of diffusion along a line, condition 401, until the residual is 10⁻⁸ of the
 * right-hand side, which takes about {@value #ITERATIONS} iterations; scalar loops, and Apache Commons Math.
 */
@State(Scope.Thread)
public class ConjugateGradientsBenchmark implements KernelBenchmark {

  private static final int ITERATIONS = 187;
  private static final double TOLERANCE = 1e-8;
  private static final double SHIFT = 0.01;

  /** Number of unknowns. */
  @Param({"1000", "100000"})
  public int n;

  /** Whose method. */
  @Param({"simd", "reference", "commons"})
  public String implementation;

  private final LinearOperator diffusion = ConjugateGradientsBenchmark::diffuse;
  private double[] b;
  private double[] x;

  /** Makes the benchmark. */
  public ConjugateGradientsBenchmark() {}

  private static void diffuse(double[] x, double[] y) {
    int last = x.length - 1;
    y[0] = (2.0 + SHIFT) * x[0] - x[1];
    for (int i = 1; i < last; i++) {
      y[i] = (2.0 + SHIFT) * x[i] - x[i - 1] - x[i + 1];
    }
    y[last] = (2.0 + SHIFT) * x[last] - x[last - 1];
  }

  /** Makes the right-hand side. */
  @Setup
  public void prepare() {
    b = new Inputs(2).doubles(n);
  }

  /** One solution. */
  @Benchmark
  public void conjugateGradients() {
    x = switch (implementation) {
      case "simd" -> new ConjugateGradients().withStopping(Stopping.USUAL.withGradient(TOLERANCE))
          .solve(diffusion, b, new double[n]).x();
      case "reference" -> PlainMinimizers.conjugateGradients(diffusion, b, TOLERANCE);
      default -> commons();
    };
  }

  private double[] commons() {
    RealLinearOperator operator = new RealLinearOperator() {
      @Override
      public int getRowDimension() {
        return n;
      }

      @Override
      public int getColumnDimension() {
        return n;
      }

      @Override
      public RealVector operate(RealVector v) {
        double[] y = new double[n];
        diffuse(((ArrayRealVector) v).getDataRef(), y);
        return new ArrayRealVector(y, false);
      }
    };
    return ((ArrayRealVector) new ConjugateGradient(1000, TOLERANCE, false)
        .solve(operator, new ArrayRealVector(b, false))).getDataRef();
  }

  @Override
  public Work work() {
    return new Work("conjugateGradients.double", "minimisers", (double) ITERATIONS * 15 * n,
        (double) ITERATIONS * 8 * 14 * n);
  }

  @Override
  public double[] output() {
    return x;
  }

  @Override
  public double tolerance() {
    return 1e-6;
  }
}
