package org.isobit.models.io;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Numbers as text, one by one and as a whole file of them. Thread-safe. */
public final class NumberText {

  /** Bytes of a file for each number, blanks included, and for what surrounds them all. */
  private static final long BYTES_A_NUMBER = 400; // the longest that %f prints of a double has 317
  private static final long BYTES_BESIDE = 1 << 16;

  /** No number needs more characters: a double has at most 767 significant digits. */
  private static final int LONGEST = 1100;

  private NumberText() {}

  /**
   * Reads a number: decimal or hexadecimal, {@code nan} and {@code inf} in any case with or without a sign, but not
   * {@code 1d} or {@code 1f}, which Java would take.
   *
   * @param text the number, without blanks around it
   * @return its value, rounded to nearest
   * @throws NumberFormatException if it is no number
   */
  public static double of(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new NumberFormatException("no number has " + text.length() + " characters");
    }
    char last = text.charAt(text.length() - 1);
    if (text.charAt(0) <= ' ' || last <= ' ') { // which Java would pass over, control characters too
      throw new NumberFormatException("a number begins and ends with what can be seen");
    }
    boolean letter = Character.isLetter(last);
    if (!letter || text.endsWith("NaN") || text.endsWith("Infinity")) {
      return Double.parseDouble(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException(text);
    };
  }

  /**
   * Reads a UTF-8 text file of numbers separated by blanks or ends of lines; a byte-order mark is dropped.
   *
   * @param file the file
   * @param size how many numbers it has
   * @param what whose numbers they are, for messages, such as {@code a state}
   * @return the numbers, in the file's order
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file, it has another number of numbers, a word of it is no
   *                                  number, or it is longer than so many numbers can be
   */
  public static double[] read(Path file, int size, String what) throws IOException {
    InputFiles.requireFile(file);
    if (Files.size(file) == 0 && size > 0) { // as files of /proc are, of which some can be waited for
      throw new IllegalArgumentException(Quoted.path(file) + ": has 0 numbers, but " + what + " has " + size);
    }
    long most = size * BYTES_A_NUMBER + BYTES_BESIDE;
    if (Files.size(file) > most) {
      throw new IllegalArgumentException(Quoted.path(file) + ": has " + Files.size(file) + " bytes, but the " + size
          + " numbers that " + what + " has take at most " + most);
    }
    double[] values = new double[size];
    int n = 0;
    char[] word = new char[LONGEST + 1];
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (int length = next(in, word); length > 0; length = next(in, word)) {
        if (n == size) {
          throw new IllegalArgumentException(Quoted.path(file) + ": has more than " + size + " numbers, but " + what
              + " has " + size);
        }
        boolean marked = n == 0 && word[0] == '\uFEFF';
        values[n] = number(file, n, marked ? new String(word, 1, length - 1) : new String(word, 0, length));
        n++;
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": is not UTF-8 text", e);
    }
    if (n < size) {
      throw new IllegalArgumentException(Quoted.path(file) + ": has " + n + " numbers, but " + what + " has " + size);
    }
    return values;
  }

  private static double number(Path file, int index, String word) {
    try {
      return of(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(Quoted.path(file) + ": value " + index + " is " + Quoted.of(word)
          + ", which is not a number", e);
    }
  }

  /** The next word, or as much of it as shows that it is no number; returns its length, 0 at the end. */
  private static int next(Reader in, char[] word) throws IOException {
    int length = 0;
    for (int c = in.read(); c >= 0 && length < word.length; c = in.read()) {
      if (" \t\n\r\f".indexOf(c) < 0) {
        word[length++] = (char) c;
      } else if (length > 0) {
        break;
      }
    }
    return length;
  }
}
