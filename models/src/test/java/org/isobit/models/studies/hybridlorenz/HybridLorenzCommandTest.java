package org.isobit.models.studies.hybridlorenz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyCommand;
import org.isobit.models.studies.StudyCommandBase;
import org.isobit.models.studies.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HybridLorenzCommandTest extends StudyCommandBase {

  HybridLorenzCommandTest() {
    super("hybrid-lorenz");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    TreeMap<String, String> files = left(whole, "--quick", "--networks", "1");
    assertTrue(text.contains("13 runs, 0 of them from before"), text);
    for (String part : List.of("QUICK, too small to mean anything: Analyses", "hybrid, perfect, ridge", "  published",
        "F2  code-exact: the hybrid model forecasts better at 2 units of time: too small to say")) {
      assertTrue(text.contains(part), text);
    }
    contains(files, "analyses.csv", "trainings.csv", "skill.csv", "climate.csv", "densities.csv", "spectra.csv",
        "exponents.csv", "statements.csv", "grid.csv", "results.json", "skill.png", "hovmoller.png", "densities.png",
        "spectra.png", "exponents.png", "trainings.png", "networks/literal-0.safetensors", "analyses/perfect.npy");
    List<String> gone = List.of("runs/code-exact/network-0.json", "runs/literal/ridge.json", "skill.csv",
        "networks/code-exact-0.safetensors");
    Path cut = goesOn(whole, files.keySet().stream().filter(name -> !gone.contains(name)).toList(), null, "--quick",
        "--networks", "1");
    Files.delete(cut.resolve("runs/code-exact/network-0.json"));
    Files.delete(cut.resolve("analyses/code-exact.npy"));
    assertEquals(Cli.BAD_INPUT, run("--quick", "--networks", "1", "--out", cut.toString()));
    assertTrue(text.contains("code-exact.npy: is missing; remove "), text);
    assertEquals(Cli.BAD_INPUT, run("--short", "--out", cut.toString()));
    assertTrue(text.contains("the runs there were made with sizes"), text);
  }

  /** A process that is killed in the middle of a panel leaves what the next goes on from; one assimilation fails. */
  @Test
  void aPanelThatIsKilledGoesOnAndEndsWithTheSameBytes() throws Exception {
    Path killed = folder.resolve("killed");
    Process process = EveryEngine.start(StudyCommand.class, List.of("-Disobit.threads=1"), "hybrid-lorenz", "--quick",
        "--networks", "1", "--panel", "left", "--out", killed.toString());
    long records = 0;
    while (records < 6 && process.isAlive()) {
      Thread.sleep(5);
      records = Files.isDirectory(killed) ? records(files(killed)) : 0;
    }
    process.destroyForcibly().waitFor();
    records = records(files(killed));
    assertTrue(records >= 6 && records < 16, records + " records before it was killed");
    TreeMap<String, String> files = left(killed, "--quick", "--networks", "1", "--panel", "left");
    assertTrue(text.contains("16 runs, " + records + " of them from before"), text);
    files.keySet().removeIf(name -> name.endsWith(".part"));
    assertEquals(left(folder.resolve("whole"), "--quick", "--networks", "1", "--panel", "left"), files);
  }

  private static long records(TreeMap<String, String> files) {
    return files.keySet().stream().filter(name -> name.startsWith("runs/") && name.endsWith(".json")).count();
  }

  /** Analyses, trainings, forecasts and exponents, of all engines and thread counts. */
  @Test
  void recordsHaveTheSameBytesOnEveryEngine() throws Exception {
    sameOnEveryEngine(TinyRun.class, TinyRun.of(folder.resolve("here"), Workers.serial()));
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
    try (RunStore<RunRecord> store = LorenzStudy.store(out, Sizes.MEDIUM)) {
      LorenzStudy study = new LorenzStudy(Sizes.MEDIUM, store);
      Results results = new Results(Sizes.MEDIUM, study.climate(),
          study.run(LorenzPlan.REFERENCE.jobs(Sizes.MEDIUM.networks()), Workers.shared()).records());
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
