package org.isobit.models.io;

/** Text from a file that nobody vouches for, as messages and terminals may show it. Thread-safe. */
public final class Quoted {

  private static final int LONGEST = 80;
  private static final int LONGEST_LINE = 400;

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
      switch (Character.getType(c)) {
        case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
            Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append("\\u{")
            .append(Integer.toHexString(c)).append('}');
        default -> out.appendCodePoint(c);
      }
    }
    return out;
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
}
