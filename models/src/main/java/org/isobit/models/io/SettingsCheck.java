package org.isobit.models.io;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;

/** Holds configurations, and what reads them, to the description of their keys. Thread-safe. */
final class SettingsCheck {

  private SettingsCheck() {}

  /** Refuses the first key that is not described, in a section and all below it. */
  static void known(Settings root, Map<?, ?> values, Keys keys, String path) {
    String word = keys.by() != null && values.get(keys.by()) instanceof String text ? text.toLowerCase(Locale.ROOT)
        : null;
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Key key = keys.find(name, null);
      if (key == null) {
        List<String> names = keys.names(word);
        throw root.error(path + name, "is not known here" + Similar.hint(name, names) + "; known: "
            + String.join(", ", names));
      }
      Keys section = key.section();
      if (section != null && entry.getValue() instanceof Map<?, ?> map) {
        known(root, map, section, path + name + ".");
      } else if (section != null && entry.getValue() instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) instanceof Map<?, ?> map) {
            known(root, map, section, path + name + "." + i + ".");
          }
        }
      }
    }
  }

  /** Whether a key may be read in a form, with a value that holds if it is missing. */
  static boolean fits(Key key, Form form, Object usual) {
    if (key == null) {
      return false;
    }
    boolean same = key.forms().contains(form) || key.forms().contains(Form.ANYTHING)
        || form == Form.TEXT && key.forms().stream().anyMatch(f -> f.ordinal() < Form.FLAG.ordinal());
    return same && (usual == null || key.usual() != null
        && (key.usual().startsWith("(") || key.usual().equals(String.valueOf(usual))
        || usual instanceof Number number && number.doubleValue() == number(key.usual())));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Reads a key as it is described. */
  static void read(Settings settings, Key key, Map<String, Object> into) {
    String name = key.name();
    String usual = key.usual();
    Form form = key.forms().iterator().next();
    if (usual == null && !key.isRequired() && !settings.has(name)) {
      settings.string(name, null);
      return;
    }
    boolean given = usual == null;
    Object value = switch (form) {
      case NUMBER -> {
        double number = given ? settings.number(name) : settings.number(name, Double.parseDouble(usual));
        if (number < key.least() || number > key.greatest() || key.isOpen() && number == key.least()) {
          throw settings.error(name, "must be " + range(key) + ", but is " + number);
        }
        yield number;
      }
      case INTEGER -> {
        long number = given ? settings.integer(name) : settings.integer(name, Long.parseLong(usual));
        if (number < key.least() || number > key.greatest()) {
          throw settings.error(name, "must be " + range(key) + ", but is " + number);
        }
        yield number;
      }
      case FLAG -> settings.flag(name, Boolean.parseBoolean(usual));
      case WORD -> given ? settings.choice(name, key.words().toArray(String[]::new))
          : settings.choiceOr(name, usual, key.words().toArray(String[]::new));
      case TEXT -> given ? settings.string(name) : settings.string(name, usual);
      default -> throw new IllegalStateException("the key '" + name + "' of an entry is a " + form
          + ", but only numbers, integers, truth values, words and texts are read");
    };
    into.put(name, value);
  }

  /** What a number must be. */
  static String range(Key key) {
    boolean whole = key.forms().contains(Form.INTEGER);
    if (key.isOpen()) {
      return "positive";
    }
    return Double.isInfinite(key.greatest()) ? "at least " + text(key.least(), whole)
        : "between " + text(key.least(), whole) + " and " + text(key.greatest(), whole);
  }

  private static String text(double bound, boolean whole) {
    return whole || bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
