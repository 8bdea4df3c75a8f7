package org.isobit.models.assimilation.localization;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * A geometry that configurations can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.assimilation.localization.GeometryProvider}, this library's own ones as
 * well as yours; {@link Entry#keys()} are its parameters, keys of the section that names it.
 */
public interface GeometryProvider extends Entry {

  /**
   * The geometry itself.
   *
   * @param periods of the places that it measures between, a number for each coordinate: the length after which a
   *                coordinate comes back to where it was, as model or grid have it, or 0
   * @param values  its parameters
   * @return a geometry of as many dimensions
   * @throws IllegalArgumentException if it is of another number of dimensions
   */
  Geometry build(double[] periods, Values values);

  /** {@link Geometry#periodic}, with the periods of the coordinates. */
  final class Cartesian extends NamedEntry implements GeometryProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Cartesian() {
      super("cartesian", "straight distances, the shorter way round where coordinates close", "");
    }

    @Override
    public Geometry build(double[] periods, Values values) {
      return Geometry.periodic(periods);
    }
  }

  /** {@link Geometry#periodic}, with periods of its own. */
  final class Periodic extends NamedEntry implements GeometryProvider {

    private static final String[] LENGTHS = {"length-x", "length-y", "length-z"};

    /** For {@link java.util.ServiceLoader}. */
    public Periodic() {
      super("periodic", "straight distances on a domain of given lengths, whose opposite sides meet", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(length(0), length(1), length(2));
    }

    private static Key length(int d) {
      return Key.of(LENGTHS[d], Form.NUMBER, "of the " + (d == 0 ? "first" : d == 1 ? "second" : "third")
          + " coordinate; 0: it does not close").usual(0.0).atLeast(0.0);
    }

    @Override
    public Geometry build(double[] periods, Values values) {
      if (periods.length > LENGTHS.length) {
        throw new IllegalArgumentException("periodic is of at most " + LENGTHS.length + " dimensions, but places have "
            + periods.length + " coordinates");
      }
      double[] lengths = new double[periods.length];
      for (int d = 0; d < LENGTHS.length; d++) {
        double length = values.number(LENGTHS[d]);
        if (d < lengths.length) {
          lengths[d] = length;
        } else if (length > 0.0) {
          throw new IllegalArgumentException("periodic has " + LENGTHS[d] + " " + length + ", but places have "
              + periods.length + (periods.length == 1 ? " coordinate" : " coordinates"));
        }
      }
      return Geometry.periodic(lengths);
    }
  }

  /** {@link Geometry#greatCircle}. */
  final class GreatCircle extends NamedEntry implements GeometryProvider {

    /** The Earth's mean radius in kilometres. */
    public static final double EARTH = 6371.0;

    /** For {@link java.util.ServiceLoader}. */
    public GreatCircle() {
      super("great-circle", "distances on a sphere; coordinates are longitude and latitude in degrees", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("sphere-radius", Form.NUMBER, "radius of the sphere, which sets the unit of distances")
          .usual(EARTH).positive());
    }

    @Override
    public Geometry build(double[] periods, Values values) {
      return Geometry.greatCircle(values.number("sphere-radius"));
    }
  }
}
