package org.isobit.models.studies.em;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyRuns;
import org.isobit.models.studies.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class EmLorenzCommandTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private String text;

  private int run(String... arguments) {
    Told told = StudyRuns.of("em-lorenz", arguments);
    text = told.text();
    return told.code();
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    String whole = folder.resolve("whole").toString();
    assertEquals(Cli.OK, run("--quick", "--seeds", "1", "--out", whole), text);
    int jobs = StudyPlan.jobs(StudyPlan.ALL, 1, true).size();
    assertTrue(text.contains(jobs + " runs, 0 of them from before"), text);
    assertTrue(text.contains("too small to say"), text);
    TreeMap<String, String> files = StudyRuns.files(Path.of(whole));
    for (StudyPlan plan : StudyPlan.ALL) {
      assertTrue(text.contains("QUICK, too small to mean anything: " + plan.name() + ": "), text);
      assertTrue(files.keySet().containsAll(List.of(plan.name() + ".csv", plan.name() + "-iterations.svg",
          plan.name() + "-models.png")), files.keySet().toString());
      assertEquals(2 + plan.settings().size(), files.get(plan.name() + ".csv").lines().count());
    }
    Path cut = folder.resolve("cut");
    for (String name : List.of("study.json", "runs/" + new Job(Setting.BASE, 1, true).path() + ".json")) {
      Files.createDirectories(cut.resolve(name).getParent());
      Files.copy(Path.of(whole).resolve(name), cut.resolve(name));
    }
    assertEquals(Cli.OK, run("--quick", "--seeds", "1", "--out", cut.toString()), text);
    assertTrue(text.contains("runs, 1 of them from before"), text);
    assertEquals(files, StudyRuns.files(cut));
  }

  /** Estimates and scores, of one thread, three, 128 bits, the widest vectors and the reference. */
  @Test
  void estimationsHaveTheSameBytesOnEveryEngine() throws Exception {
    Path file = folder.resolve("outcomes.json");
    EveryEngine.sameBytes(QuickOutcomes.class, List.of(), folder, List.of("outcomes.json"), file.toString());
    assertEquals(Files.readString(file), QuickOutcomes.of());
  }

  @Test
  void whatCannotBeIsNamed() {
    assertEquals(Cli.BAD_INPUT, run("--plan", "scheme"));
    assertTrue(text.contains("--plan: there is no 'scheme'"), text);
    assertEquals(Cli.BAD_INPUT, run("--seeds", "0"));
    assertTrue(text.contains("--seeds must be in 1 ... 100, but is 0"), text);
  }

  /** The plan with the gates of Lorenz-96, whole: every statement holds for each of three seeds. */
  @Test
  @Tag("full")
  void gatesOfLorenz96() {
    assertEquals(Cli.OK, run("--plan", "base", "--out", folder.resolve("base").toString()), text);
    assertEquals(6, text.lines().filter(line -> line.startsWith("base  ") && line.endsWith(": met")).count(), text);
    assertTrue(!text.contains(": open") && !text.contains("REFUTED"), text);
  }

  /** The two-scale model with the smallest errors and without any, and Lorenz-96 of which half is observed. */
  @Test
  @Tag("full")
  void gatesOfTheTwoScaleModelAndOfHalfObserved() {
    Map<Job, Outcome> done = new LinkedHashMap<>();
    Setting small = Setting.twoScale(StudyPlan.SIGMAS.getLast());
    for (Setting setting : List.of(small, small.with(Kind.PERFECT), Setting.BASE.withObserved(20))) {
      for (int seed = 1; seed <= 3; seed++) {
        Job job = new Job(setting, seed, false);
        done.put(job, new Estimation(job).run());
      }
    }
    List<Statement> statements = Statements.of(new Results(done, false));
    assertEquals(5 + 5 + 4, statements.size());
    statements.forEach(s -> assertEquals(Verdict.MET, s.verdict(), s.claim() + ", " + s.statement() + ": "
        + s.interval()));
  }

  @Test
  void publishedExponentsAreThere() {
    assertEquals(40, Results.PUBLISHED.length);
    assertEquals(1.6906799255942144, Results.PUBLISHED[0]);
    double sum = 0.0;
    for (double exponent : Results.PUBLISHED) {
      sum += exponent;
    }
    assertEquals(-40.0, sum, 0.02);
  }
}
