package org.isobit.models.dynamics.lorenz;

import java.util.Arrays;
import org.isobit.kernels.dynamics.CubicLorenz96Tendency;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Lorenz-96 with a cubic term, the truth of the course by Bocquet and Brajard on learning model error: with
 * q_i = x_{i−2}·x_i·(x_{i+1} − x_{i−3}), dx_i = (x_{i+1} − x_{i−2})·x_{i−1} + ν·(q_i − q_{i+1}) − λ·x_i + F on a ring.
 * {@link CubicLorenz96Tendency} has the order of operations. The sum of the cubic term over the ring vanishes.
 *
 * <p>Runs along the contiguous state, vector by vector. Immutable, thread-safe.
 */
public final class CubicLorenz96 implements LinearizedModel {

  private static final int LARGEST = 10_000_000;

  private final int size;
  private final double forcing;
  private final double nu;
  private final double lambda;

  /** The usual model: 40 variables, F = 8.5, ν = 0.025, λ = 1.01. */
  public CubicLorenz96() {
    this(40, 8.5, 0.025, 1.01);
  }

  /**
   * The model with other parameters.
   *
   * @param size    number of variables, at least 4
   * @param forcing F
   * @param nu      ν, strength of the cubic term
   * @param lambda  λ, damping
   * @throws IllegalArgumentException if size is below 4 or a parameter is not finite
   */
  public CubicLorenz96(int size, double forcing, double nu, double lambda) {
    if (size < 4) {
      throw new IllegalArgumentException("CubicLorenz96: size must be at least 4, but is " + size);
    }
    this.size = size;
    this.forcing = ModelParameters.finite("CubicLorenz96", "forcing", forcing);
    this.nu = ModelParameters.finite("CubicLorenz96", "nu", nu);
    this.lambda = ModelParameters.finite("CubicLorenz96", "lambda", lambda);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    CubicLorenz96Tendency.tendency(size, forcing, nu, lambda, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    CubicLorenz96Tendency.tangent(size, nu, lambda, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    CubicLorenz96Tendency.adjoint(size, nu, lambda, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public String toString() {
    return "CubicLorenz96[size=" + size + ", forcing=" + forcing + ", nu=" + nu + ", lambda=" + lambda + "]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lorenz96-cubic", "ring of Lorenz (1996) with a cubic term and a factor of the damping",
          "Bocquet and Brajard, course on data assimilation and machine learning");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "number of variables").usual(40).between(4, LARGEST),
          Key.of("forcing", Key.Form.NUMBER, "the forcing F").usual(8.5),
          Key.of("nu", Key.Form.NUMBER, "strength of the cubic term").usual(0.025),
          Key.of("lambda", Key.Form.NUMBER, "damping").usual(1.01));
    }

    @Override
    public boolean isRing() {
      return true;
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("x", values.integer("size"))).withRun("rk4", 0.05, 400, 400, 1)
          .withGrowth(1.2137, "Bocquet and Brajard, over 50 000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      double[] mean = new double[values.integer("size")];
      Arrays.fill(mean, values.number("forcing"));
      return ModelProvider.normal(seed, 1.0, mean);
    }

    @Override
    public CubicLorenz96 build(Values values) {
      return new CubicLorenz96(values.integer("size"), values.number("forcing"), values.number("nu"),
          values.number("lambda"));
    }
  }
}
