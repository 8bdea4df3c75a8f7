package org.isobit.models.cycle;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.models.io.Similar;

/**
 * Text with placeholders in braces, such as {@code obs/{cycle:06}.csv}. A whole number takes a width, to which it is
 * padded with zeros. Braces around anything but one word stay as they are. Immutable, thread-safe.
 */
final class Template {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(?::([0-9]{1,2}))?}");

  /** The placeholders that take a width. */
  private static final List<String> NUMBERS = List.of("cycle", "member");

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /**
   * Reads a template.
   *
   * @param known the placeholders it may have
   * @param error makes the exception for a mistake
   */
  static Template of(String text, List<String> known, Function<String, IllegalArgumentException> error) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!known.contains(name)) {
        throw error.apply("has the placeholder {" + name + "}, which is unknown" + Similar.hint(name, known)
            + "; known: {" + String.join("}, {", known) + "}");
      }
      if (matcher.group(2) != null && !NUMBERS.contains(name)) {
        throw error.apply("gives {" + name + "} a width, which only {" + String.join("} and {", NUMBERS) + "} take");
      }
    }
    return new Template(text);
  }

  /** Whether any of some placeholders occurs. */
  boolean names(String... placeholders) {
    List<String> wanted = List.of(placeholders);
    return PLACEHOLDER.matcher(text).results().anyMatch(result -> wanted.contains(result.group(1)));
  }

  /** The text with values in place of the placeholders. */
  String fill(Map<String, ?> values) {
    return PLACEHOLDER.matcher(text).replaceAll(result -> Matcher.quoteReplacement(value(result, values)));
  }

  private static String value(MatchResult result, Map<String, ?> values) {
    String value = String.valueOf(values.get(result.group(1)));
    int width = result.group(2) == null ? 0 : Integer.parseInt(result.group(2));
    return "0".repeat(Math.max(0, width - value.length())) + value;
  }

  @Override
  public String toString() {
    return text;
  }
}
