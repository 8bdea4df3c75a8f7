package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Correlations against other forms of their formulas, and their matrices' eigenvalues. */
class CorrelationFunctionTest {

  /** Matern's function for half-integers by its sum, and Gaspari and Cohn's by its two polynomials. */
  private static double textbook(CorrelationFunction f, double d, double length) {
    double z = d / length;
    return switch (f) {
      case EXPONENTIAL -> Math.exp(-z);
      case GAUSSIAN -> Math.exp(-z * z / 2);
      case SOAR -> matern(1, z);
      case MATERN_3_2 -> matern(1, Math.sqrt(3) * z);
      case MATERN_5_2 -> matern(2, Math.sqrt(5) * z);
      case GASPARI_COHN -> z <= 1 ? 1 - 5.0 / 3 * z * z + 5.0 / 8 * z * z * z + 0.5 * Math.pow(z, 4)
          - 0.25 * Math.pow(z, 5)
          : z >= 2 ? 0 : 4 - 5 * z + 5.0 / 3 * z * z + 5.0 / 8 * z * z * z - 0.5 * Math.pow(z, 4)
              + Math.pow(z, 5) / 12 - 2 / (3 * z);
    };
  }

  /** exp(-s) p!/(2p)! sum over i of (p + i)!/(i! (p - i)!) (2 s)^(p - i). */
  private static double matern(int p, double s) {
    double sum = 0;
    for (int i = 0; i <= p; i++) {
      sum += factorial(p + i) / (factorial(i) * factorial(p - i)) * Math.pow(2 * s, p - i);
    }
    return Math.exp(-s) * factorial(p) / factorial(2 * p) * sum;
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  private static double smallest(double[] matrix) {
    int n = (int) Math.sqrt(matrix.length);
    var eigen = DecompositionFactory_DDRM.eig(n, false, true);
    assertTrue(eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone())));
    return IntStream.range(0, n).mapToDouble(k -> eigen.getEigenvalue(k).getReal()).min().orElseThrow();
  }

  @Test
  void functionsAreThoseOfTextbooks() {
    for (CorrelationFunction f : CorrelationFunction.values()) {
      assertEquals(1, f.value(0, 3));
      for (double d = 0.1; d < 12; d += 0.37) {
        assertEquals(textbook(f, d, 2.3), f.value(d, 2.3), 2e-14, f.label() + " at " + d);
      }
      assertTrue(f.value(1e9, 1e-9) == 0, f.label());
      assertEquals(f, CorrelationFunction.of(f.label()));
    }
  }

  @Test
  void matricesArePositiveDefiniteOnLinesRingsAndSpheres() {
    Random random = new Random(6);
    double[] ring = CorrelationFunction.ring(IntStream.range(0, 40).asDoubleStream().toArray(), 40);
    double[] sphere = new double[120];
    for (int i = 0; i < 60; i++) {
      sphere[2 * i] = 360 * random.nextDouble();
      sphere[2 * i + 1] = 180 / Math.PI * Math.asin(2 * random.nextDouble() - 1);
    }
    double[] space = CorrelationFunction.sphere(sphere, 6371);
    for (CorrelationFunction f : CorrelationFunction.values()) {
      for (double length : new double[] {0.5, 3, 15}) {
        double[] matrix = f.matrix(ring, 2, length);
        // Rounding of the matrix's elements moves eigenvalues by no more than this; a Gaussian has smaller ones.
        double rounding = 40 * 40 * 0x1p-52;
        assertTrue(smallest(matrix) > (f == CorrelationFunction.GAUSSIAN ? -rounding : 0), f.label() + length);
        assertEquals(f.value(2 * 40 / (2 * Math.PI), length), matrix[20], 1e-14);
        assertEquals(matrix[1], matrix[39], 1e-14);
        assertTrue(smallest(f.matrix(space, 3, 500 * length)) > -3600 * 0x1p-52, f.label() + length);
        assertTrue(smallest(f.matrix(random.doubles(30, 0, 20).toArray(), 1, length)) > -900 * 0x1p-52, f.label());
      }
    }
    // Poles are a diameter apart, places on the equator a quarter of it a chord.
    double[] few = CorrelationFunction.sphere(new double[] {0, 90, 0, -90, 0, 0, 90, 0}, 2);
    double[] matrix = CorrelationFunction.EXPONENTIAL.matrix(few, 3, 1);
    assertEquals(Math.exp(-4), matrix[1], 1e-15);
    assertEquals(Math.exp(-2 * Math.sqrt(2)), matrix[11], 1e-15);
  }

  /** Why chords: along the ring a Gaussian is no correlation. */
  @Test
  void distancesAlongARingWouldNotDo() {
    double[] arc = new double[40 * 40];
    for (int i = 0; i < arc.length; i++) {
      int d = Math.abs(i / 40 - i % 40);
      arc[i] = CorrelationFunction.GAUSSIAN.value(Math.min(d, 40 - d), 15);
    }
    assertTrue(smallest(arc) < -0.1, "smallest eigenvalue " + smallest(arc));
  }

  @Test
  void mistakesAreNamed() {
    CorrelationFunction f = CorrelationFunction.SOAR;
    refused("distance", () -> f.value(-1, 1));
    refused("length", () -> f.value(1, 0));
    refused("length", () -> f.value(1, Double.NaN));
    refused("places must be of 1 to 3 dimensions, and at least one", () -> f.matrix(new double[3], 2, 1));
    refused("at least one", () -> f.matrix(new double[0], 1, 1));
    refused("places", () -> f.matrix(new double[] {Double.NaN}, 1, 1));
    refused("circumference", () -> CorrelationFunction.ring(new double[1], 0));
    refused("a longitude and a latitude", () -> CorrelationFunction.sphere(new double[3], 1));
    refused("latitudes must be from -90 to 90, but that of place 0 is 91",
        () -> CorrelationFunction.sphere(new double[] {0, 91}, 1));
    refused("is none of exponential", () -> CorrelationFunction.of("sore"));
    assertArrayEquals(new double[] {1}, f.matrix(new double[] {5}, 1, 1));
    assertEquals(TaperLaw.GASPARI_COHN.label(), CorrelationFunction.GASPARI_COHN.label());
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
