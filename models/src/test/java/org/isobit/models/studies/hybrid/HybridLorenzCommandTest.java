package org.isobit.models.studies.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyRuns;
import org.isobit.models.studies.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class HybridLorenzCommandTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private String text;

  private int run(String... arguments) {
    Told told = StudyRuns.of("hybrid-lorenz", arguments);
    text = told.text();
    return told.code();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    assertEquals(Cli.OK, run("--quick", "--networks", "1", "--out", whole.toString()), text);
    assertTrue(text.contains("13 runs, 0 of them from before"), text);
    for (String part : List.of("QUICK, too small to mean anything: Analyses", "hybrid, perfect, ridge", "  published",
        "F2  code-exact: the hybrid model forecasts better at 2 units of time: too small to say")) {
      assertTrue(text.contains(part), text);
    }
    TreeMap<String, String> files = StudyRuns.files(whole);
    assertTrue(files.keySet().containsAll(List.of("analyses.csv", "trainings.csv", "skill.csv", "climate.csv",
        "densities.csv", "spectra.csv", "exponents.csv", "statements.csv", "grid.csv", "results.json", "skill.png",
        "hovmoller.png", "densities.png", "spectra.png", "exponents.png", "trainings.png",
        "networks/literal-0.safetensors", "analyses/perfect.npy")), files.keySet().toString());
    Path cut = folder.resolve("cut");
    copy(whole, cut);
    for (String name : List.of("runs/code-exact/network-0.json", "runs/literal/ridge.json", "skill.csv",
        "networks/code-exact-0.safetensors")) {
      Files.delete(cut.resolve(name));
    }
    assertEquals(Cli.OK, run("--quick", "--networks", "1", "--out", cut.toString()), text);
    assertTrue(text.contains("13 runs, 11 of them from before"), text);
    assertEquals(files, StudyRuns.files(cut));
    Files.delete(cut.resolve("runs/code-exact/network-0.json"));
    Files.delete(cut.resolve("analyses/code-exact.npy"));
    assertEquals(Cli.BAD_INPUT, run("--quick", "--networks", "1", "--out", cut.toString()));
    assertTrue(text.contains("code-exact.npy: is missing; remove "), text);
    assertEquals(Cli.BAD_INPUT, run("--short", "--out", cut.toString()));
    assertTrue(text.contains("the runs there were made with sizes"), text);
  }

  /** Analyses, trainings, forecasts and exponents, of all engines and thread counts. */
  @Test
  void recordsHaveTheSameBytesOnEveryEngine() throws Exception {
    Path file = folder.resolve("records.json");
    EveryEngine.sameBytes(TinyRun.class, List.of(), folder, List.of("records.json"), file.toString());
    assertEquals(Files.readString(file), TinyRun.of(folder.resolve("here"), Workers.serial()));
  }

  @Test
  void whatCannotBeIsNamed() {
    assertEquals(Cli.BAD_INPUT, run("--panel", "midle"));
    assertTrue(text.contains("--panel: there is no 'midle'; did you mean 'middle'?"), text);
    assertEquals(Cli.BAD_INPUT, run("--networks", "0"));
    assertTrue(text.contains("--networks must be in 1 ... 100, but is 0"), text);
    assertEquals(Cli.BAD_INPUT, run("--short", "--quick"));
    assertTrue(text.contains("--short and --quick are two sizes; give one of them"), text);
  }

  /** The form of a tenth: what is far enough from its limit holds there already. */
  @Test
  @Tag("full")
  void gatesOfTheMediumForm() throws IOException {
    Path out = folder.resolve("medium");
    HybridStudy study = new HybridStudy(new LorenzSystem(), Sizes.MEDIUM, out);
    try (RunStore<RunRecord> store = study.store()) {
      Results results = new Results(new LorenzSystem(), Sizes.MEDIUM, study.climate(),
          study.complete(LorenzPlan.REFERENCE.jobs(Sizes.MEDIUM.networks()), store, Workers.shared()).records());
      List<Statement> statements = LorenzStatements.of(results);
      for (String claim : List.of("A", "F1", "F2", "F3", "F4", "S-variance", "S-density", "S-energy", "S-growth")) {
        List<Statement> own = statements.stream().filter(s -> s.claim().equals(claim)).toList();
        assertTrue(!own.isEmpty(), claim);
        own.forEach(s -> assertTrue(s.holds() && s.verdict() != Verdict.REFUTED,
            s.claim() + " " + s.statement() + ": " + s.interval()));
      }
      for (String claim : List.of("F2", "F3", "F4")) {
        assertEquals(Verdict.MET, statements.stream().filter(s -> s.claim().equals(claim)).findFirst().orElseThrow()
            .verdict(), claim);
      }
      // What ridge regression of the prototype gave: within 0.06 of the published curve.
      Contender ridge = results.hybrid(LorenzSystem.PERFECT, Job.Part.RIDGE);
      int[] starts = Contender.starts(List.of(ridge));
      assertEquals(Published.at(Published.LEFT, "perfect_obs", 2.0),
          ridge.relative(results.lead(2.0), new int[] {0}, starts, null), 0.06);
    }
  }
}
