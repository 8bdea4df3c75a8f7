package org.isobit.models.assimilation;

/**
 * Where things are and how far apart. Coordinates are stored point after point: coordinate d of point j at
 * {@code j·dimensions + d}.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Geometry {

  /**
   * Coordinates of a point.
   *
   * @return at least 1
   */
  int dimensions();

  /**
   * Distances from one point to many.
   *
   * @param from     coordinates of the one point, from an index
   * @param at       that index
   * @param to       coordinates of the others, from index 0
   * @param count    number of the others
   * @param distance receives the distances, from index 0
   */
  void distances(double[] from, int at, double[] to, int count, double[] distance);

  /**
   * Straight distances.
   *
   * @param dimensions coordinates of a point
   * @return the geometry
   */
  static Geometry cartesian(int dimensions) {
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
   * @param radius the sphere's radius, which sets the unit of distances; 6371 for kilometres on Earth
   * @return the geometry
   */
  static Geometry greatCircle(double radius) {
    return new SphereGeometry(radius);
  }
}
