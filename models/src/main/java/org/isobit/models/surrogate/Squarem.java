package org.isobit.models.surrogate;

import org.isobit.kernels.reduce.Reduce;

/** Squared extrapolation: two plain steps, one extrapolation, and from there again. */
final class Squarem extends Acceleration.Proposals {

  private double[] first;
  private double[] second;
  private boolean extrapolated;

  @Override
  double[] next(double[] x, double[] image, double[] scales) {
    if (first == null || extrapolated) {
      // At the beginning, and after an extrapolation, whose image is the beginning of the next cycle.
      boolean begin = first == null;
      extrapolated = false;
      first = begin ? x.clone() : image.clone();
      second = begin ? image.clone() : null;
      return image;
    }
    if (second == null) {
      second = image.clone();
      return image;
    }
    double[] r = Anderson.difference(second, first);
    double[] v = Anderson.difference(Anderson.difference(image, second), r);
    double[] ofV = Anderson.scaled(v, scales);
    double[] ofR = Anderson.scaled(r, scales);
    double squares = Reduce.dot(v.length, ofV, 0, ofV, 0);
    double length = Reduce.dot(r.length, ofR, 0, ofR, 0);
    if (!(squares > 0.0)) {
      return image;
    }
    double alpha = -Math.sqrt(length / squares);
    alpha = alpha > -1.0 ? -1.0 : alpha;
    double[] next = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      next[i] = Math.fma(alpha * alpha, v[i], Math.fma(-2.0 * alpha, r[i], first[i]));
    }
    extrapolated = true;
    return next;
  }

  @Override
  void restart() {
    first = null;
    second = null;
    extrapolated = false;
  }
}
