package org.isobit.models.dynamics.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.Trajectory;
import org.junit.jupiter.api.Test;

/** The quasi-geostrophic model against analytic solutions, what Arakawa's Jacobian keeps, and finer grids. */
class QuasiGeostrophicTest {

  /** A field of the unit square. */
  private interface Field {
    double at(double x, double y);
  }

  private static double[] points(int n, Field field) {
    double[] psi = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        psi[i * n + j] = field.at(j / (n - 1.0), i / (n - 1.0));
      }
    }
    return psi;
  }

  /** Of points that coarse and fine grid have in common. */
  private static double largestDifference(int coarse, double[] x, int fine, double[] y) {
    int apart = (fine - 1) / (coarse - 1);
    double largest = 0.0;
    for (int i = 0; i < coarse; i++) {
      for (int j = 0; j < coarse; j++) {
        largest = Math.max(largest, Math.abs(x[i * coarse + j] - y[(i * fine + j) * apart]));
      }
    }
    return largest;
  }

  /** From rest, (∇² − F)·ψ_t = −2π·sin(2πy), whose solution is known. */
  @Test
  void windSetsTheOceanInMotion() {
    double froude = 100.0;
    double s = Math.sqrt(4.0 * Math.PI * Math.PI + froude);
    double[] error = new double[2];
    for (int r = 0; r < 2; r++) {
      int n = 32 * (1 + r) + 1;
      double[] d = new double[n * n];
      new QuasiGeostrophic(n, froude, 1.0, 0.0, 0.0, 0.0).tendency(new double[n * n], 0, d, 0);
      double[] exact = points(n, (x, y) -> 2.0 * Math.PI * Math.sin(2.0 * Math.PI * y) / (s * s)
          * (1.0 - Math.cosh(s * (x - 0.5)) / Math.cosh(0.5 * s)));
      error[r] = largestDifference(n, d, n, exact);
    }
    assertTrue(error[0] < 2e-4, "differs by " + error[0]);
    assertEquals(4.0, error[0] / error[1], 0.3);
  }

  /** A mode of the basin, cos(x/(2ω) + ωt)·sin(mπx)·sin(nπy) with ω = ½·(π²(m² + n²) + F)^−½: westward crests. */
  private static double wave(double froude, double time, double x, double y) {
    double omega = 0.5 / Math.sqrt(Math.PI * Math.PI * 5.0 + froude);
    return Math.cos(x / (2.0 * omega) + omega * time) * Math.sin(Math.PI * x) * Math.sin(2.0 * Math.PI * y);
  }

  /** Without advection a Rossby mode moves its phase by ω in time, a quarter of a period here; no wind in tangents. */
  @Test
  void rossbyWavesHaveTheirPhaseSpeed() {
    double froude = 100.0;
    double omega = 0.5 / Math.sqrt(Math.PI * Math.PI * 5.0 + froude);
    int steps = 20;
    double time = 0.5 * Math.PI / omega;
    double[] error = new double[2];
    for (int r = 0; r < 2; r++) {
      int n = 32 * (1 + r) + 1;
      QuasiGeostrophic model = new QuasiGeostrophic(n, froude, 0.0, 0.0, 0.0, 0.0);
      Trajectory trajectory = new Trajectory();
      new RungeKutta4().record(model, time / steps, steps, new double[n * n], trajectory);
      double[] psi = points(n, (x, y) -> wave(froude, 0.0, x, y));
      trajectory.tangent(psi, 0);
      error[r] = largestDifference(n, psi, n, points(n, (x, y) -> wave(froude, time, x, y)));
    }
    assertTrue(error[1] < 0.008, "differs by " + error[1] + " of 1");
    assertEquals(4.0, error[0] / error[1], 0.5, error[0] + ", " + error[1]);
  }

  /** r·J(ψ, q) alone, from two flows: ΣJ·ψ, ΣJ·q are 0 to rounding, against the sums of magnitudes. */
  @Test
  void advectionKeepsEnergyAndEnstrophy() {
    int n = 33;
    Random random = new Random(1);
    double[] psi = points(n, (x, y) -> x % 1.0 == 0.0 || y % 1.0 == 0.0 ? 0.0 : random.nextGaussian());
    double[] q = new double[n * n];
    for (int k = n + 1; k < n * n - n - 1; k++) {
      double laplacian = psi[k - 1] + psi[k + 1] + psi[k - n] + psi[k + n] - 4.0 * psi[k];
      q[k] = k % n == 0 || k % n == n - 1 ? 0.0 : laplacian * 32.0 * 32.0 - 1600.0 * psi[k];
    }
    double[] with = new double[n * n];
    double[] without = new double[n * n];
    QuasiGeostrophicFlow flow = QuasiGeostrophicFlow.of(n, n, 1600.0, 1.0, 0.0, 0.0, 0.0);
    double[] work = new double[flow.workspace()];
    flow.tendency(psi, 0, with, 0, work, 0);
    QuasiGeostrophicFlow.of(n, n, 1600.0, 0.0, 0.0, 0.0, 0.0).tendency(psi, 0, without, 0, work, 0);
    double[] kept = {0.0, 0.0, 0.0};
    double[] size = {0.0, 0.0, 0.0};
    for (int k = 0; k < n * n; k++) {
      double jacobian = without[k] - with[k];
      double[] factors = {1.0, psi[k], q[k]};
      for (int f = 0; f < 3; f++) {
        kept[f] += jacobian * factors[f];
        size[f] += Math.abs(jacobian * factors[f]);
      }
    }
    assertEquals(0.0, kept[1] / size[1], 1e-13, "energy");
    assertEquals(0.0, kept[2] / size[2], 1e-13, "enstrophy");
    assertTrue(Math.abs(kept[0] / size[0]) < 0.5, "the sum itself is that of a boundary");
  }

  /** A gyre that wind spins up, at points that three grids have in common. */
  @Test
  void finerGridsConverge() {
    double[][] psi = new double[3][];
    for (int r = 0; r < 3; r++) {
      int n = (32 << r) + 1;
      psi[r] = new double[n * n];
      new RungeKutta4().advance(new QuasiGeostrophic(n, 100.0, 0.01, 1e-3, 5e-5, 1e-10), 0.25, 20, psi[r]);
    }
    double first = largestDifference(33, psi[0], 65, psi[1]);
    double second = largestDifference(65, psi[1], 129, psi[2]);
    assertTrue(first < 0.1, "differs by " + first);
    assertEquals(4.0, first / second, 1.0, first + ", " + second);
  }

  /** The boundary counts as 0, whatever stands there, and stays as it is. */
  @Test
  void theBoundaryIsNotRead() {
    QuasiGeostrophic model = new QuasiGeostrophic(17, 1600.0, 1e-5, 0.0, 0.0, 2e-12);
    Random random = new Random(2);
    double[] inside = points(17, (x, y) -> x % 1.0 == 0.0 || y % 1.0 == 0.0 ? 0.0 : random.nextGaussian());
    double[] other = inside.clone();
    other[5] = 7.0;
    other[17 * 3] = -2.0;
    double[] d = new double[289];
    double[] e = new double[289];
    model.tendency(inside, 0, d, 0);
    model.tendency(other, 0, e, 0);
    assertArrayEquals(d, e);
    assertEquals(0.0, d[5] + d[17 * 3]);
  }

  @Test
  void saysWhatItCannotTake() {
    assertEquals("QuasiGeostrophic: points must be from 4 to 4097, but are 3", assertThrows(
        IllegalArgumentException.class, () -> new QuasiGeostrophic(3, 1600.0, 1.0, 0.0, 0.0, 0.0)).getMessage());
    assertEquals("QuasiGeostrophic: froude must not be below 0, but is -1.0", assertThrows(
        IllegalArgumentException.class, () -> new QuasiGeostrophic(9, -1.0, 1.0, 0.0, 0.0, 0.0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new QuasiGeostrophic(9, 1.0, Double.NaN, 0.0, 0.0, 0.0));
    assertEquals("QuasiGeostrophic: there is no solver for points = 100: DirichletHelmholtz: 98 columns take a "
        + "transform of 198 points: RealFourierPlan: n must be 2^a·3^b·5^c and at most 1048576, but is 198; nearest are 192 and 200", assertThrows(
            IllegalArgumentException.class, () -> new QuasiGeostrophic(100, 1.0, 1.0, 0.0, 0.0, 0.0)).getMessage());
  }
}
