package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.Lorenz2005Reference;
import org.isobit.kernels.dynamics.Lorenz2005System;

/** Models II and III of Lorenz (2005): rings around vector borders, odd and even K, offsets, special values. */
public abstract class Lorenz2005Conformance extends DerivativeConformance {

  private static final int LEAST = 8;

  Lorenz2005Conformance(String name) {
    super(name, LEAST, 1);
  }

  /** Model II of odd n, III of even ones; K goes from 1 to what n allows, at most 10. */
  private static Lorenz2005System system(int n) {
    int k = 1 + n % (n / 4 < 10 ? n / 4 : 10);
    return n % 2 == 1 ? Lorenz2005System.two(n, k, 15.0)
        : Lorenz2005System.three(n, k, 1 + n % ((n - 4) / 2 < 9 ? (n - 4) / 2 : 9), 10.0, 2.5, 15.0);
  }

  @Override
  final void run(Backend implementation, int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    Lorenz2005System system = system(n);
    run(Lorenz2005Reference.of(implementation), system, x, xo, u, uo, d, at, new double[system.workspace() + 1]);
  }

  abstract void run(Lorenz2005Reference kernels, Lorenz2005System system, double[] x, int xo, double[] u, int uo,
      double[] d, int at, double[] work);

  /** The tendency. */
  public static final class Tendency extends Lorenz2005Conformance {
    /** Made by the service loader. */
    public Tendency() {
      super("lorenz2005");
    }

    @Override
    void run(Lorenz2005Reference kernels, Lorenz2005System system, double[] x, int xo, double[] u, int uo, double[] d,
        int at, double[] work) {
      kernels.tendency(system, x, xo, d, at, work, 1);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends Lorenz2005Conformance {
    /** Made by the service loader. */
    public Tangent() {
      super("lorenz2005Tangent");
    }

    @Override
    void run(Lorenz2005Reference kernels, Lorenz2005System system, double[] x, int xo, double[] u, int uo, double[] d,
        int at, double[] work) {
      kernels.tangent(system, x, xo, u, uo, d, at, work, 1);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends Lorenz2005Conformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("lorenz2005Adjoint");
    }

    @Override
    void run(Lorenz2005Reference kernels, Lorenz2005System system, double[] x, int xo, double[] u, int uo, double[] d,
        int at, double[] work) {
      kernels.adjoint(system, x, xo, u, uo, d, at, work, 1);
    }
  }
}
