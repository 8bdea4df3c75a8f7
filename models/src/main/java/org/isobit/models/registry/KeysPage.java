package org.isobit.models.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys and entries as text for people, in lines of at most {@value #WIDTH} characters. Thread-safe. */
public final class KeysPage {

  private static final int WIDTH = 110;
  private static final int COLUMN = 30;

  private KeysPage() {}

  /**
   * All keys of a section and of those below it.
   *
   * @param keys the section's keys
   * @return lines; required keys have an asterisk
   */
  public static String of(Keys keys) {
    StringBuilder text = new StringBuilder();
    add(text, keys, "");
    return text.toString();
  }

  private static void add(StringBuilder text, Keys keys, String indent) {
    for (Key key : keys.own()) {
      add(text, key, key.name(), indent);
    }
    if (keys.any() != null) {
      add(text, keys.any(), keys.any().name().toUpperCase(java.util.Locale.ROOT), indent);
    }
    keys.variants().forEach((word, more) -> {
      if (!more.own().isEmpty()) {
        text.append(indent).append("with ").append(keys.by()).append(": ").append(word).append('\n');
        add(text, more, indent + "  ");
      }
    });
  }

  private static void add(StringBuilder text, Key key, String name, String indent) {
    String left = indent + name + (key.isRequired() ? " *" : "");
    List<String> lines = wrap(key.says() + " (" + value(key) + ")", WIDTH - COLUMN);
    text.append(left).append(left.length() < COLUMN ? " ".repeat(COLUMN - left.length())
        : "\n" + " ".repeat(COLUMN));
    text.append(String.join("\n" + " ".repeat(COLUMN), lines)).append('\n');
    if (key.section() != null) {
      add(text, key.section(), indent + "  ");
    }
  }

  /**
   * One key in a line or more.
   *
   * @param path where it stands
   * @param key  the key
   * @return what it means, what its value may be and what holds if it is missing
   */
  public static String of(String path, Key key) {
    return path + (key.isRequired() ? " *" : "") + "\n  "
        + String.join("\n  ", wrap(key.says() + " (" + value(key) + ")", WIDTH - 2)) + "\n";
  }

  /**
   * One entry.
   *
   * @param kind  what it is
   * @param entry the entry
   * @return name, sentence, source and keys
   */
  public static String of(String kind, Entry entry) {
    return kind + " " + entry.label() + "\n  " + String.join("\n  ", wrap(about(entry), WIDTH - 2)) + "\n"
        + of(entry.keys()).indent(2);
  }

  /**
   * A registry.
   *
   * @param registry the registry
   * @return a line or more for each entry
   */
  public static String of(Registry<?> registry) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : registry.entries()) {
      text.append(line(entry.label(), about(entry)));
    }
    return text.toString();
  }

  /**
   * A word and what is to be said of it.
   *
   * @param word the word, on the left
   * @param text what stands on the right
   * @return a line or more
   */
  public static String line(String word, String text) {
    String left = "  " + word;
    return left + " ".repeat(Math.max(1, COLUMN - left.length()))
        + String.join("\n" + " ".repeat(COLUMN), wrap(text, WIDTH - COLUMN)) + "\n";
  }

  private static String about(Entry entry) {
    return entry.sentence() + (entry.source().isEmpty() ? "" : " (" + entry.source() + ")");
  }

  /** What a value may be, and what holds without one. */
  private static String value(Key key) {
    List<String> parts = new ArrayList<>();
    parts.add(key.words().isEmpty() ? key.forms().stream().sorted().map(Key.Form::toString)
        .collect(Collectors.joining(" or ")) + (key.range().isEmpty() ? "" : ", " + key.range())
        : String.join(", ", key.words()));
    if (key.usual() != null && !key.usual().isEmpty()) {
      parts.add("if missing: " + (key.usual().startsWith("(") ? key.usual().substring(1, key.usual().length() - 1)
          : key.usual()));
    }
    if (key.when() != null) {
      parts.add("for " + key.when());
    }
    return String.join("; ", parts);
  }

  private static List<String> wrap(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * All keys below a section with their paths.
   *
   * @param keys   the section
   * @param prefix what stands before each path
   * @param into   path to key, in order
   */
  public static void collect(Keys keys, String prefix, Map<String, Key> into) {
    for (Key key : keys.own()) {
      collect(key, prefix + key.name(), into);
    }
    if (keys.any() != null) {
      collect(keys.any(), prefix + keys.any().name(), into);
    }
    keys.variants().forEach((word, more) -> more.own().forEach(key ->
        collect(key, prefix + key.name() + " (" + keys.by() + ": " + word + ")", into)));
  }

  private static void collect(Key key, String path, Map<String, Key> into) {
    into.put(path, key);
    if (key.section() != null) {
      collect(key.section(), path + ".", into);
    }
  }
}
