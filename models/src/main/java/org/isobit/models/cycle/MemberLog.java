package org.isobit.models.cycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.isobit.models.io.AtomicFiles;

/**
 * What a member's attempts print, in one file that stays small: the first and the last bytes of each attempt, and of
 * earlier attempts the last bytes. The number of those that were dropped stands in their place. One attempt at a time.
 *
 * @param file    the log
 * @param part    bytes kept of an attempt's beginning, and of its end
 * @param earlier bytes kept of earlier attempts, as soon as there are twice as many
 */
record MemberLog(Path file, int part, int earlier) {

  private static final int PART = 1 << 18;
  private static final int EARLIER = 1 << 21;

  MemberLog(Path file) {
    this(file, PART, EARLIER);
  }

  /** Begins an attempt, for which the log makes room. */
  void begin(String title) throws IOException {
    Files.createDirectories(file.getParent());
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size > 2L * earlier) {
      byte[] last = new byte[earlier];
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(size - earlier);
        in.readFully(last);
      }
      AtomicFiles.write(file, out -> {
        out.write(bytes("== " + (size - earlier) + " bytes of earlier attempts were dropped\n"));
        out.write(last);
      });
    }
    note(title);
  }

  /** Adds a line of our own. */
  void note(String line) throws IOException {
    write(bytes("== " + line + "\n"));
  }

  private void write(byte[] bytes) throws IOException {
    try (OutputStream out = open()) {
      out.write(bytes);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Takes what a process prints as it comes, so that the process never waits for a reader. */
  Output take(InputStream printed) {
    Output output = new Output(printed);
    output.thread.start();
    return output;
  }

  /** The output of one attempt. */
  final class Output {

    private static final int BUFFER = 1 << 16;

    private final InputStream printed;
    private final Thread thread = new Thread(this::read, "isobit-member-log");
    private final byte[] last = new byte[part];
    private long count;
    private IOException problem;
    private boolean ended;

    private Output(InputStream printed) {
      this.printed = printed;
      thread.setDaemon(true); // somebody who got away may hold the other end
    }

    private void read() {
      byte[] bytes = new byte[BUFFER];
      try (printed) {
        for (int n = printed.read(bytes); n >= 0; n = printed.read(bytes)) {
          put(bytes, n);
        }
      } catch (IOException e) {
        fail(e);
      }
    }

    private synchronized void fail(IOException e) {
      problem = problem == null ? e : problem;
    }

    /** The first bytes go to the file at once, for those who watch; later ones take turns in memory. */
    private synchronized void put(byte[] bytes, int n) {
      int first = (int) Math.min(n, Math.max(0, part - count));
      if (first > 0 && !ended) {
        try (OutputStream out = open()) {
          out.write(bytes, 0, first);
        } catch (IOException e) {
          fail(e); // told at the end: the process is not to wait
        }
      }
      for (int i = first; i < n; i++) {
        last[(int) ((count + i) % part)] = bytes[i];
      }
      count += n;
    }

    /**
     * Writes the rest, when the process has ended.
     *
     * @param milliseconds how long to wait for the end of what it printed
     * @return false if somebody still holds the output; what comes then is not kept
     * @throws IOException if the log could not be written
     */
    boolean end(long milliseconds) throws IOException, InterruptedException {
      thread.join(milliseconds);
      synchronized (this) {
        ended = true;
        if (problem != null) {
          throw problem;
        }
        long dropped = count - 2L * part;
        if (dropped > 0) {
          write(bytes("\n== " + dropped + " bytes that came here were dropped\n"));
        }
        int kept = (int) Math.min(part, Math.max(0, count - part));
        int begin = (int) ((count - kept) % part);
        try (OutputStream out = open()) {
          out.write(last, begin, Math.min(kept, part - begin));
          out.write(last, 0, Math.max(0, kept - (part - begin)));
        }
        return !thread.isAlive();
      }
    }
  }
}
