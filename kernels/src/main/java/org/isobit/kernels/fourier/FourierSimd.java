// Master of FloatFourierSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import java.lang.foreign.MemorySegment;
import org.isobit.kernels.AlignedMemory;

/**
 * {@link Fourier} by vectors, in one of four ways that do the same on each member. Along a member whose length is a
 * multiple of 8: its first stage takes neighbours and leaves rows of 8. Across members, one a lane, where they are
 * short or other lengths, or where neighbours are of different members. Along a single member of another length, whose
 * first stages are scalar. States that lie in lanes, without any exchange. All further stages are the same, on planes
 * of real and imaginary parts.
 */
public final class FourierSimd extends FourierReference {

  private static final int V = FourierLanesSimd.S.length();

  /** Between planes, so that equal places of them do not fall on equal lines of the cache; a multiple of a line. */
  private static final int PAD = 24; // float: private static final int PAD = 48;

  /** Shorter members are taken across. */
  private static final int SHORT = 64;

  FourierSimd() {}

  @Override
  public void transform(FourierPlan plan, boolean inverse, double scale, int members, double[] x, int xo, int xm,
      int xe, double[] y, int yo, int ym, int ye) {
    if (plan.stages() == 0) {
      super.transform(plan, inverse, scale, members, x, xo, xm, xe, y, yo, ym, ye);
      return;
    }
    boolean along = xe == 2 && ye == 2 && plan.n() >= SHORT;
    if (along && plan.n() % 8 == 0) {
      int d = distance(plan.n());
      MemorySegment a = planes(d);
      for (int m = 0; m < members; m++) {
        eights(plan, inverse, scale, x, xo + m * xm, a, d, y, yo + m * ym);
      }
      return;
    }
    for (int m = 0; m < members;) {
      int lanes = members - m < V ? members - m : V;
      if (along && 2 * lanes < V) {
        single(plan, inverse, scale, x, xo + m * xm, y, yo + m * ym);
        m++;
      } else {
        across(plan, inverse, scale, lanes, x, xo + m * xm, xm, xe, y, yo + m * ym, ym, ye);
        m += lanes;
      }
    }
  }

  /** Places between the starts of planes of so many numbers: whole lines of a cache. */
  private static int distance(int numbers) {
    return (numbers + 15 & -16) + PAD;
  }

  private static MemorySegment planes(int d) {
    return AlignedMemory.atLeast(4L * Double.BYTES * d);
  }

  private static void eights(FourierPlan plan, boolean inverse, double scale, double[] x, int xo, MemorySegment a,
      int d, double[] y, int yo) {
    int m = plan.n() / 8;
    int real = inverse ? d : 0;
    if (V == 8) {
      FourierFirstSquareSimd.squares(m, inverse, plan.squares(), x, xo, a, real, d - real);
    } else {
      FourierFirstSimd.rows(m, inverse, plan.twiddles(), plan.start(0), x, xo, a, 2 * d + real, 3 * d - real);
      FourierSquaresSimd.order(m, a, 2 * d, 0);
      FourierSquaresSimd.order(m, a, 3 * d, d);
    }
    stages(plan, 1, 8, inverse, scale, a, d, y, yo, 2 * V);
  }

  private static void single(FourierPlan plan, boolean inverse, double scale, double[] x, int xo, double[] y, int yo) {
    int n = plan.n();
    double[] b = FourierScratch.stages(4 * n + 2 * V + 16);
    for (int i = 0; i < 2 * n; i++) {
      b[i] = x[xo + (inverse ? i ^ 1 : i)];
    }
    int from = 0;
    int s = 1;
    int stage = 0;
    while (s < V) {
      stage(plan.radix(stage), n / s / plan.radix(stage), s, plan.twiddles(), plan.start(stage), b, from, 2 * n - from,
          4 * n);
      from = 2 * n - from;
      s *= plan.radix(stage++);
    }
    int d = distance(n + V);
    MemorySegment a = planes(d);
    // Parts are exchanged back here, since the stages that follow exchange planes. What lies behind the end is unused.
    if (inverse) {
      for (int i = from; i < from + 2 * n; i += 2) {
        double re = b[i + 1];
        b[i + 1] = b[i];
        b[i] = re;
      }
    }
    FourierLanesSimd.neighbours((n + V - 1) / V, b, from, 2 * V, a, d);
    stages(plan, stage, s, inverse, scale, a, d, y, yo, 2 * V);
  }

  private static void across(FourierPlan plan, boolean inverse, double scale, int members, double[] x, int xo, int xm,
      int xe, double[] y, int yo, int ym, int ye) {
    int n = plan.n();
    int d = distance(n * V);
    MemorySegment a = planes(d);
    FourierLanesSimd.load(n, members, x, xo, xm, xe, a, d);
    if (members == V && ym == 2) {
      stages(plan, 0, V, inverse, scale, a, d, y, yo, ye);
    } else {
      double[] b = FourierScratch.stages(2 * n * V);
      stages(plan, 0, V, inverse, scale, a, d, b, 0, 2 * V);
      FourierLanesSimd.store(n, members, b, y, yo, ym, ye);
    }
  }

  /**
   * Stages from one on, whose rows have s numbers, on planes that are d apart. Results go to y, the numbers of a vector
   * to one row, the next row a distance further on.
   */
  private static void stages(FourierPlan plan, int first, int s, boolean inverse, double scale, MemorySegment a, int d,
      double[] y, int yo, int row) {
    int from = middle(plan, first, s, inverse, a, d);
    int radix = plan.radix(plan.stages() - 1);
    double sign = inverse ? -1.0 : 1.0;
    int width = width(plan, first, s);
    int im = from + d;
    switch (radix) {
      case 2 -> FourierLastSimd.two(width, sign, scale, a, from, im, y, yo, row);
      case 3 -> FourierLastSimd.three(width, sign, scale, a, from, im, y, yo, row);
      case 4 -> FourierLastSimd.four(width, sign, scale, a, from, im, y, yo, row);
      case 5 -> FourierLastSimd.five(width, sign, scale, a, from, im, y, yo, row);
      default -> FourierLastSimd.eight(width, sign, scale, a, from, im, y, yo, row);
    }
  }

  /**
   * Stages from one on but for the last, on planes in turn from the first two to the second two and back. The inverse
   * transform is the forward one of exchanged planes. Where the result is.
   */
  private static int middle(FourierPlan plan, int first, int s, boolean inverse, MemorySegment a, int d) {
    int real = inverse ? d : 0;
    int from = 0;
    int width = s;
    int left = plan.n();
    for (int stage = 0; stage < plan.stages() - 1; stage++) {
      int radix = plan.radix(stage);
      left /= radix;
      if (stage >= first) {
        int to = 2 * d - from;
        stage(radix, left, width, plan.twiddles(), plan.start(stage), a, from + real, from + d - real, to + real,
            to + d - real);
        from = to;
        width *= radix;
      }
    }
    return from;
  }

  /** Numbers of the last stage's rows, if those of a stage have s. */
  private static int width(FourierPlan plan, int first, int s) {
    int width = s;
    for (int stage = first; stage < plan.stages() - 1; stage++) {
      width *= plan.radix(stage);
    }
    return width;
  }

  private static void stage(int radix, int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi,
      int yr, int yi) {
    if (s == V) {
      shortStage(radix, m, w, wo, a, xr, xi, yr, yi);
      return;
    }
    switch (radix) {
      case 2 -> FourierStagesSimd.two(m, s, w, wo, a, xr, xi, yr, yi);
      case 3 -> FourierStagesSimd.three(m, s, w, wo, a, xr, xi, yr, yi);
      case 4 -> FourierStagesSimd.four(m, s, w, wo, a, xr, xi, yr, yi);
      default -> FourierStagesSimd.five(m, s, w, wo, a, xr, xi, yr, yi);
    }
  }

  private static void shortStage(int radix, int m, double[] w, int wo, MemorySegment a, int xr, int xi,
      int yr, int yi) {
    switch (radix) {
      case 2 -> FourierShortStagesSimd.two(m, w, wo, a, xr, xi, yr, yi);
      case 3 -> FourierShortStagesSimd.three(m, w, wo, a, xr, xi, yr, yi);
      case 4 -> FourierShortStagesSimd.four(m, w, wo, a, xr, xi, yr, yi);
      case 5 -> FourierShortStagesSimd.five(m, w, wo, a, xr, xi, yr, yi);
      default -> FourierShortStagesSimd.eight(m, w, wo, a, xr, xi, yr, yi);
    }
  }

  /** Real and imaginary parts of the n/2 pairs are rows, so that vectors of lanes need no exchange. */
  @Override
  public void interleaved(RealFourierPlan plan, boolean inverse, int first, int lanes, double[] x, int xo, double[] y,
      int yo) {
    int n = plan.n();
    int lane = first;
    if (n % 2 == 0 && plan.complex().stages() > 1) {
      int d = distance(n / 2 * V);
      MemorySegment a = planes(d);
      for (; lane + V <= lanes; lane += V) {
        if (inverse) {
          FourierLaneTurnSimd.inverse(plan, lanes, x, xo + lane, a, d);
          rows(plan.complex(), 0, V, true, 1.0 / n, a, d, y, yo + lane, lanes);
        } else {
          firstRows(plan.complex(), lanes, x, xo + lane, a, d);
          rows(plan.complex(), 1, V * plan.complex().radix(0), false, 1.0, a, d, y, yo + lane, lanes);
          FourierLaneTurnSimd.forward(plan, lanes, y, yo + lane);
        }
      }
    }
    if (lane < lanes) {
      super.interleaved(plan, inverse, lane, lanes, x, xo, y, yo);
    }
  }

  private static void firstRows(FourierPlan plan, int row, double[] x, int xo, MemorySegment a, int d) {
    int radix = plan.radix(0);
    int m = plan.n() / radix;
    double[] w = plan.twiddles();
    int wo = plan.start(0);
    switch (radix) {
      case 2 -> FourierFirstRowsSimd.two(m, row, w, wo, x, xo, a, 0, d);
      case 3 -> FourierFirstRowsSimd.three(m, row, w, wo, x, xo, a, 0, d);
      case 4 -> FourierFirstRowsSimd.four(m, row, w, wo, x, xo, a, 0, d);
      case 5 -> FourierFirstRowsSimd.five(m, row, w, wo, x, xo, a, 0, d);
      default -> FourierFirstRowsSimd.eight(m, row, w, wo, x, xo, a, 0, d);
    }
  }

  /** Stages from one on, of rows of s numbers; real and imaginary parts of the results to rows in turn. */
  private static void rows(FourierPlan plan, int first, int s, boolean inverse, double scale, MemorySegment a, int d,
      double[] y, int yo, int row) {
    int from = middle(plan, first, s, inverse, a, d);
    int width = width(plan, first, s);
    int xr = inverse ? from + d : from;
    int xi = inverse ? from : from + d;
    int re = inverse ? yo + row : yo;
    int im = inverse ? yo : yo + row;
    switch (plan.radix(plan.stages() - 1)) {
      case 2 -> FourierLastRowsSimd.two(width, scale, a, xr, xi, y, re, im, 2 * row);
      case 3 -> FourierLastRowsSimd.three(width, scale, a, xr, xi, y, re, im, 2 * row);
      case 4 -> FourierLastRowsSimd.four(width, scale, a, xr, xi, y, re, im, 2 * row);
      case 5 -> FourierLastRowsSimd.five(width, scale, a, xr, xi, y, re, im, 2 * row);
      default -> FourierLastRowsSimd.eight(width, scale, a, xr, xi, y, re, im, 2 * row);
    }
  }

  @Override
  void turn(RealFourierPlan plan, boolean inverse, double[] x, int xo, double[] y, int yo) {
    int done = FourierTurnSimd.pairs(plan, inverse, x, xo, y, yo);
    pairs(plan, inverse, done + 1, x, xo, y, yo);
  }
}
