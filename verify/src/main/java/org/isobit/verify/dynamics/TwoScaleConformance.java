package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.TwoScaleLorenzTendencyReference;

/**
 * The two-scale model of Lorenz (1996) and its derivative: rings of slow variables with one to eleven fast ones each,
 * by their number.
 */
public abstract class TwoScaleConformance extends DerivativeConformance {

  /** Most fast variables of a case. */
  private static final int FAST = 11;

  TwoScaleConformance(String name) {
    super(name, 4, 1 + FAST);
  }

  @Override
  final void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    run(TwoScaleLorenzTendencyReference.of(implementation), n, 1 + n * 7 % FAST, x, xo, u, uo, d, at);
  }

  abstract void run(TwoScaleLorenzTendencyReference kernels, int n, int fast, double[] x, int xo, double[] u, int uo,
      double[] d, int at);

  /** The tendency. */
  public static final class Tendency extends TwoScaleConformance {
    /** Made by the service loader. */
    public Tendency() {
      super("lorenzTwoScale");
    }

    @Override
    void run(TwoScaleLorenzTendencyReference kernels, int n, int fast, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.tendency(n, fast, 10.0, 1.0, 9.0, 11.0, x, xo, d, at);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends TwoScaleConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("lorenzTwoScaleTangent");
    }

    @Override
    void run(TwoScaleLorenzTendencyReference kernels, int n, int fast, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.tangent(n, fast, 1.0, 9.0, 11.0, x, xo, u, uo, d, at);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends TwoScaleConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("lorenzTwoScaleAdjoint");
    }

    @Override
    void run(TwoScaleLorenzTendencyReference kernels, int n, int fast, double[] x, int xo, double[] u, int uo,
        double[] d, int at) {
      kernels.adjoint(n, fast, 1.0, 9.0, 11.0, x, xo, u, uo, d, at);
    }
  }
}
