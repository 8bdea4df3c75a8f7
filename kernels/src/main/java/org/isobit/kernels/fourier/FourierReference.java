// Master of FloatFourierReference: the float version is generated from this file.
package org.isobit.kernels.fourier;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;

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
    return backend.isSimd() ? new FourierSimd() : new FourierReference();
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
        FourierButterflyReference.transform(radix, a, v);
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

  /** Transforms of real members, n numbers each, whose results are n/2 + 1 complex numbers, or back. */
  final void real(RealFourierPlan plan, boolean inverse, int members, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy) {
    if (inverse) {
      inverseReal(plan, members, x, xo, ldx, y, yo, ldy);
    } else {
      real(plan, members, x, xo, ldx, y, yo, ldy);
    }
  }

  /**
   * {@link Fourier#forward} and {@link Fourier#inverse}.
   *
   * @param plan    the length
   * @param inverse whether back
   * @param members how many
   * @param x       the input
   * @param xo      its index
   * @param ldx     distance between members
   * @param y       takes the output
   * @param yo      its index
   * @param ldy     distance between members
   * @param workers the threads
   */
  public final void members(FourierPlan plan, boolean inverse, int members, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy, Workers workers) {
    FourierThreads.members(this, plan, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * {@link RealFourier#forward} and {@link RealFourier#inverse}.
   *
   * @param plan    the length
   * @param inverse whether back
   * @param members how many
   * @param x       the input
   * @param xo      its index
   * @param ldx     distance between members
   * @param y       takes the output
   * @param yo      its index
   * @param ldy     distance between members
   * @param workers the threads
   */
  public final void realMembers(RealFourierPlan plan, boolean inverse, int members, double[] x, int xo, int ldx,
      double[] y, int yo, int ldy, Workers workers) {
    FourierThreads.realMembers(this, plan, inverse, members, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * {@link RealFourier#forwardInterleaved} and {@link RealFourier#inverseInterleaved}: each lane has the bits of
   * {@link #realMembers}.
   *
   * @param plan    the length
   * @param inverse whether back
   * @param first   the first lane
   * @param lanes   how many lie beside each other
   * @param x       the input
   * @param xo      its index
   * @param y       takes the output
   * @param yo      its index
   */
  public void interleaved(RealFourierPlan plan, boolean inverse, int first, int lanes, double[] x, int xo, double[] y,
      int yo) {
    int n = plan.n();
    int half = 2 * (n / 2 + 1);
    int from = inverse ? half : n;
    int to = inverse ? n : half;
    double[] z = FourierScratch.lane(2 * half);
    for (int lane = first; lane < lanes; lane++) {
      for (int i = 0; i < from; i++) {
        z[i] = x[xo + i * lanes + lane];
      }
      real(plan, inverse, 1, z, 0, from, z, half, to);
      for (int i = 0; i < to; i++) {
        y[yo + i * lanes + lane] = z[half + i];
      }
    }
  }

  /**
   * {@link Fourier#forwardField} and {@link Fourier#inverseField}.
   *
   * @param down    plan of the columns
   * @param along   plan of the rows
   * @param inverse whether back
   * @param members how many
   * @param x       the input
   * @param xo      its index
   * @param ldx     distance between members
   * @param y       takes the output
   * @param yo      its index
   * @param ldy     distance between members
   * @param workers the threads
   */
  public final void field(FourierPlan down, FourierPlan along, boolean inverse, int members, double[] x, int xo,
      int ldx, double[] y, int yo, int ldy, Workers workers) {
    FourierThreads.rows(this, down.n(), along, inverse, members, x, xo, ldx, y, yo, ldy, workers);
    FourierThreads.columns(this, down, along.n(), inverse, members, y, yo, ldy, y, yo, ldy, workers);
  }

  /**
   * {@link RealFourier#forwardField} and {@link RealFourier#inverseField}.
   *
   * @param down    plan of the columns
   * @param along   plan of the rows
   * @param inverse whether back
   * @param members how many
   * @param x       the input
   * @param xo      its index
   * @param ldx     distance between members
   * @param y       takes the output
   * @param yo      its index
   * @param ldy     distance between members
   * @param workers the threads
   */
  public final void realField(FourierPlan down, RealFourierPlan along, boolean inverse, int members, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy, Workers workers) {
    int columns = along.n() / 2 + 1;
    if (inverse) {
      FourierThreads.realBack(this, down, along, members, x, xo, ldx, y, yo, ldy, workers);
    } else {
      FourierThreads.realRows(this, down.n(), along, false, members, x, xo, ldx, y, yo, ldy, workers);
      FourierThreads.columns(this, down, columns, false, members, y, yo, ldy, y, yo, ldy, workers);
    }
  }

  private void real(RealFourierPlan plan, int members, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    int n = plan.n();
    if (n % 2 == 0) {
      transform(plan.complex(), false, 1.0, members, x, xo, ldx, 2, y, yo, ldy, 2);
      for (int m = 0; m < members; m++) {
        int at = yo + m * ldy;
        double re = y[at];
        double im = y[at + 1];
        y[at] = re + im;
        y[at + 1] = 0.0;
        y[at + n] = re - im;
        y[at + n + 1] = 0.0;
        turn(plan, false, y, at, y, at);
      }
      return;
    }
    int block = plan.block();
    double[] z = FourierScratch.members(2 * n * block);
    for (int first = 0; first < members; first += block) {
      int count = members - first < block ? members - first : block;
      for (int m = 0; m < count; m++) {
        for (int j = 0; j < n; j++) {
          z[2 * (m * n + j)] = x[xo + (first + m) * ldx + j];
          z[2 * (m * n + j) + 1] = 0.0;
        }
      }
      transform(plan.complex(), false, 1.0, count, z, 0, 2 * n, 2, z, 0, 2 * n, 2);
      for (int m = 0; m < count; m++) {
        System.arraycopy(z, 2 * m * n, y, yo + (first + m) * ldy, n + 1);
      }
    }
  }

  /** The imaginary part of X_0, and that of X_n/2 for even n, is not read. */
  private void inverseReal(RealFourierPlan plan, int members, double[] x, int xo, int ldx, double[] y, int yo,
      int ldy) {
    int n = plan.n();
    if (n % 2 == 0) {
      for (int m = 0; m < members; m++) {
        int from = xo + m * ldx;
        int at = yo + m * ldy;
        y[at] = x[from] + x[from + n];
        y[at + 1] = x[from] - x[from + n];
        turn(plan, true, x, from, y, at);
      }
      transform(plan.complex(), true, 1.0 / n, members, y, yo, ldy, 2, y, yo, ldy, 2);
      return;
    }
    int block = plan.block();
    double[] z = FourierScratch.members(2 * n * block);
    for (int first = 0; first < members; first += block) {
      int count = members - first < block ? members - first : block;
      for (int m = 0; m < count; m++) {
        mirror(n, x, xo + (first + m) * ldx, z, 2 * m * n);
      }
      transform(plan.complex(), true, 1.0 / n, count, z, 0, 2 * n, 2, z, 0, 2 * n, 2);
      for (int m = 0; m < count; m++) {
        for (int j = 0; j < n; j++) {
          y[yo + (first + m) * ldy + j] = z[2 * (m * n + j)];
        }
      }
    }
  }

  /** All n numbers of a transform of real ones, from the first half. */
  private static void mirror(int n, double[] x, int xo, double[] z, int zo) {
    z[zo] = x[xo];
    z[zo + 1] = 0.0;
    for (int k = 1; k <= n / 2; k++) {
      z[zo + 2 * k] = x[xo + 2 * k];
      z[zo + 2 * k + 1] = x[xo + 2 * k + 1];
      z[zo + 2 * (n - k)] = x[xo + 2 * k];
      z[zo + 2 * (n - k) + 1] = -x[xo + 2 * k + 1];
    }
  }

  /**
   * From the transform of n/2 complex numbers, which are n real ones, to theirs, or back; all but the first element and
   * the last. Output may be input.
   */
  void turn(RealFourierPlan plan, boolean inverse, double[] x, int xo, double[] y, int yo) {
    pairs(plan, inverse, 1, x, xo, y, yo);
  }

  /** Elements k and n/2 − k from some k on, and the one in the middle. */
  static void pairs(RealFourierPlan plan, boolean inverse, int first, double[] x, int xo, double[] y, int yo) {
    int h = plan.n() / 2;
    double factor = inverse ? 1.0 : 0.5;
    for (int k = first; 2 * k < h; k++) {
      int a = xo + 2 * k;
      int b = xo + 2 * (h - k);
      double er = x[a] + x[b];
      double ei = x[a + 1] - x[b + 1];
      double or = x[a] - x[b];
      double oi = x[a + 1] + x[b + 1];
      double vr = plan.real(k);
      double vi = inverse ? -plan.imaginary(k) : plan.imaginary(k);
      double ur = Math.fma(or, vr, -(oi * vi));
      double ui = Math.fma(oi, vr, or * vi);
      y[yo + 2 * k] = factor * (er + ur);
      y[yo + 2 * k + 1] = factor * (ei + ui);
      y[yo + 2 * (h - k)] = factor * (er - ur);
      y[yo + 2 * (h - k) + 1] = -(factor * (ei - ui));
    }
    if (h % 2 == 0) {
      double twice = inverse ? 2.0 : 1.0;
      y[yo + h] = twice * x[xo + h];
      y[yo + h + 1] = -(twice * x[xo + h + 1]);
    }
  }
}
