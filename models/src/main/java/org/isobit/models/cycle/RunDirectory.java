package org.isobit.models.cycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of a run, and the lock that keeps a second run out of it. The lock is the operating system's, so that one
 * left behind by a killed process is none. Not thread-safe.
 */
final class RunDirectory implements AutoCloseable {

  private static final String LOCK = ".lock";

  private final Path root;
  private final String suffix;
  private final FileChannel lock;

  private RunDirectory(Path root, String suffix, FileChannel lock) {
    this.root = root;
    this.suffix = suffix;
    this.lock = lock;
  }

  /**
   * Makes or opens a directory and locks it.
   *
   * @param suffix what means and spreads end in, without a dot
   * @throws IOException              if the system refuses
   * @throws IllegalArgumentException if it holds other files than a run's, or another process runs in it
   */
  static RunDirectory open(Path root, String suffix) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new IllegalArgumentException(root + ": cannot be an output directory: it is a file");
    }
    Files.createDirectories(root);
    requireOwn(root);
    FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held == null) {
        throw busy(root, channel);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
      return new RunDirectory(root, suffix, channel);
    } catch (OverlappingFileLockException e) {
      IllegalArgumentException busy = busy(root, channel);
      channel.close();
      throw busy;
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  private static IllegalArgumentException busy(Path root, FileChannel channel) {
    String process = "";
    try {
      ByteBuffer bytes = ByteBuffer.allocate(32);
      channel.read(bytes, 0);
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
      process = text.isEmpty() ? "" : " (process " + text + ")";
    } catch (IOException e) {
      // The number is only a help.
    }
    return new IllegalArgumentException(root + ": another run is at work there" + process);
  }

  /** Before there is a journal, only a run's very first files may be there. */
  private static void requireOwn(Path root) throws IOException {
    if (Files.exists(root.resolve("journal"))) {
      return;
    }
    try (Stream<Path> all = Files.list(root)) {
      all.map(p -> p.getFileName().toString()).filter(n -> !n.equals(LOCK) && !n.startsWith(".journal."))
          .sorted().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(root + ": holds " + name + " but no journal of a run; choose another "
                + "directory (--out)");
          });
    }
  }

  Path root() {
    return root;
  }

  Path journal() {
    return root.resolve("journal");
  }

  Path ensemble(int cycle) {
    return root.resolve("ensembles").resolve(name(cycle) + ".npy");
  }

  /** What adaptive inflation has learnt: factors of the next cycle, then their deviations. */
  Path inflation(int cycle) {
    return root.resolve("inflation").resolve(name(cycle) + ".npy");
  }

  Path mean(int cycle) {
    return root.resolve("mean").resolve(name(cycle) + "." + suffix);
  }

  Path spread(int cycle) {
    return root.resolve("spread").resolve(name(cycle) + "." + suffix);
  }

  /** The members of the last ensemble, where they are written one by one. */
  Path members() {
    return root.resolve("analysis");
  }

  Path log(int member) {
    return root.resolve("logs").resolve(String.format(Locale.ROOT, "member-%03d.log", member));
  }

  /** Where a cycle's members are run; gone when the cycle is done. */
  Path work(int cycle) {
    return root.resolve("work").resolve(name(cycle));
  }

  private static String name(int cycle) {
    return String.format(Locale.ROOT, "%06d", cycle);
  }

  /**
   * Removes what a run that is done up to a cycle does not have: files of a cycle that was not finished, half-written
   * ones, ensembles that are not kept.
   */
  void sweep(int done, Keep keep) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      for (Path p : all.filter(p -> p.getFileName().toString().matches("\\..*\\.part")).toList()) {
        Files.deleteIfExists(p);
      }
    }
    List<Path> expected = new ArrayList<>();
    for (int c = 0; c <= done; c++) {
      if (keep.ensemble(c, done)) {
        expected.add(ensemble(c));
        expected.add(inflation(c));
      }
      if (keep.fields(c)) {
        expected.add(mean(c));
        expected.add(spread(c));
      }
    }
    for (String folder : List.of("ensembles", "inflation", "mean", "spread")) {
      deleteAllBut(root.resolve(folder), expected);
    }
    int next = done + 1;
    Path work = root.resolve("work");
    if (Files.exists(work)) {
      try (Stream<Path> all = Files.list(work)) {
        for (Path p : all.filter(p -> !p.equals(work(next))).toList()) {
          deleteWork(p);
        }
      }
      removeIfEmpty(work);
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // the work of the next cycle, which goes on with it
    }
  }

  private static void deleteAllBut(Path folder, List<Path> expected) throws IOException {
    if (Files.exists(folder)) {
      Set<Path> kept = new HashSet<>(expected);
      try (Stream<Path> all = Files.list(folder)) {
        for (Path p : all.filter(p -> !kept.contains(p)).toList()) {
          Files.deleteIfExists(p);
        }
      }
    }
  }

  /**
   * Removes a folder of members' work as far as that goes: a process that outlived a killed run may still be writing
   * there, and what it leaves is removed with the next cycle's.
   */
  static void deleteWork(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.toList().reversed()) {
        Files.deleteIfExists(p);
      }
    } catch (IOException | UncheckedIOException e) {
      // tried again with the next cycle
    }
  }

  /** Gives the lock back; its file stays, empty, since removing it could take another run's. */
  @Override
  public void close() throws IOException {
    try (lock) {
      lock.truncate(0);
    }
  }

  /**
   * Which files of which cycles stay.
   *
   * @param everyEnsemble an ensemble every so many cycles, from the initial one; 0: only the last one
   * @param everyFields   mean and spread every so many cycles; 0: none
   */
  record Keep(int everyEnsemble, int everyFields) {

    boolean ensemble(int cycle, int done) {
      return cycle == done || everyEnsemble > 0 && cycle % everyEnsemble == 0;
    }

    boolean fields(int cycle) {
      return everyFields > 0 && cycle > 0 && cycle % everyFields == 0;
    }
  }
}
