package org.isobit.verify.localization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.localization.Taper;
import org.isobit.verify.assimilation.DapperData;
import org.junit.jupiter.api.Test;

/** The tapers with the conventions of DAPPER, at radius 4: tables of distance and coefficient. */
class DapperTaperTest {

  private static final double RADIUS = 4.0;

  private interface Convention {
    void weights(int n, double[] distance, double[] weight);
  }

  private static void check(String tag, Convention convention) {
    DapperData.Matrix table = DapperData.read("taper_" + tag + "_rad4");
    int n = table.rows();
    double[] distance = new double[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      distance[i] = table.row(i)[0];
    }
    convention.weights(n, distance, weight);
    for (int i = 0; i < n; i++) {
      assertEquals(table.row(i)[1], weight[i], 1e-14, tag + " at distance " + distance[i]);
    }
  }

  @Test
  void gaspariCohnHasTheHalfWidthOf1Point82Radii() {
    check("GC", (n, d, w) -> Taper.gaspariCohn(n, d, 0, 1.82 * RADIUS, w, 0));
  }

  @Test
  void gaussHasTheRadiusAsDeviation() {
    check("Gauss", (n, d, w) -> Taper.gaussian(n, d, 0, RADIUS, w, 0));
  }

  @Test
  void expIsTheCubicExponential() {
    check("Exp", (n, d, w) -> Taper.cubicExponential(n, d, 0, RADIUS, w, 0));
  }

  @Test
  void stepIsTheBoxcar() {
    check("Step", (n, d, w) -> Taper.boxcar(n, d, 0, RADIUS, w, 0));
  }

  @Test
  void cubicEndsAt1Point87Radii() {
    check("Cubic", (n, d, w) -> Taper.tricube(n, d, 0, 1.87 * RADIUS, w, 0));
  }

  @Test
  void quadroEndsAt1Point64Radii() {
    check("Quadro", (n, d, w) -> Taper.quartic(n, d, 0, 1.64 * RADIUS, w, 0));
  }
}
