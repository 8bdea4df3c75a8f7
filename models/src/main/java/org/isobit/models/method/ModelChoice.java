package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Dynamics;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * A model as configurations describe it: the section {@code model}.
 *
 * @param name   its name
 * @param values its size and parameters
 */
public record ModelChoice(String name, Values values) {

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("name", "which model", () -> Registries.models().labels()).required())
      .by("name", () -> Registries.models().keys());

  /**
   * Reads the section; what is missing has its usual value.
   *
   * @param settings the section
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static ModelChoice read(Settings settings) {
    String name = MethodKeys.word(settings, "name", Registries.models());
    ModelChoice choice = new ModelChoice(name, settings.read(Registries.models().get(name).keys()));
    try {
      choice.build();
    } catch (IllegalArgumentException e) {
      throw settings.error("name", "does not fit: " + e.getMessage());
    }
    return choice;
  }

  /**
   * The model itself.
   *
   * @return a model that needs an integrator, or one with steps of its own
   */
  public Dynamics build() {
    return Registries.models().get(name).build(values);
  }

  /**
   * The model with its time steps.
   *
   * @param integrator scheme and step of a model that needs them, else null
   * @return what advances states
   */
  public DiscreteModel stepped(IntegratorChoice integrator) {
    return switch (build()) {
      case DiscreteModel model -> model;
      case Model model -> new SteppedModel(model, integrator.scheme().build(), integrator.step());
    };
  }

  /**
   * Number of its variables.
   *
   * @return the size of a state
   */
  public int size() {
    return build().size();
  }

  /**
   * Whether its variables lie on a ring.
   *
   * @return true if filters can be localised there
   */
  public boolean isRing() {
    return Registries.models().get(name).isRing();
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.putAll(values.all());
    return map;
  }
}
