package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time, and what killed ones leave. */
class RunLockTest {

  @TempDir
  Path folder;

  private static String refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Of a process that no Linux has, as on another machine of a shared disk. */
  private static final String ELSEWHERE = ".three.txt.4194399-1.isobit.part";

  /** Begins results, writes a part of a file and of a folder, says so, and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      AtomicFiles.write(folder.resolve("one.txt"), out -> {
        out.write(new byte[100_000]);
        OutputDirectory results = OutputDirectory.create(folder.resolve("results"));
        Files.writeString(results.path().resolve("half.txt"), "half");
        try (FileChannel held = FileChannel.open(folder.resolve(ELSEWHERE), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
          held.lock();
          Files.createFile(folder.resolve("started"));
          Thread.sleep(TimeUnit.MINUTES.toMillis(2));
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      });
    }
  }

  @Test
  void aSecondRunIsRefusedAndAKilledOneLeavesNothingForGood() throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
        folder.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    try {
      for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); !Files.exists(folder.resolve("started"))
          && process.isAlive() && System.nanoTime() < end; ) {
        Thread.sleep(5);
      }
      assertTrue(Files.exists(folder.resolve("started")), () -> "no start");
      Path results = folder.resolve("results");
      assertEquals(results + ": another run is at work there (process " + process.pid() + ")",
          refused(() -> OutputDirectory.create(results)));
      assertEquals(0, OpenFiles.descriptors(folder.resolve(".results.lock")));
      Path link = Files.createSymbolicLink(folder.resolve("other"), folder);
      assertTrue(refused(() -> OutputDirectory.create(link.resolve("results"))).contains("another run"));
      Files.delete(link);
      // Its half-written files are its own as long as it lives.
      AtomicFiles.writeText(folder.resolve("two.txt"), "2");
      AtomicFiles.sweep(folder);
      assertEquals(3, listing().stream().filter(name -> name.endsWith(".part")).count(), listing().toString());
    } finally {
      process.destroyForcibly().waitFor();
    }
    Files.delete(folder.resolve("started"));
    Files.delete(folder.resolve("log"));
    String own = "." + "two.txt." + ProcessHandle.current().pid() + "-1.isobit.part";
    Files.writeString(folder.resolve(own), "of this process");
    Files.writeString(folder.resolve(".notes.txt.part"), "somebody's");
    AtomicFiles.sweep(folder);
    try (OutputDirectory out = OutputDirectory.create(folder.resolve("results"))) {
      Files.writeString(out.path().resolve("whole.txt"), "whole");
      out.commit();
    }
    assertEquals(List.of(".notes.txt.part", own, "results", "two.txt"), listing());
  }

  @Test
  void threadsAndRunsOneAfterTheOtherNeverMeet() throws Exception {
    Path lock = folder.resolve("lock");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = IntStream.range(0, 4).<Future<?>>mapToObj(t -> threads.submit(() -> {
        for (int i = 0; i < 200; i++) {
          try (RunLock _ = RunLock.take(lock, folder)) {
            assertEquals(1, inside.incrementAndGet());
            entered.incrementAndGet();
            inside.decrementAndGet();
          } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith(folder + ": another run is at work there"), e.getMessage());
          }
        }
        return null;
      })).toList();
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertTrue(entered.get() > 0);
    assertFalse(Files.exists(lock));
  }

  /** Takes a lock again and again; inside, nobody else may be: exit code 3. */
  static final class Contender {
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      int entered = 0;
      for (int i = 0; i < 20_000 && entered < 2000; i++) {
        try (RunLock _ = RunLock.take(folder.resolve("lock"), folder)) {
          entered++;
          try {
            Files.createFile(folder.resolve("inside"));
          } catch (FileAlreadyExistsException e) {
            System.exit(3);
          }
          Files.delete(folder.resolve("inside"));
        } catch (IllegalArgumentException e) {
          Thread.onSpinWait(); // busy
        }
      }
      System.exit(entered > 0 ? 0 : 4);
    }
  }

  @Test
  void processesNeverMeetThoughTheFileComesAndGoes() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      all.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Contender.class.getName(),
          folder.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("log" + p).toFile()).start());
    }
    for (int p = 0; p < 3; p++) {
      assertTrue(all.get(p).waitFor(120, TimeUnit.SECONDS));
      assertEquals(0, all.get(p).exitValue(), Files.readString(folder.resolve("log" + p)));
    }
    assertFalse(Files.exists(folder.resolve("lock")));
  }

  @Test
  void aSecondCloseDoesNotTouchTheNextRun() throws IOException {
    Path lock = folder.resolve("lock");
    RunLock first = RunLock.take(lock, folder);
    first.close();
    try (RunLock _ = RunLock.take(lock, folder)) {
      first.close();
      assertTrue(Files.exists(lock));
      assertEquals(folder + ": another run is at work there (process " + ProcessHandle.current().pid() + ")",
          refused(() -> RunLock.take(lock, folder)));
    }
    Files.writeString(lock, "text that no run has written");
    RunLock.take(lock, folder).close();
    assertFalse(Files.exists(lock));
  }

  @Test
  void whereNothingCanBeIsSaidBeforeAnythingIsMade() throws IOException {
    Path loose = Files.createSymbolicLink(folder.resolve("loose"), Path.of("gone/away"));
    String link = loose + ": cannot be written: it is a symbolic link to gone/away, which does not exist";
    assertEquals(link, refused(() -> OutputDirectory.create(loose)));
    assertEquals(link, refused(() -> AtomicFiles.writeText(loose, "x")));
    assertEquals(link, refused(() -> OutputPlaces.requireDirectory(loose)));
    Path around = Files.createSymbolicLink(folder.resolve("around"), Path.of("around"));
    assertTrue(refused(() -> OutputDirectory.create(around)).contains("it is a symbolic link to around"));
    assertEquals(loose + "/sub: cannot be made: " + loose + " is a symbolic link to nothing",
        refused(() -> OutputDirectory.create(loose.resolve("sub"))));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(file + ": cannot be an output directory: it is a file", refused(() -> OutputDirectory.create(file)));
    assertEquals(file + "/a/b: cannot be made: " + file + " is not a directory",
        refused(() -> OutputDirectory.create(file.resolve("a/b"))));
    assertEquals(folder + ": cannot be written: it is a directory", refused(() -> OutputPlaces.requireFile(folder)));
    assertEquals(file + "/a: cannot be made: " + file + " is not a directory",
        refused(() -> AtomicFiles.writeText(file.resolve("a"), "x")));
    OutputPlaces.requireFile(folder.resolve("new/new/file"));
    OutputPlaces.requireDirectory(folder.resolve("new/new/folder"));
    assertEquals(List.of("around", "file", "loose"), listing());
    // What was made above a folder goes with it, and stays where something else is.
    OutputDirectory.create(folder.resolve("a/b/c")).close();
    try (OutputDirectory out = OutputDirectory.create(folder.resolve("b/c/d"))) {
      Files.writeString(folder.resolve("b/mine.txt"), out.target().toString());
    }
    assertEquals(List.of("around", "b", "file", "loose"), listing());
    assertFalse(Files.exists(folder.resolve("b/c")));
    assertTrue(Files.exists(folder.resolve("b/mine.txt")));
  }

  /** What a link in the lock's place points to stays as it is. */
  @Test
  void aLinkIsNoLock() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "x");
    Files.createSymbolicLink(folder.resolve(".results.lock"), precious);
    assertEquals(folder.toRealPath().resolve(".results.lock") + ": cannot be written: it is a symbolic link",
        refused(() -> OutputDirectory.create(folder.resolve("results"))));
    assertEquals("x", Files.readString(precious));
  }
}
