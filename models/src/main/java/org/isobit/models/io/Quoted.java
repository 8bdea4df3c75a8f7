package org.isobit.models.io;

import java.nio.file.Path;

/**
 * Text from a file, a path or a command line, as messages and terminals may show it: no control characters, nothing
 * that turns the direction of writing, nothing invisible, and of bounded length. Every message that quotes such text
 * takes it from here; what a command prints goes through {@link #escape} once more, paths included. Thread-safe.
 */
public final class Quoted {

  private static final int LONGEST = 80;
  private static final int LONGEST_LINE = 400;
  private static final int LONGEST_SENTENCE = 4000;

  private Quoted() {}

  /**
   * In quotes, shortened, with everything that a terminal might obey or not show as an escape sequence.
   *
   * @param text any text
   * @return one line of printable characters
   */
  public static String of(String text) {
    StringBuilder out = escaped(text, new StringBuilder("'"), LONGEST).append('\'');
    return text.codePointCount(0, text.length()) <= LONGEST ? out.toString()
        : out.append(" (").append(text.length()).append(" characters)").toString();
  }

  private static StringBuilder escaped(String text, StringBuilder out, int longest) {
    int shown = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (shown++ == longest) {
        return out.append('…');
      }
      int c = text.codePointAt(at);
      escape(c, out);
    }
    return out;
  }

  /**
   * One character, or the escape sequence that stands for it.
   *
   * @param codePoint the character
   * @param out       where it is appended
   */
  public static void escape(int codePoint, StringBuilder out) {
    if (shown(codePoint)) {
      out.appendCodePoint(codePoint);
    } else {
      out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  /**
   * Whether a character shows as itself: no C0, DEL or C1, no format character, no half of a pair, nothing invisible.
   */
  private static boolean shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      // Without width although they are no format characters: fillers, selectors, the grapheme joiner.
      default -> !(c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c >= 0x180b && c <= 0x180f
          || c == 0x2800 || c == 0x3164 || c >= 0xfe00 && c <= 0xfe0f || c == 0xffa0 || c >= 0xe0100 && c <= 0xe01ef);
    };
  }

  /**
   * Without quotes, for sentences that quote such text themselves.
   *
   * @param sentence any text
   * @return one line of printable characters, shortened
   */
  public static String line(String sentence) {
    return escaped(sentence, new StringBuilder(), LONGEST_LINE).toString();
  }

  /**
   * A path, for messages about its file.
   *
   * @param path any path
   * @return one line of printable characters, shortened only if it is very long
   */
  public static String path(Path path) {
    return sentence(path.toString());
  }

  /**
   * A whole message, which may name paths and quote texts.
   *
   * @param message any text
   * @return one line of printable characters, shortened only if it is very long
   */
  public static String sentence(String message) {
    return escaped(message, new StringBuilder(), LONGEST_SENTENCE).toString();
  }

  /**
   * A text as a cell of a CSV file.
   *
   * @param text the text
   * @return in quotes if it holds a comma, a quote or the end of a line
   */
  public static String cell(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
