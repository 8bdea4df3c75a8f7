package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.localization.Distance;

/** Straight distances, periodic where a length is given. */
final class CartesianGeometry implements Geometry {

  /** Length of each dimension; 0 where it does not close. */
  private final double[] lengths;

  private final boolean closed;

  CartesianGeometry(double[] lengths) {
    Checks.positive("Geometry", "dimensions", lengths.length);
    boolean any = false;
    for (int d = 0; d < lengths.length; d++) {
      if (!(lengths[d] >= 0.0) || Double.isInfinite(lengths[d])) {
        throw new IllegalArgumentException("Geometry: length[" + d + "] must be finite and not negative, but is "
            + lengths[d]);
      }
      any |= lengths[d] > 0.0;
    }
    this.lengths = lengths;
    this.closed = any;
  }

  @Override
  public int dimensions() {
    return lengths.length;
  }

  @Override
  public double period(int row) {
    return lengths[row];
  }

  @Override
  public double rowReach(double distance) {
    return distance;
  }

  @Override
  public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
    if (closed) {
      Distance.periodic(lengths.length, n, rows, from, ld, point, 0, lengths, 0, distance, at);
    } else {
      Distance.euclidean(lengths.length, n, rows, from, ld, point, 0, distance, at);
    }
  }

  @Override
  public String toString() {
    return (closed ? "periodic" : "cartesian") + java.util.Arrays.toString(lengths);
  }
}
