// Master of FloatDistance: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Gradual;

/**
 * Distances of n points from one point.
 *
 * <p>Coordinate j of point i is at {@code offset + j·ld + i}: one row a dimension. Distances have the unit of the
 * coordinates (of the radius on a sphere). NaN gives NaN; infinite coordinates give infinity or NaN. Results must not
 * overlap the inputs. Points do not depend on each other. Nothing is allocated. Thread-safe.
 */
public final class Distance {

  private static final Gradual<DistanceReference> KERNELS =
      Gradual.of(DistanceReference.of(Backend.REFERENCE), DistanceReference.of(Backend.active()));

  private Distance() {}

  /**
   * Cartesian: √(Σ_j d_j²) with d_j = x_ij − p_j; the operation is fma(d_j, d_j, s), j ascending from s = +0. In one
   * dimension |d_0|. Not scaled: differences beyond about 10^154 (10^19 in single precision) overflow.
   *
   * @param dimensions     number of dimensions
   * @param n              number of points
   * @param x              coordinates, dimensions × n
   * @param xOffset        index of coordinate 0 of point 0
   * @param ldx            distance between two dimensions of a point
   * @param point          the point's coordinates
   * @param pointOffset    index of its coordinate 0
   * @param distance       takes n distances
   * @param distanceOffset index of the first distance
   * @throws IllegalArgumentException if an operand is not inside its array or the result overlaps one
   */
  public static void euclidean(int dimensions, int n, double[] x, long xOffset, int ldx, double[] point,
      long pointOffset, double[] distance, long distanceOffset) {
    int xo = coordinates("euclidean distance", dimensions, n, x, xOffset, ldx, distance, distanceOffset);
    int po = point("euclidean distance", "point", dimensions, n, point, pointOffset, distance, distanceOffset);
    Environment.require();
    KERNELS.of((long) dimensions * n).euclidean(dimensions, n, x, xo, ldx, point, po, distance, (int) distanceOffset);
  }

  /**
   * Periodic: as {@link #euclidean} with the shorter way around in each periodic dimension:
   * d_j = fma(−P_j, round((x_ij − p_j) ÷ P_j), x_ij − p_j), round to the nearest integer by adding and subtracting
   * 1.5·2^52 (1.5·2^23 in single precision). Points may lie outside the first period, up to 2^51 (2^22) periods away.
   *
   * @param dimensions     number of dimensions
   * @param n              number of points
   * @param x              coordinates, dimensions × n
   * @param xOffset        index of coordinate 0 of point 0
   * @param ldx            distance between two dimensions of a point
   * @param point          the point's coordinates
   * @param pointOffset    index of its coordinate 0
   * @param period         the period P_j of each dimension, 0 where there is none
   * @param periodOffset   index of the first period
   * @param distance       takes n distances
   * @param distanceOffset index of the first distance
   * @throws IllegalArgumentException if an operand is not inside its array, the result overlaps one, or a period is
   *                                  negative or not finite
   */
  public static void periodic(int dimensions, int n, double[] x, long xOffset, int ldx, double[] point,
      long pointOffset, double[] period, long periodOffset, double[] distance, long distanceOffset) {
    int xo = coordinates("periodic distance", dimensions, n, x, xOffset, ldx, distance, distanceOffset);
    int po = point("periodic distance", "point", dimensions, n, point, pointOffset, distance, distanceOffset);
    int so = point("periodic distance", "period", dimensions, n, period, periodOffset, distance, distanceOffset);
    for (int j = 0; j < dimensions; j++) {
      if (!(period[so + j] >= 0.0 && period[so + j] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("periodic distance: period[" + j
            + "] must be finite and not negative, but is " + period[so + j]);
      }
    }
    Environment.require();
    KERNELS.of(2L * dimensions * n).periodic(dimensions, n, x, xo, ldx, point, po,
        period, so, distance, (int) distanceOffset);
  }

  /**
   * Great circle: radius·θ with θ the angle between unit vectors u and p. h = Σ_j (u_ij − p_j)² ÷ 4 and
   * g = Σ_j (u_ij + p_j)² ÷ 4, each a chain of fma over j from +0, then times ¼; h = sin²(θ/2), g = cos²(θ/2).
   * h ≤ ¼: θ = 2·asin √h; else g ≤ ¼: θ = (π − 2·asin √g); else θ = π/2 − asin(g − h). asin(s) = fma(s·z, P(z), s),
   * z = s·s, P in Horner form by fma; π is a sum of two numbers, the larger first. The angle is good to 2 ulp of what h
   * and g say at every distance, antipodes included; what rounding the unit vectors costs is some 10^−16 of the radius
   * (10^−7 in single precision), a nanometre on the Earth.
   *
   * @param n              number of points
   * @param u              unit vectors, 3 × n, as {@link UnitVectors} makes them
   * @param uOffset        index of coordinate 0 of point 0
   * @param ldu            distance between two coordinates of a point
   * @param point          the point's unit vector
   * @param pointOffset    index of its coordinate 0
   * @param radius         the sphere's radius, in the unit that distances are wanted in (the Earth: 6 371 000 m)
   * @param distance       takes n distances
   * @param distanceOffset index of the first distance
   * @throws IllegalArgumentException if an operand is not inside its array, the result overlaps one, or the radius is
   *                                  not positive and finite
   */
  public static void greatCircle(int n, double[] u, long uOffset, int ldu, double[] point, long pointOffset,
      double radius, double[] distance, long distanceOffset) {
    int uo = coordinates("great-circle distance", 3, n, u, uOffset, ldu, distance, distanceOffset);
    int po = point("great-circle distance", "point", 3, n, point, pointOffset, distance, distanceOffset);
    Checks.positive("great-circle distance", "the radius", radius);
    Environment.require();
    KERNELS.of(16L * n).greatCircle(n, u, uo, ldu, point, po, radius, distance, (int) distanceOffset);
  }

  private static int coordinates(String operation, int dimensions, int n, double[] x, long xOffset, int ldx,
      double[] distance, long distanceOffset) {
    Checks.positive(operation, "dimensions", dimensions);
    Checks.size(operation, "n", n);
    int xo = Checks.matrix(operation, "x", x, xOffset, dimensions, n, ldx);
    int off = Checks.vector(operation, "distance", distance, distanceOffset, n);
    Checks.apart(operation, "distance", "x", distance == x, off, 1, n, 1, xo, dimensions, n, ldx);
    return xo;
  }

  /** Checks a vector of one number a dimension. */
  private static int point(String operation, String name, int dimensions, int n, double[] point, long pointOffset,
      double[] distance, long distanceOffset) {
    int po = Checks.vector(operation, name, point, pointOffset, dimensions);
    Checks.apart(operation, "distance", name, distance == point, (int) distanceOffset, n, po, dimensions);
    return po;
  }
}
