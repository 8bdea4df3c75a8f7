package org.isobit.models.method;

import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;

/**
 * A time-stepping scheme and its step, as configurations describe them: the section {@code integrator}.
 *
 * @param scheme the scheme
 * @param step   the time step
 */
public record IntegratorChoice(IntegratorKind scheme, double step) {

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("scheme", "time-stepping scheme", Registries.SCHEMES::labels).required(),
      Key.of("step", Form.NUMBER, "time step").required().positive());

  /**
   * Reads the section {@code integrator} that goes with a model.
   *
   * @param settings what holds the section
   * @param model    the model
   * @return the choice, or null for a model with steps of its own
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static IntegratorChoice read(Settings settings, ModelChoice model) {
    if (model.build() instanceof DiscreteModel) {
      if (settings.has("integrator")) {
        throw settings.error("integrator", "is not for the model " + model.name() + ", which has steps of its own");
      }
      return null;
    }
    Settings section = settings.section("integrator");
    return new IntegratorChoice(Registries.SCHEMES.get(MethodKeys.word(section, "scheme", Registries.SCHEMES)),
        section.positive("step"));
  }
}
