package org.isobit.models.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second run, of this process or another, out of a place. The lock is the operating system's, on a file that is
 * there as long as the run is: one left behind by a killed process is no lock, and the next run takes it over. Not
 * thread-safe.
 */
public final class RunLock implements AutoCloseable {

  /**
   * Locks of this process. A system may end a lock when its process closes any channel of the file, so that none is
   * opened where one is held.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** More than a holder's line. */
  private static final int LONGEST = 64;

  private final Path file;
  private final FileChannel channel;

  /** By which the file was looked at again; open as long as the other one. */
  private final FileChannel again;

  private RunLock(Path file, FileChannel channel, FileChannel again) {
    this.file = file;
    this.channel = channel;
    this.again = again;
  }

  /**
   * Takes a lock.
   *
   * @param file  the lock's file, in a folder that is there
   * @param place what is locked, for the message
   * @return the lock
   * @throws IOException              if the system cannot lock there
   * @throws IllegalArgumentException if another run holds it, or it is a symbolic link
   */
  public static RunLock take(Path file, Path place) throws IOException {
    Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    if (!HELD.add(real)) {
      throw busy(place, Long.toString(ProcessHandle.current().pid()));
    }
    try {
      RunLock lock = null;
      while (lock == null) {
        lock = tried(real, place);
      }
      return lock;
    } catch (Throwable t) {
      HELD.remove(real);
      throw t;
    }
  }

  /** The lock, or null if the file that was locked is no longer the one of that name. */
  private static RunLock tried(Path file, Path place) throws IOException {
    OutputPlaces.requireNoLink(file);
    FileChannel channel = opened(file, place);
    FileChannel again = null;
    boolean taken = false;
    try {
      if (channel.tryLock() == null) {
        throw busy(place, content(channel).replaceAll("\\D.*", ""));
      }
      String holder = ProcessHandle.current().pid() + " " + System.nanoTime();
      write(channel, holder, file);
      // The run before may have removed the file between our opening it and its lock's end; then another run makes a
      // file of that name, and this lock is worth nothing.
      again = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      taken = holder.equals(content(again));
      return taken ? new RunLock(file, channel, again) : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!taken) {
        channel.close();
        if (again != null) {
          again.close();
        }
      }
    }
  }

  private static FileChannel opened(Path file, Path place) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw OutputPlaces.cannotBeMade(place, e);
    }
  }

  private static void write(FileChannel channel, String holder, Path file) throws IOException {
    try {
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(holder), 0);
    } catch (IOException e) {
      Files.deleteIfExists(file); // it is ours, and nobody's in a moment
      throw AtomicFiles.naming(file, e);
    }
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  private static IllegalArgumentException busy(Path place, String process) {
    return new IllegalArgumentException(place + ": another run is at work there"
        + (process.isEmpty() ? "" : " (process " + process + ")"));
  }

  /**
   * Gives the lock back and removes its file; a second call does nothing.
   *
   * @throws IOException if the system cannot
   */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel; again) {
      Files.deleteIfExists(file);
    } finally {
      HELD.remove(file);
    }
  }
}
