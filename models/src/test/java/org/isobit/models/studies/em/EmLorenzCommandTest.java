package org.isobit.models.studies.em;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.isobit.models.cli.Cli;
import org.isobit.models.studies.StudyCommandBase;
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
