package org.isobit.models.analyse.internal.transform;

import org.isobit.kernels.elementary.Elementary;

/**
 * log((x − lower) ÷ (upper − x)), for variables with two bounds.
 *
 * @param lower the lower bound, which is out of it
 * @param upper the upper one
 */
public record LogitTransform(double lower, double upper) implements FieldTransform {

  @Override
  public void forward(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = (x[i] - lower) / (upper - x[i]);
    }
    Elementary.log(n, x, at, x, at);
  }

  @Override
  public void inverse(double[] x, int at, int n) {
    Elementary.sigmoid(n, x, at, x, at);
    for (int i = at; i < at + n; i++) {
      double value = Math.fma(upper - lower, x[i], lower);
      x[i] = value > upper ? upper : value;
    }
  }

  @Override
  public boolean contains(double value) {
    double ratio = (value - lower) / (upper - value);
    return value > lower && value < upper && ratio > 0 && ratio < Double.POSITIVE_INFINITY;
  }

  @Override
  public double slope(double value) {
    return (upper - lower) / ((value - lower) * (upper - value));
  }

  @Override
  public String bounds() {
    return "between " + lower + " and " + upper;
  }

  @Override
  public String description() {
    return "log((x - " + lower + ") / (" + upper + " - x))";
  }
}
