package org.isobit.models.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.models.registry.Key.Form;

/** The lists of a section of {@link Settings}: one typed getter for each kind. Not thread-safe. */
public abstract sealed class SettingsLists extends SettingsValues permits Settings {

  SettingsLists(SettingsSource source, String path, Map<String, Object> values) {
    super(source, path, values);
  }

  /**
   * A list of finite numbers; a single number is a list of one.
   *
   * @param key the key, required
   * @return its values
   */
  public final double[] numbers(String key) {
    asked(key, Form.NUMBERS, null);
    Object value = required(key);
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = finite(key + "." + i, list.get(i));
    }
    return numbers;
  }

  /**
   * A list of finite numbers; a single number is a list of one.
   *
   * @param key           the key
   * @param defaultValues the values if it is missing
   * @return its values
   */
  public final double[] numbers(String key, double[] defaultValues) {
    if (!has(key)) {
      asked(key, Form.NUMBERS, null);
      used.put(key, Arrays.stream(defaultValues).boxed().toList());
      return defaultValues.clone();
    }
    return numbers(key);
  }

  /**
   * A list of ints; a single one is a list of one.
   *
   * @param key the key, required
   * @return its values
   */
  public final int[] integers(String key) {
    asked(key, Form.INTEGERS, null);
    Object value = required(key);
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    int[] integers = new int[list.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = within(key + "." + i, whole(key + "." + i, list.get(i)), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return integers;
  }

  /**
   * A list of truth values; a single one is a list of one.
   *
   * @param key          the key
   * @param defaultValue the only value if it is missing
   * @return its values
   */
  public final boolean[] flags(String key, boolean defaultValue) {
    asked(key, Form.FLAGS, null);
    Object value = optionalValue(key, defaultValue);
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    boolean[] flags = new boolean[list.size()];
    for (int i = 0; i < flags.length; i++) {
      if (!(list.get(i) instanceof Boolean b)) {
        throw wrong(key + "." + i, "true or false", list.get(i));
      }
      flags[i] = b;
    }
    return flags;
  }

  /**
   * A list of texts; a single one is a list of one.
   *
   * @param key      the key
   * @param defaults the values if it is missing
   * @return its values
   */
  public final List<String> strings(String key, List<String> defaults) {
    asked(key, Form.TEXTS, null);
    Object value = optionalValue(key, defaults);
    List<?> list = value instanceof List<?> l ? l : List.of(value);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      strings.add(text(key + "." + i, item == null ? "null" : item));
    }
    return strings;
  }
}
