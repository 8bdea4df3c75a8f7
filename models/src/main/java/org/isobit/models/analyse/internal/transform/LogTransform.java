package org.isobit.models.analyse.internal.transform;

import org.isobit.kernels.elementary.Elementary;

/**
 * log(x − lower) or log₁₀(x − lower), for variables with a lower bound. The decimal logarithm is the natural one over
 * ln 10.
 *
 * @param lower   the bound, which is out of it
 * @param decimal whether the base is 10
 */
public record LogTransform(double lower, boolean decimal) implements FieldTransform {

  private static final double LN_10 = 2.302585092994046;

  /** The natural logarithm of the base. */
  public double unit() {
    return decimal ? LN_10 : 1;
  }

  @Override
  public void forward(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = x[i] - lower;
    }
    Elementary.log(n, x, at, x, at);
    for (int i = at; decimal && i < at + n; i++) {
      x[i] = x[i] / LN_10;
    }
  }

  @Override
  public void inverse(double[] x, int at, int n) {
    for (int i = at; decimal && i < at + n; i++) {
      x[i] = x[i] * LN_10;
    }
    Elementary.exp(n, x, at, x, at);
    for (int i = at; i < at + n; i++) {
      x[i] = lower + x[i];
    }
  }

  @Override
  public boolean contains(double value) {
    return value > lower && value - lower < Double.POSITIVE_INFINITY;
  }

  @Override
  public double slope(double value) {
    return 1 / ((value - lower) * unit());
  }

  @Override
  public String bounds() {
    return "above " + lower;
  }

  @Override
  public String description() {
    return (decimal ? "log10" : "log") + "(x - " + lower + ")";
  }
}
