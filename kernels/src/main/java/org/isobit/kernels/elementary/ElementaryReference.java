// Master of FloatElementaryReference: the float version is generated from this file.
package org.isobit.kernels.elementary;

import org.isobit.kernels.Backend;

/** The scalar loops of {@link Elementary}, one element after the other. Thread-safe. */
public sealed class ElementaryReference permits ElementarySimd {

  ElementaryReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ElementaryReference of(Backend backend) {
    return backend.isSimd() ? new ElementarySimd() : new ElementaryReference();
  }

  /**
   * Applies exp.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void exp(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ExpReference.exp(x[xOffset + i]);
    }
  }

  /**
   * Applies expm1.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void expm1(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ExpReference.expm1(x[xOffset + i]);
    }
  }

  /**
   * Applies log.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void log(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = LogReference.log(x[xOffset + i]);
    }
  }

  /**
   * Applies log1p.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void log1p(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = LogReference.log1p(x[xOffset + i]);
    }
  }

  /**
   * Applies tanh.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void tanh(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ActivationReference.tanh(x[xOffset + i]);
    }
  }

  /**
   * Applies sigmoid.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void sigmoid(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ActivationReference.sigmoid(x[xOffset + i]);
    }
  }

  /**
   * Applies softplus.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void softplus(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ActivationReference.softplus(x[xOffset + i]);
    }
  }

  /**
   * Applies erf.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void erf(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ErfReference.erf(x[xOffset + i]);
    }
  }

  /**
   * Applies sin.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void sin(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = TrigReference.sin(x[xOffset + i]);
    }
  }

  /**
   * Applies cos.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void cos(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = TrigReference.cos(x[xOffset + i]);
    }
  }

  /**
   * Applies sinpi.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void sinpi(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = SinPiReference.sinpi(x[xOffset + i]);
    }
  }

  /**
   * Applies cospi.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void cospi(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = SinPiReference.cospi(x[xOffset + i]);
    }
  }

  /**
   * Applies cbrt.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void cbrt(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = CbrtReference.cbrt(x[xOffset + i]);
    }
  }
}
