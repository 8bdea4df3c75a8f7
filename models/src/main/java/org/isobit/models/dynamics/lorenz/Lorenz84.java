package org.isobit.models.dynamics.lorenz;

import static org.isobit.models.dynamics.ModelParameters.finite;

import java.util.List;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.QuadraticModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The model of the westerly wind and its waves by Lorenz (1984), Irregularity: a fundamental property of the
 * atmosphere, Tellus 36A, 98–110, eqs. 1–3:
 * dx = −y² − z² − a·x + a·F, dy = x·y − b·x·z − y + G, dz = b·x·y + x·z − z.
 *
 * <p>Immutable, thread-safe.
 */
public final class Lorenz84 extends QuadraticModel {

  /** The usual parameters a = 0.25, b = 4, F = 8, G = 1. */
  public Lorenz84() {
    this(0.25, 4.0, 8.0, 1.0);
  }

  /**
   * The model with other parameters.
   *
   * @param a damping of the wind
   * @param b displacement of the waves by the wind
   * @param f F, symmetric heating
   * @param g G, asymmetric heating
   * @throws IllegalArgumentException if a parameter is not finite
   */
  public Lorenz84(double a, double b, double f, double g) {
    super("Lorenz84[a=" + a + ", b=" + b + ", F=" + f + ", G=" + g + "]", system(a, b, f, g));
  }

  private static QuadraticSystem system(double a, double b, double f, double g) {
    finite("Lorenz84", "a", a);
    finite("Lorenz84", "b", b);
    finite("Lorenz84", "F", f);
    finite("Lorenz84", "G", g);
    return new QuadraticSystem.Builder(3)
        .add(1, 0, 0, a * f).add(1, 0, 1, -a).add(1, 2, 2, -1.0).add(1, 3, 3, -1.0)
        .add(2, 0, 0, g).add(2, 0, 2, -1.0).add(2, 1, 2, 1.0).add(2, 1, 3, -b)
        .add(3, 0, 3, -1.0).add(3, 1, 2, b).add(3, 1, 3, 1.0).build();
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lorenz84", "westerly wind and its waves, three variables", "Lorenz 1984, eqs. 1-3");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("a", Key.Form.NUMBER, "damping of the wind").usual(0.25),
          Key.of("b", Key.Form.NUMBER, "displacement of the waves by the wind").usual(4.0),
          Key.of("symmetric", Key.Form.NUMBER, "the symmetric heating F").usual(8.0),
          Key.of("asymmetric", Key.Form.NUMBER, "the asymmetric heating G").usual(1.0));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(new StateLayout(List.of(new Field("x", "westerly wind", "1", List.of()),
          new Field("y", "cosine phase of the waves", "1", List.of()),
          new Field("z", "sine phase of the waves", "1", List.of())))).withTimeUnit("5 days")
          .withRun("rk4", 0.02, 2500, 5000, 1).withGrowth(0.167, "measured over 400 000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.1, 1.0, 0.5, -0.4);
    }

    @Override
    public Lorenz84 build(Values values) {
      return new Lorenz84(values.number("a"), values.number("b"), values.number("symmetric"),
          values.number("asymmetric"));
    }
  }
}
