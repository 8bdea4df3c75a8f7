package org.isobit.models.errors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorLawTest {

  private static final int N = 200_000;

  static Stream<Arguments> laws() {
    // Skewness and kurtosis in closed form: of the skew-normal law from its first four moments, of the others by hand.
    return Stream.of(Arguments.of(new GaussianError(2.25), 0.0, 3.0), Arguments.of(new LaplaceError(2.25), 0.0, 6.0),
        Arguments.of(new UniformError(2.25), 0.0, 1.8), Arguments.of(new SkewNormalError(0, 2.25), 0.0, 3.0),
        Arguments.of(new SkewNormalError(4, 0.01), skewness(4), kurtosis(4)),
        Arguments.of(new SkewNormalError(-12, 0.01), skewness(-12), kurtosis(-12)),
        Arguments.of(new BetaError(0, 0.2), 0.0, 3 - 6 / (2 * 2.0 + 3)),
        Arguments.of(new BetaError(0, 0.01), 0.0, 3 - 6 / (2 * 49.5 + 3)),
        Arguments.of(new BetaError(-0.9, 0.01), Double.NaN, Double.NaN),
        Arguments.of(new BimodalError(1.25, 2), 0.0, (3 * 0.0625 + 6 * 0.25 * 1 + 1) / (1.25 * 1.25)));
  }

  private static double skewness(double a) {
    double b = a / Math.sqrt(1 + a * a) * Math.sqrt(2 / Math.PI);
    return (4 - Math.PI) / 2 * b * b * b / Math.pow(1 - b * b, 1.5);
  }

  private static double kurtosis(double a) {
    double b = a / Math.sqrt(1 + a * a) * Math.sqrt(2 / Math.PI);
    return 3 + 2 * (Math.PI - 3) * Math.pow(b, 4) / Math.pow(1 - b * b, 2);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void momentsAreThoseOfTheLaw(ErrorLaw law, double skewness, double kurtosis) {
    double[] x = new double[N];
    law.draw(1, 7, 0, N, x, 0);
    double deviation = Math.sqrt(law.variance());
    double mean = Arrays.stream(x).average().orElseThrow();
    assertEquals(law.mean(), mean, 4 * deviation / Math.sqrt(N));
    double[] z = Arrays.stream(x).map(v -> (v - mean) / deviation).toArray();
    assertEquals(1, Arrays.stream(z).map(v -> v * v).average().orElseThrow(), 0.02);
    if (!Double.isNaN(skewness)) {
      assertEquals(skewness, Arrays.stream(z).map(v -> v * v * v).average().orElseThrow(), 0.07);
      assertEquals(kurtosis, Arrays.stream(z).map(v -> v * v * v * v).average().orElseThrow(), 0.25);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void drawsDependOnTheirAddressAlone(ErrorLaw law, double skewness, double kurtosis) {
    double[] all = new double[50];
    law.draw(3, 9, 0, 50, all, 0);
    double[] some = new double[11];
    law.draw(3, 9, 13, 7, some, 2);
    assertArrayEquals(Arrays.copyOfRange(all, 13, 20), Arrays.copyOfRange(some, 2, 9));
    assertEquals(0, some[1]);
    assertEquals(0, some[9]);
    double[] other = new double[50];
    law.draw(4, 9, 0, 50, other, 0);
    assertFalse(Arrays.equals(all, other));
    law.draw(3, 10, 0, 50, other, 0);
    assertFalse(Arrays.equals(all, other));
    assertThrows(IllegalArgumentException.class, () -> law.draw(3, 9, -1, 1, other, 0));
    assertThrows(IllegalArgumentException.class, () -> law.draw(3, 9, 0, 51, other, 0));
    assertEquals(law.variance(), law.parameters().get("variance"));
  }

  /** Location, scale and bias for standard deviation 0.1, computed by an independent program. */
  @ParameterizedTest
  @CsvSource({"1, -0.0613, 0.1211, 0.0070", "4, -0.0659, 0.1580, 0.0564", "12, -0.0345, 0.1649, 0.0967",
      "-4, 0.0659, 0.1580, -0.0564", "0, 0, 0.1, 0"})
  void skewNormalLawsAreThoseOfThePaper(double shape, double location, double scale, double bias) {
    SkewNormalError law = new SkewNormalError(shape, 0.01);
    assertEquals(location, law.location(), 1e-4);
    assertEquals(scale, law.scale(), 1e-4);
    assertEquals(bias, law.mean(), 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"0.001", "0.3", "1", "4", "12", "1000", "-2"})
  void theModeIsWhereTheDensityIsHighest(double a) {
    double m = SkewNormalError.standardMode(a);
    double here = density(a, m);
    for (double off : new double[] {1e-3, 1e-2, 0.1}) {
      assertTrue(here > density(a, m + off) && here > density(a, m - off), "mode " + m + ", off by " + off);
    }
  }

  /** φ(z)·Φ(a·z) but for a factor; Φ by Simpson's rule. */
  private static double density(double a, double z) {
    double t = a * z;
    double low = Math.min(-9, t - 9);
    int n = 20_000;
    double h = (t - low) / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double s = low + i * h;
      sum += (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4) * Math.exp(-s * s / 2);
    }
    return Math.exp(-z * z / 2) * sum * h / 3;
  }

  @Test
  void betaErrorsKeepTheObservationInsideItsBoundsAndItsModeAtTheTruth() {
    BetaError law = new BetaError(0.8, 0.02);
    double[] x = new double[N];
    law.draw(5, 1, 0, N, x, 0);
    int[] counts = new int[40];
    for (double e : x) {
      assertTrue(e > -1.8 && e < 0.2, "error " + e);
      counts[(int) ((e + 1.8) / 0.05)]++;
    }
    // The mode is the common border of the classes 35 and 36, the two fullest.
    for (int c = 0; c < 40; c++) {
      assertTrue(c == 35 || c == 36 || counts[c] < Math.min(counts[35], counts[36]), "class " + c);
    }
  }

  @Test
  void impossibleLawsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GaussianError(0));
    assertThrows(IllegalArgumentException.class, () -> new LaplaceError(-1));
    assertThrows(IllegalArgumentException.class, () -> new UniformError(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new SkewNormalError(Double.POSITIVE_INFINITY, 1));
    assertThrows(IllegalArgumentException.class, () -> new BetaError(0, 0.34));
    assertThrows(IllegalArgumentException.class, () -> new BetaError(1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new BimodalError(1, 2));
  }
}
