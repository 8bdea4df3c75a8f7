package org.isobit.models.assimilation;

import org.isobit.kernels.Checks;

/** Straight distances, periodic where a length is given. */
final class CartesianGeometry implements Geometry {

  /** Length of each dimension; 0 where it does not close. */
  private final double[] lengths;

  CartesianGeometry(double[] lengths) {
    Checks.positive("Geometry", "dimensions", lengths.length);
    for (int d = 0; d < lengths.length; d++) {
      if (!(lengths[d] >= 0.0) || Double.isInfinite(lengths[d])) {
        throw new IllegalArgumentException("Geometry: length[" + d + "] must not be negative, but is " + lengths[d]);
      }
    }
    this.lengths = lengths;
  }

  @Override
  public int dimensions() {
    return lengths.length;
  }

  @Override
  public void distances(double[] from, int at, double[] to, int count, double[] distance) {
    int dims = lengths.length;
    for (int j = 0; j < count; j++) {
      double s = 0.0;
      for (int d = 0; d < dims; d++) {
        double x = Math.abs(from[at + d] - to[j * dims + d]);
        if (lengths[d] > 0.0) {
          // Nearest image; the quotient is truncated towards zero, so any pair of coordinates will do.
          x = x - lengths[d] * (double) (long) (x / lengths[d]);
          double other = lengths[d] - x;
          x = other < x ? other : x;
        }
        s = Math.fma(x, x, s);
      }
      distance[j] = Math.sqrt(s);
    }
  }
}
