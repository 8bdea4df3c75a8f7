package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.DoublePendulumReference;

/** The double pendulum and its derivative: numbers of states around vector borders, offsets, special values. */
public abstract class DoublePendulumConformance extends DerivativeConformance {

  private static final double MU = 0.375;

  DoublePendulumConformance(String name) {
    super(name, 1, 4);
  }

  @Override
  final void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    run(DoublePendulumReference.of(implementation), n, x, xo, u, uo, d, at);
  }

  abstract void run(DoublePendulumReference kernels, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at);

  /** The tendency. */
  public static final class Tendency extends DoublePendulumConformance {
    /** Made by the service loader. */
    public Tendency() {
      super("doublePendulum");
    }

    @Override
    void run(DoublePendulumReference kernels, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      kernels.tendency(MU, 1.25, 0.75, 9.8, lanes, x, xo, d, at);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends DoublePendulumConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("doublePendulumTangent");
    }

    @Override
    void run(DoublePendulumReference kernels, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      kernels.derivative(false, MU, 1.25, 0.75, 9.8, lanes, x, xo, u, uo, d, at);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends DoublePendulumConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("doublePendulumAdjoint");
    }

    @Override
    void run(DoublePendulumReference kernels, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
      kernels.derivative(true, MU, 1.25, 0.75, 9.8, lanes, x, xo, u, uo, d, at);
    }
  }
}
