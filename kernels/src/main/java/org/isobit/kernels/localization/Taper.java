// Master of FloatTaper: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Gradual;

/**
 * Tapers: weights w from 1 at distance 0 down to 0, point by point.
 *
 * <p>A distance counts by its magnitude and has the unit of the length it is divided by; r = |distance| ÷ length is one
 * division. NaN gives NaN, an infinite distance gives 0. Distances and weights may be the same elements of one array;
 * other overlaps are errors, as is a length that is not positive and finite. Nothing is allocated. Thread-safe.
 */
public final class Taper {

  private static final Gradual<TaperReference> KERNELS =
      Gradual.of(TaperReference.of(Backend.REFERENCE), TaperReference.of(Backend.active()));

  /** What a weight costs, in sums. */
  private static final long COST = 8;

  private Taper() {}

  /**
   * Gaspari and Cohn (1999), equation 4.10: the fifth-order piecewise rational function, near a Gaussian of standard
   * deviation halfWidth·√0.3, and 0 from twice the half-width on. With r = |distance| ÷ halfWidth:
   *
   * <p>0 ≤ r ≤ 1: w = −r⁵/4 + r⁴/2 + 5r³/8 − 5r²/3 + 1, as p = fma(r, −¼, ½); p = fma(p, r, ⅝); p = fma(p, r, −5/3);
   * w = fma(p, r·r, 1).
   *
   * <p>1 &lt; r &lt; 2: w = r⁵/12 − r⁴/2 + 5r³/8 + 5r²/3 − 5r + 4 − 2/(3r) = (2 − r)⁴·(2r² + 4r − 1) ÷ 24r, free of
   * cancellation, as t = 2 − r; s = t·t; w = ((s·s)·fma(fma(2, r, 4), r, −1)) ÷ (24·r).
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param halfWidth      half of the support, the paper's c
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void gaspariCohn(int n, double[] distance, long distanceOffset, double halfWidth, double[] weight,
      long weightOffset) {
    int off = check("Gaspari-Cohn taper", n, distance, distanceOffset, halfWidth, weight, weightOffset);
    KERNELS.of(COST * n).gaspariCohn(n, distance, off, halfWidth, weight, (int) weightOffset);
  }

  /**
   * Cubic compact taper w = (1 − r³)³ for r = |distance| ÷ support &lt; 1, else 0; as t = 1 − (r·r)·r; w = (t·t)·t.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param support        where the taper ends
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void tricube(int n, double[] distance, long distanceOffset, double support, double[] weight,
      long weightOffset) {
    int off = check("tricube taper", n, distance, distanceOffset, support, weight, weightOffset);
    KERNELS.of(COST * n).tricube(n, distance, off, support, weight, (int) weightOffset);
  }

  /**
   * Quartic compact taper w = (1 − r⁴)⁴ for r = |distance| ÷ support &lt; 1, else 0; as q = r·r; t = 1 − q·q; s = t·t;
   * w = s·s.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param support        where the taper ends
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void quartic(int n, double[] distance, long distanceOffset, double support, double[] weight,
      long weightOffset) {
    int off = check("quartic taper", n, distance, distanceOffset, support, weight, weightOffset);
    KERNELS.of(COST * n).quartic(n, distance, off, support, weight, (int) weightOffset);
  }

  /**
   * Boxcar: w = 1 for |distance| ≤ radius, else 0.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param radius         the last distance with weight 1
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void boxcar(int n, double[] distance, long distanceOffset, double radius, double[] weight,
      long weightOffset) {
    int off = check("boxcar taper", n, distance, distanceOffset, radius, weight, weightOffset);
    KERNELS.of(COST * n).boxcar(n, distance, off, radius, weight, (int) weightOffset);
  }

  /**
   * Gaussian: w = exp(−½·(r·r)) with r = |distance| ÷ scale. The exponential is that of
   * {@link org.isobit.kernels.elementary.Elementary#exp}.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param scale          the standard deviation
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void gaussian(int n, double[] distance, long distanceOffset, double scale, double[] weight,
      long weightOffset) {
    int off = check("Gaussian taper", n, distance, distanceOffset, scale, weight, weightOffset);
    KERNELS.of(COST * n).gaussian(n, distance, off, scale, weight, (int) weightOffset);
  }

  /**
   * Exponential: w = exp(−r) with r = |distance| ÷ scale. The exponential is that of
   * {@link org.isobit.kernels.elementary.Elementary#exp}.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param scale          the distance at which w = 1/e
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void exponential(int n, double[] distance, long distanceOffset, double scale, double[] weight,
      long weightOffset) {
    int off = check("exponential taper", n, distance, distanceOffset, scale, weight, weightOffset);
    KERNELS.of(COST * n).exponential(n, distance, off, scale, weight, (int) weightOffset);
  }

  /**
   * Exponential of the cube: w = exp(−½·((r·r)·r)) with r = |distance| ÷ scale; flatter near 0 and steeper beyond
   * than the Gaussian. The exponential is that of {@link org.isobit.kernels.elementary.Elementary#exp}.
   *
   * @param n              number of points
   * @param distance       distances
   * @param distanceOffset index of the first distance
   * @param scale          the distance at which w = exp(−½)
   * @param weight         takes n weights
   * @param weightOffset   index of the first weight
   * @throws IllegalArgumentException if an operand is not inside its array, both overlap, or the length is not positive
   */
  public static void cubicExponential(int n, double[] distance, long distanceOffset, double scale, double[] weight,
      long weightOffset) {
    int off = check("cubic exponential taper", n, distance, distanceOffset, scale, weight, weightOffset);
    KERNELS.of(COST * n).cubicExponential(n, distance, off, scale, weight, (int) weightOffset);
  }

  private static int check(String operation, int n, double[] distance, long distanceOffset, double length,
      double[] weight, long weightOffset) {
    Checks.size(operation, "n", n);
    int off = Checks.vector(operation, "distance", distance, distanceOffset, n);
    int wo = Checks.vector(operation, "weight", weight, weightOffset, n);
    Checks.sameOrApart(operation, "weight", "distance", weight == distance, wo, off, n);
    Checks.positive(operation, "the length", length);
    Environment.require();
    return off;
  }
}
