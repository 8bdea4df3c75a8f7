package org.isobit.models.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The keys of a section: those that it always has, further ones that depend on the word of one of them, and possibly
 * one that stands for any name. Immutable, thread-safe.
 */
public final class Keys {

  private final List<Key> own;
  private final String by;
  private final Supplier<Map<String, Keys>> variants;
  private final Key any;

  private Keys(List<Key> own, String by, Supplier<Map<String, Keys>> variants, Key any) {
    this.own = own;
    this.by = by;
    this.variants = variants;
    this.any = any;
  }

  /**
   * Keys that are always there.
   *
   * @param keys in the order in which help shows them
   * @return the keys
   */
  public static Keys of(Key... keys) {
    return new Keys(List.of(keys), null, Map::of, null);
  }

  /**
   * A section whose keys have names of the user's choice.
   *
   * @param key what each of them is; its name says what the names are of
   * @return the keys
   */
  public static Keys each(Key key) {
    return new Keys(List.of(), null, Map::of, key);
  }

  /**
   * These keys and others.
   *
   * @param more the others
   * @return new keys
   */
  public Keys and(Key... more) {
    return new Keys(Stream.concat(own.stream(), Arrays.stream(more)).toList(), by, variants, any);
  }

  /**
   * These keys and others.
   *
   * @param more the others, which depend on no word
   * @return new keys
   */
  public Keys and(Keys more) {
    if (more.by != null || more.any != null) {
      throw new IllegalArgumentException("keys that depend on a word, or have any name, cannot be added to others");
    }
    return and(more.own.toArray(new Key[0]));
  }

  /**
   * These keys, and further ones that depend on the word of one of them.
   *
   * @param key  the key
   * @param more for each of its words the further keys; asked for when they are needed
   * @return new keys
   */
  public Keys by(String key, Supplier<Map<String, Keys>> more) {
    if (by != null) {
      throw new IllegalArgumentException("further keys depend on '" + by + "' already, and cannot on '" + key + "'");
    }
    return new Keys(own, key, more, any);
  }

  /**
   * The keys that are always there.
   *
   * @return in their order
   */
  public List<Key> own() {
    return own;
  }

  /**
   * The files that values name, whose content they stand for.
   *
   * @param values the values of these keys
   * @return of each key that is a file's and has a value its path, in their order
   */
  public Map<String, Path> files(Values values) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Key key : own) {
      if (key.forms().contains(Key.Form.FILE) && values.has(key.name())) {
        files.put(key.name(), Path.of(values.text(key.name())));
      }
    }
    return files;
  }

  /**
   * What every other key is.
   *
   * @return the key that stands for any name, or null if names are fixed
   */
  public Key any() {
    return any;
  }

  /**
   * The key whose word further ones depend on.
   *
   * @return its name, or null
   */
  public String by() {
    return by;
  }

  /**
   * The further keys.
   *
   * @return for each word its own
   */
  public Map<String, Keys> variants() {
    return variants.get();
  }

  /**
   * The key of a name.
   *
   * @param name the name
   * @param word the word that further keys depend on, or null: any
   * @return the key, or null
   */
  public Key find(String name, String word) {
    for (Key key : own) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    for (Map.Entry<String, Keys> variant : variants.get().entrySet()) {
      Key key = word == null || word.equals(variant.getKey()) ? variant.getValue().find(name, null) : null;
      if (key != null) {
        return key;
      }
    }
    return any;
  }

  /**
   * All names.
   *
   * @param word the word that further keys depend on, or null: any
   * @return in their order
   */
  public List<String> names(String word) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    own.forEach(key -> names.put(key.name(), true));
    variants.get().forEach((label, keys) -> {
      if (word == null || word.equals(label)) {
        keys.names(null).forEach(name -> names.put(name, true));
      }
    });
    return new ArrayList<>(names.keySet());
  }
}
