package org.isobit.models.cycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.isobit.models.io.InputFiles;

/**
 * What a file of a journal holds. A record is one line: the CRC-32C of the rest in eight hexadecimal digits, a blank,
 * its number from 0, a blank, JSON. Immutable, thread-safe.
 *
 * @param file  the file
 * @param bytes its content, or null if it is not there
 * @param good  the lines whose checksum fits, by their number; without the line feed
 */
record JournalLines(Path file, byte[] bytes, Map<Integer, String> good) {

  /** Digits of the checksum. */
  private static final int CHECKSUM = 8;

  /** Digits of the greatest number. */
  private static final int DIGITS = 9;

  /** Reads a file. A last record that lacks nothing but its line feed is good. */
  static JournalLines read(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new JournalLines(file, null, Map.of());
    }
    InputFiles.requireFile(file);
    if (Files.size(file) > Integer.MAX_VALUE - CHECKSUM) {
      throw new IllegalArgumentException(file + ": has " + Files.size(file) + " bytes, more than a journal has");
    }
    byte[] bytes = Files.readAllBytes(file);
    Map<Integer, String> good = new TreeMap<>();
    for (int start = 0; start < bytes.length; ) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int number = number(bytes, start, end);
      if (number >= 0) {
        add(good, number, new String(bytes, start, end - start, StandardCharsets.UTF_8), file);
      }
      start = end + 1;
    }
    return new JournalLines(file, bytes, good);
  }

  /**
   * Adds a line to those of other places.
   *
   * @throws IllegalArgumentException if there is another of its number already
   */
  static void add(Map<Integer, String> all, int number, String line, Path file) {
    String other = all.putIfAbsent(number, line);
    if (other != null && !other.equals(line)) {
      throw new IllegalArgumentException(file + ":" + (number + 1) + ": there are two different records of this number, "
          + "as if the journals of two runs had been mixed");
    }
  }

  /** The number of a line's record, or −1 if the line is not what {@link #line} wrote. */
  private static int number(byte[] bytes, int start, int end) {
    int from = start + CHECKSUM + 1;
    int blank = from;
    while (blank < end && bytes[blank] >= '0' && bytes[blank] <= '9') {
      blank++;
    }
    if (blank == from || blank - from > DIGITS || blank >= end || bytes[blank] != ' '
        || !new String(bytes, start, CHECKSUM + 1, StandardCharsets.ISO_8859_1).equals(checksum(bytes, from, end) + " ")) {
      return -1;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    try {
      record(text);
    } catch (JsonParseException e) {
      return -1;
    }
    return Integer.parseInt(text.substring(CHECKSUM + 1, blank - start));
  }

  /** The record of a good line. */
  static JsonElement record(String line) {
    return JsonParser.parseString(line.substring(line.indexOf(' ', CHECKSUM + 1) + 1));
  }

  /** A record as a line, without the line feed. */
  static String line(int number, JsonElement record) {
    String content = number + " " + Json.line(record);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return checksum(bytes, 0, bytes.length) + " " + content;
  }

  private static String checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  boolean isEmpty() {
    return bytes == null || bytes.length == 0;
  }

  /**
   * What has to be done to the file.
   *
   * @param content what it must hold
   * @param records how many records that is
   * @return what is said of it when it is done, or null if the file holds that and nothing else
   */
  String mending(String content, int records) {
    byte[] wanted = content.getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(bytes, wanted)) {
      return null;
    }
    int lost = records - good.size();
    if (lost > 0) {
      return file + (bytes == null ? ": was missing; " : ": was damaged; ") + (lost == 1 ? "a record" : lost + " records")
          + " of the journal came from its copy";
    }
    return file + (bytes.length < wanted.length ? ": lacked its last line feed"
        : ": cut off " + (bytes.length - wanted.length) + " bytes that are no whole record");
  }
}
