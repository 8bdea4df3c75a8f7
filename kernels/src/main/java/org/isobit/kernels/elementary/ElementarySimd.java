// Master of FloatElementarySimd: the float version is generated from this file.
package org.isobit.kernels.elementary;

/** The Vector API loops of {@link Elementary}, which stand in a class for each kind of function. Thread-safe. */
public final class ElementarySimd extends ElementaryReference {

  ElementarySimd() {}

  @Override
  public void exp(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ExpSimd.exp(n, x, xOffset, y, yOffset);
  }

  @Override
  public void expm1(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ExpSimd.expm1(n, x, xOffset, y, yOffset);
  }

  @Override
  public void log(int n, double[] x, int xOffset, double[] y, int yOffset) {
    LogSimd.log(n, x, xOffset, y, yOffset);
  }

  @Override
  public void log1p(int n, double[] x, int xOffset, double[] y, int yOffset) {
    LogSimd.log1p(n, x, xOffset, y, yOffset);
  }

  @Override
  public void tanh(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ActivationSimd.tanh(n, x, xOffset, y, yOffset);
  }

  @Override
  public void sigmoid(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ActivationSimd.sigmoid(n, x, xOffset, y, yOffset);
  }

  @Override
  public void softplus(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ActivationSimd.softplus(n, x, xOffset, y, yOffset);
  }

  @Override
  public void erf(int n, double[] x, int xOffset, double[] y, int yOffset) {
    ErfSimd.erf(n, x, xOffset, y, yOffset);
  }

  @Override
  public void sin(int n, double[] x, int xOffset, double[] y, int yOffset) {
    TrigSimd.sin(n, x, xOffset, y, yOffset);
  }

  @Override
  public void cos(int n, double[] x, int xOffset, double[] y, int yOffset) {
    TrigSimd.cos(n, x, xOffset, y, yOffset);
  }

  @Override
  public void sinpi(int n, double[] x, int xOffset, double[] y, int yOffset) {
    SinPiSimd.sinpi(n, x, xOffset, y, yOffset);
  }

  @Override
  public void cospi(int n, double[] x, int xOffset, double[] y, int yOffset) {
    SinPiSimd.cospi(n, x, xOffset, y, yOffset);
  }

  @Override
  public void cbrt(int n, double[] x, int xOffset, double[] y, int yOffset) {
    CbrtSimd.cbrt(n, x, xOffset, y, yOffset);
  }
}
