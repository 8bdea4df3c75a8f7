package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.GeometryProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * A geometry as configurations describe it, in the section {@code distances} of a localisation, which is for distances
 * that are not those of the grid or model.
 *
 * @param provider what makes it
 * @param values   its parameters
 */
public record GeometryChoice(GeometryProvider provider, Values values) {

  /** The name of the section. */
  public static final String SECTION = "distances";

  private static final String GEOMETRY = "geometry";

  /** The section, for those who have it. */
  public static final Key KEY = Key.section(SECTION, "how distances are measured, if not as model, grid or coordinates "
      + "of files have it", Keys.of(
      Key.word(GEOMETRY, "the geometry", () -> Registries.geometries().labels()).required())
      .by(GEOMETRY, () -> Registries.geometries().keys()));

  /**
   * Reads the section of a localisation.
   *
   * @param localization the section {@code localization}
   * @return the choice; null if there is none
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static GeometryChoice read(Settings localization) {
    return localization.optional(SECTION).map(settings -> {
      Registry<GeometryProvider> geometries = Registries.geometries();
      GeometryProvider provider = geometries.get(MethodKeys.word(settings, GEOMETRY, geometries));
      return new GeometryChoice(provider, settings.read(provider.keys()));
    }).orElse(null);
  }

  /**
   * The geometry of places.
   *
   * @param choice  the choice; null for straight distances, the shorter way round where coordinates close
   * @param periods for each coordinate the length after which it comes back to where it was, or 0
   * @return the geometry
   * @throws IllegalArgumentException if it is of another number of dimensions
   */
  public static Geometry build(GeometryChoice choice, double... periods) {
    if (choice == null) {
      return Geometry.periodic(periods);
    }
    Geometry geometry = choice.provider.build(periods.clone(), choice.values);
    if (geometry == null) {
      throw new IllegalArgumentException("the geometry '" + choice.provider.label() + "' is none: "
          + choice.provider.getClass().getName() + " makes nothing");
    }
    if (geometry.dimensions() != periods.length) {
      throw new IllegalArgumentException("the geometry '" + choice.provider.label() + "' takes "
          + count(geometry.dimensions()) + ", but places have " + count(periods.length));
    }
    return geometry;
  }

  private static String count(int coordinates) {
    return coordinates + (coordinates == 1 ? " coordinate" : " coordinates");
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(GEOMETRY, provider.label());
    map.putAll(values.all());
    return map;
  }
}
