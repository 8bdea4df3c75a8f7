package org.isobit.models.dynamics;

import org.isobit.kernels.Checks;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * A point on a circle whose radius may oscillate: the test model of Pasmans, Chen, Finn, Bocquet and Carrassi (2025,
 * Q. J. R. Meteorol. Soc. 152, e70070), after their published code. State (x, y); r and θ ∈ [0, 2π) are its polar
 * coordinates. One step, at time k:
 *
 * <pre>
 *   r ← r + A·ω·cos(ω·k),  ω = 2π/P
 *   θ ← (1 + α)·θ  mod 2π
 * </pre>
 *
 * Trajectories that start on a common circle stay on one, whatever their angles: it is the manifold that holds the
 * truth and every member. The map of angles expands, with Lyapunov exponent ln(1 + α) a step, so that an ensemble
 * spreads along the arc. {@link CircleReference} has the exact order of operations; the origin, where no angle is,
 * becomes NaN.
 *
 * <p>Immutable, thread-safe.
 */
public final class CircleModel implements DiscreteModel {

  private final double rotation;
  private final double amplitude;
  private final int period;

  /**
   * The model.
   *
   * @param rotation  α, the share of its angle by which a point turns in a step; not negative
   * @param amplitude A, amplitude of the radius about its initial value; 0: a circle that stays
   * @param period    P, steps of one oscillation, at least 1
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public CircleModel(double rotation, double amplitude, int period) {
    this.rotation = ModelParameters.finite("CircleModel", "rotation", rotation);
    this.amplitude = ModelParameters.finite("CircleModel", "amplitude", amplitude);
    if (rotation < 0.0) {
      throw new IllegalArgumentException("CircleModel: rotation must not be negative, but is " + rotation);
    }
    Checks.positive("CircleModel", "period", period);
    this.period = period;
  }

  @Override
  public int size() {
    return 2;
  }

  @Override
  public void step(long k, double[] x, int xOffset) {
    if (k < 0) {
      throw new IllegalArgumentException("CircleModel: k must not be negative, but is " + k);
    }
    CircleReference.step(rotation, CircleReference.growth(amplitude, period, k), x, xOffset);
  }

  @Override
  public String toString() {
    return "CircleModel[rotation=" + rotation + ", amplitude=" + amplitude + ", period=" + period + "]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("circle", "point on a circle whose radius may oscillate, with steps of its own", "Pasmans et al. 2025");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("rotation", Key.Form.NUMBER, "share of its angle by which a point turns in a step").usual(0.1)
              .atLeast(0),
          Key.of("amplitude", Key.Form.NUMBER, "amplitude of the radius about its initial value").usual(0.0),
          Key.of("period", Key.Form.INTEGER, "steps of one oscillation").usual(1).between(1, Integer.MAX_VALUE));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("x", "y")).withRun("", 1.0, 0, 400, 1)
          .withGrowth(0.09531, "ln(1 + rotation)");
    }

    /** A point of the unit circle. */
    @Override
    public double[] start(Values values, long seed) {
      double[] point = ModelProvider.normal(seed, 1.0, 0.0, 0.0);
      double radius = Math.sqrt(Math.fma(point[0], point[0], point[1] * point[1]));
      return new double[] {point[0] / radius, point[1] / radius};
    }

    @Override
    public CircleModel build(Values values) {
      return new CircleModel(values.number("rotation"), values.number("amplitude"), values.integer("period"));
    }
  }
}
