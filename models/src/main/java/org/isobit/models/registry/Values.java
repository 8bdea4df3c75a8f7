package org.isobit.models.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of an {@link Entry}'s own keys, read and checked as these are described. Immutable, thread-safe.
 *
 * @param all key to value, in the order of the keys: {@link Double}, {@link Long}, {@link Boolean}, {@link String}, or
 *            a list of such maps, of sections
 */
public record Values(Map<String, Object> all) {

  /** Keeps its own copy. */
  public Values {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /**
   * Whether a key that may be missing has a value.
   *
   * @param key the key
   * @return true if so
   */
  public boolean has(String key) {
    return all.get(key) != null;
  }

  /**
   * A number.
   *
   * @param key the key
   * @return its value
   */
  public double number(String key) {
    return ((Number) value(key)).doubleValue();
  }

  /**
   * An integer.
   *
   * @param key the key
   * @return its value
   */
  public int integer(String key) {
    long value = ((Number) value(key)).longValue();
    if (value != (int) value) {
      throw new IllegalArgumentException(key + ": must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE
          + ", but is " + value);
    }
    return (int) value;
  }

  /**
   * A truth value.
   *
   * @param key the key
   * @return its value
   */
  public boolean flag(String key) {
    return (Boolean) value(key);
  }

  /**
   * A word, a text, or the path of a file.
   *
   * @param key the key
   * @return its value
   */
  public String text(String key) {
    return (String) value(key);
  }

  /**
   * The values of sections.
   *
   * @param key the key
   * @return those of each section; empty if there is none
   */
  @SuppressWarnings("unchecked") // lists are of such maps alone
  public List<Values> sections(String key) {
    return all.get(key) == null ? List.of()
        : ((List<Map<String, Object>>) all.get(key)).stream().map(Values::new).toList();
  }

  /**
   * Refuses a value for what its {@link Key} does not say, such as one that depends on another key's.
   *
   * @param good whether the value is good
   * @param key  the key
   * @param must what it must be, to follow the word "must"
   * @throws IllegalArgumentException naming key and value, if it is not good
   */
  public void require(boolean good, String key, String must) {
    if (!good) {
      throw new IllegalArgumentException(key + ": must " + must + ", but is " + value(key));
    }
  }

  private Object value(String key) {
    Object value = all.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no value of '" + key + "'; there are " + all.keySet());
    }
    return value;
  }
}
