package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Dynamics;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * A model as configurations describe it: the section {@code model}.
 *
 * @param provider what makes it
 * @param values   its size and parameters
 */
public record ModelChoice(ModelProvider provider, Values values) {

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
    Registry<ModelProvider> models = Registries.models();
    ModelProvider provider = models.get(MethodKeys.word(settings, "name", models));
    ModelChoice choice = new ModelChoice(provider, settings.read(provider.keys()));
    try {
      choice.build();
    } catch (IllegalArgumentException e) {
      throw settings.error("name", "does not fit: " + e.getMessage());
    }
    return choice;
  }

  /**
   * Its name in configurations.
   *
   * @return the name
   */
  public String name() {
    return provider.label();
  }

  /**
   * The model itself.
   *
   * @return a model that needs an integrator, or one with steps of its own
   */
  public Dynamics build() {
    Dynamics model = provider.build(values);
    if (model == null) {
      throw new IllegalArgumentException(provider.getClass().getName() + " makes no model '" + name() + "'");
    }
    return model;
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
   * Where its variables are.
   *
   * @return their positions
   * @throws IllegalArgumentException if they have none, or the model tells those of other variables
   */
  public Positions positions() {
    Positions positions = provider.positions(values).orElseThrow(() -> new IllegalArgumentException(
        "localisation needs a place for each variable, and those of " + name() + " have none"));
    if (positions.size() != size()) {
      throw new IllegalArgumentException(provider.getClass().getName() + " has places of " + positions.size()
          + " variables, but the model '" + name() + "' has " + size());
    }
    return positions;
  }

  /**
   * Whether its variables lie on a ring.
   *
   * @return true if so
   */
  public boolean isRing() {
    return provider.isRing();
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name());
    map.putAll(values.all());
    return map;
  }
}
