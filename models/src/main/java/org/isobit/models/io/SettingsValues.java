package org.isobit.models.io;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;

/** The values of a section of {@link Settings}: one typed getter for each kind. Not thread-safe. */
public abstract sealed class SettingsValues permits SettingsLists {

  final SettingsSource source;
  final Map<String, Object> values;

  /** What was asked for, with the value in use; sections hold a Settings or a list of them. */
  final Map<String, Object> used = new LinkedHashMap<>();

  /** What the section can say, or null if that is not described. */
  Keys described;

  private final String path;

  SettingsValues(SettingsSource source, String path, Map<String, Object> values) {
    this.source = source;
    this.path = path;
    this.values = values;
  }

  /**
   * Whether a key is there. Does not count as asking for it.
   *
   * @param key the key
   * @return true if it has a value
   */
  public final boolean has(String key) {
    return values.get(key) != null;
  }

  /**
   * The keys that are there, in the file's order.
   *
   * @return their names
   */
  public final List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /**
   * Text.
   *
   * @param key the key, required
   * @return its value; a number or truth value is given as it would be printed
   */
  public final String string(String key) {
    asked(key, Form.TEXT, null);
    return text(key, required(key));
  }

  /**
   * Text.
   *
   * @param key         the key
   * @param defaultText the value if it is missing
   * @return its value
   */
  public final String string(String key, String defaultText) {
    asked(key, Form.TEXT, defaultText);
    Object value = optionalValue(key, defaultText);
    return value == null ? null : text(key, value);
  }

  final String text(String key, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw wrong(key, "text", value);
    }
    return value.toString();
  }

  /**
   * One of several words; case does not matter.
   *
   * @param key   the key, required
   * @param words the words allowed
   * @return the word as it stands in {@code words}
   */
  public final String choice(String key, String... words) {
    asked(key, Form.WORD, null);
    return pick(key, required(key), words);
  }

  /**
   * One of several words, with a default.
   *
   * @param key         the key
   * @param defaultWord the word if the key is missing
   * @param words       the words allowed
   * @return the word as it stands in {@code words}
   */
  public final String choiceOr(String key, String defaultWord, String... words) {
    asked(key, Form.WORD, defaultWord);
    return pick(key, optionalValue(key, defaultWord), words);
  }

  private String pick(String key, Object value, String... words) {
    String text = text(key, value);
    for (String word : words) {
      if (word.equalsIgnoreCase(text)) {
        used.put(key, word);
        return word;
      }
    }
    throw error(key, "must be one of " + String.join(", ", words) + ", but is " + Quoted.of(text)
        + Similar.hint(text, List.of(words)));
  }

  /**
   * An integer; a number written as {@code 1e4} is one too.
   *
   * @param key the key, required
   * @return its value
   */
  public final long integer(String key) {
    asked(key, Form.INTEGER, null);
    return whole(key, required(key));
  }

  /**
   * An integer.
   *
   * @param key          the key
   * @param defaultValue the value if it is missing
   * @return its value
   */
  public final long integer(String key, long defaultValue) {
    asked(key, Form.INTEGER, defaultValue);
    return whole(key, optionalValue(key, defaultValue));
  }

  /**
   * An int within bounds.
   *
   * @param key     the key, required
   * @param least   the least value allowed
   * @param greatest the greatest value allowed
   * @return its value
   */
  public final int intBetween(String key, int least, int greatest) {
    return within(key, integer(key), least, greatest);
  }

  /**
   * An int within bounds.
   *
   * @param key          the key
   * @param defaultValue the value if it is missing
   * @param least        the least value allowed
   * @param greatest     the greatest value allowed
   * @return its value
   */
  public final int intBetween(String key, int defaultValue, int least, int greatest) {
    return within(key, integer(key, defaultValue), least, greatest);
  }

  final int within(String key, long value, int least, int greatest) {
    if (value < least || value > greatest) {
      boolean below = value < least && greatest == Integer.MAX_VALUE;
      throw error(key, "must be " + (below ? "at least " + least : "between " + least + " and " + greatest)
          + ", but is " + value);
    }
    return (int) value;
  }

  final long whole(String key, Object value) {
    return switch (value) {
      case Integer i -> i;
      case Long l -> l;
      case Double d when d == Math.rint(d) && Math.abs(d) <= 0x1p53 -> (long) (double) d;
      case BigInteger big -> throw error(key, "must be a 64-bit integer, but is " + Quoted.line(big.toString()));
      case null, default -> throw wrong(key, "an integer", value);
    };
  }

  /**
   * A finite number.
   *
   * @param key the key, required
   * @return its value
   */
  public final double number(String key) {
    asked(key, Form.NUMBER, null);
    return finite(key, required(key));
  }

  /**
   * A finite number.
   *
   * @param key          the key
   * @param defaultValue the value if it is missing
   * @return its value
   */
  public final double number(String key, double defaultValue) {
    asked(key, Form.NUMBER, defaultValue);
    return finite(key, optionalValue(key, defaultValue));
  }

  /**
   * A finite number above zero.
   *
   * @param key the key, required
   * @return its value
   */
  public final double positive(String key) {
    return aboveZero(key, number(key));
  }

  /**
   * A finite number above zero.
   *
   * @param key          the key
   * @param defaultValue the value if it is missing
   * @return its value
   */
  public final double positive(String key, double defaultValue) {
    return aboveZero(key, number(key, defaultValue));
  }

  private double aboveZero(String key, double value) {
    if (!(value > 0)) {
      throw error(key, "must be positive, but is " + value);
    }
    return value;
  }

  final double finite(String key, Object value) {
    if (!(value instanceof Number number)) {
      throw wrong(key, "a number", value);
    }
    double d = number.doubleValue();
    if (!Double.isFinite(d)) {
      throw error(key, "must be a finite number, but is " + Quoted.line(value.toString()));
    }
    return d;
  }

  /**
   * A truth value.
   *
   * @param key the key, required
   * @return its value
   */
  public final boolean flag(String key) {
    asked(key, Form.FLAG, null);
    if (required(key) instanceof Boolean b) {
      return b;
    }
    throw wrong(key, "true or false", values.get(key));
  }

  /**
   * A truth value.
   *
   * @param key          the key
   * @param defaultValue the value if it is missing
   * @return its value
   */
  public final boolean flag(String key, boolean defaultValue) {
    asked(key, Form.FLAG, defaultValue);
    Object value = optionalValue(key, defaultValue);
    if (value instanceof Boolean b) {
      return b;
    }
    throw wrong(key, "true or false", value);
  }

  /**
   * A file, relative to the folder of the configuration. It need not exist.
   *
   * @param key the key, required
   * @return its path
   */
  public final Path file(String key) {
    asked(key, Form.FILE, null);
    return source.resolve(text(key, required(key)), p -> error(key, "is not a file name: " + p));
  }

  /**
   * A file, relative to the folder of the configuration.
   *
   * @param key         the key
   * @param defaultName the name if the key is missing
   * @return its path
   */
  public final Path file(String key, String defaultName) {
    asked(key, Form.FILE, defaultName);
    return source.resolve(text(key, optionalValue(key, defaultName)), p -> error(key, "is not a file name: " + p));
  }

  /**
   * An error about a value, for checks that a getter cannot make.
   *
   * @param key  the key
   * @param what what is wrong, for example {@code must be less than 10, but is 12}
   * @return the exception to throw: file, line, key path and {@code what}
   */
  public final IllegalArgumentException error(String key, String what) {
    return new IllegalArgumentException(source.place(full(key)) + ": "
        + Quoted.sentence(full(key) + ": " + what));
  }

  final IllegalArgumentException wrong(String key, String wanted, Object value) {
    String is = switch (value) {
      case null -> "empty";
      case Map<?, ?> m -> "a section";
      case List<?> l -> l.isEmpty() ? "an empty list" : "a list";
      case String s -> Quoted.of(s);
      default -> Quoted.line(value.toString());
    };
    return error(key, "must be " + wanted + ", but is " + is);
  }

  final Object required(String key) {
    Object value = values.get(key);
    used.put(key, value);
    if (value == null) {
      throw error(key, "is missing");
    }
    return value;
  }

  final Object optionalValue(String key, Object defaultValue) {
    Object value = values.get(key);
    Object inUse = value == null ? defaultValue : value;
    used.put(key, inUse);
    return inUse;
  }

  /**
   * Holds what is read to what is described, in tests, which run with assertions: a key that is read without being
   * described, or is described as something else, with another usual value, is an error of the program.
   */
  final void asked(String key, Form form, Object usual) {
    assert described == null || SettingsCheck.fits(described.find(key, word()), form, usual)
        : full(key) + " is read as " + form + " with the usual value " + usual + ", but described otherwise";
  }

  /** The word that the keys of this section depend on, as far as it is there. */
  final String word() {
    return described == null || described.by() == null || !(values.get(described.by()) instanceof String text) ? null
        : text.toLowerCase(Locale.ROOT);
  }

  final String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
