package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** kill -9 at random moments, and the same command again until it ends. */
final class Kills {

  /** Exit status of a process ended by SIGKILL. */
  private static final int KILLED = 137;

  private Kills() {}

  /**
   * Kills runs at moments drawn from a fixed seed, as shares of the time that a whole run takes on this machine, and
   * compares what they leave in the end.
   *
   * @param folder    to work in
   * @param wanted    kills that must hit a run after it has begun its journal
   * @param config    the configuration
   * @param more      further arguments
   * @return what a whole run leaves
   */
  static TreeMap<String, byte[]> resumeAfterEach(Path folder, int wanted, String config,
      String... more) throws Exception {
    Path whole = folder.resolve("whole");
    Path log = folder.resolve("log");
    long begin = System.nanoTime();
    assertEquals(0, start(log, config, whole, more).waitFor(), () -> text(log));
    double time = (System.nanoTime() - begin) / 1e6;
    TreeMap<String, byte[]> expected = Runs.results(whole);
    Random moments = new Random(20260731);
    int kills = 0;
    int hits = 0;
    int finished = 0;
    for (boolean going = false; hits < wanted || going; ) {
      assertTrue(kills < 10 * wanted, "most kills came before the run had begun its journal");
      Path killed = folder.resolve("killed-" + finished);
      long delay = (long) (time * (0.15 + 0.85 * moments.nextDouble()));
      Process process = start(log, config, killed, more);
      if (hits < wanted && !process.waitFor(delay, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        if (process.waitFor() == KILLED) {
          kills++;
          hits += Files.exists(killed.resolve("journal")) ? 1 : 0;
          going = true;
          continue;
        }
        // It ended by itself between the delay and the kill.
      }
      assertEquals(0, process.waitFor(), () -> text(log));
      Runs.same(expected, killed, "after " + kills + " kills");
      finished++;
      going = false;
    }
    return expected;
  }

  private static Process start(Path log, String config, Path out, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(config, "--set", "output.picture=false", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Runs.start(log, List.of(), arguments.toArray(new String[0]));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
