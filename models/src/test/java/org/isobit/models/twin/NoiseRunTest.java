package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.method.NoiseChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Experiments whose model has noise. */
class NoiseRunTest {

  private static Experiment experiment(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(List.of("cycles=400", "burn-in=100", "seeds=[1]", "model.size=8").toArray(), 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Experiments.named("L96-S08", all);
  }

  /** The truth's model is that without noise, and Q^½·ξ of its own stream after every other of its three steps. */
  @Test
  void theTruthHasTheNoise() {
    Experiment e = experiment("model-noise={variance: [0, 1, 2, 3, 4, 5, 6, 7], every: 2}", "observations.interval=3");
    Nature nature = Nature.of(e, 1);
    double[] x = new double[8];
    Philox.gaussian(1, 16L << 56, 0, 8, x, 0);
    for (int i = 0; i < 8; i++) {
      x[i] = Math.fma(Math.sqrt(e.initial().variance()), x[i], e.initial().mean().get(i));
    }
    double[] xi = new double[8];
    for (int level = 1; level <= 30; level++) {
      e.stepped().advance(level - 1, 1, x);
      if (level % 2 == 0) {
        Philox.gaussian(1, 20L << 56 | level, 0, 8, xi, 0);
        for (int i = 0; i < 8; i++) {
          x[i] += Math.sqrt(i) * xi[i];
        }
      }
      if (level % 3 == 0) {
        for (int i = 0; i < 8; i++) {
          assertEquals(x[i], nature.truth()[level / 3 - 1][i], level + ", " + i);
        }
      }
    }
  }

  /** With as many members as sample it well, filters that know Q are as good as the extended Kalman filter with Q. */
  @Test
  void methodsThatTakeTheNoiseAreNearTheKalmanFilterAndThoseThatDoNotAreWorse() {
    Experiment e = experiment("model-noise={variance: 0.05, kind: sqrt-core}", "cycles=1000", "methods=["
        + "{filter: etkf, members: 24, rotation: true},"
        + "{filter: etkf, members: 40, label: additive, model-noise: additive},"
        + "{filter: etkf, members: 24, label: without, model-noise: none},"
        + "{filter: ekf},"
        + "{filter: 3d-var, scale: 0.1}]");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
    assertTrue(TwinTable.of(result, StandardCharsets.UTF_8).contains("model noise of variance 0.05 every step"));
    double core = result.means(0).rmse().mean();
    double kalman = result.means(3).rmse().mean();
    assertFalse(result.diverged(3));
    assertEquals(kalman, core, 0.01 * kalman, "sqrt-core");
    assertEquals(kalman, result.means(1).rmse().mean(), 0.06 * kalman, "additive");
    assertEquals(core, result.means(0).spread().mean(), 0.05 * core, "spread");
    assertTrue(result.diverged(2) || result.means(2).rmse().mean() > 1.5 * kalman, "without");
    assertTrue(result.means(4).rmse().mean() > kalman, "3D-Var");
  }

  /** A model that forgets its state, so that the true states are the noise of one step. */
  private static double[][] noise(String more) {
    return Nature.of(ExperimentYaml.read("noise", """
        name: noise
        model: {name: linear-advection, size: 8, damping: 0.0}
        observations:
          operator: {kind: all}
          error: {law: gaussian, variance: 1.0}
        model-noise: {variance: [1, 2, 3, 4, 5, 6, 7, 8], every: 1, %s}
        initial: {mean: 0.0, variance: 1.0}
        cycles: 6000
        seeds: [1]
        methods:
          - {filter: etkf, members: 10, model-noise: none}
        """.formatted(more), List.of()), 1).truth();
  }

  /** That the states of some cycles apart have these correlations, times a factor. */
  private static void correlated(double[][] states, int apart, double factor, DoubleUnaryOperator correlation) {
    int count = states.length - apart;
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        double expected = factor * Math.sqrt((i + 1) * (j + 1)) * correlation.applyAsDouble(i - j);
        double sum = 0;
        for (int k = 0; k < count; k++) {
          sum += states[k + apart][i] * states[k][j];
        }
        // Of an autoregressive process of factor φ the products are as good as (1 − φ²)/(1 + φ²) times as many.
        double fewer = (1 - factor * factor) / (1 + factor * factor);
        double independent = apart == 0 ? count : count * fewer;
        assertEquals(expected, sum / count, 4.5 * Math.sqrt(2.0 * (i + 1) * (j + 1) / independent), i + ", " + j);
      }
    }
  }

  @Test
  void noiseMayBeCorrelatedInSpaceAndTime() {
    DoubleUnaryOperator waves = d -> (Math.cos(2 * Math.PI * d / 8) + Math.cos(4 * Math.PI * d / 8)) / 2;
    correlated(noise("waves: 2"), 0, 1, waves);
    correlated(noise("correlation: {function: exponential, length: 2.5}"), 0, 1,
        d -> Math.exp(-2 * 8 / (2 * Math.PI) * Math.abs(Math.sin(Math.PI * d / 8)) / 2.5));
    double[][] red = noise("waves: 2, memory: 0.6");
    correlated(red, 1, 0.6, waves);
    correlated(red, 2, 0.36, waves);
  }

  /** One step with all of what it adds multiplied by 1 + r, r of two waves on the ring and of one time in two steps. */
  @Test
  void theTruthMayHavePerturbedTendencies() {
    Experiment e = experiment("model-noise={variance: 0.5, waves: 2, every: 2, form: sppt, limit: 0.6}");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    double[][] truth = Nature.of(e, 1).truth();
    double[] xi = new double[4];
    int clipped = 0;
    for (int k = 1; k < 8; k++) {
      Philox.gaussian(1, 20L << 56 | (k - k % 2), 0, 4, xi, 0);
      double[] x = truth[k - 1].clone();
      e.stepped().advance(k, 1, x);
      for (int i = 0; i < 8; i++) {
        double angle = 2 * Math.PI * i / 8;
        double r = Math.sqrt(0.25) * (xi[0] * Math.cos(angle) + xi[1] * Math.sin(angle) + xi[2] * Math.cos(2 * angle)
            + xi[3] * Math.sin(2 * angle));
        clipped += Math.abs(r) > 0.6 ? 1 : 0;
        r = Math.max(-0.6, Math.min(0.6, r));
        double before = truth[k - 1][i];
        assertEquals(before + (1 + r) * (x[i] - before), truth[k][i], 1e-12, k + ", " + i);
      }
    }
    assertTrue(clipped > 5, "clipped " + clipped);
  }

  /** Smoothers have noise in their members; the table and scores.json say of each method what it does with noise. */
  @Test
  void methodsThatTakeTheModelSayWhatBecomesOfItsNoise() {
    Experiment e = experiment("model-noise={variance: 0.05, kind: sqrt-core}", "methods=["
        + "{filter: etkf, members: 24, model-noise: additive},"
        + "{filter: enks, members: 24, lag: 2},"
        + "{filter: enks, members: 24, lag: 2, model-noise: none, label: plain},"
        + "{filter: ienks, members: 24, lag: 1},"
        + "{filter: ekf},"
        + "{filter: 3d-var}]");
    TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
    // The members of now are the filter's, to the bit.
    assertEquals(result.means(0).rmse(), result.means(1).rmse());
    assertTrue(result.means(1).rmseSmoothed().mean() < result.means(1).rmse().mean());
    String table = TwinTable.of(result, StandardCharsets.UTF_8);
    JsonArray methods = JsonParser.parseString(TwinOutput.scores(result)).getAsJsonObject().getAsJsonArray("methods");
    List<String> expected = List.of("additive", "additive", "none", "none", "covariance", "none");
    for (int i = 0; i < 6; i++) {
      assertEquals(expected.get(i), methods.get(i).getAsJsonObject().get("model_noise").getAsString());
      assertEquals(expected.get(i).equals("none"), table.contains("\n" + e.methods().get(i).label()
          + ": forecasts without the noise that the truth's model has\n"), table);
    }
    Experiment red = experiment("model-noise={variance: 0.05, memory: 0.5}", "methods=[{filter: ekf}]");
    assertEquals("none", red.methods().getFirst().noiseTaken(red.modelError().noise()));
    assertFalse(TwinOutput.scores(TwinRun.run(experiment("methods=[{filter: etkf, members: 9}]"), Workers.serial(),
        ProgressListener.NONE)).contains("model_noise"));
  }

  @Test
  void aNoiseThatIsTooLargeEndsTheRunAndNotTheCommand() {
    Experiment e = experiment("model-noise={variance: 1.0e+300}", "observations.error.variance=1.0e+300");
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Nature.of(e, 1)).getMessage()
        .contains("the truth run"));
    Experiment core = experiment("model-noise={variance: 1.0e-2, kind: sqrt-core}", "initial.variance=1.0e-16",
        "methods=[{filter: etkf, members: 20}]");
    TwinResult result = TwinRun.run(core, Workers.serial(), ProgressListener.NONE);
    assertTrue(result.runs().getFirst().divergence().contains("the forecast failed: NoiseTreatment sqrt-core"),
        result.runs().getFirst().divergence());
  }

  /** Increments over one step of one are those added at once, and over a few steps nearly as good. */
  @Test
  void incrementsMayBeSpreadOverSteps() {
    Experiment e = experiment("observations.interval=4", "integrator.step=0.0125", "methods=["
        + "{filter: etkf, members: 20, inflation: {kind: posterior-anomalies, factor: 1.02}},"
        + "{filter: etkf, members: 20, inflation: {kind: posterior-anomalies, factor: 1.02}, iau: 1, label: one},"
        + "{filter: etkf, members: 20, inflation: {kind: posterior-anomalies, factor: 1.02}, iau: 4, label: four}]");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
    double once = result.means(0).rmse().mean();
    for (int i = 1; i < 3; i++) {
      assertFalse(result.diverged(i));
      // The score of the analysis is that of half of the increment.
      double rmse = result.means(i).rmse().mean();
      assertTrue(rmse < 1.5 * result.means(0).rmseForecast().mean() && rmse > once, i + ": " + rmse + ", " + once);
    }
    refused("has iau 5", "observations.interval=4", "methods=[{filter: etkf, members: 5, iau: 5}]");
    refused("has iau 1", "methods=[{filter: ekf, iau: 1}]");
    refused("no increments", "methods=[{filter: particle, members: 5, iau: 1}]");
  }

  /** Errors that are correlated by distance have the R that filters get, on a ring by chords. */
  @Test
  void errorsMayBeCorrelatedByDistance() {
    Experiment e = experiment("cycles=4000", "observations.error.variance=4",
        "observations.operator={kind: indices, indices: [0, 1, 7, 4]}",
        "observations.error.correlation={function: matern-3-2, length: 2.5}");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    double[] r = e.observations().correlation().covariance(4, 4);
    int[] indices = {0, 1, 7, 4};
    Nature nature = Nature.of(e, 1);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double chord = 2 * 8 / (2 * Math.PI) * Math.abs(Math.sin(Math.PI * (indices[i] - indices[j]) / 8));
        double s = Math.sqrt(3) * chord / 2.5;
        assertEquals(4 * (1 + s) * Math.exp(-s), r[4 * i + j], 1e-14, i + ", " + j);
        double sum = 0;
        for (int k = 0; k < 4000; k++) {
          sum += (nature.observed()[k][i] - nature.truth()[k][indices[i]])
              * (nature.observed()[k][j] - nature.truth()[k][indices[j]]);
        }
        assertEquals(r[4 * i + j], sum / 4000, 4 * Math.sqrt((16 + r[4 * i + j] * r[4 * i + j]) / 4000), i + ", " + j);
      }
    }
    refused("but there is a function of distance",
        "observations.error.correlation={function: soar, length: 1, coefficient: 0.5}");
    refused("length", "observations.error.correlation={function: soar}");
    refused("error.correlation.function: is missing", "observations.error.correlation={length: 1}");
    refused("coefficient", "observations.error.correlation={group: 4}");
    refused("error.correlation.length: is for correlations that are a function of distance",
        "observations.error.correlation={coefficient: 0.5, length: 1}");
    refused("sore", "observations.error.correlation={function: sore, length: 1}");
    Experiment smooth = experiment("observations.error.correlation={function: gaussian, length: 500}");
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Nature.of(smooth, 1)).getMessage()
        .contains("gaussian of length 500.0 is not positive definite to working precision"));
  }

  @Test
  void mistakesAreNamed() {
    refused("treats noise of the model, sqrt-core, but the experiment has none",
        "methods=[{filter: etkf, members: 5, model-noise: sqrt-core}]");
    refused("cannot treat its noise as additive", "model-noise={variance: 1}",
        "methods=[{filter: ekf, model-noise: additive}]");
    refused("must be one number or as many as the model has variables, 8, but has 2 numbers",
        "model-noise={variance: [1, 2]}");
    refused("must not be negative, but has -1", "model-noise={variance: -1}");
    refused("sqrt-cor", "model-noise={variance: 1, kind: sqrt-cor}");
    refused("every", "model-noise={variance: 1, every: 0}");
    refused("variance", "model-noise={kind: additive}");
    refused("cannot treat its noise as sqrt-core, only as additive", "model-noise={variance: 1}",
        "methods=[{filter: enks, members: 5, lag: 1, model-noise: sqrt-core}]");
    refused("cannot treat its noise as additive: it takes none", "model-noise={variance: 1}",
        "methods=[{filter: ienks, members: 5, lag: 1, model-noise: additive}]");
    refused("memory: must be between -1 and 1, but is 1.0", "model-noise={variance: 1, memory: 1}");
    refused("sqrt-core is for white noise that is added, but there is memory 0.5",
        "model-noise={variance: 1, memory: 0.5, kind: sqrt-core}");
    refused("method 'ETKF-5': mult-1 is for white noise that is added, but there is sppt",
        "model-noise={variance: 1, form: sppt}", "methods=[{filter: etkf, members: 5, model-noise: mult-1}]");
    refused("limit: is for the form sppt", "model-noise={variance: 1, limit: 0.5}");
    refused("limit", "model-noise={variance: 1, form: sppt, limit: 0}");
    refused("spqt", "model-noise={variance: 1, form: spqt}");
    refused("waves: needs a ring of more than twice as many variables, but is 4, and lorenz96 has 8",
        "model-noise={variance: 1, waves: 4}");
    refused("waves and correlation both",
        "model-noise={variance: 1, waves: 2, correlation: {function: soar, length: 2}}");
    refused("length", "model-noise={variance: 1, correlation: {function: soar}}");
    refused("weights its members, but sqrt-core takes them for equal", "model-noise={variance: 1, kind: sqrt-core}",
        "methods=[{filter: particle, members: 5}]");
  }

  @Test
  void aChoiceOfItsOwnIsCheckedToo() {
    wrong("number of variances must be positive, but is 0", () -> choice(List.of(), 0, 1, 0.0));
    wrong("variance must be finite and not negative, but is -1.0", () -> choice(List.of(-1.0), 0, 1, 0.0));
    wrong("waves must be finite and not negative, but is -1.0", () -> choice(List.of(1.0), -1, 1, 0.0));
    wrong("every must be positive, but is 0", () -> choice(List.of(1.0), 0, 0, 0.0));
    wrong("limit must be finite and not negative, but is -1.0", () -> choice(List.of(1.0), 0, 1, -1.0));
    wrong("limit must be finite and not negative, but is NaN", () -> choice(List.of(1.0), 0, 1, Double.NaN));
    wrong("fewer than half of the 8 points, but there are 4", () -> NoiseChoice.waves(new double[8], 4));
    wrong("at least 1 and fewer than half of the 8 points, but there are 0", () -> NoiseChoice.waves(new double[8], 0));
    wrong("variance 1 must be finite and not negative, but is -2.0",
        () -> NoiseChoice.waves(new double[] {1, -2, 1}, 1));
  }

  private static NoiseChoice choice(List<Double> variances, int waves, int every, double limit) {
    return new NoiseChoice(variances, waves, null, every, 0.0, limit, NoiseTreatment.ADDITIVE);
  }

  private static void wrong(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }

  private static void refused(String what, String... overrides) {
    String message = assertThrows(IllegalArgumentException.class, () -> experiment(overrides)).getMessage();
    assertTrue(message.contains(what), message);
  }
}
