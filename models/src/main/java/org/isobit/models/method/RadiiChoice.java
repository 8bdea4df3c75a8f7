package org.isobit.models.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.models.assimilation.localization.AdaptiveRadius;
import org.isobit.models.assimilation.localization.Border;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * What configurations say of a localisation's horizontal radius besides the radius itself: where it ends, and how it
 * differs from point to point.
 *
 * @param border   whether what is exactly where a taper ends is near
 * @param radii    the radius of each point, or empty
 * @param file     where they were read, or null
 * @param adaptive how it shrinks where observations are dense, or null
 */
public record RadiiChoice(Border border, List<Double> radii, Path file, AdaptiveRadius adaptive) {

  private static final String RADII = "radii";

  /** The key of a file of radii. */
  public static final String FILE = "radii-file";

  private static final String ADAPTIVE = "adaptive";

  /** The keys, of the section {@code localization}. */
  public static final Keys KEYS = Keys.of(
      Key.word("border", "whether an observation at exactly the distance where a taper ends is near",
          Registries.BORDERS::labels).usual(Border.INSIDE.label()),
      Key.of(RADII, Form.NUMBERS, "the radius of each point, at most radius")
          .when("filters with a local analysis at each point"),
      Key.of(FILE, Form.FILE, ".npy file of " + RADII).when("filters with a local analysis at each point"),
      Key.section(ADAPTIVE, "how the radius shrinks where observations are dense", Keys.of(
          Key.word("keep", "what is counted", Registries.KEPT::labels).required(),
          Key.of("amount", Form.NUMBER, "how much of it is wanted; for the weight usually the number of members")
              .required().atLeast(1),
          Key.of("least", Form.NUMBER, "the least share of the radius").usual(0.0).between(0, 1))));

  /** Keeps its own copy of the list. */
  public RadiiChoice {
    radii = List.copyOf(radii);
  }

  /**
   * Reads the keys.
   *
   * @param settings the section {@code localization}
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static RadiiChoice read(Settings settings) {
    Border border = Registries.BORDERS.get(settings.choiceOr("border", Border.INSIDE.label(),
        Registries.BORDERS.labels().toArray(String[]::new)));
    AdaptiveRadius adaptive = settings.optional(ADAPTIVE).map(RadiiChoice::adaptive).orElse(null);
    String[] ways = Stream.of(RADII, FILE, ADAPTIVE).filter(settings::has).toArray(String[]::new);
    if (ways.length > 1) {
      throw settings.error(ways[1], "cannot go with " + ways[0] + ", which says how the radius differs, too");
    }
    return new RadiiChoice(border, radii(settings), settings.has(FILE) ? settings.file(FILE) : null, adaptive);
  }

  private static List<Double> radii(Settings settings) {
    double[] radii = {};
    if (settings.has(RADII)) {
      radii = settings.numbers(RADII);
    } else if (settings.has(FILE)) {
      Path file = settings.file(FILE);
      try {
        radii = NpyFile.read(file).doubles();
      } catch (IOException | IllegalArgumentException e) {
        throw settings.error(FILE, "cannot be read: " + e.getMessage());
      }
    }
    if (radii.length == 0 && (settings.has(RADII) || settings.has(FILE))) {
      throw settings.error(settings.has(RADII) ? RADII : FILE, "has no radius");
    }
    return Arrays.stream(radii).boxed().toList();
  }

  private static AdaptiveRadius adaptive(Settings settings) {
    AdaptiveRadius.Keep keep = Registries.KEPT.get(MethodKeys.word(settings, "keep", Registries.KEPT));
    if (!settings.has("amount")) {
      throw settings.error("amount", "is missing: a number of at least 1, for the weight usually that of members "
          + "(adaptive: {keep: weight, amount: 20})");
    }
    double amount = settings.number("amount");
    double least = settings.number("least", 0.0);
    try {
      return new AdaptiveRadius(keep, amount, least);
    } catch (IllegalArgumentException e) {
      throw settings.error(amount >= 1.0 ? "least" : "amount", "does not fit: " + e.getMessage());
    }
  }

  /**
   * A localisation with these radii.
   *
   * @param localization with one radius, the largest
   * @return a localisation that ends and shrinks as said here
   * @throws IllegalArgumentException if there is not one radius for each point, or one is larger than that of the
   *                                  localisation
   */
  public Localization of(Localization localization) {
    Localization ends = border == Border.INSIDE ? localization : localization.withBorder(border);
    if (adaptive != null) {
      return ends.withRadii(adaptive);
    }
    return radii.isEmpty() ? ends : ends.withRadii(radii.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The radii of some of the points.
   *
   * @param points which
   * @return one for each, or an empty array where radii do not differ by points
   */
  public double[] at(int[] points) {
    return radii.isEmpty() ? new double[0] : Arrays.stream(points).mapToDouble(radii::get).toArray();
  }

  /**
   * Adds what is not as usual, for configuration files.
   *
   * @param map the section {@code localization}
   */
  public void addTo(Map<String, Object> map) {
    if (border != Border.INSIDE) {
      map.put("border", border.label());
    }
    if (!radii.isEmpty()) {
      map.put(RADII, radii);
    }
    if (adaptive != null) {
      Map<String, Object> section = new LinkedHashMap<>();
      section.put("keep", adaptive.keep().label());
      section.put("amount", adaptive.amount());
      section.put("least", adaptive.least());
      map.put(ADAPTIVE, section);
    }
  }
}
