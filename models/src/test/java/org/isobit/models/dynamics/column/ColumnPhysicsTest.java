package org.isobit.models.dynamics.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.Test;

/** Mixing and sinking of tracers that do not react, in an ecosystem of the test's own, against analytic solutions. */
class ColumnPhysicsTest {

  private static final double DEPTH = 50.0;

  /** K where the mixed layer reaches below everything and there is no tide, in m² d⁻¹. */
  private static final double K = (5e-5 + 1e-2) * 86_400.0;

  private static final Site SITE = new Site("box", DEPTH, 1.0, 1e4, 1.0, 0.5, 10.0, 0.0);

  private static final Forcing STEADY = new Forcing() {
    @Override
    public double shortwave(double day) {
      return 100.0;
    }

    @Override
    public double mixedLayer(double day) {
      return 1e4;
    }
  };

  /** Two tracers, the second one sinking; they don't react. */
  private record Tracers(double sinking) implements Ecosystem {

    @Override
    public String name() {
      return "tracers";
    }

    @Override
    public List<Pool> pools() {
      return List.of(new Pool("a", "", 0.0, false), new Pool("b", "", sinking, false));
    }

    @Override
    public List<Flow> flows() {
      return List.of(new Flow("none", 0, 1));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public double absorption() {
      return 0.0;
    }

    @Override
    public double background() {
      return 0.0;
    }

    @Override
    public int phytoplankton() {
      return 0;
    }

    @Override
    public double chlorophyll() {
      return 1.0;
    }

    @Override
    public double[] start(double nitrogen) {
      return new double[] {nitrogen, nitrogen};
    }

    @Override
    public void rates(int levels, int lanes, double[] parameters, int pOffset, double[] surface, int sOffset,
        double[] light, int lOffset, double[] c, int cOffset, int ldc, double[] flows, int fOffset, int ldf) {
      Arrays.fill(flows, fOffset, fOffset + levels * lanes, 0.0);
    }
  }

  /** Seven pools, of which some absorb; they don't react, but keep the light that is there. */
  private record Shades(int absorbing, double[] seen) implements Ecosystem {

    @Override
    public String name() {
      return "shades";
    }

    @Override
    public List<Pool> pools() {
      return IntStream.range(0, 7).mapToObj(p -> new Pool("c" + p, "", 0.0, (absorbing >> p & 1) == 1)).toList();
    }

    @Override
    public List<Flow> flows() {
      return List.of(new Flow("none", 0, 1));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public double absorption() {
      return 0.03;
    }

    @Override
    public double background() {
      return 0.5;
    }

    @Override
    public int phytoplankton() {
      return 0;
    }

    @Override
    public double chlorophyll() {
      return 1.0;
    }

    @Override
    public double[] start(double nitrogen) {
      return new double[] {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
    }

    @Override
    public void rates(int levels, int lanes, double[] parameters, int pOffset, double[] surface, int sOffset,
        double[] light, int lOffset, double[] c, int cOffset, int ldc, double[] flows, int fOffset, int ldf) {
      Arrays.fill(flows, fOffset, fOffset + levels * lanes, 0.0);
      for (int i = 0; i < levels; i++) {
        seen[i] = light[lOffset + i * lanes];
      }
    }
  }

  private static ColumnEnsemble run(double sinking, int levels, double dt, double[] start, int steps) {
    WaterColumn model = new WaterColumn(new Tracers(sinking), Levels.uniform(DEPTH, levels), SITE, STEADY, dt,
        Reactions.EULER);
    ColumnEnsemble columns = new ColumnEnsemble(model, 1);
    if (start != null) {
      columns.set(0, start, 0);
    }
    columns.advance(steps, Workers.serial());
    return columns;
  }

  /** The slowest cosine decays by e^{−K·(π/H)²·t}; steps are so short that the levels' error is what is seen. */
  @Test
  void mixingIsOfTheSecondOrderOfTheLevels() {
    double[] errors = new double[3];
    for (int k = 0; k < 3; k++) {
      errors[k] = decayError(10 << k, 1e-4 / (1 << 2 * k), 1000 << 2 * k);
    }
    assertEquals(4.0, errors[0] / errors[1], 0.3);
    assertEquals(4.0, errors[1] / errors[2], 0.3);
  }

  @Test
  void mixingIsOfTheFirstOrderOfTheStep() {
    double[] errors = new double[3];
    for (int k = 0; k < 3; k++) {
      errors[k] = decayError(400, 0.08 / (1 << k), 8 << k);
    }
    assertEquals(2.0, errors[0] / errors[1], 0.3);
    assertEquals(2.0, errors[1] / errors[2], 0.3);
  }

  private static double decayError(int levels, double dt, int steps) {
    double[] start = new double[2 * levels];
    for (int i = 0; i < levels; i++) {
      start[i] = 2.0 + Math.cos(Math.PI * (i + 0.5) / levels);
    }
    double[] end = new double[2 * levels];
    run(0.0, levels, dt, start, steps).get(0, end, 0);
    double factor = Math.exp(-K * Math.pow(Math.PI / DEPTH, 2) * dt * steps);
    double error = 0.0;
    for (int i = 0; i < levels; i++) {
      error = Math.max(error, Math.abs(end[i] - 2.0 - factor * Math.cos(Math.PI * (i + 0.5) / levels)));
    }
    return error;
  }

  /** Rouse's profile: what sinks at speed w against K becomes c ∝ e^{w·z/K}; upwind fluxes are of the first order. */
  @Test
  void sinkingAgainstMixingGivesRouseProfile() {
    double[] errors = {rouseError(25), rouseError(50), rouseError(100)};
    assertEquals(2.0, errors[0] / errors[1], 0.25);
    assertEquals(2.0, errors[1] / errors[2], 0.25);
    assertTrue(errors[2] < 0.02, "" + errors[2]);
  }

  private static double rouseError(int levels) {
    double w = 40.0;
    double[] start = new double[2 * levels];
    double mean = (Math.exp(w * DEPTH / K) - 1.0) * K / (w * DEPTH);
    double h = DEPTH / levels;
    double[] exact = new double[levels];
    for (int i = 0; i < levels; i++) {
      exact[i] = (Math.exp(w * (i + 1) * h / K) - Math.exp(w * i * h / K)) * K / (w * h) / mean;
      start[levels + i] = 1.0;
    }
    double[] end = new double[2 * levels];
    run(w, levels, 0.2 * h / w, start, (int) Math.round(30.0 * w / (0.2 * h))).get(0, end, 0);
    double error = 0.0;
    for (int i = 0; i < levels; i++) {
      error = Math.max(error, Math.abs(end[levels + i] / exact[i] - 1.0));
    }
    return error;
  }

  /** Light goes through what absorbs, wherever these pools stand: with none, some at equal places and some not. */
  @Test
  void whatAbsorbsIsCounted() {
    for (int absorbing : new int[] {0b0, 0b1, 0b100, 0b101, 0b111, 0b1011, 0b1101, 0b1100101}) {
      double[] seen = new double[10];
      Ecosystem shades = new Shades(absorbing, seen);
      WaterColumn model = new WaterColumn(shades, Levels.uniform(DEPTH, 10), SITE, STEADY, 0.1, Reactions.EULER);
      ColumnEnsemble columns = new ColumnEnsemble(model, 1);
      columns.advance(1, Workers.serial());
      double concentration = 0.0;
      for (int p = 0; p < 7; p++) {
        concentration += (absorbing >> p & 1) * (p + 1.0);
      }
      for (int i = 0; i < 10; i++) {
        double depth = DEPTH * (i + 0.5) / 10.0;
        assertEquals(50.0 * Math.exp(-depth * (1.0 / 10.0 + 0.03 * (concentration + 0.5))), seen[i], 1e-13 * 50.0,
            Integer.toBinaryString(absorbing));
      }
    }
  }

  /** Levels by GOTM's formula: they end where they should, and are thinner at both ends. */
  @Test
  void stretchedLevels() {
    Levels levels = Levels.stretched(80.0, 40, 2.0, 1.0);
    assertEquals(0.0, levels.face(0));
    assertEquals(80.0, levels.face(40));
    double zeta = 17.0 / 40.0;
    double whole = Math.tanh(1.0) + Math.tanh(2.0);
    double expected = -80.0 * ((Math.tanh(3.0 * zeta - 1.0) + Math.tanh(1.0)) / whole - 1.0);
    assertEquals(expected, levels.face(40 - 17), 1e-12);
    assertTrue(levels.thickness(0) < 0.5 * levels.thickness(20));
    assertTrue(levels.thickness(39) < levels.thickness(25));
    assertEquals(Levels.uniform(80.0, 40), Levels.stretched(80.0, 40, 0.0, 0.0));
  }
}
