package org.isobit.models.learned;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;

/** A section of a description that nobody vouches for: every message names the file and the path of the key. */
final class JsonSection {

  private final String source;
  private final String path;
  private final Map<?, ?> values;

  private JsonSection(String source, String path, Map<?, ?> values) {
    this.source = source;
    this.path = path;
    this.values = values;
  }

  /** A whole description. */
  static JsonSection of(String source, Map<String, Object> values) {
    return new JsonSection(source, "", values);
  }

  /** Refuses keys that are none of these. */
  JsonSection withKeys(String... known) {
    for (Object key : values.keySet()) {
      if (!List.of(known).contains(key)) {
        throw error((String) key, "is not known here" + Similar.hint((String) key, List.of(known)) + "; known: "
            + String.join(", ", known));
      }
    }
    return this;
  }

  /** An error about a key. */
  IllegalArgumentException error(String key, String what) {
    return new IllegalArgumentException(source + ": " + Quoted.line(path + key) + " " + what);
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw error(key, "is missing");
    }
    return value;
  }

  private IllegalArgumentException wrong(String key, String what, Object value) {
    String shown = switch (value) {
      case Map<?, ?> map -> "a section";
      case List<?> list -> "a list of " + list.size();
      default -> Quoted.of(value.toString());
    };
    return error(key, "must be " + what + ", but is " + shown);
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  String text(String key) {
    Object value = required(key);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "text", value);
  }

  boolean flag(String key) {
    Object value = required(key);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false", value);
  }

  int integer(String key) {
    Object value = required(key);
    if (value instanceof Integer integer) {
      return integer;
    }
    throw wrong(key, "an integer", value);
  }

  double number(String key) {
    return finite(key, required(key));
  }

  private double finite(String key, Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, "a finite number", value);
  }

  /** A list of as many numbers. */
  double[] numbers(String key, int count) {
    List<?> list = list(key);
    if (list.size() != count) {
      throw error(key, "must have " + count + " numbers, but has " + list.size());
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = finite(key + "." + i, list.get(i));
    }
    return numbers;
  }

  int[] integers(String key) {
    List<?> list = list(key);
    int[] integers = new int[list.size()];
    for (int i = 0; i < integers.length; i++) {
      if (!(list.get(i) instanceof Integer integer)) {
        throw wrong(key + "." + i, "an integer", list.get(i));
      }
      integers[i] = integer;
    }
    return integers;
  }

  private List<?> list(String key) {
    Object value = required(key);
    if (!(value instanceof List<?> list)) {
      throw wrong(key, "a list", value);
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == null) {
        throw error(key + "." + i, "is missing");
      }
    }
    return list;
  }

  JsonSection section(String key) {
    Object value = required(key);
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, "a section", value);
    }
    return new JsonSection(source, path + key + ".", map);
  }

  List<JsonSection> sections(String key) {
    List<JsonSection> sections = new ArrayList<>();
    for (Object value : list(key)) {
      String name = key + "." + sections.size();
      if (!(value instanceof Map<?, ?> map)) {
        throw wrong(name, "a section", value);
      }
      sections.add(new JsonSection(source, path + name + ".", map));
    }
    return sections;
  }
}
