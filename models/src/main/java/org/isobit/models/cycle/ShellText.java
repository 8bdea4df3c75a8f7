package org.isobit.models.cycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.models.io.Quoted;

/**
 * A command for a shell whose placeholders became the shell's own variables. A value is never part of the command: what
 * is in a variable is not parsed again, whatever the name of a directory holds.
 *
 * <p>How the variable is written depends on where the placeholder stands: {@code {in}} becomes {@code "${ISOBIT_IN}"}
 * outside of quotes, {@code ${ISOBIT_IN}} between double ones and in here-documents, and <code>'"${ISOBIT_IN}"'</code>
 * between single ones. Where this reading of the command is wrong (quotes inside of backquotes), the value may fall apart into
 * words, but it is still not run. What the command itself gives to another shell ({@code eval}, {@code sh -c}, {@code ssh})
 * that one parses, of course; it knows the variables too, and {@code sh -c 'model "$ISOBIT_IN"'} is safe. Used once.
 */
final class ShellText {

  private static final Pattern TEXT = Pattern.compile("\\{([a-z]+)}");

  /** The beginning of a here-document: whether tabs may stand before its end, and its end, quoted or not. */
  private static final Pattern HERE = Pattern.compile("<<(-?)[ \\t]*(?:(['\"])(.+?)\\2|(\\\\?)([^\\s;&|<>()'\"\\\\]+))");

  /** What the reader is in: a command, '...', "..." or $(...) within one of them. */
  private enum Place { COMMAND, SINGLE, DOUBLE, SUBSTITUTION }

  private final String template;
  private final List<String> placeholders;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Place> places = new ArrayDeque<>(List.of(Place.COMMAND));

  /** Here-documents that begin with the next line. */
  private final Deque<MatchResult> documents = new ArrayDeque<>();

  private ShellText(String template, List<String> placeholders) {
    this.template = template;
    this.placeholders = placeholders;
  }

  /**
   * Writes variables in place of placeholders.
   *
   * @param template     the command
   * @param placeholders those to replace; others stay
   * @throws IllegalArgumentException if one stands in a here-document in which a shell replaces nothing
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
        while (!documents.isEmpty() && template.charAt(at - 1) == '\n' && places.peek() != Place.SINGLE
            && places.peek() != Place.DOUBLE) {
          at = document(at, documents.pop());
        }
      }
    }
    return out.toString();
  }

  /** Writes a here-document, if it is one, in which quotes mean nothing, and returns where it ends. */
  private int document(int at, MatchResult begin) {
    boolean quoted = begin.group(2) != null || !begin.group(4).isEmpty();
    String last = begin.group(begin.group(2) != null ? 3 : 5);
    Matcher end = Pattern.compile((begin.group(1).isEmpty() ? "^" : "^\t*") + Pattern.quote(last) + "$", Pattern.MULTILINE)
        .matcher(template);
    if (!end.find(at)) {
      return at; // none: a shift in arithmetic
    }
    int to = end.end();
    out.append(TEXT.matcher(template.substring(at, to)).replaceAll(placeholder -> {
      String name = placeholder.group(1);
      if (quoted && placeholders.contains(name)) {
        throw new IllegalArgumentException("has {" + name + "} in a here-document whose end " + Quoted.of(last)
            + " is quoted, so that a shell replaces nothing in it; take the quotes off");
      }
      return Matcher.quoteReplacement(placeholders.contains(name) ? "${" + variable(name) + "}" : placeholder.group());
    }));
    return to;
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
    if (template.startsWith("<<<", at)) {
      return at + 3; // a word follows
    }
    Matcher here = HERE.matcher(template).region(at, template.length());
    if (here.lookingAt()) {
      documents.add(here.toMatchResult());
      return here.end();
    }
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
