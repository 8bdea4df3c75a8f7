package org.isobit.models.dynamics.maooam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.Test;

/** MAOOAM against the tables of the original programs, and what its equations keep. */
class MaooamTest {

  private static final double MEAN_SIZE = 0.02;

  private static double[] state(int n, long seed) {
    Random random = new Random(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = MEAN_SIZE * random.nextGaussian();
    }
    return x;
  }

  @Test
  void tensorIsThatOfTheOriginalProgram() {
    Map<String, Double> expected = ReferenceTable.read("climdyn_test_aotensor.ref");
    Map<String, Double> there = new TreeMap<>();
    Maooam model = new Maooam();
    for (int t = 0; t < model.system().terms(); t++) {
      Term term = model.system().term(t);
      there.put("aotensor[" + term.i() + "][" + term.j() + "][" + term.k() + "]", term.v());
    }
    assertEquals(expected.keySet(), there.keySet());
    expected.forEach((key, value) -> assertTrue(ReferenceTable.matches(value, there.get(key)),
        () -> key + " is " + there.get(key) + ", expected " + value));
  }

  /** Row i of J is Σ_k T_ijk·x_k of qgs's tensor of the Jacobian, x_0 = 1. */
  @Test
  void jacobianIsThatOfQgs() {
    Maooam model = new Maooam();
    int n = model.size();
    double[] x = state(n, 1);
    double[] expected = new double[n * n];
    double[] size = new double[n * n];
    ReferenceTable.read("qgs_test_aotensor_jacobian.ref").forEach((key, value) -> {
      String[] index = key.split("[\\[\\]]+");
      int j = Integer.parseInt(index[2]);
      int k = Integer.parseInt(index[3]);
      if (j > 0) {
        int at = (Integer.parseInt(index[1]) - 1) * n + j - 1;
        double term = value * (k == 0 ? 1.0 : x[k - 1]);
        expected[at] += term;
        size[at] += Math.abs(term);
      }
    });
    double[] jacobian = model.jacobian(x, 0);
    for (int e = 0; e < jacobian.length; e++) {
      assertEquals(expected[e], jacobian[e], 5e-6 * size[e], "element " + e);
    }
  }

  /** Numbers of terms that the original programs have: 36 and 56 variables, and six wave numbers in each direction. */
  @Test
  void tensorsHaveThePublishedNumbersOfTerms() {
    assertEquals(351, terms(2, 2, 2, 4));
    assertEquals(1451, terms(2, 4, 2, 4));
    assertEquals(27_762, terms(6, 6, 6, 6));
    assertEquals(56, new Maooam(Preset.TV.parameters(), 2, 4, 2, 4).size());
  }

  private static int terms(int... size) {
    return new Maooam(Preset.DEFAULT.parameters(), size[0], size[1], size[2], size[3]).system().terms();
  }

  /** Without forcing, friction and exchange of heat: β, advection and vertical motion are left. */
  private static Maooam inviscid() {
    Parameters p = Preset.TV.parameters();
    for (Parameter none : new Parameter[] {Parameter.K, Parameter.KP, Parameter.LAMBDA, Parameter.SB, Parameter.CO,
        Parameter.CA, Parameter.R, Parameter.D}) {
      p = p.with(none, 0.0);
    }
    return new Maooam(p, 2, 4, 2, 4);
  }

  /** Kinetic and available potential energy of the atmosphere, energy of the ocean's flow, squared temperature. */
  private static double[] energies(Maooam model, double[] x) {
    InnerProducts p = model.products();
    int atmosphere = p.atmosphere().size();
    int ocean = p.ocean().size();
    double scale = model.parameters().get(Parameter.SCALE) / Math.PI;
    double f0 = model.parameters().get(Parameter.F0);
    double radius2 = model.parameters().get(Parameter.GP) * model.parameters().get(Parameter.H) / (f0 * f0);
    double sigma = model.parameters().get(Parameter.SIG0);
    double[] energy = new double[3];
    for (int i = 0; i < atmosphere; i++) {
      double theta = x[atmosphere + i];
      energy[0] += -0.5 * p.a(i) * x[i] * x[i] - 0.5 * (p.a(i) - 1.0 / sigma) * theta * theta;
    }
    for (int i = 0; i < ocean; i++) {
      double stream = x[2 * atmosphere + i];
      double temperature = x[2 * atmosphere + ocean + i];
      energy[1] += -0.5 * (p.m(i) - scale * scale / radius2) * stream * stream;
      energy[2] += 0.5 * temperature * temperature;
    }
    return energy;
  }

  @Test
  void advectionKeepsTheEnergies() {
    Maooam model = inviscid();
    double[] x = state(model.size(), 2);
    double[] before = energies(model, x);
    new RungeKutta4().advance(model, 0.05, 4000, x);
    double[] after = energies(model, x);
    for (int e = 0; e < before.length; e++) {
      assertEquals(1.0, after[e] / before[e], 1e-8, "energy " + e);
    }
  }

  /** Where the layers move alike, the flow has one layer, which keeps Σ a²·ψ², its enstrophy, too. */
  @Test
  void oneLayerKeepsItsEnstrophy() {
    Maooam model = inviscid();
    int atmosphere = model.products().atmosphere().size();
    double[] x = state(model.size(), 3);
    java.util.Arrays.fill(x, atmosphere, 2 * atmosphere, 0.0);
    double before = enstrophy(model, x);
    new RungeKutta4().advance(model, 0.05, 2000, x);
    assertEquals(1.0, enstrophy(model, x) / before, 1e-9);
  }

  private static double enstrophy(Maooam model, double[] x) {
    double sum = 0.0;
    for (int i = 0; i < model.products().atmosphere().size(); i++) {
      sum += Math.pow(model.products().a(i) * x[i], 2);
    }
    return sum;
  }

  /** What the authors' namelists of a set say that differs from the first program's. */
  @Test
  void presetsAreThePublishedOnes() {
    String heat = ", go=5.46E8, co=310.0, to0=301.46, ca=103.3333, epsa=0.7, ta0=289.3, lambda=15.06";
    assertEquals("", Preset.DEFAULT.parameters().toString());
    assertEquals("r=1.0E-7, h=136.5, d=1.1E-7, k=0.0145, kp=0.029" + heat,
        Preset.of("ddv2016").parameters().toString());
    assertEquals("r=1.0E-7, h=164.8, d=1.1E-7, k=0.0145, kp=0.029" + heat, Preset.of("v2015").parameters().toString());
    assertEquals("r=1.0E-7, ca=87.5", Preset.of("vl2016").parameters().toString());
    assertEquals("r=1.0E-7, h=165.0, d=9.0E-8, k=0.0145, kp=0.029, go=6.6E8, co=310.0, to0=299.35, ca=103.3333, "
        + "epsa=0.7, ta0=290.2, lambda=15.06", Preset.of("tv").parameters().toString());
    assertEquals("r=1.0E-7, h=165.0, d=6.0E-8, k=0.01, kp=0.02, go=6.6E8, co=310.0, to0=301.0, ca=103.3333, "
        + "epsa=0.7, ta0=289.0, lambda=10.0", Preset.of("36wk").parameters().toString());
  }

  /** The attractor is that of the second mode of the ocean, if there is one. */
  @Test
  void everyResolutionHasAProfile() {
    Maooam.Provider provider = new Maooam.Provider();
    for (int[] size : new int[][] {{1, 1, 1, 1}, {2, 2, 1, 1}, {1, 1, 1, 2}, {2, 2, 2, 4}}) {
      Values values = new Values(Map.of("preset", "tv", "atmosphere-x", (long) size[0], "atmosphere-y",
          (long) size[1], "ocean-x", (long) size[2], "ocean-y", (long) size[3]));
      ModelProfile profile = provider.profile(values);
      assertEquals(provider.build(values).size(), profile.layout().size());
      String mode = size[2] * size[3] == 1 ? "[0]" : "[1]";
      assertEquals(List.of("psi_a[0]", "psi_o" + mode, "T_o" + mode),
          profile.attractor().stream().map(profile.layout()::variable).toList());
    }
  }

  @Test
  void configurationsChangeThePreset() {
    Maooam.Provider provider = new Maooam.Provider();
    Map<String, Object> values = new LinkedHashMap<>(Map.of("preset", "tv", "atmosphere-x", 2L, "atmosphere-y", 4L,
        "ocean-x", 2L, "ocean-y", 4L, "d", 1.5e-8));
    Maooam model = provider.build(new Values(values));
    assertEquals(Preset.TV.parameters().with(Parameter.D, 1.5e-8), model.parameters());
    assertEquals(56, model.size());
    assertEquals(5 + Parameter.values().length, provider.keys().own().size());
    assertEquals("Maooam[atmosphere=2x2, ocean=2x4]", new Maooam().toString());
    assertEquals("Maooam[atmosphere=2x4, ocean=2x4, r=1.0E-7, h=165.0, d=1.5E-8, k=0.0145, kp=0.029, go=6.6E8, "
        + "co=310.0, to0=299.35, ca=103.3333, epsa=0.7, ta0=290.2, lambda=15.06]", model.toString());
    assertEquals(1.0 / 1.032e-4, model.secondsPerUnit());
    assertEquals(Preset.WEAK, Preset.of("36wk"));
  }

  @Test
  void saysWhatIsWrong() {
    Parameters usual = Preset.DEFAULT.parameters();
    assertEquals("Maooam: sig0 must be finite and above 0, but is 0.0",
        message(() -> usual.with(Parameter.SIG0, 0.0)));
    assertEquals("Maooam: r must be finite and not negative, but is NaN",
        message(() -> usual.with(Parameter.R, Double.NaN)));
    assertEquals("Maooam: atmosphere-y must be from 1 to 16, but is 0", message(() -> new Maooam(usual, 2, 0, 2, 4)));
    assertEquals("Maooam: there is no preset '56'", message(() -> Preset.of("56")));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
