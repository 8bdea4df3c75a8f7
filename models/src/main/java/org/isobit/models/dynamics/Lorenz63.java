package org.isobit.models.dynamics;

import org.isobit.kernels.dynamics.Lorenz63Tendency;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The three-variable convection model of Lorenz (1963), J. Atmos. Sci. 20, 130–141, eqs. 25–27:
 * dx = σ·(y − x), dy = ρ·x − y − x·z, dz = x·y − β·z, each product rounded, sums from left to right.
 *
 * <p>Ensembles run with one member a lane. Immutable, thread-safe.
 */
public final class Lorenz63 implements InterleavedModel, LinearizedModel {

  private final double sigma;
  private final double rho;
  private final double beta;

  /** The standard parameters σ = 10, ρ = 28, β = 8/3. */
  public Lorenz63() {
    this(10.0, 28.0, 8.0 / 3.0);
  }

  /**
   * The model with other parameters.
   *
   * @param sigma Prandtl number σ
   * @param rho   scaled Rayleigh number ρ
   * @param beta  aspect parameter β
   * @throws IllegalArgumentException if a parameter is not finite
   */
  public Lorenz63(double sigma, double rho, double beta) {
    this.sigma = ModelParameters.finite("Lorenz63", "sigma", sigma);
    this.rho = ModelParameters.finite("Lorenz63", "rho", rho);
    this.beta = ModelParameters.finite("Lorenz63", "beta", beta);
  }

  @Override
  public int size() {
    return 3;
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Lorenz63Tendency.tendency(sigma, rho, beta, 1, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tendencyInterleaved(int lanes, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Lorenz63Tendency.tendency(sigma, rho, beta, lanes, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    Lorenz63Tendency.tangent(sigma, rho, beta, 1, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    Lorenz63Tendency.adjoint(sigma, rho, beta, 1, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public String toString() {
    return "Lorenz63[sigma=" + sigma + ", rho=" + rho + ", beta=" + beta + "]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lorenz63", "convection model of three variables", "Lorenz 1963, eqs. 25-27");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("beta", Key.Form.NUMBER, "aspect parameter").usual(8.0 / 3.0),
          Key.of("rho", Key.Form.NUMBER, "scaled Rayleigh number").usual(28.0),
          Key.of("sigma", Key.Form.NUMBER, "Prandtl number").usual(10.0));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("x", "y", "z")).withRun("rk4", 0.01, 1000, 5000, 1)
          .withGrowth(0.9056, "Sprott 2003, table 5.1");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 1.0, 1.0, 2.0, 20.0);
    }

    @Override
    public Lorenz63 build(Values values) {
      return new Lorenz63(values.number("sigma"), values.number("rho"), values.number("beta"));
    }
  }
}
