package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations: what they mean, what of them decides the results, and what is wrong with others. */
class CyclePlanTest {

  @TempDir
  Path folder;

  @BeforeEach
  void write() throws IOException {
    NpyFile.write(folder.resolve("mean.npy"), new double[] {1, 2, 3, 4}, 4);
    Files.writeString(folder.resolve("model.yaml"), """
        cycles: 9
        forecast: {model: {name: lorenz96, size: 4, forcing: 8.0}, integrator: {scheme: rk4, step: 0.05}, steps: 2}
        ensemble: {members: 5, mean: [1, 2, 3, 4], variance: 0.5}
        observations: [{file: 'o/{cycle:03}.csv', operator: index, missing: forecast-only, type: a},
          {file: 'p/{end}.csv', operator: index, type: b}]
        method: {filter: etkf}
        """);
    Files.writeString(folder.resolve("command.yaml"), """
        cycles: 3
        forecast: {command: [model, '{in}', '{out}'], files: text, timeout: 5, retries: 2, on-failure: continue,
          least-members: 3}
        ensemble: {members: 5, mean-file: mean.npy, variance: 0.5}
        observations: {file: 'o{cycle}.csv', operator: index}
        method: {filter: etkf}
        truth: 'truth{cycle}.npy'
        output: {directory: here, ensembles: 4, mean-and-spread: 7, picture: false}
        seed: 12
        burn-in: 2
        """);
  }

  private CyclePlan plan(String config, String... overrides) throws IOException {
    return CyclePlan.read(Settings.read(folder.resolve(config), List.of(overrides)), folder, null, null);
  }

  private void refused(String message, String config, String... overrides) {
    String is = assertThrows(IllegalArgumentException.class, () -> plan(config, overrides)).getMessage();
    assertTrue(is.contains(message), is);
  }

  /** The first cycle of a run has the number 1. */
  @Test
  void perturbationsReachTheLastCycle() throws IOException {
    NpyFile.write(folder.resolve("d.npy"), new double[10 * 5], 10, 5, 1);
    String method = "method={filter: enkf, perturbations: d.npy, perturbation-sign: added-to-ensemble}";
    assertEquals(9, plan("model.yaml", method).cycles());
    refused("d.npy: Perturbations: they are for 10 cycles, counted from 0, but there is a cycle 10", "model.yaml",
        method, "cycles=10");
  }

  @Test
  void aModel() throws IOException {
    CyclePlan plan = plan("model.yaml");
    assertEquals(9, plan.cycles());
    assertEquals(0, plan.burnIn());
    assertEquals(1, plan.seed());
    assertNull(plan.command());
    assertNull(plan.truth(1));
    assertEquals(2, plan.model().steps());
    assertTrue(plan.model().description().endsWith(", 2 steps of 0.05"), plan.model().description());
    assertTrue(plan("model.yaml", "forecast.steps=1").model().description().endsWith(", 1 step of 0.05"));
    assertEquals(1e20, plan.blowUp().from());
    assertEquals("0.9", plan.times().text(9));
    assertEquals(6, plan.steps(3, 5), "all members at once");
    assertTrue(plan.picture());
    assertEquals(folder.resolve("cycle"), plan.output());
    assertEquals(new RunDirectory.Keep(0, 1), plan.keep());
    assertEquals(new RunDirectory.Keep(1, 0), plan("model.yaml", "output.ensembles=all", "output.mean-and-spread=0")
        .keep());
    assertEquals("npy", plan.exchange().suffix());
    assertEquals("npy", plan.exchange().ownSuffix());
    assertTrue(plan.assimilation().gridDescription().contains("periodic"), plan.assimilation().gridDescription());
    assertFalse(plan("model.yaml", "grid={x: {periodic: false}}").assimilation().gridDescription()
        .contains("periodic"));
    CyclePlan three = plan("model.yaml", "forecast.model={name: lorenz63}", "ensemble.mean=0");
    assertFalse(three.assimilation().gridDescription().contains("periodic"), three.assimilation().gridDescription());
    assertTrue(three.model().description().contains("Lorenz63"));
  }

  @Test
  void anExternalModel() throws IOException {
    CyclePlan plan = plan("command.yaml");
    assertNull(plan.model());
    assertEquals(List.of("model", "1", "2"), plan.command().words(Map.of("in", 1, "out", 2)));
    assertEquals(folder.toAbsolutePath(), plan.command().here());
    assertEquals(folder.resolve("here"), plan.output());
    assertEquals(new RunDirectory.Keep(4, 7), plan.keep());
    assertFalse(plan.picture());
    assertEquals("txt", plan.exchange().suffix());
    assertEquals("npy", plan.exchange().ownSuffix());
    assertEquals(12, plan.seed());
    assertEquals(2, plan.burnIn());
    assertEquals("3.0", plan.times().text(3));
    assertEquals(10, plan.steps(1, 5));
    NpyFile.write(folder.resolve("truth2.npy"), new double[] {1, 2, 3, 5}, 4);
    assertArrayEquals(new double[] {1, 2, 3, 5}, plan.truth(2));
    CyclePlan other = CyclePlan.read(Settings.read(folder.resolve("command.yaml"), List.of()), folder, Path.of("/out"),
        77);
    assertEquals(Path.of("/out"), other.output());
    assertEquals(77, other.command().processes());
  }

  @Test
  void observationFiles() throws IOException {
    CyclePlan plan = plan("model.yaml");
    Files.createDirectories(folder.resolve("o"));
    Files.createDirectories(folder.resolve("p"));
    assertEquals(folder.resolve("p/0.2.csv")
        + ": no such file; 'observations.missing: forecast-only' leaves the analysis out "
        + "of cycles without one", assertThrows(IllegalArgumentException.class, () -> plan.observationFiles(2))
        .getMessage());
    Files.writeString(folder.resolve("p/0.2.csv"), "");
    assertEquals(Arrays.asList(null, folder.resolve("p/0.2.csv")), plan.observationFiles(2));
    Files.writeString(folder.resolve("o/002.csv"), "");
    assertEquals(List.of(folder.resolve("o/002.csv"), folder.resolve("p/0.2.csv")), plan.observationFiles(2));
    CyclePlan starts = plan("model.yaml",
        "observations={file: '{start}-{end}.csv', operator: index, missing: forecast-only}");
    Files.writeString(folder.resolve("0.1-0.2.csv"), "");
    assertEquals(List.of(folder.resolve("0.1-0.2.csv")), starts.observationFiles(2));
  }

  /** What may change between a run and its continuation is not among what decides the results. */
  @Test
  void identity() throws IOException {
    Map<String, String> identity = plan("command.yaml").identity();
    assertEquals("12", identity.get("seed"));
    assertEquals("o{cycle}.csv", identity.get("observations.file"));
    assertEquals("[model, {in}, {out}]", identity.get("forecast.command"));
    assertEquals("SHA-256 " + StateFiles.sha256(folder.resolve("mean.npy")),
        identity.get("content of ensemble.mean-file"));
    assertEquals(identity, plan("command.yaml", "cycles=8", "burn-in=1", "forecast.processes=3", "forecast.timeout=0",
        "forecast.retries=0", "forecast.on-failure=fail", "forecast.least-members=null", "forecast.blown-up=7",
        "output.directory=x", "output.picture=true", "observations.missing=forecast-only").identity());
    assertFalse(identity.equals(plan("command.yaml", "output.mean-and-spread=1").identity()));
    Map<String, String> model = plan("model.yaml").identity();
    assertEquals("a", model.get("observations.0.type"));
    assertEquals("p/{end}.csv", model.get("observations.1.file"));
    assertFalse(model.containsKey("observations.0.missing") || model.containsKey("observations.1.missing"));
    assertEquals("[1, 2, 3, 4]", model.get("ensemble.mean"));
    assertNotNull(model.get("forecast.integrator.step"));
  }

  @Test
  void mistakesAreNamed() {
    refused("cycles: must be between 1 and 999999, but is 0", "model.yaml", "cycles=0");
    refused("burn-in: must be between 0 and 8, but is 9", "model.yaml", "burn-in=9");
    refused("forecast.steps: must be at least 1, but is 0", "model.yaml", "forecast.steps=0");
    refused("forecast.integrator.step: must be positive", "model.yaml", "forecast.integrator.step=0");
    refused("forecast.command: cannot stand beside 'model'", "model.yaml", "forecast.command=[a]");
    refused("output.ensembles: must be all, last, or a number N to keep every Nth, but is 'some'", "model.yaml",
        "output.ensembles=some");
    refused("output.ensembles: must be at least 1, but is 0", "model.yaml", "output.ensembles=0");
    refused("output.mean-and-spread: must be at least 0, but is -1", "model.yaml", "output.mean-and-spread=-1");
    refused("observations.file: must name a file for each cycle, with {cycle}, {cycle:06}, {start} or {end} in its "
        + "name, but is '",
        "command.yaml", "observations.file=o.csv");
    refused("truth: must name a file for each cycle", "command.yaml", "truth=t.npy");
    refused("truth: has the placeholder {member}, which is unknown", "command.yaml", "truth=t{member}.npy");
    refused("forecast.variables: must name the variables that make up a state", "command.yaml",
        "forecast.files=netcdf");
    refused("forecast.variables: names a variable twice: T, T", "command.yaml", "forecast.files=netcdf",
        "forecast.variables=[T, T]");
    refused("time.units: is for times that are moments, but that of the analysis is the number 0.1", "model.yaml",
        "method={filter: letkf, localization: {taper: gaspari-cohn, radius: 2, convention: half-width, "
        + "time: {taper: gaspari-cohn, radius: 1, convention: half-width, units: hours}}}");
    refused("nothing: is not known here", "command.yaml", "nothing=1");
    refused("forecast.blown-up: must be positive, but is 0", "model.yaml", "forecast.blown-up=0");
  }

  @Test
  void theCommandLine() throws IOException {
    Told outcome = Runs.here();
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("CONFIG.yaml is missing"), outcome.text());
    outcome = Runs.here(folder.resolve("model.yaml").toString(), "--processes", "0");
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("--processes must be positive, but is 0"), outcome.text());
    outcome = Runs.here(folder.resolve("command.yaml").toString(), "--processes", "1", "--out",
        folder.resolve("run").toString());
    assertEquals(Cli.BAD_INPUT, outcome.code());
    assertTrue(outcome.text().contains("cycle 1: " + folder.resolve("o1.csv") + ": no such file"), outcome.text());
    outcome = Runs.here(folder.resolve("command.yaml").toString(), "--set", "observations.missing=forecast-only",
        "--set",
        "truth=null", "--out", folder.resolve("run").toString());
    assertEquals(Cli.FAILED, outcome.code());
    assertTrue(outcome.text().contains("isobit cycle: cycle 1: the forecast of member 0 failed: its command cannot be "
        + "started: "),
        outcome.text());
    outcome = Runs.here(folder.resolve("command.yaml").toString(), "--set", "observations.missing=forecast-only",
        "--set",
        "truth=null", "--out", folder.resolve("good").toString(), "--set", "forecast.command=[cp, '{in}', '{out}']");
    assertEquals(Cli.OK, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains("written to " + folder.resolve("good") + "\n"), outcome.text());
  }
}
