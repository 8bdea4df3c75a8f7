package org.isobit.bench.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The problems are the same everywhere, and are what they are said to be. */
class ColdCaseTest {

  @TempDir
  Path folder;

  private static String hash(Path folder) throws IOException, NoSuchAlgorithmException {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.update(folder.relativize(file).toString().getBytes(StandardCharsets.US_ASCII));
        all.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  /** The large case has the small one's code; its hash would cost a second and more. */
  @ParameterizedTest
  @CsvSource({
      "tiny, 25fa83116cd92a6378e22f1e7dec704509392b6d16cf1cf1e4386d9bd68671b0",
      "small, 177a7b18481a8f918af6b4edce860b8a4c76af2c3e7b21e1f5a371a94be19e9a"})
  void theSameBytesEveryTime(String name, String hash) throws IOException, NoSuchAlgorithmException {
    ColdCase problem = name.equals("tiny") ? ColdCase.TINY : ColdCase.SMALL;
    problem.write(folder.resolve("a"));
    assertEquals(hash, hash(folder.resolve("a")));
  }

  /** Counted here pair by pair; the filter's own search does not take part. */
  @Test
  void asManyObservationsAreNearAsIsSaid() throws IOException {
    for (ColdCase problem : List.of(ColdCase.TINY, ColdCase.SMALL, ColdCase.LARGE)) {
      List<double[]> places = places(problem);
      assertEquals(problem.observations(), places.size());
      int every = problem.side() / 24;
      long near = 0;
      int points = 0;
      for (int j = every / 2; j < problem.side(); j += every) {
        for (int i = every / 2; i < problem.side(); i += every) {
          for (double[] place : places) {
            near += Math.hypot(place[0] - ColdCase.SPACING * i, place[1] - ColdCase.SPACING * j)
                < 2.0 * problem.radius() ? 1 : 0;
          }
          points++;
        }
      }
      // Every few points only, so that it is no more than a percent of the mean over all.
      assertEquals(problem.near(), (double) near / points, 0.5 + 0.01 * problem.near(), problem.name());
    }
  }

  private List<double[]> places(ColdCase problem) throws IOException {
    WhittleFields fields = new WhittleFields(problem.side(), problem.around(), ColdCase.LENGTH, problem.seed());
    List<double[]> places = new ArrayList<>();
    for (String line : problem.observed(fields.pair(0)[0]).lines().skip(2).toList()) {
      String[] parts = line.split(",");
      places.add(new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])});
    }
    return places;
  }

  /** Whittle's covariance, K₁ from its integral, against products of points of many fields. */
  @Test
  void fieldsHaveWhittlesCovariance() {
    int side = 64;
    double length = 3.0;
    WhittleFields fields = new WhittleFields(side, 128, length, 5);
    int[] lags = {0, 2, 4, 8, 16};
    double[] products = new double[lags.length];
    int pairs = 100;
    for (int p = 0; p < pairs; p++) {
      for (double[] field : fields.pair(p)) {
        for (int l = 0; l < lags.length; l++) {
          for (int j = 0; j < side; j++) {
            for (int i = 0; i + lags[l] < side; i++) {
              products[l] += (field[j * side + i] * field[j * side + i + lags[l]]
                  + field[i * side + j] * field[(i + lags[l]) * side + j])
                  / (2.0 * side * (side - lags[l]) * 2.0 * pairs);
            }
          }
        }
      }
    }
    for (int l = 0; l < lags.length; l++) {
      double r = lags[l] / length;
      double expected = r == 0.0 ? 1.0 : r * bessel(r);
      // A grid has no waves shorter than two spacings: some 2 % of the variance at this length; sampling adds 1 %.
      assertEquals(expected, products[l], 0.03, "lag " + lags[l]);
    }
  }

  /** K₁(x) = ∫ exp(−x·cosh t)·cosh t dt from 0 to infinity, by the trapezoidal rule, which converges exponentially. */
  private static double bessel(double x) {
    double step = 0.01;
    double sum = 0.5 * Math.exp(-x);
    for (double t = step; t < 10.0; t += step) {
      sum += Math.exp(-x * Math.cosh(t)) * Math.cosh(t);
    }
    return step * sum;
  }

  @Test
  void nobodyObservesInTheDisc() throws IOException {
    double extent = ColdCase.SPACING * (ColdCase.SMALL.side() - 1);
    for (double[] place : places(ColdCase.SMALL)) {
      assertTrue(Math.hypot(place[0] - 0.6 * extent, place[1] - 0.4 * extent) > ColdCase.DISC * extent - 0.001);
    }
  }
}
