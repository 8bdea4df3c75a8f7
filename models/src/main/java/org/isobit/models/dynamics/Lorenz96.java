package org.isobit.models.dynamics;

import java.util.Arrays;
import org.isobit.kernels.dynamics.Lorenz96Tendency;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The model of Lorenz (1996), Predictability: a problem partly solved, eq. 1, on a ring:
 * dx_i = (x_{i+1} − x_{i−2})·x_{i−1} − x_i + F, each operation rounded, from left to right.
 *
 * <p>Runs along the contiguous state, vector by vector. Immutable, thread-safe.
 */
public final class Lorenz96 implements LinearizedModel {

  /** No configuration has more variables: a description alone must not take the whole memory. */
  private static final int LARGEST = 10_000_000;

  private final int size;
  private final double forcing;

  /**
   * The usual model: 40 variables, F = 8.
   */
  public Lorenz96() {
    this(40, 8.0);
  }

  /**
   * The model of any size.
   *
   * @param size    number of variables, at least 4
   * @param forcing F
   * @throws IllegalArgumentException if size is below 4 or F is not finite
   */
  public Lorenz96(int size, double forcing) {
    if (size < 4) {
      throw new IllegalArgumentException("Lorenz96: size must be at least 4, but is " + size);
    }
    this.size = size;
    this.forcing = ModelParameters.finite("Lorenz96", "forcing", forcing);
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * The forcing F.
   *
   * @return F
   */
  public double forcing() {
    return forcing;
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Lorenz96Tendency.tendency(size, forcing, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tendencies(int states, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Lorenz96Tendency.tendencies(states, size, forcing, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    Lorenz96Tendency.tangent(size, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    Lorenz96Tendency.adjoint(size, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public String toString() {
    return "Lorenz96[size=" + size + ", forcing=" + forcing + "]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lorenz96", "ring of variables with quadratic advection, damping and forcing", "Lorenz 1996, eq. 1");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "number of variables").usual(40).between(4, LARGEST),
          Key.of("forcing", Key.Form.NUMBER, "the forcing F").usual(8.0));
    }

    @Override
    public boolean isRing() {
      return true;
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("x", values.integer("size"))).withTimeUnit("5 days")
          .withRun("rk4", 0.05, 400, 400, 1).withGrowth(1.69, "measured over 12 000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      double[] mean = new double[values.integer("size")];
      Arrays.fill(mean, values.number("forcing"));
      return ModelProvider.normal(seed, 1.0, mean);
    }

    @Override
    public Lorenz96 build(Values values) {
      return new Lorenz96(values.integer("size"), values.number("forcing"));
    }
  }
}
