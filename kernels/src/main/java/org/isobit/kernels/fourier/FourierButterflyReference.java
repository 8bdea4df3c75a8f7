// Master of FloatFourierButterflyReference: the float version is generated from this file.
package org.isobit.kernels.fourier;

/** Scalar transforms of 2, 3, 4, 5 and 8 complex numbers, of which stages are made: define the bits. */
final class FourierButterflyReference {

  private FourierButterflyReference() {}

  /** The transform of so many numbers from v on, in their places. */
  static void transform(int radix, double[] a, int v) {
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
