package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.LawProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * A law of errors as configurations describe it: keys {@code law} and those of the law.
 *
 * @param law    the law
 * @param label  its name
 * @param values its parameters as they were given
 */
public record LawChoice(ErrorLaw law, String label, Values values) {

  /**
   * Reads the keys of a section.
   *
   * @param settings the section
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static LawChoice read(Settings settings) {
    Registry<LawProvider> laws = Registries.laws();
    LawProvider provider = laws.get(MethodKeys.word(settings, "law", laws));
    Values values = settings.read(provider.keys());
    ErrorLaw law;
    try {
      law = provider.build(values);
    } catch (IllegalArgumentException e) {
      throw settings.error("law", "does not fit: " + e.getMessage());
    }
    if (law == null) {
      throw settings.error("law", "is '" + provider.label() + "', but " + provider.getClass().getName()
          + " makes none");
    }
    return new LawChoice(law, provider.label(), values);
  }

  /**
   * For configuration files.
   *
   * @return the section's keys, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("law", label);
    map.putAll(values.all());
    return map;
  }
}
