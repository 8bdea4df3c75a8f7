package org.isobit.models.sweep;

import java.util.Locale;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Registry;

/**
 * What settings are ranked by: the time mean of an error, of which the lowest is best. The spread is none, since what
 * is too sure of itself has the lowest. Immutable, thread-safe.
 */
public enum Measure implements Entry {
  /** Of the analysis. */
  ANALYSIS("analysis", "RMSE", "RMSE of the analysis mean"),
  /** Of the forecast. */
  FORECAST("forecast", "RMSE", "RMSE of the forecast mean"),
  /** Of the estimate given later observations as well, of methods that smooth. */
  SMOOTHED("smoothed", "RMSE", "RMSE of the smoothed mean"),
  /** Of the analysis. */
  CRPS("crps", "CRPS", "CRPS of the analysis");

  private static final Registry<Measure> ALL = Registry.of("score", values());

  /** The key of a configuration that names one. */
  public static final Key KEY = Key.word("score", "which score a sweep or a tuning goes by, the lowest of which is "
      + "best; smoothed is for methods that smooth", ALL::labels).usual(ANALYSIS.label());

  private final String label;
  private final String quantity;
  private final String sentence;

  Measure(String label, String quantity, String sentence) {
    this.label = label;
    this.quantity = quantity;
    this.sentence = sentence;
  }

  /**
   * Reads the key {@code score}.
   *
   * @param root a configuration
   * @return the one that is named, or that of the analysis
   * @throws IllegalArgumentException naming key and value if there is none of that name
   */
  public static Measure read(Settings root) {
    return ALL.get(root.choiceOr(KEY.name(), ANALYSIS.label, ALL.labels().toArray(String[]::new)));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  /**
   * What its numbers are.
   *
   * @return the field's abbreviation
   */
  public String quantity() {
    return quantity;
  }

  /** The name of its column in files. */
  String column() {
    return title().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /**
   * The heading of its column in tables.
   *
   * @return the quantity, and of what it is
   */
  public String title() {
    return this == CRPS ? quantity : quantity + " " + label;
  }
}
