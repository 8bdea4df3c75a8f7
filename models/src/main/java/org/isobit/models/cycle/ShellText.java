package org.isobit.models.cycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command for a shell whose placeholders became the shell's own variables. A value is never part of the command: what
 * is in a variable is not parsed again, whatever the name of a directory holds.
 *
 * <p>How the variable is written depends on where the placeholder stands: {@code {in}} becomes {@code "${ISOBIT_IN}"}
 * outside of quotes, {@code ${ISOBIT_IN}} between double ones, and <code>'"${ISOBIT_IN}"'</code> between single ones.
 * Where this reading of the command is wrong (quotes inside a here-document), the value may fall apart into words, but
 * it is still not run. Used once.
 */
final class ShellText {

  private static final Pattern TEXT = Pattern.compile("\\{([a-z]+)}");

  /** What the reader is in: a command, '...', "..." or $(...) within one of them. */
  private enum Place { COMMAND, SINGLE, DOUBLE, SUBSTITUTION }

  private final String template;
  private final List<String> placeholders;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Place> places = new ArrayDeque<>(List.of(Place.COMMAND));

  private ShellText(String template, List<String> placeholders) {
    this.template = template;
    this.placeholders = placeholders;
  }

  /**
   * Writes variables in place of placeholders.
   *
   * @param template     the command
   * @param placeholders those to replace; others stay
   */
  static String of(String template, List<String> placeholders) {
    return new ShellText(template, placeholders).text();
  }

  /** The variable that has the value of a placeholder. */
  static String variable(String placeholder) {
    return "ISOBIT_" + placeholder.toUpperCase(Locale.ROOT);
  }

  private String text() {
    Matcher placeholder = TEXT.matcher(template);
    for (int at = 0; at < template.length(); ) {
      if (placeholder.region(at, template.length()).lookingAt() && placeholders.contains(placeholder.group(1))) {
        String variable = "${" + variable(placeholder.group(1)) + "}";
        out.append(switch (places.peek()) {
          case SINGLE -> "'\"" + variable + "\"'";
          case DOUBLE -> variable;
          default -> "\"" + variable + "\"";
        });
        at = placeholder.end();
      } else {
        int end = step(at);
        out.append(template, at, end);
        at = end;
      }
    }
    return out.toString();
  }

  /** Where what stands at a position ends; keeps track of the place. */
  private int step(int at) {
    char c = template.charAt(at);
    Place place = places.peek();
    if (place == Place.SINGLE) {
      if (c == '\'') {
        places.pop();
      }
      return at + 1;
    }
    if (c == '\\') {
      return Math.min(at + 2, template.length());
    }
    if (c == '"') {
      if (place == Place.DOUBLE) {
        places.pop();
      } else {
        places.push(Place.DOUBLE);
      }
    } else if (template.startsWith("$(", at)) {
      places.push(Place.SUBSTITUTION);
      return at + 2;
    } else if (place != Place.DOUBLE) {
      return command(at, c);
    }
    return at + 1;
  }

  /** Outside of double quotes. */
  private int command(int at, char c) {
    if (c == '#' && (at == 0 || " \t\n;&|()".indexOf(template.charAt(at - 1)) >= 0)) {
      int end = template.indexOf('\n', at); // a comment, in which quotes mean nothing
      return end < 0 ? template.length() : end;
    }
    if (c == '\'') {
      places.push(Place.SINGLE);
    } else if (c == '(') {
      places.push(Place.SUBSTITUTION); // ends at its ) too
    } else if (c == ')' && places.peek() == Place.SUBSTITUTION) {
      places.pop();
    }
    return at + 1;
  }
}
