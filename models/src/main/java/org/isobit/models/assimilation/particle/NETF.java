package org.isobit.models.assimilation.particle;

import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The nonlinear ensemble transform filter (Tödter and Ahrens 2015, Mon. Weather Rev. 143, 1347–1367): mean and
 * covariance of the members weighted by their likelihood, without resampling.
 *
 * <p>With d_m = R^{-1/2}·(y − H(x_m)) the weights are w_m = exp(−½·‖d_m‖²) over their sum; the mean becomes Σ w_m·x_m,
 * and anomalies are multiplied by T = √N·W^½ with W = diag(w) − w·wᵀ, the symmetric root. So the analysis has the
 * weighted mean exactly, and with N − 1 in the denominator N ÷ (N − 1) times the weighted covariance Σ w_m·(x_m −
 * x̄)·(x_m − x̄)ᵀ. With equal weights T leaves anomalies as they are. The paper follows it by a mean-preserving random
 * rotation at every analysis: {@link #withRotation}.
 *
 * <p>Where one member has all the weight in double precision, all members become it. A cycle without observations still
 * inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p><b>Cost</b> for N members, n variables and p observations: N·p operations for the weights, N²·k for the root, of
 * k = 7 to 75 terms, and 2·N²·n for the members; one evaluation of H for each member; memory of two ensembles, N² and
 * 75·N.
 *
 * <p><b>Held to</b> the weighted mean and covariance to rounding, and the exact posterior of a mixture of two normal
 * laws.
 *
 * <p>Immutable, thread-safe.
 */
public final class NETF implements InflatingFilter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public NETF() {
    this(Inflation.none(), false);
  }

  private NETF(Inflation inflation, boolean rotation) {
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public NETF withInflation(Inflation newInflation) {
    return new NETF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public NETF withRotation(boolean newRotation) {
    return new NETF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("NETF", ensemble, observations, cycle, inflation, rotation, NETF::update);
  }

  private static void update(Analysis a) {
    int k = a.members;
    double[] w = a.workspace.doubles(NETF.class, "weights", k);
    double[] t = a.workspace.doubles(NETF.class, "transform", k, k);
    Likelihood.logarithms(k, a.count, a.byObservation(k, k), a.innovation, w);
    Likelihood.normalise("NETF", k, w, w, "");
    new SecondOrderTransform().compute(k, w, t);
    GlobalTransform.apply(a, t, w);
  }

  @Override
  public String toString() {
    return "NETF[" + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("netf", "nonlinear ensemble transform filter: mean and covariance of members weighted by their likelihood",
          "Tödter and Ahrens 2015");
    }

    @Override
    public String title() {
      return "NETF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(NETF.class,
          "weighted mean and covariance; the posterior of a bimodal law",
          Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN, Trait.DEVICE);
    }

    @Override
    public Reach reach() {
      return Reach.GLOBAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new NETF().withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
