package org.isobit.models.analyse.internal.grid;

import org.isobit.models.assimilation.localization.Geometry;

/**
 * How distances are measured, in numbers that can be written down.
 *
 * @param radius  of a sphere, for longitudes and latitudes in degrees; 0 for straight distances
 * @param periods for straight distances: length of each coordinate's period, 0 if it has none
 */
public record Metric(double radius, double... periods) {

  /** Great-circle distances. */
  public static Metric sphere(double radius) {
    return new Metric(radius, 0, 0);
  }

  /** Straight distances. */
  public static Metric straight(double... periods) {
    return new Metric(0, periods);
  }

  /** For geometries that are not the grid's: length after which each coordinate comes back to where it was, or 0. */
  public double[] closing() {
    return radius > 0 ? new double[] {360, 0} : periods.clone();
  }

  Geometry geometry() {
    return radius > 0 ? Geometry.greatCircle(radius) : Geometry.periodic(periods);
  }
}
