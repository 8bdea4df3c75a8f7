package org.isobit.models.assimilation.serial;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * A gamma law on [0, ∞) or a beta law on [lower, upper] with the members' moments. The gamma law has the unbiased
 * variance; the beta law has the variance over N, which is at most (μ − lower)·(upper − μ), that of members which are
 * all on the bounds: these, of which no law can be made, are not fitted. As a member's distance from a bound may count
 * for much, however small it is, one that is there to rounding counts as on it.
 *
 * <p>Some thousand exponentials to fit, {@link SmoothDensity}'s; 20 for a probit, 100 for a value.
 */
final class SmoothMarginal implements Marginal {

  /** log 2⁻¹⁰⁷⁴, for what is on a bound. */
  private static final double LEAST = -0x1.74385446d71c3p+9;

  private final boolean beta;
  private final double lower;
  private final double upper;
  private final SmoothDensity prior = new SmoothDensity();
  private final SmoothDensity posterior = new SmoothDensity();
  private double[] x = {};

  /** Parameters of the law, and the unit of places: the gamma law's mean, or the beta law's width. */
  private double a;
  private double b;
  private double unit;

  /** What rounding may have moved members off a bound by. */
  private double near;

  SmoothMarginal(boolean beta, double lower, double upper) {
    this.beta = beta;
    this.lower = lower;
    this.upper = upper;
  }

  /** Whether it is of that family and these bounds. */
  boolean is(boolean ofBeta, double from, double to) {
    return beta == ofBeta && lower == from && upper == to;
  }

  @Override
  public boolean fit(double[] members) {
    double largest = 0.0;
    for (double one : members) {
      largest = Math.abs(one) > largest ? Math.abs(one) : largest;
    }
    return fit(members, largest);
  }

  /** The same of members that have been the sum of numbers of some size. */
  boolean fit(double[] members, double size) {
    near = 0x1p-50 * size;
    if (x.length != members.length) {
      x = new double[members.length];
    }
    for (int m = 0; m < members.length; m++) {
      x[m] = within(members[m]) - lower;
    }
    // In an order of their own, so that a member's number does not count.
    java.util.Arrays.sort(x);
    double mean = Moments.mean(x);
    double variance = Moments.variance(x, mean);
    if (!(variance < Double.POSITIVE_INFINITY)) {
      throw new NumericalException("QCEFF: the squares of members are too large for the marginal " + (beta ? "beta"
          : "gamma") + "; largest member", -1, lower + x[x.length - 1]);
    }
    if (!(variance > 0.0)) {
      return false;
    }
    if (!beta) {
      unit = mean;
      a = mean * (mean / variance);
      prior.gamma(a, 0.0, 0.0);
      return true;
    }
    unit = upper - lower;
    variance *= (x.length - 1.0) / x.length;
    double concentration = mean / variance * (unit - mean) - 1.0;
    a = mean / unit * concentration;
    b = (1.0 - mean / unit) * concentration;
    // At the bounds but for a rounding: shapes so small that no mass is between.
    if (!(a > 0x1p-40 && b > 0x1p-40)) {
      return false;
    }
    prior.beta(a, b, 0.0, 0.0);
    return true;
  }

  /** The value, or a bound that it is on or beyond, to rounding. */
  private double within(double value) {
    return value - lower <= near ? lower : upper - value <= near ? upper : value;
  }

  /** The posterior with a normal likelihood. */
  void observe(double value, double deviation) {
    double scaled = unit / deviation;
    double place = (value - lower) / unit;
    if (beta) {
      posterior.beta(a, b, place, scaled * scaled);
    } else {
      posterior.gamma(a, place, scaled * scaled);
    }
  }

  /** The posterior's quantile that a value is under the prior; where that is 0 or 1, as on a bound, it stays. */
  double moved(double value) {
    double one = within(value);
    if (one == lower || one == upper) {
      return one;
    }
    double s = place(one);
    double share = prior.share(s, false);
    boolean above = share > 0.5;
    share = above ? prior.share(s, true) : share;
    return share > 0.0 ? value(posterior, share, above) : one;
  }

  private double place(double value) {
    return LogReference.log((value - lower) / (beta ? upper - value : unit));
  }

  private double value(SmoothDensity density, double share, boolean above) {
    double s = density.quantile(share, above);
    if (!beta) {
      return unit * ExpReference.exp(s);
    }
    double e = ExpReference.exp(s > 0.0 ? -s : s);
    return RankHistogram.within(lower, upper,
        s > 0.0 ? upper - unit * (e / (1.0 + e)) : lower + unit * (e / (1.0 + e)));
  }

  @Override
  public double probit(double value) {
    double one = within(value);
    double s = place(one);
    double share = one == lower ? 0.0 : one == upper ? 1.0 : prior.share(s, false);
    boolean above = share > 0.5;
    share = above ? one == upper ? 0.0 : prior.share(s, true) : share;
    double log = share > 0.0 ? LogReference.log(share) : LEAST;
    double t = NormalInterval.lowerQuantile(log);
    return above ? -t : t;
  }

  @Override
  public double value(double probit) {
    double t = probit > 0.0 ? -probit : probit;
    double log = LogNdtrReference.logNdtr(t);
    return value(prior, ExpReference.exp(log < LEAST ? LEAST : log), probit > 0.0);
  }
}
