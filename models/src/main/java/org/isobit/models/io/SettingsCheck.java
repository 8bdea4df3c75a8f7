package org.isobit.models.io;

import java.util.LinkedHashMap;
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
    if (settings.described != null && settings.described.own().stream().anyMatch(k -> k.name().equals(name))) {
      throw settings.error(name, "is a key that all here have; what is named here cannot have another of that name");
    }
    value(settings, key, into);
  }

  private static Map<String, Object> values(Settings section, Keys keys) {
    Map<String, Object> into = new LinkedHashMap<>();
    keys.own().forEach(key -> value(section, key, into));
    return into;
  }

  private static void value(Settings settings, Key key, Map<String, Object> into) {
    String name = key.name();
    String usual = key.usual();
    if (usual == null && !key.isRequired() && !settings.has(name)) {
      settings.used.put(name, null);
      return;
    }
    boolean given = usual == null;
    Object value = switch (key.forms().iterator().next()) {
      case NUMBER -> {
        double number = given ? settings.number(name) : settings.number(name, Double.parseDouble(usual));
        if (!key.allows(number)) {
          throw settings.error(name, "must be " + key.range() + ", but is " + number);
        }
        yield number;
      }
      case INTEGER -> {
        long number = given ? settings.integer(name) : settings.integer(name, Long.parseLong(usual));
        if (!key.allows(number)) {
          throw settings.error(name, "must be " + key.range() + ", but is " + number);
        }
        if (number != (int) number) {
          throw settings.error(name, "must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE + ", but is "
              + number);
        }
        yield number;
      }
      case FLAG -> given ? settings.flag(name) : settings.flag(name, Boolean.parseBoolean(usual));
      case WORD -> given ? settings.choice(name, key.words().toArray(String[]::new))
          : settings.choiceOr(name, usual, key.words().toArray(String[]::new));
      case FILE -> settings.file(name).toString();
      case SECTIONS -> settings.sections(name).stream().map(s -> values(s, key.section())).toList();
      case TEXT -> given ? settings.string(name) : settings.string(name, usual);
      default -> throw new IllegalStateException("the key '" + name + "' of an entry is a " + key.forms()
          + ", but only numbers, integers, truth values, words, texts, files and lists of sections are read");
    };
    into.put(name, value);
  }
}
