package org.isobit.models.assimilation.serial;

import java.util.Arrays;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * The prior of {@link RankHistogram} as a law: 1/(N + 1) of the mass between each two neighbours, uniformly, and in
 * each tail, of a normal law that bounds cut. Members that agree have one probit, that of the mean of their ranks.
 *
 * <p>A sort to fit; a search, a logarithm and Newton's steps on log Φ for a probit, log Φ and an exponential for a
 * value.
 */
final class RankHistogramMarginal implements Marginal {

  /** log 2⁻¹⁰⁷⁴: the mass below a place that rounding put on a bound. */
  private static final double LEAST = -0x1.74385446d71c3p+9;

  private final double lower;
  private final double upper;

  private double[] x = {};
  private double deviation;

  /** Φ⁻¹(1/(N + 1)), where the tail of the least member begins. */
  private double edge;

  private double logCells;

  RankHistogramMarginal(double lower, double upper) {
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public boolean fit(double[] members) {
    int n = members.length;
    if (x.length != n) {
      x = new double[n];
      logCells = LogReference.log(n + 1.0);
      edge = NormalInterval.lowerQuantile(-logCells);
    }
    for (int m = 0; m < n; m++) {
      x[m] = RankHistogram.within(lower, upper, members[m]);
    }
    Arrays.sort(x);
    deviation = Math.sqrt(Moments.variance(x, Moments.mean(x)));
    return deviation > 0.0;
  }

  @Override
  public double probit(double value) {
    int n = x.length;
    double place = RankHistogram.within(lower, upper, value);
    int at = Arrays.binarySearch(x, place);
    if (at >= 0) {
      int first = at;
      int last = at;
      while (first > 0 && x[first - 1] == place) {
        first--;
      }
      while (last < n - 1 && x[last + 1] == place) {
        last++;
      }
      return inside(0.5 * (first + last) + 1.0);
    }
    int cell = -at - 1;
    if (cell == 0) {
      return tail(place, x[0], lower);
    }
    if (cell == n) {
      return -tail(-place, -x[n - 1], -upper);
    }
    return inside(cell + (place - x[cell - 1]) / (x[cell] - x[cell - 1]));
  }

  /** Of so many cells of N + 1. */
  private double inside(double cells) {
    double above = x.length + 1.0 - cells;
    return cells <= above ? NormalInterval.lowerQuantile(LogReference.log(cells) - logCells)
        : -NormalInterval.lowerQuantile(LogReference.log(above) - logCells);
  }

  private double tail(double place, double outermost, double bound) {
    double end = edge - (outermost - place) / deviation;
    if (bound == Double.NEGATIVE_INFINITY) {
      return end;
    }
    double width = (place - bound) / deviation;
    double log = LEAST;
    if (width > 0.0) {
      // Masses are Mills' ratios times densities, and the quotient of two densities is exp((edge² − end²)/2).
      double share = NormalInterval.logMills(end, width)
          - NormalInterval.logMills(edge, (outermost - bound) / deviation) + 0.5 * (edge - end) * (edge + end);
      log = (share > 0.0 ? 0.0 : share) - logCells;
      log = log < LEAST ? LEAST : log;
    }
    return NormalInterval.lowerQuantile(log);
  }

  @Override
  public double value(double probit) {
    int n = x.length;
    if (probit <= edge) {
      return inTail(probit, x[0], lower);
    }
    if (probit >= -edge) {
      return -inTail(-probit, -x[n - 1], -upper);
    }
    double share = ExpReference.exp(LogNdtrReference.logNdtr(probit > 0.0 ? -probit : probit) + logCells);
    double cells = probit > 0.0 ? n + 1.0 - share : share;
    int cell = (int) cells;
    cell = cell < 1 ? 1 : cell > n - 1 ? n - 1 : cell;
    return RankHistogram.within(x[cell - 1], x[cell], Math.fma(cells - cell, x[cell] - x[cell - 1], x[cell - 1]));
  }

  private double inTail(double probit, double outermost, double bound) {
    if (bound == Double.NEGATIVE_INFINITY) {
      return Math.fma(deviation, probit - edge, outermost);
    }
    double width = (outermost - bound) / deviation;
    if (!(width > 0.0)) {
      return outermost;
    }
    double log = LogNdtrReference.logNdtr(probit) + logCells;
    log = log > 0.0 ? 0.0 : log;
    double end = NormalInterval.quantile(edge - width, edge, ExpReference.exp(log), -ExpReference.expm1(log));
    return RankHistogram.within(bound, outermost, Math.fma(deviation, end - edge, outermost));
  }
}
