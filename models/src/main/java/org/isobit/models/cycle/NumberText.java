package org.isobit.models.cycle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Quoted;

/**
 * Numbers as text, separated by white space; a byte-order mark is dropped. What is read and kept is bounded by what was
 * asked for, however large the file is. Used once, by one thread.
 */
final class NumberText {

  /** Characters of a number; the longest that {@code %f} prints of a double has 310 before the point. */
  private static final int LONGEST = 400;

  /** Bytes that a file of no numbers may have, for white space. */
  private static final long SPARE = 1 << 16;

  private final Path file;
  private final byte[] word = new byte[LONGEST];
  private int length;

  private NumberText(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param size how many numbers it must have
   * @throws IllegalArgumentException if there is no such file, or it has another number of them or something else
   */
  static double[] read(Path file, int size) throws IOException {
    InputFiles.requireFile(file);
    long bytes = Files.size(file);
    if (bytes > SPARE + (LONGEST + 1L) * size) {
      throw new IllegalArgumentException(file + ": has " + bytes + " bytes, more than a state of " + size
          + " numbers needs");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new NumberText(file).numbers(in, bytes, size);
    }
  }

  private double[] numbers(InputStream in, long bytes, int size) throws IOException {
    double[] values = new double[size];
    int count = 0;
    long left = bytes; // what the file had: it may grow, or be one of those that can be waited for
    for (int c = 0; c >= 0; ) {
      c = left-- > 0 ? in.read() : -1;
      if (c >= 0 && !isSpace(c)) {
        if (length == LONGEST) {
          throw notANumber(count);
        }
        word[length++] = (byte) c;
      } else if (length > 0) {
        if (count < size) {
          values[count] = number(count);
        }
        count++;
        length = 0;
      }
    }
    if (count != size) {
      throw new IllegalArgumentException(file + ": has " + count + " numbers, but a state has " + size);
    }
    return values;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private double number(int index) {
    try {
      String text = text();
      return Double.parseDouble(index == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (NumberFormatException e) {
      throw notANumber(index);
    }
  }

  private String text() {
    return new String(word, 0, length, StandardCharsets.UTF_8);
  }

  private IllegalArgumentException notANumber(int index) {
    return new IllegalArgumentException(file + ": value " + index + " is " + Quoted.of(text()) + (length == LONGEST
        ? " and more" : "") + ", which is not a number");
  }
}
