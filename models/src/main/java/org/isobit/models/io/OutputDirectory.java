package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of results that appears whole or not at all. Files are written to {@link #path()}, a hidden sibling of the
 * target; {@link #commit()} forces them to the disk and puts the folder in the target's place. Without a commit,
 * {@link #close()} removes it and the target stays as it was.
 *
 * <pre>{@code
 * try (OutputDirectory out = OutputDirectory.create(Path.of("results"))) {
 *   NpyFile.write(out.path().resolve("mean.npy"), mean, ny, nx);
 *   out.commit();
 * }
 * }</pre>
 *
 * <p>An existing target is replaced only if this class made it and nobody has put other files there: a hidden list,
 * {@value #LIST}, says which files are its own. On Linux the two folders change places in one step
 * ({@code renameat2} with {@code RENAME_EXCHANGE}); elsewhere the old one is renamed aside first, and a process killed
 * between the two renames leaves it beside the target under the name {@code .NAME.old}, from where the next
 * {@code create} brings it back. While a run makes the folder, a lock beside it ({@code .NAME.lock}) keeps others out,
 * and whoever holds it removes what killed runs left half-made. Not thread-safe.
 */
public final class OutputDirectory implements AutoCloseable {

  /** The hidden file in each such folder that lists the folder's files. */
  public static final String LIST = ".isobit-output";

  /** Most bytes of such a list. */
  private static final int LONGEST_LIST = 1 << 28;

  private final Path target;
  private final Path temporary;
  private final RunLock lock;

  /** Folders above the target that were made for it, the innermost first. */
  private final List<Path> made;

  private boolean committed;

  private OutputDirectory(Path target, Path temporary, RunLock lock, List<Path> made) {
    this.target = target;
    this.temporary = temporary;
    this.lock = lock;
    this.made = made;
  }

  /**
   * Begins a folder. The target is looked at now, so that a long run does not fail at its end.
   *
   * @param target the folder that {@link #commit()} makes or replaces; missing parents are made
   * @return the folder in the making
   * @throws IOException              if the system cannot make it
   * @throws IllegalArgumentException if the target is a file or a symbolic link to nothing, cannot be made, or holds
   *                                  files that this class did not write; or another run is making it
   */
  public static OutputDirectory create(Path target) throws IOException {
    OutputPlaces.requireDirectory(target);
    Path whole = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    if (whole.getFileName() == null) {
      throw new IllegalArgumentException(Quoted.path(target) + ": cannot be an output directory");
    }
    List<Path> made = missing(whole.getParent());
    OutputPlaces.make(whole.getParent());
    try {
      RunLock lock = RunLock.take(whole.resolveSibling("." + whole.getFileName() + ".lock"), target);
      try {
        return new OutputDirectory(whole, begun(target, whole), lock, made);
      } catch (Throwable t) {
        lock.close();
        throw t;
      }
    } catch (Throwable t) {
      remove(made);
      throw t;
    }
  }

  /** A new folder beside the target, where what killed runs left is gone. */
  private static Path begun(Path named, Path target) throws IOException {
    restore(target);
    for (Path old : AtomicFiles.temporariesOf(target)) {
      delete(old);
    }
    requireReplaceable(named, target);
    return Files.createDirectory(AtomicFiles.temporarySibling(target));
  }

  /** Which of a folder and those above it are not there, the innermost first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    for (Path p = folder; p != null && !Files.exists(p); p = p.getParent()) {
      missing.add(p);
    }
    return missing;
  }

  /** Removes folders in which nothing is. */
  private static void remove(List<Path> folders) throws IOException {
    try {
      for (Path folder : folders) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody else has found a use for it.
    }
  }

  /**
   * Where the files of the new folder are written.
   *
   * @return the temporary folder
   */
  public Path path() {
    return temporary;
  }

  /**
   * The folder's final place.
   *
   * @return the absolute path
   */
  public Path target() {
    return target;
  }

  /**
   * Forces all files to the disk and puts the folder in the target's place.
   *
   * @throws IOException              if that fails; the target then stays as it was
   * @throws IllegalArgumentException if the target has been filled with other files in the meantime
   */
  public void commit() throws IOException {
    AtomicFiles.writeText(temporary.resolve(LIST), String.join("\n", names(temporary)) + "\n");
    try (Stream<Path> all = Files.walk(temporary)) {
      for (Path p : all.toList()) {
        AtomicFiles.force(p);
      }
    }
    requireReplaceable(target, target);
    if (!Files.exists(target)) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } else if (!RenameExchange.exchange(temporary, target)) {
      Path old = aside(target);
      delete(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      delete(old);
    }
    committed = true;
    AtomicFiles.force(target.getParent());
    delete(temporary); // after an exchange: the old folder
  }

  /**
   * Removes what was not committed, and lets other runs in.
   *
   * @throws IOException if the system cannot remove it
   */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (!committed) {
        delete(temporary);
      }
    }
    if (!committed) {
      remove(made);
    }
  }

  private static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".old");
  }

  private static void restore(Path target) throws IOException {
    Path old = aside(target);
    if (Files.exists(old) && !Files.exists(target)) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void requireReplaceable(Path named, Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    OutputPlaces.requireDirectory(named);
    TreeSet<String> foreign = names(target);
    Path list = target.resolve(LIST);
    if (Files.exists(list)) {
      foreign.removeAll(InputFiles.text(list, LONGEST_LIST).lines().toList());
      foreign.remove(LIST);
    }
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(Quoted.path(named) + ": holds " + Quoted.line(foreign.first())
          + ", which is no part of results that isobit wrote there; output replaces the whole directory, so choose "
          + "another or move "
          + (foreign.size() == 1 ? "that file" : "those " + foreign.size() + " files") + " away");
    }
  }

  /** Relative names of all files below a folder. */
  private static TreeSet<String> names(Path directory) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(p -> !Files.isDirectory(p))
          .forEach(p -> names.add(directory.relativize(p).toString().replace('\\', '/')));
    }
    return names;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = new ArrayList<>(all.toList()).reversed();
    }
    for (Path p : deepestFirst) {
      Files.deleteIfExists(p);
    }
  }
}
