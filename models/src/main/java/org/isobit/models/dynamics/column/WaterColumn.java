package org.isobit.models.dynamics.column;

import java.util.Objects;

/**
 * Columns of water at one site: pools of an ecosystem that react, sink and are mixed. With w the speed at which a pool
 * sinks, K the diffusivity and S the sum of its flows, ∂c/∂t = ∂/∂z(K·∂c/∂z) − w·∂c/∂z + S, and nothing crosses
 * surface or bed.
 *
 * <p>A step of length dt at time t = k·dt:
 * <ol>
 * <li>Light below the surface is I_0 = (1 − A)·shortwave(t)·e^{ν_I}, and that at the middle of a level
 *     I_0·exp(−∫(1/g + k·(absorbing pools + background))), by {@link org.isobit.kernels.column.OpticalDepth};
 * <li>the ecosystem's rates change the pools ({@link Reactions});
 * <li>pools that sink do so by upwind fluxes ({@link org.isobit.kernels.column.Sinking}), and stay on the bed;
 * <li>pools are mixed by an implicit step with K = min(5·10⁻⁵ + 10⁻²·½(1 + tanh((M − z)/3)) +
 *     K_b·½(1 − tanh((H − h_b − z)/3)), 2·10⁻²) m² s⁻¹, z being the depth of a face, H that of the bed, h_b and K_b
 *     those of the tidal layer, and M the mixed layer's depth times e^{ν_M}
 *     ({@link org.isobit.kernels.column.Diffusion}).
 * </ol>
 * ν_M and ν_I are the noise that a column may have ({@link Uncertainty}), without it 0. Nitrogen is kept to rounding of
 * the concentrations, however strongly they are mixed.
 *
 * <p>Immutable, thread-safe.
 *
 * @param ecosystem what lives there
 * @param levels    the levels, which must end at the site's bed
 * @param site      the place
 * @param forcing   the weather
 * @param dt        the step, in days
 * @param reactions how pools change by flows
 */
public record WaterColumn(Ecosystem ecosystem, Levels levels, Site site, Forcing forcing, double dt,
    Reactions reactions) {

  /** Checks that levels and site have one depth, and that no pool sinks through more than a level in a step. */
  public WaterColumn {
    Objects.requireNonNull(ecosystem, "ecosystem");
    Objects.requireNonNull(forcing, "forcing");
    Objects.requireNonNull(reactions, "reactions");
    if (levels.depth() != site.depth()) {
      throw new IllegalArgumentException("WaterColumn: levels end at " + levels.depth() + " m, but " + site.name()
          + " is " + site.depth() + " m deep");
    }
    if (!(dt > 0.0) || dt == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("WaterColumn: dt must be positive and finite, but is " + dt);
    }
    for (Ecosystem.Pool pool : ecosystem.pools()) {
      for (int i = 0; i < levels.count(); i++) {
        if (pool.sinking() * dt > levels.thickness(i)) {
          throw new IllegalArgumentException("WaterColumn: in a step of " + dt + " days '" + pool.name() + "' sinks "
              + pool.sinking() * dt + " m, through more than level " + i + ", which is " + levels.thickness(i)
              + " m thick: take a shorter step");
        }
      }
    }
  }

  /**
   * A usual one: seasonal forcing, clipped reactions.
   *
   * @param ecosystem what lives there
   * @param site      the place
   * @param levels    number of levels of one thickness
   * @param dt        the step, in days
   * @return the columns
   */
  public static WaterColumn of(Ecosystem ecosystem, Site site, int levels, double dt) {
    return new WaterColumn(ecosystem, Levels.uniform(site.depth(), levels), site, Forcing.seasonal(site), dt,
        Reactions.CLIPPED);
  }

  /**
   * Numbers of a column's state: level i of pool p is number p·levels + i.
   *
   * @return pools × levels
   */
  public int size() {
    return ecosystem.pools().size() * levels.count();
  }

  /**
   * A state to begin with: pools at the same concentration everywhere.
   *
   * @param nitrogen their sum, in mmol m⁻³
   * @return the state
   */
  public double[] start(double nitrogen) {
    double[] pools = ecosystem.start(nitrogen);
    double[] state = new double[size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = pools[i / levels.count()];
    }
    return state;
  }

  /**
   * The nitrogen of a column.
   *
   * @param state   array of the state
   * @param offset  index of its first number
   * @return Σ h_i·c_i over all pools, in mmol m⁻²
   */
  public double nitrogen(double[] state, int offset) {
    int n = levels.count();
    double sum = 0.0;
    for (int i = 0; i < size(); i++) {
      sum = Math.fma(levels.thickness(i % n), state[offset + i], sum);
    }
    return sum;
  }
}
