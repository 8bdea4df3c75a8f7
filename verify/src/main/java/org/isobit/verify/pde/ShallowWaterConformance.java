package org.isobit.verify.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.pde.ShallowWaterFlow;
import org.isobit.kernels.pde.ShallowWaterReference;

/** Shallow water and its derivative. */
public abstract class ShallowWaterConformance extends GridConformance {

  ShallowWaterConformance(String name) {
    super(name, 1, 3);
  }

  @Override
  final void run(Backend implementation, int rows, int columns, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    double[] bottom = new double[rows * columns];
    for (int k = 0; k < bottom.length; k++) {
      bottom[k] = 0.25 * (k % 5);
    }
    ShallowWaterFlow flow = ShallowWaterFlow.of(rows, columns, 1.5, 0.75, 9.8, 0.3, 2.5, bottom);
    double[] work = new double[flow.workspace() + 1];
    run(ShallowWaterReference.of(implementation), flow, x, xo, u, uo, d, at, work);
  }

  abstract void run(ShallowWaterReference kernels, ShallowWaterFlow flow, double[] x, int xo, double[] u,
      int uo, double[] d, int at, double[] work);

  /** The tendency. */
  public static final class Tendency extends ShallowWaterConformance {
    /** Made by the service loader. */
    public Tendency() {
      super("shallowWater");
    }

    @Override
    void run(ShallowWaterReference kernels, ShallowWaterFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.tendency(flow, x, xo, d, at, work, 1);
    }
  }

  /** The derivative times perturbations. */
  public static final class Tangent extends ShallowWaterConformance {
    /** Made by the service loader. */
    public Tangent() {
      super("shallowWaterTangent");
    }

    @Override
    void run(ShallowWaterReference kernels, ShallowWaterFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.tangent(flow, x, xo, u, uo, d, at, work, 1);
    }
  }

  /** The transposed derivative times adjoints. */
  public static final class Adjoint extends ShallowWaterConformance {
    /** Made by the service loader. */
    public Adjoint() {
      super("shallowWaterAdjoint");
    }

    @Override
    void run(ShallowWaterReference kernels, ShallowWaterFlow flow, double[] x, int xo, double[] u, int uo,
        double[] d, int at, double[] work) {
      kernels.adjoint(flow, x, xo, u, uo, d, at, work, 1);
    }
  }
}
