package org.isobit.verify.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.kernels.pde.QuasiGeostrophicReference;

/** Quasi-geostrophic flow and its derivative. */
public abstract class QuasiGeostrophicConformance extends GridConformance {

  QuasiGeostrophicConformance(String name) {
    super(name, 3, 1);
  }

  @Override
  final void run(Backend implementation, int rows, int columns, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    QuasiGeostrophicFlow flow = QuasiGeostrophicFlow.of(rows, columns, 1600.0, 0.75, 0.3, 0.01, 1e-5);
    double[] work = new double[flow.workspace() + 1];
    run(QuasiGeostrophicReference.of(implementation), flow, x, xo, u, uo, d, at, work);
  }

  abstract void run(QuasiGeostrophicReference kernels, QuasiGeostrophicFlow flow, double[] x, int xo, double[] u,
      int uo, double[] d, int at, double[] work);

  /** The change of vorticity. */
  public static final class Tendency extends QuasiGeostrophicConformance {
    /** Made by the service loader. */
    public Tendency() {
      super("quasiGeostrophic");
    }

    @Override
    void run(QuasiGeostrophicReference kernels, QuasiGeostrophicFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.tendency(flow, x, xo, d, at, work, 1);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends QuasiGeostrophicConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("quasiGeostrophicTangent");
    }

    @Override
    void run(QuasiGeostrophicReference kernels, QuasiGeostrophicFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.tangent(flow, x, xo, u, uo, d, at, work, 1);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends QuasiGeostrophicConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("quasiGeostrophicAdjoint");
    }

    @Override
    void run(QuasiGeostrophicReference kernels, QuasiGeostrophicFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.adjoint(flow, x, xo, u, uo, d, at, work, 1);
    }
  }
}
