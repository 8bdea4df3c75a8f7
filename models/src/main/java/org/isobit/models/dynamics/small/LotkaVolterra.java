package org.isobit.models.dynamics.small;

import java.util.Arrays;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.QuadraticModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Populations that grow and eat each other (Lotka 1925; Volterra 1926): dx_i = x_i·(r_i + Σ_j a_ij·x_j).
 *
 * <p>Of one prey and one predator, dx = α·x − β·x·y and dy = δ·x·y − γ·y, the sum δ·x − γ·ln x + β·y − α·ln y stays as
 * it is. {@link #vano} is the one of four species that is chaotic.
 *
 * <p>Immutable, thread-safe.
 */
public final class LotkaVolterra extends QuadraticModel {

  /**
   * Species in general.
   *
   * @param growth      r, one number a species
   * @param interaction a, row i what the others do to species i
   * @throws IllegalArgumentException if there is no species, a is not square of r's size, or a number is not finite
   */
  public LotkaVolterra(double[] growth, double[][] interaction) {
    super("LotkaVolterra[growth=" + Arrays.toString(growth) + ", interaction=" + Arrays.deepToString(interaction) + "]",
        system(growth, interaction));
  }

  private static QuadraticSystem system(double[] growth, double[][] interaction) {
    int n = growth.length;
    QuadraticSystem.Builder builder = new QuadraticSystem.Builder(n);
    if (interaction.length != n) {
      throw new IllegalArgumentException("LotkaVolterra: interaction has " + interaction.length + " rows, but growth "
          + n + " numbers");
    }
    for (int i = 0; i < n; i++) {
      if (interaction[i].length != n) {
        throw new IllegalArgumentException("LotkaVolterra: row " + i + " of interaction has " + interaction[i].length
            + " numbers, but there are " + n + " species");
      }
      builder.add(i + 1, 0, i + 1, ModelParameters.finite("LotkaVolterra", "growth", growth[i]));
      for (int j = 0; j < n; j++) {
        builder.add(i + 1, i + 1, j + 1, ModelParameters.finite("LotkaVolterra", "interaction", interaction[i][j]));
      }
    }
    return builder.build();
  }

  /**
   * One prey and one predator: dx = α·x − β·x·y, dy = δ·x·y − γ·y.
   *
   * @param alpha growth of the prey
   * @param beta  what a predator eats
   * @param delta growth of the predator by what it eats
   * @param gamma death of the predator
   * @return the model
   * @throws IllegalArgumentException if a number is not finite
   */
  public static LotkaVolterra two(double alpha, double beta, double delta, double gamma) {
    return new LotkaVolterra(new double[] {alpha, -gamma}, new double[][] {{0.0, -beta}, {delta, 0.0}});
  }

  /**
   * The four competing species of Vano, Wildenberg, Anderson, Noel and Sprott (2006), Chaos in low-dimensional
   * Lotka–Volterra models of competition, Nonlinearity 19, 2391–2404: chaotic, with greatest exponent 0.0203.
   *
   * @return the model
   */
  public static LotkaVolterra vano() {
    double[] r = {1.0, 0.72, 1.53, 1.27};
    double[][] a = {{1.0, 1.09, 1.52, 0.0}, {0.0, 1.0, 0.44, 1.36}, {2.33, 0.0, 1.0, 0.47}, {1.21, 0.51, 0.35, 1.0}};
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j < r.length; j++) {
        a[i][j] = -r[i] * a[i][j];
      }
    }
    return new LotkaVolterra(r, a);
  }

  /** One prey and one predator in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lotka-volterra", "one prey and one predator", "Lotka 1925; Volterra 1926");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("alpha", Key.Form.NUMBER, "growth of the prey").usual(1.0),
          Key.of("beta", Key.Form.NUMBER, "what a predator eats").usual(1.0),
          Key.of("delta", Key.Form.NUMBER, "growth of the predator by what it eats").usual(1.0),
          Key.of("gamma", Key.Form.NUMBER, "death of the predator").usual(1.0));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("prey", "predator")).withRun("rk4", 0.02, 0, 1000, 1)
          .withGrowth(0.0, "orbits are closed");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.1, 2.0, 1.0);
    }

    @Override
    public LotkaVolterra build(Values values) {
      return two(values.number("alpha"), values.number("beta"), values.number("delta"), values.number("gamma"));
    }
  }

  /** The four competing species of Vano et al. (2006) in configurations. */
  public static final class VanoProvider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public VanoProvider() {
      super("lotka-volterra-vano", "four competing species, chaotic", "Vano et al. 2006");
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("x1", "x2", "x3", "x4")).withRun("rk4", 0.25, 4000, 8000, 1)
          .withGrowth(0.0203, "Vano et al. 2006");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.001, 0.3013, 0.4586, 0.1307, 0.3557);
    }

    @Override
    public LotkaVolterra build(Values values) {
      return vano();
    }
  }
}
