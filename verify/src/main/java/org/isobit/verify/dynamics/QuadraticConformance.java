package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.QuadraticReference;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.verify.Inputs;

/** Sparse quadratic systems of seven variables with some terms of every kind: lanes around vector borders. */
public abstract class QuadraticConformance extends DerivativeConformance {

  private static final int N = 7;

  QuadraticConformance(String name) {
    super(name, 1, N);
  }

  /**
   * Constants, linear terms, squares and products, of variables that a number chooses; one output has none.
   *
   * @param seed the number
   * @return a system of seven variables
   */
  public static QuadraticSystem system(long seed) {
    Inputs inputs = new Inputs(seed);
    QuadraticSystem.Builder builder = new QuadraticSystem.Builder(N);
    for (int i = 1; i < N; i++) {
      builder.add(i, i, i, inputs.nextDouble()).add(i, 0, N - i, inputs.nextDouble());
      if (i % 2 == 0) {
        builder.add(i, 0, 0, inputs.nextDouble());
      }
      for (int t = 0; t < 5; t++) {
        builder.add(i, (int) Long.remainderUnsigned(inputs.nextLong(), N) + 1,
            (int) Long.remainderUnsigned(inputs.nextLong(), N) + 1, inputs.nextDouble());
      }
    }
    return builder.build();
  }

  @Override
  final void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    run(QuadraticReference.of(implementation), system(n % 3), n, x, xo, u, uo, d, at);
  }

  abstract void run(QuadraticReference kernels, QuadraticSystem system, int lanes, double[] x, int xo, double[] u,
      int uo, double[] d, int at);

  /** The tendency. */
  public static final class Tendency extends QuadraticConformance {
    /** Made by the service loader. */
    public Tendency() {
      super("quadratic");
    }

    @Override
    void run(QuadraticReference kernels, QuadraticSystem system, int lanes, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.tendency(system, lanes, x, xo, d, at);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends QuadraticConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("quadraticTangent");
    }

    @Override
    void run(QuadraticReference kernels, QuadraticSystem system, int lanes, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.tangent(system, lanes, x, xo, u, uo, d, at);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends QuadraticConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("quadraticAdjoint");
    }

    @Override
    void run(QuadraticReference kernels, QuadraticSystem system, int lanes, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.adjoint(system, lanes, x, xo, u, uo, d, at);
    }
  }
}
