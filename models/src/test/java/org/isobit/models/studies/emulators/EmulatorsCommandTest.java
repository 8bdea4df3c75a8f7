package org.isobit.models.studies.emulators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.studies.StudyCommandBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmulatorsCommandTest extends StudyCommandBase {

  EmulatorsCommandTest() {
    super("emulators");
  }

  @Test
  void anInterruptedStudyGoesOnAndEndsWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    TreeMap<String, String> files = left(whole, "--quick", "--seeds", "2");
    assertTrue(text.contains(2 * EmulatedSystem.values().length + " runs, 0 of them from before"), text);
    for (EmulatedSystem system : EmulatedSystem.values()) {
      assertTrue(text.contains("QUICK, too small to mean anything: " + system.label() + ": "), text);
      assertTrue(text.contains(system.networkName() + " with "), text);
      contains(files, system.label() + ".csv", system.label() + ".json", system.label() + ".svg",
          system.label() + ".png");
      assertEquals(1 + 2 * system.extent(true).leads(), files.get(system.label() + ".csv").lines().count());
    }
    goesOn(whole, List.of("study.json", "runs/lorenz63/seed-2.json"), null, "--quick", "--seeds", "2");
  }

  /** Weights and scores, of one thread, three, 128 bits, the widest vectors and the reference. */
  @Test
  void trainingsHaveTheSameBytesOnEveryEngine() throws Exception {
    sameOnEveryEngine(QuickScores.class, QuickScores.of(Workers.serial()));
  }

  @Test
  void whatCannotBeIsNamed() {
    assertEquals(Cli.BAD_INPUT, run("--system", "lorenz69"));
    assertTrue(text.contains("--system: there is no 'lorenz69'"), text);
    assertEquals(Cli.BAD_INPUT, run("--seeds", "0"));
    assertTrue(text.contains("--seeds must be in 1 ... 100, but is 0"), text);
  }

  /** Errors of a known emulator on a known run. */
  @Test
  void errorsAreTakenAtTheirLeads() {
    double[] states = new double[40];
    for (int i = 0; i < states.length; i++) {
      states[i] = i % 2 == 0 ? 1.0 : -1.0;
    }
    Series run = new Series(1, states);
    double[] errors = Forecasts.errors(Emulator.persistence(3, 1), run, 3, 5, 4);
    assertArrayEquals(new double[] {2.0, 0.0, 2.0, 0.0}, errors, 0.0);
    Emulator other = (runs, windows, next) -> {
      for (int r = 0; r < runs; r++) {
        next[r] = windows[3 * r + 1];
      }
    };
    assertArrayEquals(new double[4], Forecasts.errors(other, run, 3, 5, 4), 0.0);
  }

  /** The study itself: each network's step is better than ridge regression's and persistence, for three seeds. */
  @Test
  @Tag("full")
  void networksAreBetterThanBothOthers() throws IOException {
    assertEquals(Cli.OK, run("--out", folder.resolve("study").toString()), text);
    assertEquals(EmulatedSystem.values().length,
        text.lines().filter(l -> l.equals("One step: the network is better than both others for 3 of 3 seeds."))
            .count(), text);
  }
}
