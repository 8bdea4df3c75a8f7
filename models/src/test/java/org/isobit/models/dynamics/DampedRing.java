package org.isobit.models.dynamics;

/** Lorenz-96 as a semilinear model: its damping, or a part of it, is the linear part, and a state its coefficients. */
record DampedRing(int size, double damping) implements SemilinearModel {

  private Lorenz96 whole() {
    return new Lorenz96(size, 8.0);
  }

  @Override
  public int coefficients() {
    return size;
  }

  @Override
  public double[] eigenvalues() {
    double[] eigenvalues = new double[size];
    java.util.Arrays.fill(eigenvalues, -damping);
    return eigenvalues;
  }

  private void copy(int members, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int m = 0; m < members; m++) {
      System.arraycopy(x, xo + m * ldx, y, yo + m * ldy, size);
    }
  }

  @Override
  public void transform(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
    copy(members, x, xOffset, ldx, c, cOffset, ldc);
  }

  @Override
  public void inverse(int members, double[] c, int cOffset, int ldc, double[] x, int xOffset, int ldx) {
    copy(members, c, cOffset, ldc, x, xOffset, ldx);
  }

  /** What the linear part has is not in the rest. */
  private void without(double[] x, int xo, double[] c, int co) {
    for (int i = 0; i < size; i++) {
      c[co + i] += damping * x[xo + i];
    }
  }

  @Override
  public void nonlinear(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
    for (int m = 0; m < members; m++) {
      whole().tendency(x, xOffset + m * ldx, c, cOffset + m * ldc);
      without(x, xOffset + m * ldx, c, cOffset + m * ldc);
    }
  }

  @Override
  public void nonlinearTangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] c, int cOffset) {
    whole().tangent(x, xOffset, dx, dxOffset, c, cOffset);
    without(dx, dxOffset, c, cOffset);
  }

  @Override
  public void nonlinearAdjoint(double[] x, int xOffset, double[] c, int cOffset, double[] out, int offset) {
    whole().adjoint(x, xOffset, c, cOffset, out, offset);
    without(c, cOffset, out, offset);
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    whole().tendency(x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    whole().tangent(x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    whole().adjoint(x, xOffset, dy, dyOffset, out, outOffset);
  }
}
