package org.isobit.models.assimilation.serial;

import org.isobit.kernels.elementary.SinPiReference;

/**
 * By how much a regression on few members is trusted (Anderson 2012, Mon. Weather Rev. 140, 2359–2371): a factor on the
 * regression coefficient that depends on the sample correlation r̂ and the number N of members alone, as DART has it in
 * {@code gen_sampling_err_table} and {@code assim_tools_mod}.
 *
 * <p>Before the sample, all true correlations ρ in [−1, 1] are equally likely, and members are a normal sample with
 * deviations s_x of the observed quantity and s_z of the target. With b = ρ·s_z/s_x the coefficient that the truth
 * would have, all moments being those given r̂,
 *
 * <pre>
 *   factor(r̂) = α·E[ρ]/r̂      α = β/(1 + β)      β = E[b]² / (Var[b]·(1 + 1/N))
 * </pre>
 *
 * DART draws 10⁸ samples into bins of width 0.01; here the moments are integrals. Given r̂, with ν = N − 1 and
 * u = ln(s_z/s_x), (ρ, u) has the density (1 − ρ²)^(ν/2)·(cosh u − ρ·r̂)^(−ν), that of Fisher (1915) before the last
 * integration. With ρ = (r̂ + s)/(1 + r̂·s), s = 2w/(1 + w²), q = (1 − r̂²)/(1 + r̂·s) and
 * sinh²(u/2) = q·t²/(2·(1 − t²)) it is smooth and independent of r̂ but for rational factors:
 *
 * <pre>
 *   ((1 − w²)/(1 + w²))^ν·(1 + r̂·s)^(−2)·ds/dw · (1 − t²)^(ν−1)·√(q/(2·(1 − t²) + q·t²))
 * </pre>
 *
 * to which Gauss and Legendre's rule is applied, −1 &lt; w &lt; 1 and 0 &lt; t &lt; 1. With N ≤ 3, Var[b] is infinite.
 * All of it is + − × ÷ √ in a written order, so that the bits are the same everywhere.
 *
 * <p>E[ρ]/r̂ and r̂²/β, both smooth, are kept at {@value #INTERVALS} + 1 correlations that are denser towards 1 and
 * interpolated linearly, which is within 3·10⁻⁵ of the factor; with 4 or 5 members that is so up to a correlation of
 * 0.99, within 10⁻³ up to 0.99998, and beyond it the factor's last steep rise to 1 is a straight line. Making the table
 * takes about 2·10⁶ square roots, a factor one. Held to DART's published tables for 12 and 40 members within their
 * sampling error, and to the definition by a Monte Carlo of its own. Immutable, thread-safe.
 */
final class SamplingErrorCorrection {

  /** What configurations call it. */
  static final String KEY = "sampling-error-correction";

  /** Fewest members. */
  private static final int FEWEST = 4;

  private static final int INTERVALS = 256;

  /** Nodes for w and t. */
  private static final int TRUE_NODES = 128;
  private static final int RATIO_NODES = 64;

  /** In place of a correlation of 0, where both that are kept are limits and even. */
  private static final double ALMOST_NONE = 0x1p-12;

  /** The one made last. */
  private static volatile SamplingErrorCorrection last;

  private final int members;

  /** E[ρ]/r̂ and r̂²/β at r̂ = 1 − (1 − i/INTERVALS)². */
  private final double[] mean = new double[INTERVALS + 1];
  private final double[] noise = new double[INTERVALS + 1];

  private SamplingErrorCorrection(int members) {
    this.members = members;
    Moments moments = new Moments(members);
    for (int i = 0; i < INTERVALS; i++) {
      double r = i == 0 ? ALMOST_NONE : node(i);
      moments.given(r);
      mean[i] = moments.rho / r;
      noise[i] = r * r * (moments.squares - moments.b * moments.b) / (moments.b * moments.b) * (1.0 + 1.0 / members);
    }
    mean[INTERVALS] = 1.0;
  }

  private static double node(int i) {
    double rest = (double) (INTERVALS - i) / INTERVALS;
    return 1.0 - rest * rest;
  }

  /**
   * The correction for an ensemble.
   *
   * @param filter  who asks, for messages
   * @param members number of members
   * @throws IllegalArgumentException if there are fewer than {@value #FEWEST} members
   */
  static SamplingErrorCorrection of(String filter, int members) {
    if (members < FEWEST) {
      throw new IllegalArgumentException(filter + ": the sampling error correction needs at least " + FEWEST
          + " members, but there are " + members + "; with fewer, the variance of a regression coefficient is "
          + "infinite");
    }
    SamplingErrorCorrection known = last;
    if (known == null || known.members != members) {
      known = new SamplingErrorCorrection(members);
      last = known;
    }
    return known;
  }

  /**
   * The factor on a regression coefficient.
   *
   * @param correlation r̂; beyond ±1, where rounding may put it, it counts as ±1
   * @return from 0 for a correlation of 0 to 1 for one of ±1
   */
  double factor(double correlation) {
    double size = Math.abs(correlation);
    double r = size < 1.0 ? size : 1.0;
    double place = (1.0 - Math.sqrt(1.0 - r)) * INTERVALS;
    int i = (int) place < INTERVALS ? (int) place : INTERVALS - 1;
    double rest = (r - node(i)) / (node(i + 1) - node(i));
    double g = Math.fma(rest, mean[i + 1] - mean[i], mean[i]);
    double h = Math.fma(rest, noise[i + 1] - noise[i], noise[i]);
    return g * (r * r) / (r * r + h);
  }

  /** Moments of ρ and b given a sample correlation. Not thread-safe. */
  static final class Moments {

    private final int degrees;
    private final double[] w = new double[TRUE_NODES];
    private final double[] ofW = new double[TRUE_NODES];
    private final double[] t = new double[RATIO_NODES];
    private final double[] ofT = new double[RATIO_NODES];

    /** E[ρ], E[b] and E[b²]. */
    double rho;
    double b;
    double squares;

    Moments(int members) {
      degrees = members - 1;
      // Beyond, less than exp(−40) of the density is left.
      double widest = Math.sqrt(20.0 / degrees);
      gauss(w, ofW, widest < 1.0 ? widest : 1.0);
      double longest = Math.sqrt(40.0 / degrees);
      // The density is even in t: one half of the nodes would do, but the interval from 0 needs fewer.
      double half = 0.5 * (longest < 1.0 ? longest : 1.0);
      gauss(t, ofT, half);
      for (int j = 0; j < RATIO_NODES; j++) {
        t[j] = t[j] + half;
        ofT[j] *= power(1.0 - t[j] * t[j], degrees - 1);
      }
      for (int i = 0; i < TRUE_NODES; i++) {
        double square = w[i] * w[i];
        ofW[i] *= power((1.0 - square) / (1.0 + square), degrees) * 2.0 * (1.0 - square)
            / ((1.0 + square) * (1.0 + square));
      }
    }

    void given(double r) {
      double mass = 0.0;
      rho = 0.0;
      b = 0.0;
      squares = 0.0;
      for (int i = 0; i < TRUE_NODES; i++) {
        double s = 2.0 * w[i] / (1.0 + w[i] * w[i]);
        double whole = 1.0 + r * s;
        double truth = (r + s) / whole;
        double q = (1.0 - r * r) / whole;
        double one = 0.0;
        double once = 0.0;
        double twice = 0.0;
        for (int j = 0; j < RATIO_NODES; j++) {
          double square = t[j] * t[j];
          double part = ofT[j] * Math.sqrt(q / (2.0 * (1.0 - square) + q * square));
          // cosh u and cosh 2u: s_z/s_x and s_x/s_z are equally likely.
          double cosh = 1.0 + q * square / (1.0 - square);
          one += part;
          once = Math.fma(part, cosh, once);
          twice = Math.fma(part, 2.0 * cosh * cosh - 1.0, twice);
        }
        double weight = ofW[i] / (whole * whole);
        mass = Math.fma(weight, one, mass);
        rho = Math.fma(weight * truth, one, rho);
        b = Math.fma(weight * truth, once, b);
        squares = Math.fma(weight * truth * truth, twice, squares);
      }
      rho /= mass;
      b /= mass;
      squares /= mass;
    }

    /** Nodes and weights of Gauss and Legendre's rule on [−half, half], by Newton's method. */
    private static void gauss(double[] node, double[] weight, double half) {
      int n = node.length;
      for (int i = 0; i < n; i++) {
        double x = SinPiReference.cospi((i + 0.75) / (n + 0.5));
        double slope = 1.0;
        for (int step = 0; step < 8; step++) {
          double before = 1.0;
          double p = x;
          for (int k = 2; k <= n; k++) {
            double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
            before = p;
            p = next;
          }
          slope = n * (before - x * p) / (1.0 - x * x);
          x = x - p / slope;
        }
        node[i] = half * x;
        weight[i] = half * 2.0 / ((1.0 - x * x) * slope * slope);
      }
    }

    private static double power(double x, int n) {
      double power = 1.0;
      double square = x;
      for (int rest = n; rest > 0; rest >>= 1) {
        power = (rest & 1) == 1 ? power * square : power;
        square = square * square;
      }
      return power;
    }
  }
}
