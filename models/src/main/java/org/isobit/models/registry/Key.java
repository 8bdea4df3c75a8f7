package org.isobit.models.registry;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known of one key of a configuration: what its value may be, what holds if it is missing, and what it means.
 * Immutable, thread-safe.
 */
public final class Key {

  /** What a value may be. */
  public enum Form {
    /** Any text. */
    TEXT("text"),
    /** One of some words. */
    WORD("word"),
    /** A file, relative to the configuration's folder. */
    FILE("file"),
    /** An integer. */
    INTEGER("integer"),
    /** A finite number. */
    NUMBER("number"),
    /** True or false. */
    FLAG("true or false"),
    /** Numbers. */
    NUMBERS("list of numbers"),
    /** Integers. */
    INTEGERS("list of integers"),
    /** Truth values. */
    FLAGS("list of true or false"),
    /** Texts. */
    TEXTS("list of texts"),
    /** Keys with values. */
    SECTION("section"),
    /** A list of sections. */
    SECTIONS("list of sections"),
    /** Whatever YAML has. */
    ANYTHING("anything");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final String name;
  private final String says;
  private final Set<Form> forms;
  private final Supplier<List<String>> words;
  private final double least;
  private final double greatest;
  private final boolean open;
  private final String usual;
  private final boolean required;
  private final Supplier<String> when;
  private final Keys section;

  private Key(String name, String says, Set<Form> forms, Supplier<List<String>> words, double least, double greatest,
      boolean open, String usual, boolean required, Supplier<String> when, Keys section) {
    this.name = name;
    this.says = says;
    this.forms = forms;
    this.words = words;
    this.least = least;
    this.greatest = greatest;
    this.open = open;
    this.usual = usual;
    this.required = required;
    this.when = when;
    this.section = section;
  }

  /**
   * A key of some form.
   *
   * @param name its name
   * @param form what its value is
   * @param says what it means, one sentence without the full stop
   * @return the key, which may be missing
   */
  public static Key of(String name, Form form, String says) {
    return new Key(name, says, EnumSet.of(form), List::of, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false,
        null, false, null, null);
  }

  /**
   * A key whose value is one of some words.
   *
   * @param name  its name
   * @param says  what it means
   * @param words the words
   * @return the key
   */
  public static Key word(String name, String says, String... words) {
    List<String> all = List.of(words);
    return word(name, says, () -> all);
  }

  /**
   * A key whose value is one of some words that are known only when they are asked for.
   *
   * @param name  its name
   * @param says  what it means
   * @param words the words
   * @return the key
   */
  public static Key word(String name, String says, Supplier<List<String>> words) {
    Key key = of(name, Form.WORD, says);
    return new Key(name, says, key.forms, words, key.least, key.greatest, false, null, false, null, null);
  }

  /**
   * A section.
   *
   * @param name    its name
   * @param says    what it is about
   * @param section its keys
   * @return the key
   */
  public static Key section(String name, String says, Keys section) {
    return of(name, Form.SECTION, says).with(section);
  }

  /**
   * The same key, whose value, or each of its values, is a section.
   *
   * @param keys the section's keys
   * @return a new key
   */
  public Key with(Keys keys) {
    return new Key(name, says, forms, words, least, greatest, open, usual, required, when, keys);
  }

  /**
   * The same key, which may have another form, too.
   *
   * @param form the form
   * @return a new key
   */
  public Key or(Form form) {
    EnumSet<Form> more = EnumSet.copyOf(forms);
    more.add(form);
    return new Key(name, says, more, words, least, greatest, open, usual, required, when, section);
  }

  /**
   * The same key, which must be there.
   *
   * @return a new key
   */
  public Key required() {
    return new Key(name, says, forms, words, least, greatest, open, usual, true, when, section);
  }

  /**
   * The same key with the value that holds if it is missing.
   *
   * @param value the value; a text in brackets says in words where it comes from
   * @return a new key
   */
  public Key usual(Object value) {
    return new Key(name, says, forms, words, least, greatest, open, String.valueOf(value), required, when, section);
  }

  /**
   * The same key with bounds.
   *
   * @param smallest the least value
   * @param largest  the greatest value
   * @return a new key
   */
  public Key between(double smallest, double largest) {
    return new Key(name, says, forms, words, smallest, largest, false, usual, required, when, section);
  }

  /**
   * The same key with a least value.
   *
   * @param smallest the least value
   * @return a new key
   */
  public Key atLeast(double smallest) {
    return between(smallest, Double.POSITIVE_INFINITY);
  }

  /**
   * The same key, of numbers above zero.
   *
   * @return a new key
   */
  public Key positive() {
    return new Key(name, says, forms, words, 0.0, greatest, true, usual, required, when, section);
  }

  /**
   * The same key, which counts only sometimes.
   *
   * @param condition when: {@code the filters letkf and lestkf}
   * @return a new key
   */
  public Key when(String condition) {
    return when(() -> condition);
  }

  /**
   * The same key, which counts only sometimes.
   *
   * @param condition when, made when it is asked for
   * @return a new key
   */
  public Key when(Supplier<String> condition) {
    return new Key(name, says, forms, words, least, greatest, open, usual, required, condition, section);
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * What it means.
   *
   * @return a sentence
   */
  public String says() {
    return says;
  }

  /**
   * What its value may be.
   *
   * @return one form or more, in the order of {@link Form}
   */
  public Set<Form> forms() {
    return Collections.unmodifiableSet(forms);
  }

  /**
   * The words that it may have.
   *
   * @return the words; empty if it has other forms
   */
  public List<String> words() {
    return words.get();
  }

  /**
   * What holds if it is missing.
   *
   * @return a value, words in brackets, or null if nothing does
   */
  public String usual() {
    return usual;
  }

  /**
   * Whether it must be there.
   *
   * @return true if so
   */
  public boolean isRequired() {
    return required;
  }

  /**
   * When it counts.
   *
   * @return the condition, or null: always
   */
  public String when() {
    return when == null ? null : when.get();
  }

  /**
   * The section's keys.
   *
   * @return the keys, or null if it has no section
   */
  public Keys section() {
    return section;
  }

  /**
   * The least value.
   *
   * @return it, or −∞
   */
  public double least() {
    return least;
  }

  /**
   * The greatest value.
   *
   * @return it, or +∞
   */
  public double greatest() {
    return greatest;
  }

  /**
   * Whether the least value itself is left out.
   *
   * @return true for positive numbers
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Whether a number is within the bounds.
   *
   * @param number the number
   * @return true if so
   */
  public boolean allows(double number) {
    return number >= least && number <= greatest && !(open && number == least);
  }

  /**
   * The bounds in words, as in "must be …".
   *
   * @return {@code positive}, {@code at least 2}, {@code between 0 and 1}, or nothing without bounds
   */
  public String range() {
    boolean below = !Double.isInfinite(least);
    boolean above = !Double.isInfinite(greatest);
    if (open) {
      return (least == 0.0 ? "positive" : "more than " + text(least)) + (above ? " and at most " + text(greatest) : "");
    }
    return below && above ? "between " + text(least) + " and " + text(greatest)
        : below ? "at least " + text(least) : above ? "at most " + text(greatest) : "";
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? Long.toString((long) bound) : Double.toString(bound);
  }
}
