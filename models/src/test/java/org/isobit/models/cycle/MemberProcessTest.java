package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process for one member, and all that it starts. */
@Timeout(120)
class MemberProcessTest {

  @TempDir
  Path folder;

  private String run(int seconds, Stop stop, String... command) throws IOException {
    return new MemberProcess(List.of(command), Map.of("ISOBIT_IN", "there"), folder,
        new MemberLog(folder.resolve("log")), seconds).run("cycle 1", stop);
  }

  private String run(int seconds, String... command) throws IOException {
    try (Stop stop = new Stop(new PrintWriter(new StringWriter()))) {
      return run(seconds, stop, command);
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void howItEnds() throws IOException {
    assertNull(run(0, "sh", "-c", "echo $ISOBIT_IN; echo error >&2; pwd; cat"));
    assertTrue(log().matches("== cycle 1, 20[^\\n]*Z\nthere\nerror\n" + folder.toRealPath() + "\n== exit code 0\n"),
        log());
    assertEquals("exit code 3", run(20, "sh", "-c", "exit 3"));
    assertTrue(log().endsWith("== exit code 3\n"));
    assertEquals("exit code 137", run(20, "sh", "-c", "kill -9 $$"));
    assertEquals("it was not done after 1 s", run(1, "sh", "-c", "trap '' TERM; sleep 100"));
    assertTrue(log().endsWith("== ended after 1 s, the time allowed\n"), log());
    assertFalse(log().contains("is still there"), log());
    // Without parent, environment, folder and session nothing says whose it is; its hold on the output does.
    assertNull(run(0, "bash", "-c", "(cd /; env -i /usr/bin/setsid /bin/sh -c "
        + "'echo > " + folder.resolve("apart") + "; exec /bin/sleep 6' &); while [ ! -e apart ]; do sleep 0.02; done"));
    assertTrue(log().contains("== something that it started is still there\n== exit code 0\n"), log());
    String no = run(1, "/no/such/program");
    assertTrue(no.startsWith("its command cannot be started: ") && no.contains("No such file"), no);
    assertTrue(log().contains("== Cannot run program \"/no/such/program\""), log());
  }

  @Test
  void anInterruptedWaitEndsTheProcess() throws Exception {
    String[] told = new String[1];
    boolean[] interrupted = new boolean[1];
    Thread thread = new Thread(() -> {
      try {
        told[0] = run(0, "sh", "-c", "echo $$ > pid; exec sleep 100");
        interrupted[0] = Thread.interrupted();
      } catch (IOException e) {
        told[0] = e.toString();
      }
    });
    thread.start();
    long pid = pid("pid");
    thread.interrupt();
    thread.join();
    assertEquals("it was interrupted", told[0]);
    assertTrue(interrupted[0], "who was interrupted stays so");
    assertGone(pid);
  }

  private long pid(String name) throws Exception {
    Path file = folder.resolve(name);
    for (int i = 0; i < 3000 && !(Files.exists(file) && Files.readString(file).endsWith("\n")); i++) {
      Thread.sleep(10);
    }
    return Long.parseLong(Files.readString(file).strip());
  }

  private static void assertGone(long pid) throws Exception {
    if (ProcessHandle.of(pid).isPresent()) {
      ProcessHandle.of(pid).get().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /** Found by its parent, its environment, its folder, its session; never this JVM, nor strangers. */
  @Test
  void aFamily() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside")).toRealPath();
    Process stranger = new ProcessBuilder("sleep", "200").directory(folder.toFile()).start();
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", """
        sleep 201 & echo $! > ../child
        (setsid bash -c 'echo $$ > ../session; cd /; exec sleep 202' > /dev/null 2>&1 &)
        (env -i /usr/bin/setsid /bin/bash -c 'echo $$ > ../place; exec /bin/sleep 203' > /dev/null 2>&1 &)
        (setsid bash -c 'cd ..; env -i /bin/bash -c "echo \\$\\$ > cleared; cd /; exec /bin/sleep 204" & sleep 205' &)
        echo > ../ready
        exec sleep 206
        """).directory(inside.toFile());
    builder.environment().put("MARK", "of this family");
    Process process = builder.start();
    ProcessFamily family = new ProcessFamily(process, "MARK=of this family", inside);
    long[] pids = {pid("child"), pid("session"), pid("place"), pid("cleared"), process.pid()};
    assertTrue(family.kill());
    assertTrue(family.awaitEnd());
    for (long pid : pids) {
      assertGone(pid);
    }
    assertTrue(stranger.isAlive());
    assertTrue(family.kill(), "nothing is left");
    ProcessFamily other = new ProcessFamily(process, "MARK=of this famil", folder.resolve("other"));
    assertTrue(other.kill());
    assertTrue(stranger.isAlive());
    stranger.destroyForcibly();
  }

  /** Another process may work where one has ended. */
  @Test
  void whatHasEndedIsNotWatchedAnyMore() throws Exception {
    Stop stop = new Stop(new PrintWriter(new StringWriter()), 1, 1);
    assertNull(run(0, stop, "true"));
    Process later = new ProcessBuilder("sleep", "298").directory(folder.toFile()).start();
    stop.shutDown();
    assertTrue(later.isAlive());
    later.destroyForcibly();
    stop.close();
    Runtime.getRuntime().removeShutdownHook(stop.hook);
  }

  @Test
  void stopping() throws IOException {
    StringWriter told = new StringWriter();
    try (Stop stop = new Stop(new PrintWriter(told))) {
      stop.progress("after cycle 3");
      stop.check();
      assertNull(run(0, stop, "true"));
      Thread.currentThread().interrupt();
      stop.checkAfterFailure();
      assertTrue(Thread.interrupted(), "who was interrupted stays so");
    }
    assertEquals("", told.toString());
  }
}
