package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where output shall go, looked at before anything long is computed. Thread-safe. */
public final class OutputPlaces {

  private OutputPlaces() {}

  /**
   * Checks that a file can be written.
   *
   * @param file the file, there or not
   * @throws IllegalArgumentException if it is a directory, a device or a symbolic link to nothing, or cannot be in its
   *                                  folder
   */
  public static void requireFile(Path file) {
    requireNoLooseLink(file);
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": cannot be written: it is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a device, which a rename would replace for everybody
      throw new IllegalArgumentException(Quoted.path(file) + ": cannot be written: it is not a regular file");
    }
    requireWritable(file, Files.exists(file) ? file.toAbsolutePath() : null);
    requireWritable(file, folderOf(file));
  }

  /**
   * Checks that a directory can hold output.
   *
   * @param directory the directory, there or not
   * @throws IllegalArgumentException if it is a file or a symbolic link to nothing, or cannot be written or made
   */
  public static void requireDirectory(Path directory) {
    requireNoLooseLink(directory);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(Quoted.path(directory) + ": cannot be an output directory: it is a file");
    }
    requireWritable(directory, Files.exists(directory) ? directory.toAbsolutePath() : folderOf(directory));
  }

  /**
   * Makes a directory, and those above it, unless it is there.
   *
   * @param directory the directory
   * @throws IOException if it cannot be made, with its name and why
   */
  public static void make(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileSystemException e) {
      throw cannotBeMade(directory, e);
    }
  }

  /** What a system said, with the place that a user named; for a folder such as those of /proc it has no reason. */
  static IOException cannotBeMade(Path place, FileSystemException e) {
    String reason = e.getReason() != null ? e.getReason() : switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "the system makes nothing in " + Quoted.path(folderOf(place));
      default -> e.getClass().getSimpleName();
    };
    return new IOException(Quoted.path(place) + ": cannot be made: " + reason, e);
  }

  /**
   * Checks that a file to be written is none that is read, by whatever path: another spelling of the name, a symbolic
   * or a hard link.
   *
   * @param file   the file, there or not
   * @param inputs what is read; those that do not exist are passed over
   * @throws IOException              if the system cannot say
   * @throws IllegalArgumentException if it is one of the inputs
   */
  public static void requireApart(Path file, List<Path> inputs) throws IOException {
    for (Path input : inputs) {
      if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
        throw new IllegalArgumentException(Quoted.path(file) + ": cannot be written: it is the input "
            + (file.equals(input) ? "of the same name" : Quoted.path(input)));
      }
    }
  }

  /**
   * Checks that a file of our own, such as a lock, is no symbolic link: what it pointed to would be emptied.
   *
   * @param file the file, there or not
   * @throws IllegalArgumentException if it is one
   */
  public static void requireNoLink(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw new IllegalArgumentException(Quoted.path(file) + ": cannot be written: it is a symbolic link");
    }
  }

  /** The folder in which something is or shall be made, or the nearest one above that is there. */
  private static Path folderOf(Path place) {
    Path folder = place.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder)) {
      String what = folder == null ? "there is no folder for it" : Quoted.path(folder)
          + (Files.exists(folder) ? " is not a directory" : " is a symbolic link to nothing");
      throw new IllegalArgumentException(Quoted.path(place) + ": cannot be made: " + what);
    }
    return folder;
  }

  private static void requireWritable(Path named, Path place) {
    if (place != null && !Files.isWritable(place)) {
      throw new IllegalArgumentException(Quoted.path(named) + ": cannot be written: you have no permission to write to "
          + Quoted.path(place));
    }
  }

  private static void requireNoLooseLink(Path place) {
    if (Files.isSymbolicLink(place) && !Files.exists(place)) {
      String to;
      try {
        to = " to " + Quoted.path(Files.readSymbolicLink(place)) + ", which does not exist";
      } catch (IOException e) {
        to = " to nothing";
      }
      throw new IllegalArgumentException(Quoted.path(place) + ": cannot be written: it is a symbolic link" + to);
    }
  }
}
