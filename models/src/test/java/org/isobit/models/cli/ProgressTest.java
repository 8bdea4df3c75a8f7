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
    try (Progress progress = new Progress("work", 10, new PrintStream(out, true, StandardCharsets.UTF_8), terminal,
        System::nanoTime)) {
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
        true, System::nanoTime)) {
      for (long end = System.nanoTime() + 30_000_000_000L; !out.toString(StandardCharsets.UTF_8)
          .contains("work, for 0 s") && System.nanoTime() < end; ) {
        Thread.sleep(10);
      }
      assertTrue(out.toString(StandardCharsets.UTF_8).contains("work, for 0 s"), out.toString(StandardCharsets.UTF_8));
    }
    assertTrue(!out.toString(StandardCharsets.UTF_8).contains("?"), out.toString(StandardCharsets.UTF_8));
    out.reset();
    new Progress("work", Progress.UNCOUNTED, new PrintStream(out, true, StandardCharsets.UTF_8), false,
        System::nanoTime).close();
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  /** 1 step a second for 5 s, then 10; what was skipped took no time. */
  @Test
  void theTimeLeftFollowsTheLatterHalf() {
    long[] now = {0};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Progress progress = new Progress("work", 1000, new PrintStream(out, true, StandardCharsets.UTF_8), false,
        () -> now[0])) {
      progress.skip(500);
      for (int second = 1; second <= 21; second++) {
        now[0] += 1_000_000_000L;
        progress.step(second <= 5 ? 1 : 10);
      }
      progress.extend(1000);
      for (int second = 22; second <= 32; second++) {
        now[0] += 1_000_000_000L;
        progress.step(10);
      }
    }
    // After 11 s: 565 done, of which 60 in the last 6 s; after 22 and 33 s at 10 a second, too.
    assertEquals("work: 56 % done, about 44 s left\nwork: 33 % done, about 2 min 13 s left\n", out.toString(
        StandardCharsets.UTF_8));
  }

  @Test
  void timesLeftAreReadable() {
    assertEquals("0 s", Progress.duration(0.2));
    assertEquals("59 s", Progress.duration(59.4));
    assertEquals("1 min 0 s", Progress.duration(59.6));
    assertEquals("2 h 5 min", Progress.duration(7530));
  }
}
