package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.isobit.models.io.AtomicFiles;

/**
 * A list of records that only grows, each on the disk before {@link #append} returns. A record is one line: the CRC-32C
 * of the rest in eight hexadecimal digits, a blank, its number from 0, a blank, JSON.
 *
 * <p>A process or machine that dies while it appends leaves a torn last line. Opening cuts it off and says so: that
 * record was never promised. A bad line before the last one is damage, and refused. The file holds no time and no place,
 * so that an interrupted run has the journal of an uninterrupted one. Thread-safe.
 */
final class Journal implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final List<JsonElement> records;
  private long length;

  private Journal(Path file, FileChannel channel, List<JsonElement> records, long length) {
    this.file = file;
    this.channel = channel;
    this.records = records;
    this.length = length;
  }

  /** Makes a journal with its first record, whole or not at all, and opens it. */
  static Journal create(Path file, JsonElement first) throws IOException {
    AtomicFiles.writeText(file, line(0, first));
    return open(file, note -> {
      throw new IllegalStateException(note);
    });
  }

  /**
   * Opens a journal.
   *
   * @param notes told in one sentence if a torn last record is cut off
   * @throws IllegalArgumentException naming file and line if a record before the last one is damaged
   */
  static Journal open(Path file, Consumer<String> notes) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<JsonElement> records = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      JsonElement record = end == bytes.length ? null : parse(bytes, start, end, records.size());
      if (record == null) {
        break;
      }
      records.add(record);
      start = end + 1;
    }
    if (start < bytes.length) {
      requireLast(file, bytes, start, records.size());
      notes.accept(file + ": cut off " + (bytes.length - start) + " bytes of a record that was being written when an "
          + "earlier run ended");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      channel.truncate(start);
      channel.force(true);
      channel.position(start);
      return new Journal(file, channel, records, start);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /** What is bad must be the last line, and not the only one. */
  private static void requireLast(Path file, byte[] bytes, int start, int good) {
    boolean last = true;
    for (int i = start; i < bytes.length - 1; i++) {
      last &= bytes[i] != '\n';
    }
    if (!last || good == 0) {
      throw new IllegalArgumentException(file + ":" + (good + 1) + ": this record of the journal is damaged; its "
          + "checksum does not fit, and it is not the torn end of an interrupted run");
    }
  }

  /** The record of a line, or null if the line is not what {@link #line} wrote. */
  private static JsonElement parse(byte[] bytes, int start, int end, int number) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    String prefix = number + " ";
    if (text.length() < 9 || !text.substring(0, 9).equals(checksum(text.substring(9)) + " ")
        || !text.startsWith(prefix, 9)) {
      return null;
    }
    try {
      return JsonParser.parseString(text.substring(9 + prefix.length()));
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static String line(int number, JsonElement record) {
    String content = number + " " + Json.line(record);
    return checksum(content) + " " + content + "\n";
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  /** All records so far, the first one included. */
  synchronized List<JsonElement> records() {
    return List.copyOf(records);
  }

  /**
   * Appends a record; when this returns, it is on the disk.
   *
   * @throws IOException if the system cannot write; the journal then holds what it held before
   */
  synchronized void append(JsonElement record) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line(records.size(), record));
    int n = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      try {
        channel.truncate(length);
      } catch (IOException again) {
        e.addSuppressed(again); // the next open cuts the torn record off
      }
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    length += n;
    records.add(record);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
