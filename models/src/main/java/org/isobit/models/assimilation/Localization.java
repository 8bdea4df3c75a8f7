package org.isobit.models.assimilation;

import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * Where state variables are, and how the weight of an observation falls off with distance.
 *
 * <p>Immutable, thread-safe; keeps the neighbour lists of the observation networks it met last.
 */
public final class Localization {

  private final Geometry geometry;
  private final double[] stateCoordinates;
  private final Taper taper;
  private final Radius radius;
  private final double length;

  private Localization(Geometry geometry, double[] stateCoordinates, Taper taper, Radius radius) {
    this.geometry = Objects.requireNonNull(geometry, "geometry");
    this.stateCoordinates = stateCoordinates;
    this.taper = Objects.requireNonNull(taper, "taper");
    this.radius = Objects.requireNonNull(radius, "radius");
    this.length = radius.length(taper);
  }

  /**
   * A localisation.
   *
   * @param geometry         measures distances
   * @param stateCoordinates place of every state variable, size × dimensions; copied
   * @param taper            how weights fall off
   * @param radius           how far, and in which convention
   * @return the localisation
   * @throws IllegalArgumentException if the coordinates do not fit the geometry, are not finite, or the radius does not
   *                                  fit the taper
   */
  public static Localization of(Geometry geometry, double[] stateCoordinates, Taper taper, Radius radius) {
    if (stateCoordinates.length == 0 || stateCoordinates.length % geometry.dimensions() != 0) {
      throw new IllegalArgumentException("Localization: " + stateCoordinates.length + " coordinates do not fit a "
          + "geometry of " + geometry.dimensions() + " dimensions");
    }
    Checks.finite("Localization", "coordinate", stateCoordinates, 0, stateCoordinates.length);
    return new Localization(geometry, stateCoordinates.clone(), taper, radius);
  }

  /**
   * Localisation on a ring of variables one unit apart, as of Lorenz-96.
   *
   * @param size   number of variables
   * @param taper  how weights fall off
   * @param radius how far, and in which convention
   * @return the localisation
   */
  public static Localization ring(int size, Taper taper, Radius radius) {
    Checks.positive("Localization", "size", size);
    double[] coordinates = new double[size];
    for (int i = 0; i < size; i++) {
      coordinates[i] = i;
    }
    return new Localization(Geometry.periodic(size), coordinates, taper, radius);
  }

  /**
   * Number of state variables.
   *
   * @return the size it was made for
   */
  public int size() {
    return stateCoordinates.length / geometry.dimensions();
  }

  @Override
  public String toString() {
    return taper.label() + " " + radius.value() + " (" + radius.convention().label() + ", L = " + length + ")";
  }
}
