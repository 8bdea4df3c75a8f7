package org.isobit.models.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Output that appears whole or not at all: a temporary sibling is written and forced to the disk, then renamed over the
 * target, then the folder is forced too. Whatever happens in between (an exception, a kill, a power cut), the target is
 * the old file or the complete new one. {@link OutputDirectory} does the same for a folder of files. Thread-safe.
 */
public final class AtomicFiles {

  private static final AtomicLong COUNTER = new AtomicLong();

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
   * @throws IllegalArgumentException if the target is a folder
   */
  public static void write(Path target, Content content) throws IOException {
    Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(target + ": cannot be written: it is a directory");
    }
    Files.createDirectories(file.getParent());
    Path temporary = temporarySibling(file);
    try {
      try (FileOutputStream raw = new FileOutputStream(temporary.toFile());
          OutputStream out = new KeptOpen(raw)) {
        content.writeTo(out);
        out.flush();
        raw.getFD().sync();
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(file.getParent());
    } finally {
      Files.deleteIfExists(temporary);
    }
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

  /** Buffered; close only flushes, since the file must be forced to the disk before it is closed. */
  private static final class KeptOpen extends BufferedOutputStream {
    KeptOpen(OutputStream raw) {
      super(raw, 1 << 16);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** A hidden name beside the target that no other process or thread uses. */
  static Path temporarySibling(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-"
        + COUNTER.incrementAndGet() + ".part");
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
