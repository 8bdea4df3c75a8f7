package org.isobit.models.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.assimilation.StateField.Scale;
import org.junit.jupiter.api.Test;

/** Schemes are their formulas, written out. */
class UpdateSchemeTest {

  private static final double[] DAYS = {0, 45.25, 180, 366};

  @Test
  void correlationsOfANetworkMakeTheFormulaOfOptimalInterpolation() {
    int clamped = 0;
    int capped = 0;
    int none = 0;
    for (int seed = 0; seed < 40; seed++) {
      double[] x = Schemes.forecast(seed);
      double day = DAYS[seed % 4];
      double d = 0.4 * Math.sin(seed) + (seed % 5 == 0 ? 3 : 0);
      double[] rho = Schemes.outputs(Schemes.network(false), x, day, 0);
      double[] out = new double[9];
      Schemes.oi().increments(x, 0, day, d, 0.02, out, 1);
      double[] expected = Schemes.interpolated(rho, d, 0.02);
      assertArrayEquals(expected, Arrays.copyOfRange(out, 1, 8), 1e-14, "seed " + seed);
      clamped += Arrays.stream(rho).anyMatch(r -> Math.abs(r) > 1) ? 1 : 0;
      capped += Arrays.stream(expected).anyMatch(e -> Math.abs(e) == 0.2) ? 1 : 0;
      none += Arrays.stream(expected).anyMatch(e -> e == 0) ? 1 : 0;
      assertEquals(0, out[0] + out[8], "what is beside the increments");
    }
    assertTrue(clamped > 3 && capped > 3 && none > 3, clamped + " " + capped + " " + none);
  }

  @Test
  void incrementsOfANetworkAreItsScaledOutputs() {
    for (int seed = 0; seed < 20; seed++) {
      double[] x = Schemes.forecast(seed);
      double[] shifted = new double[10];
      System.arraycopy(x, 0, shifted, 3, 7);
      double[] out = new double[7];
      Schemes.ete().increments(shifted, 3, DAYS[seed % 4], seed - 9.5, 0.02, out, 0);
      double[] expected = Schemes.outputs(Schemes.network(true), x, DAYS[seed % 4], seed - 9.5);
      assertArrayEquals(expected, out, 1e-13);
      Schemes.ete().withCap(0.1).increments(x, 0, DAYS[seed % 4], seed - 9.5, 0.02, out, 0);
      assertArrayEquals(Arrays.stream(expected).map(e -> Math.max(-0.1, Math.min(0.1, e))).toArray(), out, 1e-13);
    }
  }

  @Test
  void theUnivariateSchemeLeavesOtherFieldsAlone() {
    double[] out = new double[7];
    OptimalInterpolation rus = OptimalInterpolation.univariate(Schemes.STATE, new double[] {0.25, 0.5, 1}, 0.3);
    rus.increments(Schemes.forecast(1), 0, Double.NaN, -0.8, 0.07, out, 0);
    double full = 0.09 / 0.16 * -0.8;
    assertArrayEquals(new double[] {0, 0, 0, 0, 0.25 * full, 0.5 * full, full}, out, 1e-15);
    double[] rho = {0.5, -0.5, 0.25, 0, 1, 1, 1};
    OptimalInterpolation.of(new ConstantCorrelations(Schemes.STATE, rho), Schemes.SPREAD).withDampingOfOthers(0.1)
        .increments(Schemes.forecast(1), 0, Double.NaN, 2, 0.04, out, 0);
    for (int i = 0; i < 7; i++) {
      assertEquals((i < 4 ? 0.1 : 1) * rho[i] * Schemes.SPREAD[i] * 0.4 / 0.2 * 2, out[i], 1e-15);
    }
  }

  @Test
  void samplesStandardiseFeatures() {
    Features plain = Features.of(Schemes.STATE, List.of(new Features.Part("n", 1, 2)), false, true);
    double[] samples = new double[9];
    for (int s = 0; s < 3; s++) {
      plain.compute(new double[] {0, s, 7.1, 0, 0, 0, 0}, 0, Double.NaN, 10 * s * s, samples, 3 * s);
    }
    assertArrayEquals(new double[] {0, 7.1, 0, 1, 7.1, 10, 2, 7.1, 40}, samples);
    Features fitted = plain.fitted(3, samples);
    assertArrayEquals(new double[] {1, 7.1, 50.0 / 3}, fitted.mean(), 1e-14);
    assertArrayEquals(new double[] {1, 1, Math.sqrt(1300.0 / 3)}, fitted.deviation(), 1e-13);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    List<StateField> two = List.of(new StateField("n", 2, Scale.NONE), new StateField("n", 1, Scale.NONE));
    says("ObservedState: two fields have the name n", () -> ObservedState.of(two, "n", 0));
    says("ObservedState: there is no field 'q'; there are n, p", () -> Schemes.STATE.start("q"));
    says("ObservedState: offset must be finite, but is NaN", () -> Schemes.STATE.withOffset(Double.NaN));
    says("StateField: size of n must be positive, but is 0", () -> new StateField("n", 0, Scale.NONE));
    says("Features: element of p must be from 0 to 2, but is 3",
        () -> Features.of(Schemes.STATE, List.of(new Features.Part("p", 3)), false, false));
    says("Features: the day of the year must be from 0 to 366, but is NaN",
        () -> Schemes.oi().increments(Schemes.forecast(1), 0, Double.NaN, 1, 1, new double[7], 0));
    says("OptimalInterpolation: variance of the observation's error must be positive and finite, but is 0.0",
        () -> Schemes.oi().increments(Schemes.forecast(1), 0, 1, 1, 0, new double[7], 0));
    says("OptimalInterpolation: taper must be at least 0 and below 1, but is 1.0", () -> Schemes.oi().withTaper(1));
    says("OptimalInterpolation: damping[0] must be finite and not negative, but is -1.0",
        () -> Schemes.oi().withDampingOfOthers(-1));
    says("OptimalInterpolation: cap must be positive, but is NaN", () -> Schemes.oi().withCap(Double.NaN));
    says("ConstantCorrelations: correlation[6] must be from -1 to 1, but is 1.5",
        () -> new ConstantCorrelations(Schemes.STATE, new double[] {0, 0, 0, 0, 0, 0, 1.5}));
    says("LearnedIncrements: the innovation is no feature of the network",
        () -> LearnedIncrements.of(Schemes.network(false)));
    says("NetworkCorrelations: correlations do not depend on the innovation, but it is a feature of the network",
        () -> new NetworkCorrelations(Schemes.network(true)));
    says("ScaledNetwork: the network has 5 inputs, but there are 6 features",
        () -> ScaledNetwork.unscaled(Schemes.features(true), Schemes.network(false).network()));
  }

  private static void says(String message, Runnable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }
}
