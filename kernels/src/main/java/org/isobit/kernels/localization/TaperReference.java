// Master of FloatTaperReference: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;

/** Scalar {@link Taper}: defines the bits. */
public sealed class TaperReference permits TaperSimd {

  private static final double FIVE_THIRDS = 5.0 / 3.0;

  TaperReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TaperReference of(Backend backend) {
    return backend.isSimd() ? new TaperSimd() : new TaperReference();
  }

  /** Gaspari–Cohn at r = distance ÷ half-width ≥ 0, NaN for NaN. */
  static double gaspariCohn(double r) {
    double inner = Math.fma(r, -0.25, 0.5);
    inner = Math.fma(inner, r, 0.625);
    inner = Math.fma(inner, r, -FIVE_THIRDS);
    inner = Math.fma(inner, r * r, 1.0);
    double t = 2.0 - r;
    double t2 = t * t;
    double outer = t2 * t2 * Math.fma(Math.fma(2.0, r, 4.0), r, -1.0) / (24.0 * r);
    return r >= 2.0 ? 0.0 : r <= 1.0 ? inner : outer;
  }

  /** (1 − r³)³, 0 from r = 1 on. */
  static double tricube(double r) {
    double t = 1.0 - r * r * r;
    return r >= 1.0 ? 0.0 : t * t * t;
  }

  /** (1 − r⁴)⁴, 0 from r = 1 on. */
  static double quartic(double r) {
    double r2 = r * r;
    double t = 1.0 - r2 * r2;
    double t2 = t * t;
    return r >= 1.0 ? 0.0 : t2 * t2;
  }

  /** 1 up to the radius, 0 beyond it, NaN for NaN. */
  static double boxcar(double a, double radius) {
    return a <= radius ? 1.0 : a > radius ? 0.0 : a;
  }

  /** exp(−r²/2). */
  static double gaussian(double r) {
    return ExpReference.exp(-0.5 * (r * r));
  }

  /** exp(−r). */
  static double exponential(double r) {
    return ExpReference.exp(-r);
  }

  /** exp(−r³/2). */
  static double cubicExponential(double r) {
    return ExpReference.exp(-0.5 * (r * r * r));
  }

  /**
   * {@link Taper#gaspariCohn}.
   *
   * @param n         points
   * @param d         distances
   * @param off       their offset
   * @param halfWidth half of the support
   * @param w         result
   * @param wo        its offset
   */
  public void gaspariCohn(int n, double[] d, int off, double halfWidth, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = gaspariCohn(Math.abs(d[off + i]) / halfWidth);
    }
  }

  /**
   * {@link Taper#tricube}.
   *
   * @param n       points
   * @param d       distances
   * @param off     their offset
   * @param support where the taper ends
   * @param w       result
   * @param wo      its offset
   */
  public void tricube(int n, double[] d, int off, double support, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = tricube(Math.abs(d[off + i]) / support);
    }
  }

  /**
   * {@link Taper#quartic}.
   *
   * @param n       points
   * @param d       distances
   * @param off     their offset
   * @param support where the taper ends
   * @param w       result
   * @param wo      its offset
   */
  public void quartic(int n, double[] d, int off, double support, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = quartic(Math.abs(d[off + i]) / support);
    }
  }

  /**
   * {@link Taper#boxcar}.
   *
   * @param n      points
   * @param d      distances
   * @param off    their offset
   * @param radius where the taper ends
   * @param w      result
   * @param wo     its offset
   */
  public void boxcar(int n, double[] d, int off, double radius, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = boxcar(Math.abs(d[off + i]), radius);
    }
  }

  /**
   * {@link Taper#gaussian}.
   *
   * @param n     points
   * @param d     distances
   * @param off   their offset
   * @param scale length
   * @param w     result
   * @param wo    its offset
   */
  public void gaussian(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = gaussian(Math.abs(d[off + i]) / scale);
    }
  }

  /**
   * {@link Taper#exponential}.
   *
   * @param n     points
   * @param d     distances
   * @param off   their offset
   * @param scale length
   * @param w     result
   * @param wo    its offset
   */
  public void exponential(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = exponential(Math.abs(d[off + i]) / scale);
    }
  }

  /**
   * {@link Taper#cubicExponential}.
   *
   * @param n     points
   * @param d     distances
   * @param off   their offset
   * @param scale length
   * @param w     result
   * @param wo    its offset
   */
  public void cubicExponential(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int i = 0; i < n; i++) {
      w[wo + i] = cubicExponential(Math.abs(d[off + i]) / scale);
    }
  }
}
