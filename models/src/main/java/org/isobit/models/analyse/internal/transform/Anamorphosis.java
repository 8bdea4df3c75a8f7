package org.isobit.models.analyse.internal.transform;

import java.util.Arrays;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.models.assimilation.Ensemble;

/**
 * Gaussian anamorphosis (Simon and Bertino 2009, Ocean Sci. 5, 495–510): a variable's quantiles become those of the
 * standard normal distribution. The distribution is that of a forecast, all members and points of the field together;
 * between its knots, and beyond them with the slope of the outer ones, the function is linear. What would come back
 * beyond a bound comes back as the bound.
 *
 * <p>Knots are the values of rank (k + ½)·n ÷ K of the n sorted values, k = 0 … K − 1, with the normal quantile of
 * (k + ½) ÷ K; equal ones are joined to one, with the mean of its quantiles.
 */
public final class Anamorphosis implements FieldTransform {

  /** Values that are sorted at most; beyond, every so many-th is taken. */
  private static final int MOST_VALUES = 4_000_000;

  private final double[] values;
  private final double[] scores;
  private final double lower;
  private final double upper;

  private Anamorphosis(double[] values, double[] scores, double lower, double upper) {
    this.values = values;
    this.scores = scores;
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * Fits the function to a field.
   *
   * @param forecast the ensemble
   * @param first    the field's first element of a state
   * @param points   how many it has
   * @param knots    how many quantiles are taken
   * @param lower    lower bound, or −∞
   * @param upper    upper bound, or ∞
   * @throws IllegalArgumentException if all values are equal, or one is out of bounds
   */
  public static Anamorphosis fit(Ensemble forecast, int first, int points, int knots, double lower, double upper) {
    long all = (long) forecast.members() * points;
    int step = (int) ((all + MOST_VALUES - 1) / MOST_VALUES);
    double[] sorted = new double[(int) ((all + step - 1) / step)];
    int n = 0;
    for (long e = 0; e < all; e += step) {
      double x = forecast.values()[forecast.index((int) (e / points)) + first + (int) (e % points)];
      if (!(x >= lower && x <= upper)) {
        throw new IllegalArgumentException("anamorphosis: member " + e / points + " is " + x + " at point " + e % points
            + ", out of the bounds " + boundsText(lower, upper));
      }
      sorted[n++] = x;
    }
    Arrays.sort(sorted);
    double[] values = new double[knots];
    double[] scores = new double[knots];
    int used = 0;
    for (int k = 0; k < knots; ) {
      double x = quantile(sorted, k, knots);
      double sum = 0;
      int equal = 0;
      for (; k < knots && quantile(sorted, k, knots) == x; k++) {
        sum += Normal.quantile((k + 0.5) / knots);
        equal++;
      }
      values[used] = x;
      scores[used++] = sum / equal;
    }
    if (used < 2) {
      throw new IllegalArgumentException("anamorphosis: the forecast has the value " + sorted[0]
          + " nearly everywhere; there is no distribution to fit");
    }
    return new Anamorphosis(Arrays.copyOf(values, used), Arrays.copyOf(scores, used), lower, upper);
  }

  private static double quantile(double[] sorted, int k, int knots) {
    return sorted[(int) ((2L * k + 1) * sorted.length / (2L * knots))];
  }

  /** The segment of a value: the knot at its low end. */
  private static int segment(double[] knots, double x) {
    int i = Arrays.binarySearch(knots, x);
    return Math.clamp(i < 0 ? -i - 2 : i, 0, knots.length - 2);
  }

  private static double along(double[] from, double[] to, double x) {
    int i = segment(from, x);
    return to[i] + (x - from[i]) / (from[i + 1] - from[i]) * (to[i + 1] - to[i]);
  }

  @Override
  public void forward(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = along(values, scores, x[i]);
    }
  }

  @Override
  public void inverse(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      double value = along(scores, values, x[i]);
      x[i] = value < lower ? lower : value > upper ? upper : value;
    }
  }

  /** The inverse, looked for segment by segment, for those who check it. */
  public double plainInverse(double z) {
    int i = 0;
    while (i < scores.length - 2 && z >= scores[i + 1]) {
      i++;
    }
    double f = (z - scores[i]) / (scores[i + 1] - scores[i]);
    return Math.min(upper, Math.max(lower, (1 - f) * values[i] + f * values[i + 1]));
  }

  /** The largest magnitude of a knot's value. */
  public double largestKnot() {
    return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
  }

  @Override
  public boolean contains(double value) {
    return value >= lower && value <= upper;
  }

  @Override
  public double slope(double value) {
    int i = segment(values, value);
    return (scores[i + 1] - scores[i]) / (values[i + 1] - values[i]);
  }

  private static String boundsText(double lower, double upper) {
    return "from " + lower + " to " + upper;
  }

  @Override
  public String bounds() {
    return boundsText(lower, upper);
  }

  @Override
  public String description() {
    return "Gaussian anamorphosis, " + values.length + " knots from " + values[0] + " to " + values[values.length - 1];
  }

  /** Quantiles of the standard normal distribution. */
  public static final class Normal {

    private static final double[] CENTRE_TOP = {3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
        1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
        2.5090809287301226727e3};
    private static final double[] CENTRE_BOTTOM = {1, 4.2313330701600911252e1, 6.8718700749205790830e2,
        5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
        5.2264952788528545610e3};
    private static final double[] NEAR_TOP = {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
        3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
        7.74545014278341407640e-4};
    private static final double[] NEAR_BOTTOM = {1, 2.05319162663775882187, 1.67638483018380384940,
        6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9};
    private static final double[] FAR_TOP = {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
        2.01033439929228813265e-7};
    private static final double[] FAR_BOTTOM = {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
        1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15};

    private Normal() {}

    /** The quantile of p in (0, 1), to about 16 digits: algorithm AS 241 (Wichura 1988, Appl. Stat. 37, 477–484). */
    public static double quantile(double p) {
      double q = p - 0.5;
      if (Math.abs(q) <= 0.425) {
        double r = 0.180625 - q * q;
        return q * polynomial(CENTRE_TOP, r) / polynomial(CENTRE_BOTTOM, r);
      }
      double[] tail = {q < 0 ? p : 1 - p};
      Elementary.log(1, tail, 0, tail, 0);
      double r = Math.sqrt(-tail[0]);
      double x = r <= 5 ? polynomial(NEAR_TOP, r - 1.6) / polynomial(NEAR_BOTTOM, r - 1.6)
          : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5);
      return q < 0 ? -x : x;
    }

    private static double polynomial(double[] c, double x) {
      double s = 0;
      for (int i = c.length - 1; i >= 0; i--) {
        s = Math.fma(s, x, c[i]);
      }
      return s;
    }
  }
}
