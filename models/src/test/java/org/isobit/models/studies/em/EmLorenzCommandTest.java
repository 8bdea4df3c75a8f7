package org.isobit.models.studies.em;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.cli.Cli;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StudyCommandBase;
import org.isobit.models.studies.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmLorenzCommandTest extends StudyCommandBase {

  EmLorenzCommandTest() {
    super("em-lorenz");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    TreeMap<String, String> files = left(whole, "--quick", "--seeds", "1");
    int jobs = StudyPlan.jobs(StudyPlan.ALL, 1, true).size();
    assertTrue(text.contains(jobs + " runs, 0 of them from before"), text);
    assertTrue(text.contains("too small to say"), text);
    assertTrue(!text.contains(" failed)"), text);
    for (StudyPlan plan : StudyPlan.ALL) {
      assertTrue(text.contains("QUICK, too small to mean anything: " + plan.name() + ": "), text);
      contains(files, plan.name() + ".csv", plan.name() + "-iterations.svg", plan.name() + "-models.png");
      assertEquals(2 + plan.settings().size(), files.get(plan.name() + ".csv").lines().count());
    }
    goesOn(whole, List.of("study.json", "runs/" + new Job(Setting.BASE, 1, true).path() + ".json"), null, "--quick",
        "--seeds", "1");
  }

  /** Estimates and scores, of one thread, three, 128 bits, the widest vectors and the reference. */
  @Test
  void estimationsHaveTheSameBytesOnEveryEngine() throws Exception {
    sameOnEveryEngine(QuickOutcomes.class, QuickOutcomes.of());
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
