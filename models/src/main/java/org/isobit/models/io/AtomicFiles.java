package org.isobit.models.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Output that appears whole or not at all: a temporary sibling is written and forced to the disk, then renamed over the
 * target, then the folder is forced too. Whatever happens in between (an exception, a kill, a power cut), the target is
 * the old file or the complete new one. What a killed process left half-written is removed by the next one that writes
 * in the same folder. {@link OutputDirectory} does the same for a folder of files. Thread-safe.
 */
public final class AtomicFiles {

  private static final AtomicLong COUNTER = new AtomicLong();

  /** Names of temporary siblings: of what, by which process. */
  private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.(\\d{1,18})-\\d+\\.isobit\\.part");

  /** Folders that this process has swept. */
  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private AtomicFiles() {}

  /** Something that writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param out where to, buffered; closing it is allowed
     * @throws IOException if that fails; the target then stays as it was
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param target  the file, replaced if it exists; a symbolic link is followed; missing folders are made
   * @param content writes it
   * @throws IOException              if that fails; the target then stays as it was
   * @throws IllegalArgumentException if the target is a folder, or a symbolic link to nothing
   */
  public static void write(Path target, Content content) throws IOException {
    replace(target, temporary -> {
      try (FileOutputStream raw = new FileOutputStream(temporary.toFile()); OutputStream out = new KeptOpen(raw)) {
        content.writeTo(out);
        out.flush();
      }
    });
  }

  /**
   * Writes a file by something that does not write from the first byte to the last.
   *
   * @param target the file, replaced if it exists; a symbolic link is followed; missing folders are made
   * @param maker  writes it in another place
   * @throws IOException              if that fails; the target then stays as it was
   * @throws IllegalArgumentException if the target is a folder, or a symbolic link to nothing
   */
  public static void replace(Path target, Maker maker) throws IOException {
    OutputPlaces.requireFile(target);
    Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    Files.createDirectories(file.getParent());
    if (SWEPT.add(file.getParent())) {
      sweep(file.getParent());
    }
    Path temporary = temporarySibling(file);
    try {
      try (FileOutputStream raw = new FileOutputStream(temporary.toFile()); FileChannel _ = held(temporary)) {
        maker.writeTo(temporary);
        raw.getFD().sync(); // of the file, by whatever descriptor it was written
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(file.getParent());
    } catch (IOException e) {
      throw naming(target, e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Something that writes a file in a place that it is given. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Writes it.
     *
     * @param place an empty file, which must still be there afterwards, and closed
     * @throws IOException if that fails; the target then stays as it was
     */
    void writeTo(Path place) throws IOException;
  }

  /**
   * What the system said when a file was written, with the file's name: of a full disk it says nothing else.
   *
   * @param file what was written
   * @param e    what was thrown
   * @return the same, if it is of a kind that has a name or a meaning of its own
   */
  public static IOException naming(Path file, IOException e) {
    boolean named = e.getMessage() != null && e.getMessage().startsWith(file.toString());
    return e.getClass() == IOException.class && !named
        ? new IOException(file + ": cannot be written: " + e.getMessage(), e) : e;
  }

  /**
   * Writes a UTF-8 text file.
   *
   * @param target the file, replaced if it exists
   * @param text   its content
   * @throws IOException if that fails; the target then stays as it was
   */
  public static void writeText(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Buffered; closing it does nothing, since the file must be forced to the disk before it is closed. */
  private static final class KeptOpen extends BufferedOutputStream {
    KeptOpen(OutputStream raw) {
      super(raw, 1 << 16);
    }

    @Override
    public void close() {
      // the writer of the file flushes it and closes the file
    }
  }

  /** A hidden name beside the target that no other process or thread uses. */
  static Path temporarySibling(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-"
        + COUNTER.incrementAndGet() + ".isobit.part");
  }

  /**
   * A lock as long as the file is being written, for those who sweep on other machines of a shared disk. On a channel
   * of its own, since an interrupt of the thread closes it.
   */
  private static FileChannel held(Path temporary) throws IOException {
    FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
    try {
      channel.tryLock();
    } catch (IOException e) {
      // A disk without locks, or an interrupt: other machines then cannot tell.
    }
    return channel;
  }

  /** Removes files that processes began and did not end: they run no more, and nobody holds the files. */
  static void sweep(Path folder) throws IOException {
    for (Path file : entries(folder)) {
      Matcher name = TEMPORARY.matcher(file.getFileName().toString());
      if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          if (channel.tryLock() != null) {
            Files.deleteIfExists(file);
          }
        } catch (IOException | OverlappingFileLockException e) {
          // It is gone, somebody else's, or on a disk without locks: it stays.
        }
      }
    }
  }

  /** Temporary siblings of a target. */
  static List<Path> temporariesOf(Path target) throws IOException {
    return entries(target.getParent()).stream().filter(p -> {
      Matcher name = TEMPORARY.matcher(p.getFileName().toString());
      return name.matches() && name.group(1).equals(target.getFileName().toString());
    }).toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (AccessDeniedException e) {
      return List.of(); // one may write into a folder without being allowed to list it
    }
  }

  /**
   * Forces a folder's entries to the disk, where the system can: a file that was renamed there then survives a power
   * cut.
   *
   * @param directory the folder
   */
  public static void force(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot open or force a folder; the rename itself is still atomic there.
    }
  }
}
