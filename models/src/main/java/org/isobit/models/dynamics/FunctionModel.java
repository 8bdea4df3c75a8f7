package org.isobit.models.dynamics;

/** Models that are made of functions. Immutable, thread-safe. */
class FunctionModel implements Model {

  private final int size;
  private final Tendency tendency;

  FunctionModel(int size, Tendency tendency) {
    this.size = size;
    this.tendency = tendency;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    tendency.compute(x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public final String toString() {
    return "Model[size=" + size + "]";
  }

  /** One with its derivative. */
  static final class Linearized extends FunctionModel implements LinearizedModel {

    private final Product tangent;
    private final Product adjoint;

    Linearized(int size, Tendency tendency, Product tangent, Product adjoint) {
      super(size, tendency);
      this.tangent = tangent;
      this.adjoint = adjoint;
    }

    @Override
    public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
      tangent.compute(x, xOffset, dx, dxOffset, out, outOffset);
    }

    @Override
    public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
      adjoint.compute(x, xOffset, dy, dyOffset, out, outOffset);
    }
  }
}
