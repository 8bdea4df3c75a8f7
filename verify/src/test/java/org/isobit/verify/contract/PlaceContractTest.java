// Master of FloatPlaceContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.DistanceReference;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.TaperReference;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.kernels.localization.UnitVectorsReference;
import org.isobit.verify.contract.outsider.Document;
import org.isobit.verify.contract.outsider.Hash;
import org.isobit.verify.contract.outsider.Places;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The second implementation of unit vectors, distances and tapers has the bits of this library. */
class PlaceContractTest {

  private static final DistanceReference DISTANCE = DistanceReference.of(Backend.REFERENCE);
  private static final TaperReference TAPER = TaperReference.of(Backend.REFERENCE);
  private static final UnitVectorsReference UNIT_VECTORS = UnitVectorsReference.of(Backend.REFERENCE);
  private static final double EARTH = 6371.0;

  private interface Loop {
    void run(int n, double[] d, int off, double length, double[] w, int wo);
  }

  @TestFactory
  Stream<DynamicTest> tapersHaveTheBitsOfTheDocument() {
    Map<String, List<Loop>> tapers = new LinkedHashMap<>();
    tapers.put("gaspariCohnTaper", List.of(TAPER::gaspariCohn, Taper::gaspariCohn));
    tapers.put("gaussianTaper", List.of(TAPER::gaussian, Taper::gaussian));
    tapers.put("exponentialTaper", List.of(TAPER::exponential, Taper::exponential));
    tapers.put("cubicExponentialTaper", List.of(TAPER::cubicExponential, Taper::cubicExponential));
    tapers.put("tricubeTaper", List.of(TAPER::tricube, Taper::tricube));
    tapers.put("quarticTaper", List.of(TAPER::quartic, Taper::quartic));
    tapers.put("boxcarTaper", List.of(TAPER::boxcar, Taper::boxcar));
    double[] x = Arguments.doubles("turns");
    return tapers.entrySet().stream().map(taper -> DynamicTest.dynamicTest(taper.getKey(), () -> {
      for (double length : new double[] {1.0, 0.7, 3.3}) {
        for (Loop loop : taper.getValue()) {
          double[] w = new double[x.length];
          loop.run(x.length, x, 0, length, w, 0);
          for (int i = 0; i < x.length; i++) {
            same(taper.getKey(), Places.taper(taper.getKey(), x[i], length), w[i]);
          }
        }
      }
    }));
  }

  @Test
  void unitVectorsHaveTheBitsOfTheDocument() {
    double[][] degrees = degrees();
    int n = degrees[0].length;
    assertEquals(10000, n);
    double[] reference = new double[3 * n];
    double[] entry = new double[3 * n];
    UNIT_VECTORS.fromDegrees(n, degrees[0], 0, degrees[1], 0, reference, 0, n);
    UnitVectors.fromDegrees(n, degrees[0], 0, degrees[1], 0, entry, 0, n);
    Hash hash = new Hash();
    for (int i = 0; i < n; i++) {
      double[] second = Places.unitVector(degrees[0][i], degrees[1][i]);
      for (int j = 0; j < 3; j++) {
        same("unitVectors", second[j], reference[j * n + i]);
        same("unitVectors", second[j], entry[j * n + i]);
        hash.add(second[j]);
      }
    }
    assertEquals(Document.cell("Hashes of many arguments", "unitVectors.double", "SHA-256 of the outputs"), hash.end());
  }

  @Test
  void distancesHaveTheBitsOfTheDocument() {
    double[][] degrees = degrees();
    int n = degrees[0].length;
    double[] u = new double[3 * n];
    UNIT_VECTORS.fromDegrees(n, degrees[0], 0, degrees[1], 0, u, 0, n);
    double[] period = {0.0, 0.75, 1.5};
    double[] d = new double[n];
    double[] entry = new double[n];
    for (int k = 0; k < n; k += 1111) {
      double[] p = {u[k], u[n + k], u[2 * n + k]};
      for (int dimensions = 1; dimensions <= 3; dimensions++) {
        double[] point = Arrays.copyOf(p, dimensions);
        DISTANCE.euclidean(dimensions, n, u, 0, n, point, 0, d, 0);
        Distance.euclidean(dimensions, n, u, 0, n, point, 0, entry, 0);
        for (int i = 0; i < n; i++) {
          same("euclideanDistance", Places.euclidean(column(u, n, i), point), d[i]);
          same("euclideanDistance", d[i], entry[i]);
        }
        DISTANCE.periodic(dimensions, n, u, 0, n, point, 0, period, 0, d, 0);
        Distance.periodic(dimensions, n, u, 0, n, point, 0, period, 0, entry, 0);
        for (int i = 0; i < n; i++) {
          same("periodicDistance", Places.periodic(column(u, n, i), point, period), d[i]);
          same("periodicDistance", d[i], entry[i]);
        }
      }
      DISTANCE.greatCircle(n, u, 0, n, p, 0, EARTH, d, 0);
      Distance.greatCircle(n, u, 0, n, p, 0, EARTH, entry, 0);
      for (int i = 0; i < n; i++) {
        same("greatCircleDistance", Places.greatCircle(column(u, n, i), p, EARTH), d[i]);
        same("greatCircleDistance", d[i], entry[i]);
      }
    }
  }

  private static double[] column(double[] u, int n, int i) {
    return new double[] {u[i], u[n + i], u[2 * n + i]};
  }

  private static double[][] degrees() {
    List<String> lines = Arguments.lines("degrees.gz");
    double[][] degrees = new double[2][lines.size()];
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      for (int j = 0; j < 2; j++) {
        degrees[j][i] = Double.parseDouble(words[j]); // float: degrees[j][i] = (float) Double.parseDouble(words[j]);
      }
    }
    return degrees;
  }

  private static void same(String name, double second, double isobit) {
    if (Double.doubleToLongBits(second) != Double.doubleToLongBits(isobit)) {
      throw new AssertionError(name + " is " + Double.toHexString(second) + " by the document, but "
          + Double.toHexString(isobit));
    }
  }
}
