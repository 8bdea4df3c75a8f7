package org.isobit.models.assimilation.statistics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.TrigReference;
import org.isobit.kernels.localization.Taper;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * Correlations as functions of distance d and a length L (Gaspari and Cohn 1999, Q. J. R. Meteorol. Soc. 125, 723–757;
 * Matérn's by Stein 1999, Interpolation of Spatial Data, chapter 2). All are positive definite functions in space of
 * up to three dimensions, so that a {@link #matrix} over any places there is a covariance.
 *
 * <p>On a ring or a sphere d is the chord, through the inside: {@link #ring} and {@link #sphere} give places in plane
 * and space. Along an arc not all of them would be correlations. Gaussian matrices of many near places are singular to
 * working precision. Held to their formulas in other forms, and to eigenvalues of matrices on rings and spheres.
 * Thread-safe.
 */
public enum CorrelationFunction implements Entry {

  /** exp(−d/L), Matérn's with ν = 1/2. */
  EXPONENTIAL("exponential", "exp(-d/L)", ""),
  /** exp(−d²/(2·L²)). */
  GAUSSIAN("gaussian", "exp(-d^2/(2 L^2))", ""),
  /** (1 + d/L)·exp(−d/L): a second-order autoregressive function. */
  SOAR("soar", "(1 + d/L) exp(-d/L)", "Daley 1991"),
  /** (1 + √3·d/L)·exp(−√3·d/L): SOAR with another length. */
  MATERN_3_2("matern-3-2", "(1 + sqrt(3) d/L) exp(-sqrt(3) d/L)", "Stein 1999"),
  /** (1 + √5·d/L + 5·d²/(3·L²))·exp(−√5·d/L). */
  MATERN_5_2("matern-5-2", "(1 + sqrt(5) d/L + 5 d^2/(3 L^2)) exp(-sqrt(5) d/L)", "Stein 1999"),
  /** Gaspari and Cohn's piecewise rational function with half-width L, 0 from 2·L on. */
  GASPARI_COHN("gaspari-cohn", "piecewise rational function of order 5 with half-width L, 0 from 2 L on",
      "Gaspari and Cohn 1999, eq. 4.10");

  private static final String NAME = "CorrelationFunction";
  private static final double ROOT_3 = Math.sqrt(3.0);
  private static final double ROOT_5 = Math.sqrt(5.0);

  private final String label;
  private final String sentence;
  private final String source;

  CorrelationFunction(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String source() {
    return source;
  }

  /**
   * The function of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the function
   * @throws IllegalArgumentException listing the names there are
   */
  public static CorrelationFunction of(String label) {
    return Registry.one(NAME + ": ", label, values());
  }

  /**
   * The correlation at a distance.
   *
   * @param distance d, not negative
   * @param length   L, positive
   * @return 1 at no distance, less farther away
   * @throws IllegalArgumentException if one is out of its range
   */
  public double value(double distance, double length) {
    Checks.notNegative(NAME, "distance", distance);
    Checks.positive(NAME, "length", length);
    double r = distance / length;
    return switch (this) {
      case EXPONENTIAL -> ExpReference.exp(-r);
      case GAUSSIAN -> ExpReference.exp(-0.5 * r * r);
      case SOAR -> near(r, r);
      case MATERN_3_2 -> near(ROOT_3 * r, ROOT_3 * r);
      case MATERN_5_2 -> near(ROOT_5 * r, ROOT_5 * r + 5.0 / 3.0 * r * r);
      case GASPARI_COHN -> {
        double[] weight = new double[1];
        Taper.gaspariCohn(1, new double[] {distance}, 0, length, weight, 0);
        yield weight[0];
      }
    };
  }

  /** (1 + polynomial)·exp(−s); 0 where that underflows, whatever the polynomial. */
  private static double near(double s, double polynomial) {
    double factor = ExpReference.exp(-s);
    return factor == 0.0 ? 0.0 : (1.0 + polynomial) * factor;
  }

  /**
   * The correlations of some places.
   *
   * @param places     count × dimensions, row-major: x, or x and y, or x, y and z
   * @param dimensions 1 to 3
   * @param length     L, positive, in the places' unit
   * @return a new array, count × count, symmetric, with ones on its diagonal
   * @throws IllegalArgumentException if lengths differ, a number is out of its range, or the matrix does not fit into
   *                                  the heap
   */
  public double[] matrix(double[] places, int dimensions, double length) {
    if (dimensions < 1 || dimensions > 3 || places.length == 0 || places.length % dimensions != 0) {
      throw new IllegalArgumentException(NAME + ": places must be of 1 to 3 dimensions, and at least one, but there "
          + "are " + places.length + " numbers of " + dimensions + " dimensions");
    }
    Checks.finite(NAME, "places", places, 0, places.length);
    int n = places.length / dimensions;
    double[] matrix = new double[Checks.elements(NAME, n, n, Double.BYTES)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double square = 0.0;
        for (int k = 0; k < dimensions; k++) {
          double d = places[i * dimensions + k] - places[j * dimensions + k];
          square = Math.fma(d, d, square);
        }
        matrix[i * n + j] = value(Math.sqrt(square), length);
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
    return matrix;
  }

  /**
   * Places on a ring as points of the plane, of which neighbours are as far from one another as along the ring, nearly.
   *
   * @param positions     along the ring
   * @param circumference of the ring, positive
   * @return count × 2, for {@link #matrix} with two dimensions
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static double[] ring(double[] positions, double circumference) {
    Checks.positive(NAME, "circumference", circumference);
    Checks.finite(NAME, "positions", positions, 0, positions.length);
    double radius = circumference / (2.0 * Math.PI);
    double[] places = new double[2 * positions.length];
    for (int i = 0; i < positions.length; i++) {
      double angle = positions[i] / radius;
      places[2 * i] = radius * TrigReference.cos(angle);
      places[2 * i + 1] = radius * TrigReference.sin(angle);
    }
    return places;
  }

  /**
   * Places on a sphere as points of space.
   *
   * @param degrees longitude and latitude of each place in degrees, count × 2
   * @param radius  of the sphere, positive
   * @return count × 3, for {@link #matrix} with three dimensions
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static double[] sphere(double[] degrees, double radius) {
    Checks.positive(NAME, "radius", radius);
    Checks.finite(NAME, "longitudes and latitudes", degrees, 0, degrees.length);
    if (degrees.length % 2 != 0) {
      throw new IllegalArgumentException(NAME + ": there must be a longitude and a latitude of each place, but there "
          + "are " + degrees.length + " numbers");
    }
    double[] places = new double[degrees.length / 2 * 3];
    for (int i = 0; i < degrees.length / 2; i++) {
      double longitude = degrees[2 * i] * (Math.PI / 180.0);
      double latitude = degrees[2 * i + 1] * (Math.PI / 180.0);
      if (!(degrees[2 * i + 1] >= -90.0 && degrees[2 * i + 1] <= 90.0)) {
        throw new IllegalArgumentException(NAME + ": latitudes must be from -90 to 90, but that of place " + i + " is "
            + degrees[2 * i + 1]);
      }
      double across = radius * TrigReference.cos(latitude);
      places[3 * i] = across * TrigReference.cos(longitude);
      places[3 * i + 1] = across * TrigReference.sin(longitude);
      places[3 * i + 2] = radius * TrigReference.sin(latitude);
    }
    return places;
  }
}
