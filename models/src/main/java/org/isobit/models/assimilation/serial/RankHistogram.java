package org.isobit.models.assimilation.serial;

import java.util.Arrays;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.assimilation.Workspace;

/**
 * The scalar step of {@link RHF} and, with bounds, of {@link QCEFF}: analysed members are the quantiles, under the
 * posterior, that members are under the prior (Anderson 2010, 2022, 2023).
 *
 * <ul>
 * <li>Prior: with N members sorted, 1/(N + 1) of the mass lies between each two neighbours, uniformly, and 1/(N + 1)
 *   beyond each outermost one, as the tail of a normal law with the ensemble's deviation σ, whose mean is such that
 *   this tail has that mass. A bound cuts the tail, and what is left of it is scaled to that mass.
 * <li>Likelihood: exp(−(z − d)²/2), with bounds over W(z), the mass that the error's law N(z, 1) has between them (the
 *   error is truncated). Between neighbours it is the mean of theirs. In the tails the normal factor is taken as it is,
 *   since its product with a normal tail is another one, and W as at the outermost member.
 * <li>Quantiles: that of the member of rank i is i/(N + 1); members that agree have one, the mean of theirs, and stay
 *   together: what lies between them is a point mass at their value. Members at a bound are such a group.
 * </ul>
 *
 * <p>DART's bounded histogram differs in its tails: they are uniform where a bound is near, and their likelihood is
 * that of the outermost member throughout, so that members do not reach an observation far outside of the ensemble. A
 * member beyond a bound, where regression or the operator put it, ends a run of DART; here it is projected onto the
 * bound first.
 *
 * <p>The map of members is monotone and its values are within the bounds, both also after rounding. It takes a sort, N
 * exponentials, N searches, and for each member in a tail 5 to 10 evaluations of log Φ; 4·N numbers are kept.
 * Thread-safe.
 */
final class RankHistogram implements ObservationUpdate {

  private final double lower;
  private final double upper;

  /**
   * The law on an interval.
   *
   * @param lower lower bound in the observation's units, or −∞
   * @param upper upper bound, or +∞
   */
  RankHistogram(double lower, double upper) {
    if (!(lower < upper)) {
      throw new IllegalArgumentException("QCEFF: the lower bound must be below the upper one, but they are " + lower
          + " and " + upper);
    }
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public boolean needsUnits() {
    return bounded();
  }

  private boolean bounded() {
    return lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY;
  }

  @Override
  public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
      Workspace workspace) {
    int n = anomalies.length;
    double low = (lower - value) / deviation + innovation;
    double high = (upper - value) / deviation + innovation;
    double[] x = workspace.doubles(RankHistogram.class, "sorted", n);
    for (int m = 0; m < n; m++) {
      x[m] = within(low, high, anomalies[m]);
    }
    Arrays.sort(x);
    double[] quantiles = workspace.doubles(RankHistogram.class, "quantiles", n);
    double sigma = Math.sqrt(Moments.variance(x, Moments.mean(x)));
    if (sigma > 0.0) {
      double[] log = workspace.doubles(RankHistogram.class, "log likelihood", n);
      for (int i = 0; i < n; i++) {
        double off = x[i] - innovation;
        log[i] = -0.5 * (off * off) - (bounded() ? NormalInterval.logMass(low - x[i], high - x[i]) : 0.0);
      }
      double edge = NormalInterval.lowerQuantile(-LogReference.log(n + 1.0));
      double[] mass = workspace.doubles(RankHistogram.class, "mass", n + 1);
      posterior(x, log, edge, sigma, innovation, low, high, mass, quantiles);
    } else {
      System.arraycopy(x, 0, quantiles, 0, n);
    }
    for (int m = 0; m < n; m++) {
      analysed[m] = quantiles[Arrays.binarySearch(x, within(low, high, anomalies[m]))];
    }
  }

  /** Masses of the N + 1 regions of the posterior, in units of the largest likelihood over N + 1, and its quantiles. */
  private static void posterior(double[] x, double[] log, double edge, double sigma, double innovation, double low,
      double high, double[] mass, double[] quantiles) {
    int n = x.length;
    double first = log[0] + logShare(edge, sigma, innovation, low, x[0]);
    double last = log[n - 1] + logShare(edge, sigma, -innovation, -high, -x[n - 1]);
    double most = first > last ? first : last;
    for (double l : log) {
      most = l > most ? l : most;
    }
    mass[0] = ExpReference.exp(first - most);
    mass[n] = ExpReference.exp(last - most);
    double before = ExpReference.exp(log[0] - most);
    for (int i = 1; i < n; i++) {
      double here = ExpReference.exp(log[i] - most);
      mass[i] = 0.5 * (before + here);
      before = here;
    }
    double total = 0.0;
    for (double one : mass) {
      total += one;
    }
    if (!(total < Double.POSITIVE_INFINITY)) {
      // Innovations whose squares overflow.
      Arrays.fill(quantiles, Double.NaN);
      return;
    }
    int region = 0;
    double below = 0.0;
    int end;
    for (int i = 0; i < n; i = end) {
      end = i + 1;
      while (end < n && x[end] == x[i]) {
        end++;
      }
      double target = total * (0.5 * (i + 1 + end) / (n + 1));
      while (region < n && below + mass[region] <= target) {
        below += mass[region++];
      }
      double share = (target - below) / mass[region];
      double z;
      if (region == 0) {
        z = inTail(edge, sigma, innovation, low, x[0], share, (mass[0] - target) / mass[0]);
      } else if (region == n) {
        z = -inTail(edge, sigma, -innovation, -high, -x[n - 1], (total - target) / mass[n], share);
      } else {
        z = within(x[region - 1], x[region], Math.fma(share, x[region] - x[region - 1], x[region - 1]));
      }
      // A rounding must not exchange members.
      Arrays.fill(quantiles, i, end, i > 0 && quantiles[i - 1] > z ? quantiles[i - 1] : z);
    }
  }

  /**
   * What the likelihood exp(−(z − d)²/2) makes of the left tail: N(μ, σ²) from the bound to the outermost member
   * becomes c·N(μ', σ'²) there, with σ'² = σ²/(1 + σ²) and μ' = (μ + σ²·d)/(1 + σ²). Of the right one with all signs
   * changed.
   *
   * @param edge       (outermost − μ)/σ, which is Φ⁻¹(1/(N + 1))
   * @param sigma      σ
   * @param innovation d
   * @param bound      where it ends, may be −∞
   * @param outermost  where it begins
   * @return logarithm of the mass it becomes, over 1/(N + 1) and the likelihood at the outermost member
   */
  private static double logShare(double edge, double sigma, double innovation, double bound, double outermost) {
    double width = outermost - bound;
    if (!(width > 0.0)) {
      return 0.0;
    }
    double narrowed = narrowed(sigma);
    return LogReference.log(narrowed / sigma)
        + NormalInterval.logMills(end(edge, sigma, innovation, outermost), width / narrowed)
        - NormalInterval.logMills(edge, width / sigma);
  }

  /** Where a share of that mass ends, counted from the bound: v of it, or w less than all. */
  private static double inTail(double edge, double sigma, double innovation, double bound, double outermost, double v,
      double w) {
    double end = end(edge, sigma, innovation, outermost);
    double start = end - (outermost - bound) / narrowed(sigma);
    double t = NormalInterval.quantile(start, end, v, w) - end;
    return within(bound, outermost, Math.fma(narrowed(sigma), t, outermost));
  }

  /** (outermost − μ')/σ'. */
  private static double end(double edge, double sigma, double innovation, double outermost) {
    double whole = Math.fma(sigma, sigma, 1.0);
    double mean = outermost - edge * sigma;
    double off = sigma < 1.0 ? Math.fma(edge, sigma, -(sigma * sigma / whole * (innovation - mean)))
        : outermost - innovation + (innovation - mean) / whole;
    return off / narrowed(sigma);
  }

  /** σ'. */
  private static double narrowed(double sigma) {
    return sigma / Math.sqrt(Math.fma(sigma, sigma, 1.0));
  }

  static double within(double low, double high, double z) {
    double above = z < low ? low : z;
    return above > high ? high : above;
  }

  @Override
  public Marginal marginal() {
    return new RankHistogramMarginal(lower, upper);
  }

  @Override
  public String toString() {
    return bounded() ? "rank histogram in [" + lower + ", " + upper + "]" : "rank histogram";
  }
}
