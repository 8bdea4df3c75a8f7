package org.isobit.models.registry;

/** An entry whose name, sentence and source are given when it is made. Immutable, thread-safe. */
public abstract class NamedEntry implements Entry {

  private final String label;
  private final String sentence;
  private final String source;

  /**
   * An entry.
   *
   * @param label    its name in configurations
   * @param sentence what it is, without the full stop
   * @param source   paper and equation, or nothing
   */
  protected NamedEntry(String label, String sentence, String source) {
    this.label = label;
    this.sentence = sentence;
    this.source = source;
  }

  @Override
  public final String label() {
    return label;
  }

  @Override
  public final String sentence() {
    return sentence;
  }

  @Override
  public final String source() {
    return source;
  }
}
