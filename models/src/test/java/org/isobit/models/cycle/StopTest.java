package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the end of the JVM does to a run. */
@Timeout(120)
class StopTest {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  @TempDir
  Path folder;

  /** The JVM ends: members are killed, whoever looks gives up, and the last word comes when the run has ended. */
  @Test
  void aStopEndsEverything() throws Exception {
    StringWriter told = new StringWriter();
    Stop stop = new Stop(new PrintWriter(new BufferedWriter(told)), DAY, DAY);
    stop.progress("after cycle 3 of 9");
    Process process = new ProcessBuilder("sleep", "300").directory(folder.toFile()).start();
    Process forgotten = new ProcessBuilder("sleep", "299").directory(Path.of("").toAbsolutePath().toFile()).start();
    ProcessFamily family = new ProcessFamily(forgotten, "MARK=forgotten", Path.of("/no/such/folder"));
    stop.watch(new ProcessFamily(process, "MARK=one", Path.of("/no/such/folder")));
    stop.watch(family);
    stop.forget(family);
    Thread ending = new Thread(stop::shutDown);
    ending.start();
    assertEquals(137, process.waitFor());
    assertThrows(Stop.Stopped.class, stop::check);
    assertThrows(Stop.Stopped.class, stop::checkAfterFailure);
    assertTrue(forgotten.isAlive());
    stop.watch(family);
    assertEquals(137, forgotten.waitFor(), "one that begins now ends at once");
    assertEquals("", told.toString());
    assertTrue(ending.isAlive(), "it waits for the run");
    stop.close();
    ending.join();
    Runtime.getRuntime().removeShutdownHook(stop.hook);
    assertEquals("isobit cycle: stopped after cycle 3 of 9; the same command goes on from there\n", told.toString());
  }

  /** A run that has ended is not said to have been stopped. */
  @Test
  void theJvmKnowsOfARunAsLongAsItLasts() {
    Stop stop = new Stop(new PrintWriter(new StringWriter()));
    assertTrue(Runtime.getRuntime().removeShutdownHook(stop.hook));
    Runtime.getRuntime().addShutdownHook(stop.hook);
    stop.close();
    assertFalse(Runtime.getRuntime().removeShutdownHook(stop.hook));
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(thread.isAlive(), "it waits");
      Thread.sleep(1);
    }
  }

  /** A member that ends by the signal that ends the run is no failure of the member. */
  @Test
  void aFailureThatComesBeforeItsSignal() throws Exception {
    Stop stop = new Stop(new PrintWriter(new StringWriter()), DAY, DAY);
    boolean[] stopped = new boolean[1];
    Thread failing = new Thread(() -> {
      try {
        stop.checkAfterFailure();
      } catch (Stop.Stopped e) {
        stopped[0] = true;
      }
    });
    failing.start();
    awaitWaiting(failing);
    Thread ending = new Thread(stop::shutDown);
    ending.start();
    failing.join();
    assertTrue(stopped[0]);
    stop.close();
    ending.join();
    Runtime.getRuntime().removeShutdownHook(stop.hook);
  }

  @Test
  void aFailureWithoutASignal() {
    try (Stop stop = new Stop(new PrintWriter(new StringWriter()), 1, DAY)) {
      stop.checkAfterFailure();
      stop.check();
    }
  }

  /** The last word is said even where the run cannot be waited for. */
  @Test
  void anEndThatIsInterrupted() throws Exception {
    StringWriter told = new StringWriter();
    Stop stop = new Stop(new PrintWriter(told), DAY, DAY);
    stop.progress("after cycle 0 of 9");
    boolean[] interrupted = new boolean[1];
    Thread ending = new Thread(() -> {
      stop.shutDown();
      interrupted[0] = Thread.interrupted();
    });
    ending.start();
    awaitWaiting(ending);
    ending.interrupt();
    ending.join();
    assertTrue(interrupted[0]);
    assertEquals("isobit cycle: stopped after cycle 0 of 9; the same command goes on from there\n", told.toString());
    stop.close();
    Runtime.getRuntime().removeShutdownHook(stop.hook);
  }
}
