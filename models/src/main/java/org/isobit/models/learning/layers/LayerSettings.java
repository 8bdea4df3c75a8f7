package org.isobit.models.learning.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.io.Similar;

/** The settings of a layer that is made from its description, checked. Not thread-safe. */
public final class LayerSettings {

  private final LayerProvider provider;
  private final String kind;
  private final Map<String, ?> values;
  private final Set<String> read = new HashSet<>();

  LayerSettings(LayerProvider provider, Map<String, ?> values) {
    this.provider = provider;
    this.kind = provider.label();
    this.values = values;
  }

  /**
   * Text.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public String text(String key) {
    return value(key, String.class, "text");
  }

  /**
   * A truth value.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public boolean truth(String key) {
    return value(key, Boolean.class, "true or false");
  }

  /**
   * A whole number.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public int integer(String key) {
    Number number = value(key, Number.class, "a whole number");
    if (number.doubleValue() != number.intValue()) {
      throw wrong(key, number, "a whole number");
    }
    return number.intValue();
  }

  /**
   * A number.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public double number(String key) {
    return value(key, Number.class, "a number").doubleValue();
  }

  /**
   * A list of numbers.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object item : value(key, List.class, "a list of numbers")) {
      if (!(item instanceof Number number)) {
        throw wrong(key, item, "a list of numbers");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /**
   * Whether a setting that is mostly something else is a certain word.
   *
   * @param key  the setting
   * @param word the word
   * @return true if it is
   * @throws IllegalArgumentException if it is missing
   */
  public boolean is(String key, String word) {
    return value(key, Object.class, "").equals(word);
  }

  /**
   * Whole numbers, of which a lone one need not stand in a list.
   *
   * @param key the setting
   * @return its values
   * @throws IllegalArgumentException if it is missing or something else
   */
  public List<Integer> integers(String key) {
    Object value = value(key, Object.class, "");
    List<Integer> numbers = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of(value)) {
      if (!(item instanceof Number number) || number.doubleValue() != number.intValue()) {
        throw wrong(key, item, "a list of whole numbers");
      }
      numbers.add(number.intValue());
    }
    return numbers;
  }

  /**
   * The activation of a name.
   *
   * @param key the setting
   * @return its value
   * @throws IllegalArgumentException if it is missing or something else
   */
  public Activation activation(String key) {
    return Layers.activationNamed(text(key));
  }

  /** Refuses settings that nobody read. */
  void finish() {
    for (String key : values.keySet()) {
      if (!read.contains(key)) {
        List<String> known = new ArrayList<>(read);
        Collections.sort(known);
        throw new IllegalArgumentException("layer " + kind + ": there is no setting '" + key + "'"
            + Similar.hint(key, known) + "; it has " + String.join(", ", known));
      }
    }
  }

  private <T> T value(String key, Class<T> type, String what) {
    assert provider.keys().find(key, null) != null : kind + ": the setting '" + key + "' is read, but not described";
    read.add(key);
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("layer " + kind + ": its setting '" + key + "' is missing");
    }
    if (!type.isInstance(value)) {
      throw wrong(key, value, what);
    }
    return type.cast(value);
  }

  private IllegalArgumentException wrong(String key, Object value, String what) {
    return new IllegalArgumentException("layer " + kind + ": '" + key + "' must be " + what + ", but is '" + value
        + "'");
  }
}
