package org.isobit.models.method;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperFunction;
import org.isobit.models.assimilation.spi.FilterProvider.Reach;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/** How keys of methods are read, alike in experiments, analyses and cycles. Thread-safe. */
public final class MethodKeys {

  private MethodKeys() {}

  /** The keys of a localisation that every command has. */
  public static final Keys LOCALIZATION = Keys.of(
      Key.word(TaperChoice.KEY, "how weights fall off with distance", () -> Registries.tapers().labels()).required(),
      Key.of("radius", Form.NUMBER, "how far, in the unit of coordinates").required().positive(),
      Key.word("convention", "what the radius means", Registries.CONVENTIONS::labels).required())
      .by(TaperChoice.KEY, () -> Registries.tapers().keys());

  /**
   * A word that names an entry.
   *
   * @param settings the section
   * @param key      the key
   * @param registry what it can name
   * @return the entry's name
   * @throws IllegalArgumentException if there is none of that name
   */
  public static String word(Settings settings, String key, Registry<?> registry) {
    return settings.choice(key, registry.labels().toArray(String[]::new));
  }

  /**
   * The section {@code localization} of a method: required, allowed or refused, as the filter has it.
   *
   * @param settings the method
   * @param filter   its filter
   * @return the section, or empty
   * @throws IllegalArgumentException if it is missing, or there and the filter is global
   */
  public static Optional<Settings> localization(Settings settings, FilterProvider filter) {
    if (filter.reach() != Reach.GLOBAL) {
      return filter.reach() == Reach.LOCAL ? Optional.of(settings.section("localization"))
          : settings.optional("localization");
    }
    if (settings.has("localization")) {
      throw settings.error("localization", "is not for the filter " + filter.label() + ", which is global; local ones: "
          + Registries.filters().those(other -> other.reach() != Reach.GLOBAL));
    }
    return Optional.empty();
  }

  /**
   * The key {@code taper}.
   *
   * @param settings a section of localisation
   * @return the taper
   */
  public static TaperFunction taper(Settings settings) {
    return TaperChoice.read(settings).taper();
  }

  /**
   * The key {@code convention}.
   *
   * @param settings a section of localisation
   * @return the convention of its radius
   */
  public static Radius.Convention convention(Settings settings) {
    return Registries.CONVENTIONS.get(word(settings, "convention", Registries.CONVENTIONS));
  }

  /**
   * Names of constants.
   *
   * @param constants the constants
   * @param label     names one
   * @param <T>       their type
   * @return their names, in order
   */
  public static <T> String[] labels(T[] constants, Function<T, String> label) {
    return Arrays.stream(constants).map(label).toArray(String[]::new);
  }

  /**
   * A constant by its name in configuration files.
   *
   * @param settings the section
   * @param key      the key
   * @param usual    the constant if the key is missing
   * @param <E>      its type
   * @return the constant
   */
  public static <E extends Enum<E>> E constant(Settings settings, String key, E usual) {
    E[] constants = usual.getDeclaringClass().getEnumConstants();
    String word = settings.choiceOr(key, label(usual), labels(constants, MethodKeys::label));
    return Arrays.stream(constants).filter(c -> label(c).equals(word)).findFirst().orElseThrow();
  }

  /**
   * A constant's name in configuration files.
   *
   * @param constant the constant
   * @return its name in lower case with hyphens
   */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
