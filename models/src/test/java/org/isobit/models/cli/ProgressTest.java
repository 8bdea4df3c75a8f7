package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static String run(boolean terminal) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Progress progress = new Progress("work", 10, new PrintStream(out, true, StandardCharsets.UTF_8), terminal)) {
      for (int i = 0; i < 10; i++) {
        progress.step(1);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aQuickRunLeavesLogsEmpty() {
    assertEquals("", run(false));
  }

  @Test
  void aTerminalSeesABar() {
    assertTrue(run(true).contains("work"), "no bar");
  }

  @Test
  void whatNobodyCountsShowsItsTime() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Progress _ = new Progress("work", Progress.UNCOUNTED, new PrintStream(out, true, StandardCharsets.UTF_8),
        true)) {
      for (long end = System.nanoTime() + 30_000_000_000L; !out.toString(StandardCharsets.UTF_8)
          .contains("work, for 0 s") && System.nanoTime() < end; ) {
        Thread.sleep(10);
      }
      assertTrue(out.toString(StandardCharsets.UTF_8).contains("work, for 0 s"), out.toString(StandardCharsets.UTF_8));
    }
    assertTrue(!out.toString(StandardCharsets.UTF_8).contains("?"), out.toString(StandardCharsets.UTF_8));
    out.reset();
    new Progress("work", Progress.UNCOUNTED, new PrintStream(out, true, StandardCharsets.UTF_8), false).close();
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void timesLeftAreReadable() {
    assertEquals("0 s", Progress.duration(0.2));
    assertEquals("59 s", Progress.duration(59.4));
    assertEquals("1 min 0 s", Progress.duration(59.6));
    assertEquals("2 h 5 min", Progress.duration(7530));
  }
}
