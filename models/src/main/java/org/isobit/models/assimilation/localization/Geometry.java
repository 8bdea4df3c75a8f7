package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;

/**
 * Where things are and how far apart. Coordinates are given point after point: coordinate d of point j at
 * {@code j·dimensions + d}. Immutable, thread-safe.
 */
public abstract sealed class Geometry permits CartesianGeometry, SphereGeometry {

  Geometry() {}

  /**
   * Straight distances.
   *
   * @param dimensions coordinates of a point
   * @return the geometry
   * @throws IllegalArgumentException if there is no dimension
   */
  public static Geometry cartesian(int dimensions) {
    Checks.positive("Geometry", "dimensions", dimensions);
    return new CartesianGeometry(new double[dimensions]);
  }

  /**
   * Straight distances on a domain whose opposite sides meet.
   *
   * @param lengths the domain's length in each dimension; 0 for a dimension that does not close
   * @return the geometry
   * @throws IllegalArgumentException if there is no length or one is negative or not finite
   */
  public static Geometry periodic(double... lengths) {
    return new CartesianGeometry(lengths.clone());
  }

  /**
   * Great-circle distances on a sphere; the coordinates of a point are longitude and latitude in degrees.
   *
   * @param radius the sphere's radius, which sets the unit of distances; 6371 for kilometres on the Earth
   * @return the geometry
   * @throws IllegalArgumentException if the radius is not positive and finite
   */
  public static Geometry greatCircle(double radius) {
    return new SphereGeometry(radius);
  }

  /**
   * Coordinates of a point.
   *
   * @return at least 1
   */
  public abstract int dimensions();

  /**
   * For each place the nearest of many points, the first one among equals, found by a k-d tree; the bits are those of a
   * comparison with every point.
   *
   * @param places   coordinates of the places, place after place
   * @param points   coordinates of the points, at least one
   * @param distance receives for each place the distance of that point
   * @return for each place the number of that point
   * @throws IllegalArgumentException if there is no point, lengths do not fit, or a coordinate is not finite or out of
   *                                  range
   */
  public final int[] nearest(double[] places, double[] points, double[] distance) {
    int dims = dimensions();
    int count = places.length / dims;
    int all = points.length / dims;
    if (places.length != count * dims || points.length != all * dims || all == 0 || distance.length != count) {
      throw new IllegalArgumentException("Geometry: " + places.length + " coordinates of places and " + points.length
          + " of points do not fit " + dims + " dimensions and " + distance.length + " distances");
    }
    Checks.finite("Geometry", "coordinate of places", places, 0, places.length);
    Checks.finite("Geometry", "coordinate of points", points, 0, points.length);
    double[] placeRows = rows(places);
    NearestSearch search = new NearestSearch(this, rows(points), all);
    int[] nearest = new int[count];
    for (int j = 0; j < count; j++) {
      nearest[j] = search.nearest(placeRows, count, j, distance, j);
    }
    return nearest;
  }

  /** Rows of the form that distances are computed from. */
  abstract int rows();

  /**
   * Points as distances need them, one row a coordinate: coordinate r of point j at r·points + j.
   *
   * @throws IllegalArgumentException naming a coordinate that is out of range
   */
  abstract double[] rows(double[] coordinates);

  /**
   * Length after which a coordinate comes back to where it was.
   *
   * @param row which of the {@link #rows()}
   * @return the length, or 0
   */
  public abstract double period(int row);

  /** How far apart coordinates of a row can be, at most, for points at a distance. */
  abstract double rowReach(double distance);

  /**
   * Distances of n points, from row element {@code from} on in rows of length ld, from one point, given as a column.
   */
  abstract void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at);
}
