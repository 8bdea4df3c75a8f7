package org.isobit.models.method;

import org.isobit.models.assimilation.Inflation;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;

/**
 * Inflation by a number, as configurations describe it: the section {@code inflation}.
 *
 * @param kind   what is inflated, and when
 * @param factor by how much
 */
public record InflationChoice(Inflation.Kind kind, double factor) {

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("kind", "what is inflated, and when", Registries.INFLATIONS::labels).required(),
      Key.of("factor", Form.NUMBER, "by how much").required());

  /**
   * Reads the section.
   *
   * @param settings the section
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static InflationChoice read(Settings settings) {
    Inflation.Kind kind = Registries.INFLATIONS.get(MethodKeys.word(settings, "kind", Registries.INFLATIONS));
    double factor = settings.number("factor");
    try {
      Inflation.of(kind, factor);
    } catch (IllegalArgumentException e) {
      throw settings.error("factor", "does not fit: " + e.getMessage());
    }
    return new InflationChoice(kind, factor);
  }

  /**
   * The inflation itself.
   *
   * @return the inflation
   */
  public Inflation build() {
    return Inflation.of(kind, factor);
  }
}
