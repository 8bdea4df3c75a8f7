// Master of FloatFourierReference: the float version is generated from this file.
package org.isobit.kernels.fourier;

import org.isobit.kernels.Backend;

/** Scalar complex transforms, stage by stage: defines the bits. */
public sealed class FourierReference permits FourierSimd {

  FourierReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static FourierReference of(Backend backend) {
    return backend == Backend.SIMD ? new FourierSimd() : new FourierReference();
  }

  /**
   * Transforms of members: y_k = scale·Σ_j x_j·exp(∓2πi·jk/n). Real part and imaginary part of an element are
   * neighbours. Output may be input, element for element.
   *
   * @param plan    the length
   * @param inverse whether the sign in the exponent is +
   * @param scale   what the sums are multiplied by
   * @param members how many
   * @param x       the input
   * @param xo      index of element 0 of member 0
   * @param xm      distance between members
   * @param xe      distance between elements
   * @param y       takes the output
   * @param yo      index of element 0 of member 0
   * @param ym      distance between members
   * @param ye      distance between elements
   */
  public void transform(FourierPlan plan, boolean inverse, double scale, int members, double[] x, int xo, int xm,
      int xe, double[] y, int yo, int ym, int ye) {
    int n = plan.n();
    double[] a = FourierScratch.stages(4 * n + 16);
    // The inverse transform is the forward one of numbers whose real and imaginary parts are exchanged.
    int real = inverse ? 1 : 0;
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < n; j++) {
        int at = xo + m * xm + j * xe;
        a[2 * j] = x[at + real];
        a[2 * j + 1] = x[at + 1 - real];
      }
      int from = stages(plan, a);
      for (int k = 0; k < n; k++) {
        int at = yo + m * ym + k * ye;
        y[at + real] = a[from + 2 * k] * scale;
        y[at + 1 - real] = a[from + 2 * k + 1] * scale;
      }
    }
  }

  /** All stages on the first 2n elements of a; they alternate with the next 2n. Where the result is. */
  private static int stages(FourierPlan plan, double[] a) {
    int from = 0;
    int to = 2 * plan.n();
    int s = 1;
    int left = plan.n();
    for (int stage = 0; stage < plan.stages(); stage++) {
      int radix = plan.radix(stage);
      left /= radix;
      stage(radix, left, s, plan.twiddles(), plan.start(stage), a, from, to, 4 * plan.n());
      s *= radix;
      int free = from;
      from = to;
      to = free;
    }
    return from;
  }

  /**
   * One stage: for p = 0 … m − 1 and q = 0 … s − 1 the transform of a_k = x[q + s·(p + m·k)], k = 0 … radix − 1, whose
   * results times the factors go to y[q + s·(radix·p + k)].
   */
  static void stage(int radix, int m, int s, double[] w, int start, double[] a, int x, int y, int v) {
    for (int p = 0; p < m; p++) {
      for (int q = 0; q < s; q++) {
        for (int k = 0; k < radix; k++) {
          int at = x + 2 * (q + s * (p + m * k));
          a[v + 2 * k] = a[at];
          a[v + 2 * k + 1] = a[at + 1];
        }
        butterfly(radix, a, v);
        for (int k = 0; k < radix; k++) {
          double re = a[v + 2 * k];
          double im = a[v + 2 * k + 1];
          int at = y + 2 * (q + s * (radix * p + k));
          boolean turned = m > 1 && k > 0;
          int factor = start + 2 * (k - 1) * m + p;
          a[at] = turned ? Math.fma(re, w[factor], -(im * w[factor + m])) : re;
          a[at + 1] = turned ? Math.fma(im, w[factor], re * w[factor + m]) : im;
        }
      }
    }
  }

  private static void butterfly(int radix, double[] a, int v) {
    switch (radix) {
      case 2 -> two(a, v, v + 2);
      case 3 -> three(a, v);
      case 4 -> four(a, v, 2);
      case 5 -> five(a, v);
      default -> eight(a, v);
    }
  }

  /** Sum and difference of two numbers, in their places. */
  private static void two(double[] a, int i, int j) {
    double re = a[i];
    double im = a[i + 1];
    a[i] = re + a[j];
    a[i + 1] = im + a[j + 1];
    a[j] = re - a[j];
    a[j + 1] = im - a[j + 1];
  }

  private static void three(double[] a, int v) {
    two(a, v + 2, v + 4);
    double ur = Math.fma(-0.5, a[v + 2], a[v]);
    double ui = Math.fma(-0.5, a[v + 3], a[v + 1]);
    a[v] = a[v] + a[v + 2];
    a[v + 1] = a[v + 1] + a[v + 3];
    double dr = a[v + 4];
    double di = a[v + 5];
    a[v + 2] = Math.fma(FourierConstants.SIN_3, di, ur);
    a[v + 3] = Math.fma(-FourierConstants.SIN_3, dr, ui);
    a[v + 4] = Math.fma(-FourierConstants.SIN_3, di, ur);
    a[v + 5] = Math.fma(FourierConstants.SIN_3, dr, ui);
  }

  /** Of four numbers that are a distance apart. */
  private static void four(double[] a, int v, int apart) {
    int v1 = v + apart;
    int v2 = v1 + apart;
    int v3 = v2 + apart;
    two(a, v, v2);
    two(a, v1, v3);
    two(a, v, v1);
    double er = a[v2];
    double ei = a[v2 + 1];
    double fr = a[v3];
    double fi = a[v3 + 1];
    a[v2] = a[v1];
    a[v2 + 1] = a[v1 + 1];
    a[v1] = er + fi;
    a[v1 + 1] = ei - fr;
    a[v3] = er - fi;
    a[v3 + 1] = ei + fr;
  }

  private static void five(double[] a, int v) {
    two(a, v + 2, v + 8);
    two(a, v + 4, v + 6);
    for (int c = 0; c < 2; c++) {
      double a0 = a[v + c];
      double t1 = a[v + 2 + c];
      double t2 = a[v + 4 + c];
      double d2 = a[v + 6 + c];
      double d1 = a[v + 8 + c];
      a[v + c] = a0 + (t1 + t2);
      a[v + 2 + c] = Math.fma(FourierConstants.COS_5_2, t2, Math.fma(FourierConstants.COS_5, t1, a0));
      a[v + 4 + c] = Math.fma(FourierConstants.COS_5, t2, Math.fma(FourierConstants.COS_5_2, t1, a0));
      a[v + 8 + c] = Math.fma(FourierConstants.SIN_5_2, d2, FourierConstants.SIN_5 * d1);
      a[v + 6 + c] = Math.fma(-FourierConstants.SIN_5, d2, FourierConstants.SIN_5_2 * d1);
    }
    turn(a, v + 2, v + 8);
    turn(a, v + 4, v + 6);
  }

  /** (u, w) becomes (u − i·w, u + i·w). */
  private static void turn(double[] a, int u, int w) {
    double ur = a[u];
    double ui = a[u + 1];
    double wr = a[w];
    double wi = a[w + 1];
    a[u] = ur + wi;
    a[u + 1] = ui - wr;
    a[w] = ur - wi;
    a[w + 1] = ui + wr;
  }

  private static void eight(double[] a, int v) {
    for (int k = 0; k < 8; k += 2) {
      two(a, v + k, v + k + 8);
    }
    four(a, v, 2); // even results, 0 2 4 6, in the places 0 1 2 3
    turn(a, v + 8, v + 12); // (d0, d2) becomes (d0 − i·d2, d0 + i·d2)
    double zr = a[v + 14] - a[v + 15];
    double zi = a[v + 14] + a[v + 15];
    double gr = a[v + 10] + a[v + 11];
    double gi = a[v + 11] - a[v + 10];
    a[v + 10] = gr;
    a[v + 11] = gi;
    a[v + 14] = zr;
    a[v + 15] = zi;
    two(a, v + 10, v + 14);
    odd(a, v);
  }

  /** The odd results of eight from e0, f1, e1, f0 in the places 4 to 7, and all in their order. */
  private static void odd(double[] a, int v) {
    double h = FourierConstants.ROOT_HALF;
    double f1r = a[v + 10];
    double f1i = a[v + 11];
    double f0r = a[v + 14];
    double f0i = a[v + 15];
    double e0r = a[v + 8];
    double e0i = a[v + 9];
    double e1r = a[v + 12];
    double e1i = a[v + 13];
    for (int k = 3; k > 0; k--) {
      a[v + 4 * k] = a[v + 2 * k];
      a[v + 4 * k + 1] = a[v + 2 * k + 1];
    }
    a[v + 2] = Math.fma(h, f0r, e0r);
    a[v + 3] = Math.fma(h, f0i, e0i);
    a[v + 10] = Math.fma(-h, f0r, e0r);
    a[v + 11] = Math.fma(-h, f0i, e0i);
    a[v + 6] = Math.fma(h, f1i, e1r);
    a[v + 7] = Math.fma(-h, f1r, e1i);
    a[v + 14] = Math.fma(-h, f1i, e1r);
    a[v + 15] = Math.fma(h, f1r, e1i);
  }
}
