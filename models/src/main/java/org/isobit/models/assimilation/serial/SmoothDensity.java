package org.isobit.models.assimilation.serial;

import java.util.Arrays;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * A gamma or beta density, or its product with a normal likelihood: masses below and above a place, and where a mass
 * ends.
 *
 * <p>Places are s = log(x/μ) of a gamma law with mean μ and shape a, and log(u/(1 − u)) of a beta law on (0, 1), so
 * that densities are smooth on the whole line and have no singular ends: in s they are exp(g) with
 *
 * <ul>
 * <li>g = a·(s − eˢ) − ½·q·(eˢ − v)²,
 * <li>g = a·log u + b·log(1 − u) − ½·q·(u − v)²,
 * </ul>
 *
 * with the likelihood of an observation v and an error variance 1/q, in the units of μ or of (0, 1); q = 0 is the
 * prior. Masses are Gauss–Legendre sums of {@value #NODES} terms over panels that follow slope and curvature of g from
 * each of its maxima on, 10 to 300 of them: the relative error of a mass is some 10⁻¹³, also in tails, and 2⁻⁵³ times
 * the terms of g at the maximum where these are large and cancel. Ends where g is linear to rounding are added in
 * closed form; what is below e⁻⁷⁵⁰ of the maximum counts as nothing.
 *
 * <p>It keeps its arrays, and serves one thread.
 */
final class SmoothDensity {

  private static final int NODES = 16;

  private static final double[] NODE = {0.09501250983763744, 0.2816035507792589, 0.45801677765722737,
      0.6178762444026438, 0.755404408355003, 0.8656312023878318,
      0.9445750230732326, 0.9894009349916499};
  private static final double[] WEIGHT = {0.1894506104550685, 0.18260341504492358, 0.16915651939500254,
      0.14959598881657674, 0.12462897125553388, 0.09515851168249279,
      0.062253523938647894, 0.027152459411754096};

  /** By how much g may bend, and fall, within a panel, for sums of so many terms to have all digits. */
  private static final double BEND = 4.0;
  private static final double FALL = 12.0;

  /** Below the maximum by that, there is nothing. */
  private static final double NOTHING = -750.0;

  /** Panels beyond which numbers are out of range. */
  private static final int MOST = 1 << 14;

  /** Places beyond which u or 1 − u is no number. */
  private static final double FAR = 700.0;

  private boolean beta;
  private double a;
  private double b;
  private double v;
  private double q;

  /** Where the beta density in s without the likelihood is largest, u and s. */
  private double modeShare;
  private double mode;

  /** Edges of panels in ascending order, and the masses below and above each, in units of exp(highest). */
  private double[] edge = new double[64];
  private double[] below = new double[64];
  private double[] above = new double[64];
  private int edges;
  private double highest;
  private double lowTail;
  private double highTail;

  /** A gamma density of mean 1 times a likelihood; q may be 0. */
  SmoothDensity gamma(double shape, double v, double q) {
    set(false, shape, 0.0, v, q);
    double lean = a - q * v;
    double root = Math.sqrt(Math.fma(lean, lean, 4.0 * q * a));
    double peak = lean >= 0.0 ? 2.0 * a / (lean + root) : (root - lean) / (2.0 * q);
    prepare(new double[] {LogReference.log(peak)}, new double[0]);
    return this;
  }

  /** A beta density on (0, 1) times a likelihood; q may be 0. */
  SmoothDensity beta(double a, double b, double v, double q) {
    set(true, a, b, v, q);
    modeShare = a / (a + b);
    mode = LogReference.log(a / b);
    // Between places where the cubic slope of u has its own extremes it is monotone.
    double[] cuts = {-FAR, FAR, FAR, FAR};
    double root = (1.0 + v) * (1.0 + v) - 3.0 * (v - (a + b) / q);
    if (root > 0.0 && root < Double.POSITIVE_INFINITY) {
      cuts[1] = place((1.0 + v - Math.sqrt(root)) / 3.0);
      cuts[2] = place((1.0 + v + Math.sqrt(root)) / 3.0);
    }
    double[] peaks = new double[3];
    double[] valleys = new double[3];
    int p = 0;
    int d = 0;
    for (int i = 0; i < 3; i++) {
      boolean rises = slope(cuts[i]) > 0.0;
      if (cuts[i] < cuts[i + 1] && rises != slope(cuts[i + 1]) > 0.0) {
        double zero = zero(cuts[i], cuts[i + 1], rises);
        if (rises) {
          peaks[p++] = zero;
        } else {
          valleys[d++] = zero;
        }
      }
    }
    prepare(Arrays.copyOf(peaks, p), Arrays.copyOf(valleys, d));
    return this;
  }

  private void set(boolean newBeta, double newA, double newB, double newV, double newQ) {
    beta = newBeta;
    a = newA;
    b = newB;
    v = newV;
    q = newQ;
  }

  private static double place(double u) {
    return u <= 0.0 ? -FAR : u >= 1.0 ? FAR : LogReference.log(u / (1.0 - u));
  }

  private double zero(double from, double to, boolean rises) {
    double low = from;
    double high = to;
    for (int i = 0; i < 50; i++) {
      double middle = 0.5 * (low + high);
      if (slope(middle) > 0.0 == rises) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** eˢ, or u. */
  private double value(double s) {
    if (!beta) {
      return ExpReference.exp(s);
    }
    double e = ExpReference.exp(s > 0.0 ? -s : s);
    return s > 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
  }

  /** g, but for a constant. */
  private double log(double s) {
    double off = value(s) - v;
    double likelihood = q == 0.0 ? 0.0 : -0.5 * q * (off * off);
    if (!beta) {
      return Math.fma(a, s - ExpReference.expm1(s), likelihood);
    }
    double d = s - mode;
    return likelihood + (d <= 0.0 ? a * d - (a + b) * LogReference.log1p(modeShare * ExpReference.expm1(d))
        : -b * d - (a + b) * LogReference.log1p(b / (a + b) * ExpReference.expm1(-d)));
  }

  private double slope(double s) {
    double x = value(s);
    double rest = beta ? value(-s) : 1.0;
    double moved = q == 0.0 ? 0.0 : q * (x - v);
    return (beta ? a * rest - b * x : -a * ExpReference.expm1(s)) - x * rest * moved;
  }

  /** A bound of |g''| between two places. */
  private double curvature(double from, double to) {
    if (!beta) {
      double x = value(to);
      return x * (a + q * (2.0 * x + Math.abs(v)));
    }
    double nearest = from > 0.0 ? from : to < 0.0 ? to : 0.0;
    double product = value(nearest) * value(-nearest);
    double low = Math.abs(value(from) - v);
    double high = Math.abs(value(to) - v);
    return product * (a + b + q * ((low > high ? low : high) + 0.25));
  }

  private void prepare(double[] peaks, double[] valleys) {
    highest = Double.NEGATIVE_INFINITY;
    for (double peak : peaks) {
      double here = log(peak);
      highest = here > highest ? here : highest;
    }
    edges = 0;
    for (int i = 0; i < peaks.length; i++) {
      add(peaks[i]);
      walk(peaks[i], i < valleys.length ? valleys[i] : Double.POSITIVE_INFINITY, 1.0);
      walk(peaks[i], i > 0 ? valleys[i - 1] : Double.NEGATIVE_INFINITY, -1.0);
    }
    Arrays.sort(edge, 0, edges);
    if (below.length < edges) {
      below = new double[edge.length];
      above = new double[edge.length];
    }
    lowTail = tail(edge[0]);
    highTail = tail(edge[edges - 1]);
    below[0] = lowTail;
    for (int i = 1; i < edges; i++) {
      // The mass of a panel, until it is added up from above.
      above[i - 1] = panel(edge[i - 1], edge[i]);
      below[i] = below[i - 1] + above[i - 1];
    }
    above[edges - 1] = highTail;
    for (int i = edges - 2; i >= 0; i--) {
      above[i] += above[i + 1];
    }
  }

  private void add(double s) {
    if (edges == edge.length) {
      edge = Arrays.copyOf(edge, 2 * edges);
    }
    edge[edges++] = s;
  }

  /** Panels from a maximum outwards. */
  private void walk(double peak, double end, double direction) {
    double s = peak;
    double step = 1.0;
    while (s != end) {
      step *= 4.0;
      double next = s + direction * step;
      while (step * step * curvature(direction > 0.0 ? s : next, direction > 0.0 ? next : s) > BEND
          || step * Math.abs(slope(next)) > FALL) {
        step *= 0.5;
        next = s + direction * step;
      }
      if (next == s) {
        return;
      }
      s = direction > 0.0 ? (next < end ? next : end) : next > end ? next : end;
      add(s);
      if (edges > MOST) {
        highest = Double.NaN;
        return;
      }
      if (s != end && (log(s) - highest < NOTHING || straight(s, direction))) {
        return;
      }
    }
  }

  /** Whether g is a straight line from here outwards, to rounding. */
  private boolean straight(double s, double direction) {
    if (direction > 0.0 && !beta) {
      return false;
    }
    double slope = slope(s);
    double far = direction * FAR;
    return curvature(direction > 0.0 ? s : far, direction > 0.0 ? far : s) <= 0x1p-54 * slope * slope;
  }

  /** The mass beyond an outermost edge. */
  private double tail(double s) {
    return ExpReference.exp(log(s) - highest) / Math.abs(slope(s));
  }

  private double panel(double from, double to) {
    double half = 0.5 * (to - from);
    double middle = from + half;
    double sum = 0.0;
    for (int i = 0; i < NODE.length; i++) {
      double off = half * NODE[i];
      sum = Math.fma(WEIGHT[i], ExpReference.exp(log(middle - off) - highest)
          + ExpReference.exp(log(middle + off) - highest), sum);
    }
    return sum * half;
  }

  /** The share of the mass below a place, or above. */
  double share(double s, boolean fromAbove) {
    double total = below[edges - 1] + highTail;
    double mass;
    if (s <= edge[0]) {
      mass = fromAbove ? total - tailShare(s, edge[0], lowTail) : tailShare(s, edge[0], lowTail);
    } else if (s >= edge[edges - 1]) {
      double tail = tailShare(s, edge[edges - 1], highTail);
      mass = fromAbove ? tail : total - tail;
    } else {
      int i = Arrays.binarySearch(edge, 0, edges, s);
      i = i < 0 ? -i - 1 : i;
      mass = fromAbove ? above[i] + panel(s, edge[i]) : below[i - 1] + panel(edge[i - 1], s);
    }
    double one = mass / total;
    return one > 1.0 ? 1.0 : one;
  }

  private double tailShare(double s, double end, double mass) {
    return mass * ExpReference.exp(log(s) - log(end));
  }

  /**
   * Where a share of the mass below, or above, ends.
   *
   * @param share     of the mass, above 0
   * @param fromAbove whether it is that above
   */
  double quantile(double share, boolean fromAbove) {
    double total = below[edges - 1] + highTail;
    double target = share * total;
    if (target > (fromAbove ? above[0] : below[edges - 1])) {
      // In the tail on the other side.
      return quantile((fromAbove ? lowTail : highTail) / total < 1.0 - share ? (fromAbove ? lowTail : highTail) / total
          : 1.0 - share, !fromAbove);
    }
    if (!fromAbove && target <= lowTail) {
      return inTail(edge[0], target, lowTail);
    }
    if (fromAbove && target <= highTail) {
      return inTail(edge[edges - 1], target, highTail);
    }
    int i = 1;
    while (i < edges - 1 && (fromAbove ? above[i] > target : below[i] < target)) {
      i++;
    }
    double low = edge[i - 1];
    double high = edge[i];
    double s = 0.5 * (low + high);
    for (int step = 0; step < 60; step++) {
      double off = fromAbove ? target - above[i] - panel(s, edge[i]) : below[i - 1] + panel(edge[i - 1], s) - target;
      if (off > 0.0) {
        high = s;
      } else {
        low = s;
      }
      double next = s - off / ExpReference.exp(log(s) - highest);
      next = next > low && next < high ? next : 0.5 * (low + high);
      if (Math.abs(next - s) <= 0x1p-51 * (1.0 + Math.abs(s))) {
        return next;
      }
      s = next;
    }
    return s;
  }

  /** Where a mass in a tail ends; one that is too small for a number ends where the tail begins. */
  private double inTail(double end, double target, double mass) {
    return target > 0.0 ? end + LogReference.log(target / mass) / slope(end) : end;
  }
}
