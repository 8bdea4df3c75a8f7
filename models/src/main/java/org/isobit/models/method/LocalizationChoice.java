package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.io.Settings;

/**
 * The section {@code localization} of a method on a model's variables. Immutable.
 *
 * @param taper     the taper
 * @param radius    its radius and what the number means
 * @param radii     where it ends, and how it differs from point to point
 * @param distances what measures distances; null for straight ones, the shorter way round where the model closes
 */
public record LocalizationChoice(TaperChoice taper, Radius radius, RadiiChoice radii, GeometryChoice distances) {

  /**
   * Reads the section.
   *
   * @param settings the section
   * @return the choice
   * @throws IllegalArgumentException if a key is wrong, or the taper and the radius do not fit each other
   */
  public static LocalizationChoice read(Settings settings) {
    TaperChoice taper = TaperChoice.read(settings);
    double value = settings.positive("radius");
    Radius radius = new Radius(MethodKeys.convention(settings), value);
    try {
      Localization.ring(1, taper.taper(), radius);
    } catch (IllegalArgumentException e) {
      throw settings.error("convention", "does not fit: " + e.getMessage());
    }
    return new LocalizationChoice(taper, radius, RadiiChoice.read(settings), GeometryChoice.read(settings));
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    taper.addTo(map);
    map.put("radius", radius.value());
    map.put("convention", radius.convention().label());
    radii.addTo(map);
    if (distances != null) {
      map.put(GeometryChoice.SECTION, distances.toMap());
    }
    return map;
  }

  /**
   * The localisation of a model's variables.
   *
   * @param model the model
   * @return the localisation
   * @throws IllegalArgumentException if the model's variables have no places, or radii or distances are of others
   */
  public Localization of(ModelChoice model) {
    Positions positions = model.positions();
    return radii.of(Localization.of(GeometryChoice.build(distances, positions.periods()), positions.coordinates(),
        taper.taper(), radius).withFields(positions.fields()));
  }
}
