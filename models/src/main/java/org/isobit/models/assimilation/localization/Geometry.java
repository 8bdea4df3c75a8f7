package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;

/**
 * Where things are and how far apart: straight, periodic, on a sphere, or yours, which a {@link GeometryProvider} makes
 * known to configurations. Coordinates are given point after point: coordinate d of point j at
 * {@code j·dimensions + d}. Implementations are immutable and thread-safe.
 *
 * <p>One of your own says of how many {@link #dimensions} points are and what {@link #distances} they have. That is
 * enough for right answers: every point is then compared with every other. A search that looks at what is near alone,
 * by a k-d tree (Bentley 1975), needs to know more, that {@linkplain #rowReach what is near is near in the rows}. Here
 * is a channel, periodic in x:
 *
 * <pre>{@code
 * record Channel(double length) implements Geometry {
 *   public int dimensions() {
 *     return 2;
 *   }
 *
 *   public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
 *     for (int i = 0; i < n; i++) {
 *       double dx = Math.abs(rows[from + i] - point[0]) % length;
 *       double dy = rows[from + ld + i] - point[1];
 *       dx = Math.min(dx, length - dx);
 *       distance[at + i] = Math.sqrt(dx * dx + dy * dy);
 *     }
 *   }
 *
 *   public double period(int row) {     // from here on for speed alone
 *     return row == 0 ? length : 0;
 *   }
 *
 *   public double rowReach(double distance) {
 *     return distance;
 *   }
 * }
 * }</pre>
 *
 * <p>What one of your own returns is checked as it is used: a distance that is negative, NaN or not the same both ways,
 * numbers that do not fit, and a reach that is too short are refused by name.
 */
public interface Geometry {

  /**
   * Straight distances.
   *
   * @param dimensions coordinates of a point
   * @return the geometry
   * @throws IllegalArgumentException if there is no dimension
   */
  static Geometry cartesian(int dimensions) {
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
  static Geometry periodic(double... lengths) {
    return new CartesianGeometry(lengths.clone());
  }

  /**
   * Great-circle distances on a sphere; the coordinates of a point are longitude and latitude in degrees.
   *
   * @param radius the sphere's radius, which sets the unit of distances; 6371 for kilometres on the Earth
   * @return the geometry
   * @throws IllegalArgumentException if the radius is not positive and finite
   */
  static Geometry greatCircle(double radius) {
    return new SphereGeometry(radius);
  }

  /**
   * Coordinates of a point.
   *
   * @return at least 1
   */
  int dimensions();

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
  default int[] nearest(double[] places, double[] points, double[] distance) {
    int dims = dimensions();
    int count = places.length / dims;
    int all = points.length / dims;
    if (places.length != count * dims || points.length != all * dims || all == 0 || distance.length != count) {
      throw new IllegalArgumentException("Geometry: " + places.length + " coordinates of places and " + points.length
          + " of points do not fit " + dims + " dimensions and " + distance.length + " distances");
    }
    Checks.finite("Geometry", "coordinate of places", places, 0, places.length);
    Checks.finite("Geometry", "coordinate of points", points, 0, points.length);
    Geometry checked = CheckedGeometry.of(this);
    double[] placeRows = checked.rows(places);
    NearestSearch search = new NearestSearch(checked, checked.rows(points), all);
    int[] nearest = new int[count];
    for (int j = 0; j < count; j++) {
      nearest[j] = search.nearest(placeRows, count, j, distance, j);
    }
    return nearest;
  }

  /**
   * Numbers that distances are computed from, for each point: its coordinates, unless said otherwise. On a sphere they
   * are the three of a unit vector.
   *
   * @return at least 1
   */
  default int rows() {
    return dimensions();
  }

  /**
   * Points as distances need them, one row a number.
   *
   * @param coordinates of points, point after point; finite
   * @return number r of point j at r·points + j; finite; a new array
   * @throws IllegalArgumentException naming a coordinate that is out of range
   */
  default double[] rows(double[] coordinates) {
    int dims = dimensions();
    int n = coordinates.length / dims;
    double[] rows = new double[coordinates.length];
    for (int j = 0; j < n; j++) {
      for (int d = 0; d < dims; d++) {
        rows[d * n + j] = coordinates[j * dims + d];
      }
    }
    return rows;
  }

  /**
   * Length after which a row comes back to where it was, so that numbers that differ by it are the same.
   *
   * @param row which of the {@link #rows()}
   * @return the length; 0, which is usual, where there is none
   */
  default double period(int row) {
    return 0.0;
  }

  /**
   * How far apart in the rows two points can be that have a distance: √Σ_r δ_r² at most, where δ_r is the difference of
   * their numbers in row r, the shorter way round where it has a period. The search leaves out what is farther apart;
   * rounding of {@link #distances} by 2⁻⁴⁰ of a distance is allowed for.
   *
   * @param distance a distance
   * @return the bound, no less for a larger distance; infinity, which is usual, where none is known: every point is
   *         then compared with every other
   */
  default double rowReach(double distance) {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Distances of n points from one point. A distance must not depend on the other points, nor on the time or the
   * thread, and must be the same both ways, but for rounding. Infinity is that of points which never see each other.
   *
   * @param n        how many points
   * @param rows     their rows: number r of point i at from + r·ld + i
   * @param from     where they begin
   * @param ld       from one row to the next
   * @param point    the rows of the one point, one number each
   * @param distance receives the distances, not negative, from index {@code at} on
   * @param at       index of the first
   */
  void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at);
}
