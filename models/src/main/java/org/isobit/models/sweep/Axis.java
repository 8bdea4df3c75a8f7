package org.isobit.models.sweep;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A key of a configuration and the values that it takes in turn. Immutable, thread-safe.
 *
 * @param key    the path of the key, such as {@code methods.0.inflation.factor}
 * @param values what it takes: numbers, texts, truth values, null (as if the key were missing), lists, sections
 */
public record Axis(String key, List<Object> values) {

  private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  /**
   * Checks the values, and keeps its own copy of their list.
   *
   * @throws IllegalArgumentException if there is none, or one is there twice
   */
  public Axis {
    values = Collections.unmodifiableList(new ArrayList<>(values)); // which may hold null
    if (values.isEmpty()) {
      throw new IllegalArgumentException("must have at least one value, but is empty");
    }
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException("must have finite values, but has " + value);
      }
      if (!seen.add(comparable(value))) {
        throw new IllegalArgumentException("has the value " + text(value) + " twice");
      }
    }
  }

  /**
   * A value as it is compared: 1 and 1.0 are one.
   *
   * @param value any
   * @return the same, numbers as double
   */
  public static Object comparable(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  /** A value as YAML, which JSON is. */
  private static String text(Object value) {
    return GSON.toJson(value);
  }

  /**
   * How many values there are.
   *
   * @return at least 1
   */
  public int size() {
    return values.size();
  }

  /**
   * A value as an assignment to the key.
   *
   * @param i its index
   * @return {@code key=value}, the value as YAML
   */
  public String assignment(int i) {
    return key + "=" + text(values.get(i));
  }

  /**
   * A value as people read it.
   *
   * @param i its index
   * @return a number or text; {@code none} for null
   */
  public String label(int i) {
    return switch (values.get(i)) {
      case null -> "none";
      case String word -> word;
      case Object value -> text(value);
    };
  }
}
