package org.isobit.models.analyse.internal.transform;

import org.isobit.kernels.elementary.Elementary;

/**
 * log(x − lower), for variables with a lower bound.
 *
 * @param lower the bound, which is out of it
 */
public record LogTransform(double lower) implements FieldTransform {

  @Override
  public void forward(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      x[i] = x[i] - lower;
    }
    Elementary.log(n, x, at, x, at);
  }

  @Override
  public void inverse(double[] x, int at, int n) {
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
    return 1 / (value - lower);
  }

  @Override
  public String bounds() {
    return "above " + lower;
  }

  @Override
  public String description() {
    return "log(x - " + lower + ")";
  }
}
