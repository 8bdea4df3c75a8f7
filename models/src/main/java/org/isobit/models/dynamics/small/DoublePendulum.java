package org.isobit.models.dynamics.small;

import java.util.List;
import org.isobit.kernels.dynamics.DoublePendulumTendency;
import org.isobit.models.dynamics.InterleavedModel;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Two masses on massless rods, one below the other (Shinbrot, Grebogi, Wisdom and Yorke 1992, Chaos in a double
 * pendulum, Am. J. Phys. 60, 491–499). A state is (θ1, ω1, θ2, ω2), angles from below and their rates; {@link
 * DoublePendulumTendency} has the formula. The energy ½·L1²·ω1² + μ·(½·L2²·ω2² + L1·L2·ω1·ω2·cos(θ2 − θ1)) −
 * g·(L1·cos θ1 + μ·L2·cos θ2), per sum of masses, stays as it is.
 *
 * <p>Ensembles run with one member a lane. Immutable, thread-safe.
 */
public final class DoublePendulum implements InterleavedModel, LinearizedModel {

  private final double mu;
  private final double l1;
  private final double l2;
  private final double g;

  /** Equal masses on rods of length 1, g = 9.8. */
  public DoublePendulum() {
    this(1.0, 1.0, 1.0, 1.0, 9.8);
  }

  /**
   * The pendulum.
   *
   * @param m1 upper mass, above 0
   * @param m2 lower mass, above 0
   * @param l1 upper length, above 0
   * @param l2 lower length, above 0
   * @param g  gravity
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public DoublePendulum(double m1, double m2, double l1, double l2, double g) {
    positive("m1", m1);
    positive("m2", m2);
    this.l1 = positive("l1", l1);
    this.l2 = positive("l2", l2);
    this.g = ModelParameters.finite("DoublePendulum", "g", g);
    mu = m2 / ModelParameters.finite("DoublePendulum", "m1 + m2", m1 + m2);
  }

  private static double positive(String name, double value) {
    if (!(ModelParameters.finite("DoublePendulum", name, value) > 0.0)) {
      throw new IllegalArgumentException("DoublePendulum: " + name + " must be above 0, but is " + value);
    }
    return value;
  }

  @Override
  public int size() {
    return 4;
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    DoublePendulumTendency.tendency(mu, l1, l2, g, 1, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tendencyInterleaved(int lanes, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    DoublePendulumTendency.tendency(mu, l1, l2, g, lanes, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    DoublePendulumTendency.tangent(mu, l1, l2, g, 1, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    DoublePendulumTendency.adjoint(mu, l1, l2, g, 1, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public String toString() {
    return "DoublePendulum[mu=" + mu + ", l1=" + l1 + ", l2=" + l2 + ", g=" + g + "]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("double-pendulum", "two masses on rods, one below the other: two angles and their rates",
          "Shinbrot et al. 1992");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("m1", Key.Form.NUMBER, "upper mass").usual(1.0).positive(),
          Key.of("m2", Key.Form.NUMBER, "lower mass").usual(1.0).positive(),
          Key.of("l1", Key.Form.NUMBER, "upper length").usual(1.0).positive(),
          Key.of("l2", Key.Form.NUMBER, "lower length").usual(1.0).positive(),
          Key.of("g", Key.Form.NUMBER, "gravity").usual(9.8));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(new StateLayout(List.of(new Field("theta1", "upper angle from below", "rad", List.of()),
          new Field("omega1", "its rate", "rad s-1", List.of()),
          new Field("theta2", "lower angle from below", "rad", List.of()),
          new Field("omega2", "its rate", "rad s-1", List.of())))).withTimeUnit("s").withAttractor(0, 2)
          .withRun("rk4", 0.005, 0, 4000, 4).withGrowth(Double.NaN, "it depends on the energy");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.01, 2.0, 0.0, 2.5, 0.0);
    }

    @Override
    public DoublePendulum build(Values values) {
      return new DoublePendulum(values.number("m1"), values.number("m2"), values.number("l1"), values.number("l2"),
          values.number("g"));
    }
  }
}
