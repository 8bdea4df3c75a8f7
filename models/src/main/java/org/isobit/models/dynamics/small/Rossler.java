package org.isobit.models.dynamics.small;

import static org.isobit.models.dynamics.ModelParameters.finite;

import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.QuadraticModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The model of Rössler (1976), An equation for continuous chaos, Phys. Lett. A 57, 397–398, eq. 2: dx = −y − z,
 * dy = x + a·y, dz = b + z·(x − c).
 *
 * <p>Immutable, thread-safe.
 */
public final class Rossler extends QuadraticModel {

  /** The article's parameters a = 0.2, b = 0.2, c = 5.7. */
  public Rossler() {
    this(0.2, 0.2, 5.7);
  }

  /**
   * The model with other parameters.
   *
   * @param a growth of the spiral
   * @param b source of z
   * @param c where z begins to grow
   * @throws IllegalArgumentException if a parameter is not finite
   */
  public Rossler(double a, double b, double c) {
    super("Rossler[a=" + a + ", b=" + b + ", c=" + c + "]", new QuadraticSystem.Builder(3)
        .add(1, 0, 2, -1.0).add(1, 0, 3, -1.0)
        .add(2, 0, 1, 1.0).add(2, 0, 2, finite("Rossler", "a", a))
        .add(3, 0, 0, finite("Rossler", "b", b)).add(3, 1, 3, 1.0).add(3, 0, 3, -finite("Rossler", "c", c)).build());
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("rossler", "a spiral that folds back, three variables", "Rössler 1976, eq. 2");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("a", Key.Form.NUMBER, "growth of the spiral").usual(0.2),
          Key.of("b", Key.Form.NUMBER, "source of z").usual(0.2),
          Key.of("c", Key.Form.NUMBER, "where z begins to grow").usual(5.7));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("x", "y", "z")).withRun("rk4", 0.02, 5000, 20_000, 1)
          .withGrowth(0.0714, "Sprott 2003, table A.5");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.1, 1.0, -5.0, 0.1);
    }

    @Override
    public Rossler build(Values values) {
      return new Rossler(values.number("a"), values.number("b"), values.number("c"));
    }
  }
}
