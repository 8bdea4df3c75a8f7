// Master of FloatUnitVectors: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;

/** Points of a sphere as unit vectors, made once and then compared at little cost. Thread-safe. */
public final class UnitVectors {

  private static final UnitVectorsReference KERNELS = UnitVectorsReference.of(Backend.active());

  private UnitVectors() {}

  /**
   * Unit vectors (cos φ·cos λ, cos φ·sin λ, sin φ) of latitudes φ and longitudes λ. Sines and cosines are those of
   * {@link org.isobit.kernels.elementary.Elementary#sinpi} and its cosine at φ ÷ 180 and λ ÷ 180, so poles and
   * quarter-turns are exact. Any angle will do; infinite ones and NaN give NaN. Nothing is allocated.
   *
   * @param n               number of points
   * @param latitude        latitudes in degrees
   * @param latitudeOffset  index of the first latitude
   * @param longitude       longitudes in degrees
   * @param longitudeOffset index of the first longitude
   * @param u               takes the unit vectors, 3 × n: coordinate j of point i at uOffset + j·ldu + i
   * @param uOffset         index of coordinate 0 of point 0
   * @param ldu             distance between two coordinates of a point
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void fromDegrees(int n, double[] latitude, long latitudeOffset, double[] longitude,
      long longitudeOffset, double[] u, long uOffset, int ldu) {
    Checks.size("unit vectors", "n", n);
    int ao = Checks.vector("unit vectors", "latitude", latitude, latitudeOffset, n);
    int oo = Checks.vector("unit vectors", "longitude", longitude, longitudeOffset, n);
    int uo = Checks.matrix("unit vectors", "u", u, uOffset, 3, n, ldu);
    Checks.apart("unit vectors", "u", "latitude", u == latitude, uo, 3, n, ldu, ao, 1, n, ldu);
    Checks.apart("unit vectors", "u", "longitude", u == longitude, uo, 3, n, ldu, oo, 1, n, ldu);
    Environment.require();
    KERNELS.fromDegrees(n, latitude, ao, longitude, oo, u, uo, ldu);
  }
}
