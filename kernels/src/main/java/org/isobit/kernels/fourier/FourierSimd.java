// Master of FloatFourierSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

/**
 * {@link Fourier} by vectors: along a member where its length is a multiple of 8 and its elements are neighbours, else
 * across members, one a lane. Both are the same stages on planes of real and imaginary parts.
 */
public final class FourierSimd extends FourierReference {

  private static final int V = FourierLanesSimd.S.length();

  /** Between planes, so that equal places of them do not fall on equal lines of the cache. */
  private static final int PAD = 24;

  FourierSimd() {}

  @Override
  public void transform(FourierPlan plan, boolean inverse, double scale, int members, double[] x, int xo, int xm,
      int xe, double[] y, int yo, int ym, int ye) {
    if (xe == 2 && ye == 2 && plan.n() % 8 == 0 && plan.n() >= 64) {
      for (int m = 0; m < members; m++) {
        along(plan, inverse, scale, x, xo + m * xm, y, yo + m * ym);
      }
    } else {
      for (int m = 0; m < members; m += V) {
        int lanes = members - m < V ? members - m : V;
        across(plan, inverse, scale, lanes, x, xo + m * xm, xm, xe, y, yo + m * ym, ym, ye);
      }
    }
  }

  private static void along(FourierPlan plan, boolean inverse, double scale, double[] x, int xo, double[] y, int yo) {
    int n = plan.n();
    int d = n + PAD;
    double[] a = FourierScratch.stages(4 * d);
    int m = n / 8;
    FourierFirstSimd.eight(m, inverse ? -1.0 : 1.0, plan.twiddles(), plan.start(0), x, xo, a, 2 * d, 3 * d);
    for (int plane = 0; plane < 2; plane++) {
      int from = (2 + plane) * d;
      FourierSquaresSimd.squares(m / 8, 1.0, a, from, m, 2 * m, 8, a, plane * d, 8, 16, 64);
      if (m % 8 != 0) {
        FourierSquaresSimd.squares(1, 1.0, a, from + m - 8, m, 2 * m, 8, a, plane * d + n - 64, 8, 16, 64);
      }
    }
    int from = stages(plan, 1, 1, inverse, a, d);
    FourierLanesSimd.storeNeighbours(n / V, scale, a, from, d, y, yo, 2 * V);
  }

  private static void across(FourierPlan plan, boolean inverse, double scale, int members, double[] x, int xo, int xm,
      int xe, double[] y, int yo, int ym, int ye) {
    int d = plan.n() * V + PAD;
    double[] a = FourierScratch.stages(4 * d);
    FourierLanesSimd.load(plan.n(), members, x, xo, xm, xe, a, 0, d);
    int from = stages(plan, 0, V, inverse, a, d);
    FourierLanesSimd.store(plan.n(), members, scale, a, from, d, y, yo, ym, ye);
  }

  /** Stages from a first one on, on planes that are d apart: pairs from 0 and 2·d on in turn. Where the results are. */
  private static int stages(FourierPlan plan, int first, int lanes, boolean inverse, double[] a, int d) {
    int from = 0;
    int to = 2 * d;
    int s = lanes;
    int left = plan.n();
    for (int stage = 0; stage < plan.stages(); stage++) {
      int radix = plan.radix(stage);
      left /= radix;
      if (stage >= first) {
        // The inverse transform is the forward one with exchanged planes.
        int real = inverse ? d : 0;
        if (left == 1) {
          last(radix, s, a, from + real, from + d - real, to + real, to + d - real);
        } else {
          stage(radix, left, s, plan.twiddles(), plan.start(stage), a, from + real, from + d - real, to + real,
              to + d - real);
        }
        int free = from;
        from = to;
        to = free;
      }
      s *= radix;
    }
    return from;
  }

  private static void stage(int radix, int m, int s, double[] w, int wo, double[] a, int xr, int xi, int yr, int yi) {
    switch (radix) {
      case 2 -> FourierStagesSimd.two(m, s, w, wo, a, xr, xi, yr, yi);
      case 3 -> FourierStagesSimd.three(m, s, w, wo, a, xr, xi, yr, yi);
      case 4 -> FourierStagesSimd.four(m, s, w, wo, a, xr, xi, yr, yi);
      case 5 -> FourierStagesSimd.five(m, s, w, wo, a, xr, xi, yr, yi);
      default -> FourierStagesSimd.eight(m, s, w, wo, a, xr, xi, yr, yi);
    }
  }

  private static void last(int radix, int s, double[] a, int xr, int xi, int yr, int yi) {
    switch (radix) {
      case 2 -> FourierLastSimd.two(s, a, xr, xi, yr, yi);
      case 3 -> FourierLastSimd.three(s, a, xr, xi, yr, yi);
      case 4 -> FourierLastSimd.four(s, a, xr, xi, yr, yi);
      case 5 -> FourierLastSimd.five(s, a, xr, xi, yr, yi);
      default -> FourierLastSimd.eight(s, a, xr, xi, yr, yi);
    }
  }
}
