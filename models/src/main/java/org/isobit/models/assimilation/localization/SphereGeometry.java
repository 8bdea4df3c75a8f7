package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.UnitVectors;

/** Great-circle distances between longitudes and latitudes. */
final class SphereGeometry implements Geometry {

  private final double radius;

  SphereGeometry(double radius) {
    if (!(radius > 0.0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException("Geometry: the sphere's radius must be positive, but is " + radius);
    }
    this.radius = radius;
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public int rows() {
    return 3;
  }

  @Override
  public double[] rows(double[] coordinates) {
    int n = coordinates.length / 2;
    double[] longitude = new double[n];
    double[] latitude = new double[n];
    for (int j = 0; j < n; j++) {
      longitude[j] = coordinates[2 * j];
      latitude[j] = coordinates[2 * j + 1];
      if (Math.abs(latitude[j]) > 90.0) {
        throw new IllegalArgumentException("Geometry: latitude of point " + j + " is " + latitude[j] + " degrees");
      }
    }
    double[] rows = new double[Checks.elements("Geometry", 3, n, Double.BYTES)];
    if (n > 0) {
      UnitVectors.fromDegrees(n, latitude, 0, longitude, 0, rows, 0, n);
    }
    return rows;
  }

  /** The chord between unit vectors is shorter than the arc. */
  @Override
  public double rowReach(double distance) {
    return distance / radius;
  }

  @Override
  public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
    Distance.greatCircle(n, rows, from, ld, point, 0, radius, distance, at);
  }

  @Override
  public String toString() {
    return "great circle of radius " + radius;
  }
}
