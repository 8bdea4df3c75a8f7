package org.isobit.models.method;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.Taper;
import org.isobit.models.io.Settings;

/** How keys of methods are read, alike in experiments, analyses and cycles. Thread-safe. */
public final class MethodKeys {

  private MethodKeys() {}

  /**
   * A section {@code inflation}: its kind and factor.
   *
   * @param settings the section
   * @param made     makes something of them
   * @param <T>      what that is
   * @return it
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static <T> T inflation(Settings settings, BiFunction<Inflation.Kind, Double, T> made) {
    Inflation.Kind kind = Inflation.Kind.of(settings.choice("kind", labels(Inflation.Kind.values(),
        Inflation.Kind::label)));
    double factor = settings.number("factor");
    try {
      Inflation.of(kind, factor);
    } catch (IllegalArgumentException e) {
      throw settings.error("factor", "does not fit: " + e.getMessage());
    }
    return made.apply(kind, factor);
  }

  /**
   * The section {@code localization} of a method: required, allowed or refused, as the filter has it.
   *
   * @param settings the method
   * @param filter   its filter
   * @return the section, or empty
   * @throws IllegalArgumentException if it is missing, or there and the filter is global
   */
  public static Optional<Settings> localization(Settings settings, FilterKind filter) {
    if (filter.canBeLocal()) {
      return filter.mustBeLocal() ? Optional.of(settings.section("localization"))
          : settings.optional("localization");
    }
    if (settings.has("localization")) {
      throw settings.error("localization", "is not for the filter " + filter.label() + ", which is global; local ones: "
          + FilterKind.localOnes());
    }
    return Optional.empty();
  }

  /**
   * The key {@code taper}.
   *
   * @param settings a section of localisation
   * @return the taper
   */
  public static Taper taper(Settings settings) {
    return Taper.of(settings.choice("taper", labels(Taper.values(), Taper::label)));
  }

  /**
   * The key {@code convention}.
   *
   * @param settings a section of localisation
   * @return the convention of its radius
   */
  public static Radius.Convention convention(Settings settings) {
    return Radius.Convention.of(settings.choice("convention", labels(Radius.Convention.values(),
        Radius.Convention::label)));
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
