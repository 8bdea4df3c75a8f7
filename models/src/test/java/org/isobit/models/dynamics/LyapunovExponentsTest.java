package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.dynamics.lorenz.CubicLorenz96;
import org.isobit.models.dynamics.lorenz.Lorenz84;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.small.DoublePendulum;
import org.isobit.models.dynamics.small.LotkaVolterra;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exponents against published ones, and their sum against the divergence. */
class LyapunovExponentsTest {

  private static double[] exponents(LyapunovExponents lyapunov, double[] state, int spinUp, int times) {
    lyapunov.spinUp(state, spinUp);
    lyapunov.run(state, times);
    return lyapunov.exponents();
  }

  private static double sum(double[] x) {
    return Arrays.stream(x).sum();
  }

  /** 0.9056, 0 and −14.572: Sprott (2003), Chaos and Time-Series Analysis, table 5.1. */
  @Test
  void lorenz63HasThePublishedExponents() {
    LyapunovExponents lyapunov = new LyapunovExponents(new Lorenz63(), new RungeKutta4(), 0.01, 10, 3);
    double[] exponents = exponents(lyapunov, new double[] {1.0, 2.0, 20.0}, 200, 5000);
    assertEquals(0.9056, exponents[0], 0.02);
    assertEquals(0.0, exponents[1], 0.005);
    assertEquals(-14.572, exponents[2], 0.02);
    assertEquals(-(10.0 + 1.0 + 8.0 / 3.0), sum(exponents), 0.001);
    assertEquals(-(10.0 + 1.0 + 8.0 / 3.0), lyapunov.meanDivergence(), 1e-12);
  }

  /** A model that comes with its steps has the bits of its right-hand side under the scheme, and shares that add up. */
  @Test
  void steppedModelHasTheSameBits() {
    Lorenz96 model = new Lorenz96(10, 8.0);
    LyapunovExponents ofScheme = new LyapunovExponents(model, new RungeKutta4(), 0.05, 4, 10);
    LyapunovExponents ofSteps = LyapunovExponents.of(new SteppedModel(model, new RungeKutta4(), 0.05), 4, 10);
    ofSteps.countShares(2, 5);
    assertArrayEquals(exponents(ofScheme, SampleModels.normal(10, 1), 5, 20),
        exponents(ofSteps, SampleModels.normal(10, 1), 5, 20));
    double[] shares = ofSteps.shares();
    assertEquals(3.0, sum(shares), 1e-12);
    for (double share : shares) {
      assertTrue(share > 0.0 && share < 1.0, share + "");
    }
    assertThrows(IllegalStateException.class, ofSteps::meanDivergence);
    assertThrows(IllegalStateException.class, ofScheme::shares);
    assertThrows(IllegalStateException.class, () -> ofSteps.countShares(0, 1));
    assertThrows(IllegalArgumentException.class, () -> ofScheme.countShares(3, 3));
    assertThrows(IllegalArgumentException.class, () -> ofScheme.countShares(0, 11));
  }

  private static void lorenz96(int times, double tolerance) {
    int n = 40;
    LyapunovExponents lyapunov = new LyapunovExponents(new Lorenz96(), new RungeKutta4(), 0.05, 4, n);
    double[] exponents = exponents(lyapunov, SampleModels.normal(n, 1), 100, times);
    assertEquals(1.69, exponents[0], tolerance);
    // Exponents 13 and 14 of 40, of a run of 10^6 steps by Bocquet and Brajard: 0.029 and −0.0002.
    assertEquals(0.029, exponents[12], tolerance);
    assertEquals(0.0, exponents[13], tolerance);
    assertEquals(-4.892, exponents[39], tolerance);
    assertEquals(-n, sum(exponents), 0.02);
    assertEquals(-n, lyapunov.meanDivergence(), 1e-10);
  }

  @Test
  void lorenz96HasThePublishedExponents() {
    lorenz96(3000, 0.05);
  }

  @Test
  @Tag("full")
  void lorenz96HasThePublishedExponentsClosely() {
    lorenz96(60_000, 0.02);
  }

  private static void cubic(int times, double tolerance) {
    LyapunovExponents lyapunov = new LyapunovExponents(new CubicLorenz96(), new RungeKutta4(), 0.05, 4, 40);
    double[] exponents = exponents(lyapunov, SampleModels.normal(40, 2), 100, times);
    double[] published = {1.2137, 0.9798, 0.8207, 0.6926, 0.5800, 0.4724, 0.3724, 0.2725, 0.1797, 0.0882, 0.0062,
        -0.0100, -0.0951};
    for (int i = 0; i < published.length; i++) {
      assertEquals(published[i], exponents[i], tolerance, "exponent " + i);
    }
    assertEquals(-4.7440, exponents[39], tolerance);
    assertEquals(lyapunov.meanDivergence(), sum(exponents), 0.02);
  }

  /** Those of a run of 10^6 steps by Bocquet and Brajard, rounded. */
  @Test
  void cubicLorenz96HasThePublishedExponents() {
    cubic(3000, 0.05);
  }

  @Test
  @Tag("full")
  void cubicLorenz96HasThePublishedExponentsClosely() {
    cubic(60_000, 0.02);
  }

  /** The greatest one is 0.0203 and the dimension of Kaplan and Yorke 2.074: Vano et al. (2006). */
  @Test
  void competingSpeciesHaveThePublishedExponents() {
    LyapunovExponents lyapunov = new LyapunovExponents(LotkaVolterra.vano(), new RungeKutta4(), 0.25, 20, 4);
    double[] exponents = exponents(lyapunov, new double[] {0.3013, 0.4586, 0.1307, 0.3557}, 200, 20_000);
    assertEquals(0.0203, exponents[0], 0.002);
    assertEquals(0.0, exponents[1], 0.001);
    assertEquals(2.074, 2.0 - (exponents[0] + exponents[1]) / exponents[2], 0.01);
    assertEquals(lyapunov.meanDivergence(), sum(exponents), 0.005);
  }

  /** Advection of MAOOAM has no divergence, so that the exponents' sum is that of its friction and radiation. */
  @Test
  void exponentsOfMaooamAddUpToItsDamping() {
    Maooam model = new Maooam();
    double[] state = SampleModels.normal(36, 8);
    for (int i = 0; i < 36; i++) {
      state[i] *= 0.02;
    }
    double damping = 0.0;
    for (int t = 0; t < model.system().terms(); t++) {
      Term term = model.system().term(t);
      damping += term.j() == 0 && term.k() == term.i() ? term.v() : 0.0;
    }
    LyapunovExponents lyapunov = new LyapunovExponents(model, new RungeKutta4(), 0.1, 10, 36);
    double[] exponents = exponents(lyapunov, state, 100, 200);
    assertEquals(damping, sum(exponents), 1e-7);
    assertEquals(damping, lyapunov.meanDivergence(), 1e-12);
  }

  /** Three of Lorenz-84: one is 0, and their sum is the mean divergence. */
  @Test
  void exponentsOfLorenz84AddUp() {
    LyapunovExponents lyapunov = new LyapunovExponents(new Lorenz84(), new RungeKutta4(), 0.01, 20, 3);
    double[] exponents = exponents(lyapunov, new double[] {1.0, 0.5, -0.4}, 200, 10_000);
    assertEquals(0.0, exponents[1], 0.005);
    assertEquals(lyapunov.meanDivergence(), sum(exponents), 0.001);
  }

  /** Without friction exponents come in pairs, two of them 0 with the energy. */
  @Test
  void exponentsOfPendulumsComeInPairs() {
    LyapunovExponents lyapunov = new LyapunovExponents(new DoublePendulum(), new RungeKutta4(), 0.005, 10, 4);
    double[] exponents = exponents(lyapunov, new double[] {2.0, 0.5, 2.5, -1.0}, 100, 20_000);
    assertEquals(0.0, exponents[0] + exponents[3], 0.01);
    assertEquals(0.0, exponents[1], 0.02);
    assertEquals(0.0, exponents[2], 0.02);
    assertTrue(exponents[0] > 0.5, "not chaotic: " + exponents[0]);
  }

  /** Of dx/dt = A·x they are the real parts of A's eigenvalues; a vanishing perturbation is refused. */
  @Test
  void linearSystemsHaveTheirEigenvalues() {
    LinearizedModel.Product linear = (x, xo, u, uo, d, at) -> {
      d[at] = 0.5 * u[uo] + 3.0 * u[uo + 1];
      d[at + 1] = -0.25 * u[uo + 1];
    };
    LinearizedModel model = LinearizedModel.of(2, (x, xo, d, at) -> linear.compute(x, xo, x, xo, d, at), linear,
        linear);
    LyapunovExponents lyapunov = new LyapunovExponents(model, new RungeKutta4(), 0.01, 5, 2);
    double[] state = {0.0, 0.0};
    lyapunov.spinUp(state, 800);
    lyapunov.run(state, 400);
    assertArrayEquals(new double[] {0.5, -0.25}, lyapunov.exponents(), 1e-9);
    LinearizedModel.Product none = (x, xo, u, uo, d, at) -> d[at] = -u[uo];
    LinearizedModel still = LinearizedModel.of(1, (x, xo, d, at) -> d[at] = -x[xo], none, none);
    assertThrows(NumericalException.class,
        () -> new LyapunovExponents(still, new Euler(), 1.0, 1, 1).run(new double[1], 1));
  }

  @Test
  void perturbationsThatOverflowAreNamed() {
    LyapunovExponents lyapunov = new LyapunovExponents(new Lorenz96(), new Euler(), 1.0, 50, 2);
    NumericalException thrown = assertThrows(NumericalException.class,
        () -> lyapunov.spinUp(SampleModels.normal(40, 1), 1));
    assertTrue(thrown.getMessage().startsWith("LyapunovExponents: perturbation 0 has grown beyond all numbers"),
        thrown.getMessage());
  }

  /** A first variable that stays as it is, as models have at their boundaries, is not all that is found. */
  @Test
  void aVariableThatStaysDoesNotHideTheOthers() {
    LinearizedModel.Product linear = (x, xo, u, uo, d, at) -> {
      d[at] = 0.0;
      d[at + 1] = 0.5 * u[uo + 1];
    };
    LinearizedModel model = LinearizedModel.of(2, (x, xo, d, at) -> linear.compute(x, xo, x, xo, d, at), linear,
        linear);
    LyapunovExponents lyapunov = new LyapunovExponents(model, new RungeKutta4(), 0.01, 5, 1);
    double[] state = {1.0, 0.0};
    lyapunov.spinUp(state, 1200);
    lyapunov.run(state, 400);
    assertEquals(0.5, lyapunov.exponents()[0], 1e-9);
  }

  @Test
  void saysWhatIsWrong() {
    Lorenz63 model = new Lorenz63();
    LyapunovExponents two = new LyapunovExponents(model, new Heun(), 0.01, 5, 2);
    assertEquals("LyapunovExponents: nothing was counted",
        assertThrows(IllegalStateException.class, two::exponents).getMessage());
    two.run(new double[] {1.0, 1.0, 1.0}, 1);
    assertEquals("LyapunovExponents: the mean divergence needs all 3 exponents, but 2 were asked for",
        assertThrows(IllegalStateException.class, two::meanDivergence).getMessage());
    assertEquals("LyapunovExponents: count must be from 1 to 3, but is 4", assertThrows(IllegalArgumentException.class,
        () -> new LyapunovExponents(model, new Heun(), 0.01, 5, 4)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LyapunovExponents(model, new Heun(), 0.01, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> new LyapunovExponents(model, new Heun(), -0.01, 1, 3));
  }
}
