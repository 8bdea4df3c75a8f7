package org.isobit.models.registry;

/**
 * Something that a configuration can name: a filter, a model, a law of errors, a taper. Implementations are immutable
 * and thread-safe.
 */
public interface Entry {

  /**
   * Its name in configurations.
   *
   * @return a word in lower case, parts joined by hyphens
   */
  String label();

  /**
   * What it is.
   *
   * @return one sentence without the full stop
   */
  String sentence();

  /**
   * Where it is from.
   *
   * @return paper and equation, or nothing
   */
  default String source() {
    return "";
  }

  /**
   * What it can be told besides what all of its kind can.
   *
   * @return keys of the section that names it, of forms that {@link Values} has: numbers, integers, truth values,
   *         words, texts and files, without sections; none may be called as one that all of the kind have
   */
  default Keys keys() {
    return Keys.of();
  }
}
