package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** kill -9 at some moment, and the same command again until it ends. */
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
    Random moments = new Random(20260731);
    return resume(folder, wanted, Runs.results(whole), (process, _) -> process.waitFor(
        (long) (time * (0.15 + 0.85 * moments.nextDouble())), TimeUnit.MILLISECONDS), config, more);
  }

  /**
   * Kills runs right after one of the first changes that they make to their files, drawn from a fixed seed, and
   * compares what they leave in the end. Every change is forced to the disk, which takes longer than to notice it, so
   * that most kills come before the next one: few of them find a wrong order. One in three comes after any change, one
   * after a record of the journals, which makes a cycle's files count, and one after a file has gone.
   *
   * @param folder  to work in, on a disk
   * @param wanted  kills that must hit a run after it has begun its journal
   * @param changes that a run may make at most before it is killed; four of the particular kinds
   * @param config  the configuration
   * @param more    further arguments
   * @return what a whole run leaves
   */
  static TreeMap<String, byte[]> resumeAfterChanges(Path folder, int wanted, int changes, String config,
      String... more) throws Exception {
    Path whole = folder.resolve("whole");
    Path log = folder.resolve("log");
    assertEquals(0, start(log, config, whole, more).waitFor(), () -> text(log));
    Random moments = new Random(20260731);
    int[] kinds = {0};
    return resume(folder, wanted, Runs.results(whole), (process, killed) -> {
      Kind kind = Kind.values()[kinds[0]++ % Kind.values().length];
      int left = 1 + moments.nextInt(kind == Kind.ANY ? changes : 4);
      for (Map<Path, Long> before = files(killed); left > 0 && process.isAlive(); LockSupport.parkNanos(100_000)) {
        Map<Path, Long> now = files(killed);
        left -= switch (kind) {
          case ANY -> now.equals(before);
          case RECORD -> now.entrySet().stream().filter(Kills::isJournal).allMatch(before.entrySet()::contains);
          case REMOVAL -> now.keySet().containsAll(before.keySet());
        } ? 0 : 1;
        before = now;
      }
      return !process.isAlive();
    }, config, more);
  }

  /** What a kill waits for. */
  private enum Kind {
    ANY, RECORD, REMOVAL
  }

  private static boolean isJournal(Map.Entry<Path, Long> file) {
    return file.getKey().endsWith("journal") || file.getKey().endsWith("journal.copy");
  }

  /** The files of a run and their sizes. */
  private static Map<Path, Long> files(Path directory) {
    Map<Path, Long> files = new HashMap<>();
    try {
      Files.walkFileTree(directory, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          files.put(file, attributes.size());
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE; // it is not there yet, or has just gone
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Waits for the moment to kill a run; returns whether the run ended before. */
  private interface Moment {
    boolean missed(Process process, Path directory) throws InterruptedException;
  }

  private static TreeMap<String, byte[]> resume(Path folder, int wanted, TreeMap<String, byte[]> expected,
      Moment moment, String config, String... more) throws Exception {
    Path log = folder.resolve("log");
    int kills = 0;
    int hits = 0;
    int finished = 0;
    for (boolean going = false; hits < wanted || going; ) {
      assertTrue(kills < 10 * wanted, "most kills came before the run had begun its journal");
      Path killed = folder.resolve("killed-" + finished);
      Process process = start(log, config, killed, more);
      if (hits < wanted && !moment.missed(process, killed)) {
        process.destroyForcibly();
        if (process.waitFor() == KILLED) {
          kills++;
          hits += Files.exists(killed.resolve("journal")) ? 1 : 0;
          going = true;
          continue;
        }
        // It ended by itself between the moment and the kill.
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
