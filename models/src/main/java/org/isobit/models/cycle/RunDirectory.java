package org.isobit.models.cycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.RunLock;

/**
 * The directory of a run, and the lock that keeps a second run out of it. Not thread-safe.
 */
final class RunDirectory implements AutoCloseable {

  private static final String LOCK = ".lock";
  private static final String JOURNAL = "journal";
  private static final String COPY = "journal.copy";

  /** What files of a cycle are called, a group being its number, and what is left of one that was being written. */
  private static final Pattern OWN =
      Pattern.compile("([0-9]{6})\\.(npy|nc)|\\.[0-9]{6}\\.(npy|nc)(\\.[0-9]+-[0-9]+)?(\\.isobit)?\\.part");

  /** What is left of a file of the whole run that was being written. */
  private static final Pattern TORN =
      Pattern.compile("\\.(journal|journal\\.copy|[a-z]+\\.(csv|json|png))\\.[0-9]+-[0-9]+(\\.isobit)?\\.part");

  private final Path root;
  private final String suffix;
  private final RunLock lock;

  private RunDirectory(Path root, String suffix, RunLock lock) {
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
    if (!Files.isDirectory(root) && Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(root + ": cannot be an output directory: it is "
          + (Files.exists(root) ? "a file" : "a symbolic link to nothing"));
    }
    OutputPlaces.make(root);
    requireOwn(root);
    return new RunDirectory(root, suffix, RunLock.take(root.resolve(LOCK), root));
  }

  private static boolean hasJournal(Path root) {
    return Files.exists(root.resolve(JOURNAL)) || Files.exists(root.resolve(COPY));
  }

  /** Before there is a journal, only a run's very first files may be there. */
  private static void requireOwn(Path root) throws IOException {
    if (hasJournal(root)) {
      return;
    }
    try (Stream<Path> all = Files.list(root)) {
      all.map(p -> p.getFileName().toString()).filter(n -> !n.equals(LOCK) && !TORN.matcher(n).matches())
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
    return root.resolve(JOURNAL);
  }

  /** Holds what the journal holds, in case that is damaged. */
  Path journalCopy() {
    return root.resolve(COPY);
  }

  /** Whether a run has begun here. */
  boolean hasJournal() {
    return hasJournal(root);
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

  /** The greatest number of a cycle whose ensemble is there, or −1. */
  int newestEnsemble() throws IOException {
    Path folder = root.resolve("ensembles");
    if (!Files.exists(folder)) {
      return -1;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> OWN.matcher(p.getFileName().toString())).filter(m -> m.matches() && m.group(1) != null)
          .mapToInt(m -> Integer.parseInt(m.group(1))).max().orElse(-1);
    }
  }

  /**
   * Whether a journal that ends with a cycle has lost records: there is the ensemble of a cycle later than the next
   * one, or the next one's has taken the place of that cycle's.
   *
   * @param last the cycle, −1 for none
   */
  boolean hasMoreThan(int last) throws IOException {
    int newest = newestEnsemble();
    return newest > last + 1 || newest > last && last >= 0 && !Files.exists(ensemble(last));
  }

  /** A message that something of the run is lost, and how to go on nevertheless: not from what is lost itself. */
  String withWayOn(String problem) throws IOException {
    int newest = newestEnsemble();
    return problem + "; put it back from a copy of yours, or begin another run (--out)" + (newest < 0
        || problem.startsWith(ensemble(newest).toString()) ? "" : ", for example with 'ensemble: {file: "
        + ensemble(newest) + "}'");
  }

  /**
   * Checks the files that are kept of all cycles done, but for the last ensemble, which is read anyway.
   *
   * @param records the cycles done, from 0
   * @throws IllegalArgumentException naming the first that is missing or not as it was written
   */
  void requireWritten(List<CycleRecord> records, Keep keep) throws IOException {
    int done = records.size() - 1;
    for (CycleRecord record : records) {
      if (record.cycle() < done && keep.ensemble(record.cycle(), done)) {
        requireWritten(ensemble(record.cycle()), record.ensemble());
        requireWritten(inflation(record.cycle()), record.inflation());
      }
      requireWritten(mean(record.cycle()), record.meanFile());
      requireWritten(spread(record.cycle()), record.spreadFile());
    }
  }

  private static void requireWritten(Path file, String sha256) throws IOException {
    if (sha256 != null) {
      StateFiles.requireWritten(file, sha256);
    }
  }

  /**
   * Removes what a run that is done up to a cycle does not have: files of a cycle that was not finished, half-written
   * ones, ensembles that are not kept. Only files with names that a run gives them are removed.
   *
   * @param done the last cycle done, whose files have been read
   */
  void sweep(int done, Keep keep) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      for (Path p : all.filter(p -> TORN.matcher(p.getFileName().toString()).matches()).toList()) {
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
    deleteAllBut(expected);
    deleteAllWorkBut(work(done + 1));
  }

  /** Removes what a run left that has not finished its first cycle, so that another configuration may begin. */
  void forget() throws IOException {
    deleteAllWorkBut(null);
    deleteAllBut(List.of());
    Files.deleteIfExists(journalCopy()); // the journal itself is replaced
  }

  private void deleteAllBut(List<Path> expected) throws IOException {
    Set<Path> kept = new HashSet<>(expected);
    for (String name : List.of("ensembles", "inflation", "mean", "spread")) {
      Path folder = root.resolve(name);
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.list(folder)) {
          List<Path> gone = all.filter(p -> OWN.matcher(p.getFileName().toString()).matches() && !kept.contains(p))
              .toList();
          for (Path p : gone) {
            Files.deleteIfExists(p);
          }
        }
      }
    }
  }

  private void deleteAllWorkBut(Path kept) throws IOException {
    Path work = root.resolve("work");
    if (Files.exists(work)) {
      try (Stream<Path> all = Files.list(work)) {
        for (Path p : all.filter(p -> !p.equals(kept)).toList()) {
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

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    lock.close();
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
