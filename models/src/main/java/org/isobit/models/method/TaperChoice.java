package org.isobit.models.method;

import java.util.Map;
import org.isobit.models.assimilation.localization.TaperFunction;
import org.isobit.models.assimilation.localization.TaperProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * A taper as configurations describe it: the key {@code taper} and those of the taper.
 *
 * @param taper  the taper
 * @param values its parameters as they were given
 */
public record TaperChoice(TaperFunction taper, Values values) {

  static final String KEY = "taper";

  /**
   * Reads the keys of a section of localisation.
   *
   * @param settings the section
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static TaperChoice read(Settings settings) {
    Registry<TaperProvider> tapers = Registries.tapers();
    TaperProvider provider = tapers.get(MethodKeys.word(settings, KEY, tapers));
    Values values = settings.read(provider.keys());
    TaperFunction taper;
    try {
      taper = provider.build(values);
    } catch (IllegalArgumentException e) {
      throw settings.error(KEY, "does not fit: " + e.getMessage());
    }
    if (taper == null) {
      throw settings.error(KEY, "is '" + provider.label() + "', but " + provider.getClass().getName() + " makes none");
    }
    if (!provider.label().equals(taper.label())) {
      throw settings.error(KEY, "is '" + provider.label() + "', but " + provider.getClass().getName()
          + " makes a taper with the label '" + taper.label() + "'");
    }
    return new TaperChoice(taper, values);
  }

  /**
   * Adds the keys, for configuration files.
   *
   * @param map the section
   */
  public void addTo(Map<String, Object> map) {
    map.put(KEY, taper.label());
    map.putAll(values.all());
  }
}
