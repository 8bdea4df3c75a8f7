package org.isobit.models.studies.hybridmaooam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyCommandBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HybridMaooamCommandTest extends StudyCommandBase {

  HybridMaooamCommandTest() {
    super("hybrid-maooam");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    TreeMap<String, String> files = left(whole, "--quick");
    int jobs = 2 + 2 * Sizes.QUICK.truths() + 2 + 2 * (1 + Sizes.QUICK.networks());
    assertTrue(text.contains(jobs + " runs, 0 of them from before"), text);
    assertTrue(text.contains("QUICK, too small to mean anything: hybrid-maooam: "), text);
    assertTrue(text.contains("too small to say") && !text.contains(": met") && !text.contains("REFUTED"), text);
    contains(files, "errors.csv", "leads.csv", "quartiles.csv", "statements.csv", "results.json", "errors.png",
        "errors.svg", "free-runs.png", "free-runs.svg", "networks/analyses-1.safetensors");
    assertTrue(!files.containsKey("experiments.png"));
    assertEquals(2 + 5, files.get("errors.csv").lines().count());
    JsonObject json = JsonParser.parseString(files.get("results.json")).getAsJsonObject();
    assertEquals(12, json.getAsJsonArray("statements").size());
    Path cut = goesOn(whole, List.of("study.json", "runs/spin-up-tests.json", "runs/perfect/truth-1.json",
        "analyses/perfect/truth-1.npy", "runs/truncated.json"), null, "--quick");

    Files.delete(cut.resolve("analyses/perfect/truth-1.npy"));
    Files.delete(cut.resolve("runs/perfect/network-0.json"));
    assertEquals(Cli.BAD_INPUT, run("--quick", "--out", cut.toString()), text);
    assertTrue(text.contains("truth-1.npy: is missing"), text);
    assertEquals(Cli.BAD_INPUT, run("--medium", "--out", cut.toString()), text);
    assertTrue(text.contains("were made with name = \"quick\", not \"medium\""), text);
  }

  /** All kinds of jobs, filters and networks, on one thread and on three: records, analyses and networks. */
  @Test
  void bytesDoNotDependOnThreads() throws IOException {
    List<Case> cases = List.of(Case.ANALYSES, Case.PERFECT, Case.experiments().get(7));
    assertEquals("together-ocean-noise", cases.getLast().label());
    TreeMap<String, String> one = null;
    for (int threads = 1; threads <= 3; threads += 2) {
      Path own = folder.resolve("threads" + threads);
      try (RunStore<RunRecord> store = MaooamStudy.store(own, Sizes.QUICK); Workers workers = Workers.of(threads)) {
        new MaooamStudy(Sizes.QUICK, store, workers).run(MaooamStudy.jobs(cases, Sizes.QUICK));
      }
      one = one == null ? files(own) : one;
      assertEquals(one, files(own));
    }
  }

  @Test
  void whatCannotBeIsNamed() {
    assertEquals(Cli.BAD_INPUT, run("--quick", "--medium"));
    assertTrue(text.contains("--medium and --quick exclude each other"), text);
    assertEquals(Cli.BAD_INPUT, run("--quick", "--experiment", "width-5"));
    assertTrue(text.contains("--experiment: there is no 'width-5'"), text);
    assertEquals(Cli.OK, run("--list"));
    assertTrue(text.contains("updated-together: 2 hidden layers of 100; atmosphere and ocean analysed together"), text);
    assertEquals(Cli.BAD_INPUT, run("--networks", "0"));
    assertTrue(text.contains("--networks must be in 1 ... 100, but is 0"), text);
  }

  /** The gates, with all truths: fewer of them leave the ocean's streamfunction open. */
  @Test
  @Tag("full")
  void hybridsFromAnalysesHaveAtMostHalfOfTheErrors() throws IOException {
    Path whole = folder.resolve("reference");
    assertEquals(Cli.OK, run("--out", whole.toString()), text);
    JsonObject json = JsonParser.parseString(Files.readString(whole.resolve("results.json"))).getAsJsonObject();
    long met = json.getAsJsonArray("statements").asList().stream().map(s -> s.getAsJsonObject())
        .filter(s -> s.get("claim").getAsString().equals("M1") && s.get("verdict").getAsString().equals("met")).count();
    assertEquals(3, met, text);
  }
}
