package org.isobit.models.assimilation;

/**
 * Where many things are, in the form that distances are computed from. Immutable.
 *
 * @param count number of things
 * @param given coordinates as they were given, count × dimensions
 * @param rows  coordinates as distances need them, one row a coordinate
 */
record Places(int count, double[] given, double[] rows) {

  static Places of(Geometry geometry, double[] given) {
    return new Places(given.length / geometry.dimensions(), given, geometry.rows(given));
  }

  /** Whether other coordinates say the same. */
  boolean same(double[] other) {
    return given == other || java.util.Arrays.equals(given, other);
  }
}
