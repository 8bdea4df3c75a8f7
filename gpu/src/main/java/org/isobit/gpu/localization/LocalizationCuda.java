// Master of FloatLocalizationCuda: the float version is generated from this file.
package org.isobit.gpu.localization;

import java.util.EnumMap;
import java.util.Map;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;

/**
 * {@link org.isobit.kernels.localization.Taper}, {@link org.isobit.kernels.localization.Distance} and
 * {@link org.isobit.kernels.localization.UnitVectors} on a device, class EXACT, one thread a point.
 *
 * <p>Every method throws {@link IllegalArgumentException} for negative sizes, lengths and radii that are not positive
 * and finite, what is not inside its array, and results that overlap arguments (a taper may replace its distances). No
 * call waits. Not thread-safe: an object belongs to its stream.
 */
public final class LocalizationCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction euclidean;
  private final KernelFunction periodic;
  private final KernelFunction greatCircle;
  private final KernelFunction unitVectors;
  private final Map<TaperKind, KernelFunction> tapers = new EnumMap<>(TaperKind.class);

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public LocalizationCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("localization");
    euclidean = module.function("localization_euclidean_double");
    periodic = module.function("localization_periodic_double");
    greatCircle = module.function("localization_greatCircle_double");
    unitVectors = module.function("localization_unitVectors_double");
    for (TaperKind kind : TaperKind.values()) {
      tapers.put(kind, module.function("localization_" + kind.kernel() + "_double"));
    }
  }

  /**
   * Weights of distances.
   *
   * @param kind           which taper
   * @param n              points
   * @param distance       distances
   * @param distanceOffset index of the first
   * @param length         the taper's length: half-width, support, radius or scale
   * @param weight         takes the weights; the distances themselves, or apart from them
   * @param weightOffset   index of the first
   */
  public void taper(TaperKind kind, long n, DeviceArray distance, long distanceOffset, double length,
      DeviceArray weight, long weightOffset) {
    String name = kind.kernel() + " taper";
    DeviceChecks.size(name, "n", n);
    DeviceChecks.vector(name, "distance", distance, distanceOffset, n);
    DeviceChecks.vector(name, "weight", weight, weightOffset, n);
    if (weight != distance || weightOffset != distanceOffset) {
      DeviceChecks.apart(name, "weight", "distance", weight, weightOffset, n, distance, distanceOffset, n);
    }
    Checks.positive(name, "the length", length);
    tapers.get(kind).set(0, n).set(1, distance, distanceOffset).set(2, length).set(3, weight, weightOffset)
        .launch(stream, n, THREADS);
  }

  /**
   * Cartesian distances from a point.
   *
   * @param dimensions dimensions, at least 1
   * @param n          points
   * @param x          coordinates, dimensions × n
   * @param xOffset    index of the first
   * @param ldx        distance between the starts of two rows
   * @param p          the point
   * @param pOffset    index of its first coordinate
   * @param d          takes the distances
   * @param dOffset    index of the first
   */
  public void euclidean(int dimensions, long n, DeviceArray x, long xOffset, long ldx, DeviceArray p, long pOffset,
      DeviceArray d, long dOffset) {
    check("distance", dimensions, n, x, xOffset, ldx, p, pOffset, d, dOffset);
    euclidean.set(0, dimensions).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, p, pOffset).set(5, d, dOffset)
        .launch(stream, n, THREADS);
  }

  /**
   * Distances from a point in a domain that is periodic in some dimensions.
   *
   * @param dimensions   dimensions, at least 1
   * @param n            points
   * @param x            coordinates, dimensions × n
   * @param xOffset      index of the first
   * @param ldx          distance between the starts of two rows
   * @param p            the point
   * @param pOffset      index of its first coordinate
   * @param period       periods, 0 where there is none
   * @param periodOffset index of the first
   * @param d            takes the distances
   * @param dOffset      index of the first
   */
  public void periodic(int dimensions, long n, DeviceArray x, long xOffset, long ldx, DeviceArray p, long pOffset,
      DeviceArray period, long periodOffset, DeviceArray d, long dOffset) {
    check("periodic distance", dimensions, n, x, xOffset, ldx, p, pOffset, d, dOffset);
    DeviceChecks.vector("periodic distance", "period", period, periodOffset, dimensions);
    DeviceChecks.apart("periodic distance", "d", "period", d, dOffset, n, period, periodOffset, dimensions);
    periodic.set(0, dimensions).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, p, pOffset).set(5, period, periodOffset)
        .set(6, d, dOffset).launch(stream, n, THREADS);
  }

  /**
   * Distances along great circles.
   *
   * @param n       points
   * @param u       unit vectors, 3 × n
   * @param uOffset index of the first
   * @param ldu     distance between the starts of two rows
   * @param p       the point's unit vector
   * @param pOffset index of its first component
   * @param radius  the sphere's radius
   * @param d       takes the distances, in units of the radius
   * @param dOffset index of the first
   */
  public void greatCircle(long n, DeviceArray u, long uOffset, long ldu, DeviceArray p, long pOffset, double radius,
      DeviceArray d, long dOffset) {
    check("great-circle distance", 3, n, u, uOffset, ldu, p, pOffset, d, dOffset);
    Checks.positive("great-circle distance", "the radius", radius);
    greatCircle.set(0, n).set(1, u, uOffset).set(2, ldu).set(3, p, pOffset).set(4, radius).set(5, d, dOffset)
        .launch(stream, n, THREADS);
  }

  /**
   * Unit vectors of latitudes and longitudes in degrees.
   *
   * @param n               points
   * @param latitude        latitudes
   * @param latitudeOffset  index of the first
   * @param longitude       longitudes
   * @param longitudeOffset index of the first
   * @param u               takes the vectors, 3 × n
   * @param uOffset         index of the first component
   * @param ldu             distance between the starts of two rows
   */
  public void unitVectors(long n, DeviceArray latitude, long latitudeOffset, DeviceArray longitude,
      long longitudeOffset, DeviceArray u, long uOffset, long ldu) {
    DeviceChecks.size("unit vectors", "n", n);
    DeviceChecks.vector("unit vectors", "latitude", latitude, latitudeOffset, n);
    DeviceChecks.vector("unit vectors", "longitude", longitude, longitudeOffset, n);
    DeviceChecks.matrix("unit vectors", "u", u, uOffset, 3, n, ldu);
    long extent = DeviceChecks.extent(3, n, ldu);
    DeviceChecks.apart("unit vectors", "u", "latitude", u, uOffset, extent, latitude, latitudeOffset, n);
    DeviceChecks.apart("unit vectors", "u", "longitude", u, uOffset, extent, longitude, longitudeOffset, n);
    unitVectors.set(0, n).set(1, latitude, latitudeOffset).set(2, longitude, longitudeOffset).set(3, u, uOffset)
        .set(4, ldu).launch(stream, n, THREADS);
  }

  private static void check(String name, int dimensions, long n, DeviceArray x, long xOffset, long ldx, DeviceArray p,
      long pOffset, DeviceArray d, long dOffset) {
    DeviceChecks.positive(name, "dimensions", dimensions);
    DeviceChecks.matrix(name, "x", x, xOffset, dimensions, n, ldx);
    DeviceChecks.vector(name, "p", p, pOffset, dimensions);
    DeviceChecks.vector(name, "d", d, dOffset, n);
    DeviceChecks.apart(name, "d", "x", d, dOffset, n, x, xOffset, DeviceChecks.extent(dimensions, n, ldx));
    DeviceChecks.apart(name, "d", "p", d, dOffset, n, p, pOffset, dimensions);
  }
}
