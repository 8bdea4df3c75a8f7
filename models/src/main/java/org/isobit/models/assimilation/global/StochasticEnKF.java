package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.NamedEntry;

/**
 * The ensemble Kalman filter with perturbed observations (Evensen 1994, J. Geophys. Res. 99, 10143–10162; Burgers, van
 * Leeuwen and Evensen 1998, Mon. Weather Rev. 126, 1719–1724).
 *
 * <p>Each member is updated by x ← x + K·(y + ε − H(x)) (Burgers et al., eq. 13), with the sample gain
 * K = A·Yᵀ·(Y·Yᵀ + (N − 1)·R)⁻¹ and perturbations ε ~ N(0, R) whose mean over the members is taken off, so that the
 * mean sees the observations themselves. Perturbation j of member m is draw m·count + j of the cycle's stream.
 *
 * <p>Taking off the mean needs no correction: with D the N centred rows, Dᵀ·D/(N − 1), which is what enters the
 * analysis covariance (I − K·H)·P·(I − K·H)ᵀ + K·Dᵀ·D/(N − 1)·Kᵀ, has expectation R. A single member's perturbation
 * then has covariance (1 − 1/N)·R. DAPPER scales the centred rows by √(N/(N − 1)), so that a single one has R, and
 * Dᵀ·D/(N − 1) has N/(N − 1)·R; give {@link #withPerturbations} such perturbations to compare.
 *
 * <p>With a localisation the gain's covariances are tapered (Houtekamer and Mitchell 2001, Mon. Weather Rev. 129,
 * 123–137), K = (ρ_xy ∘ A·Yᵀ)·(ρ_yy ∘ Y·Yᵀ + (N − 1)·R)⁻¹, ρ_xy between variables and observations, ρ_yy among
 * observations. Then observations need places, all of one radius and without a cap, and the taper must be a
 * correlation, at least nearly: a matrix that is not positive definite is refused.
 *
 * <p>With p observations and n variables the global filter costs 2·N²·n + O(N²·p + N³) operations, with at most
 * as many observations as members 2·N²·n + O(N·p² + p³); the local one 4·N operations for each pair of a variable and
 * an observation near it and p³/3 + 2·N·p² among observations, with p² elements; both 2·N × n elements beside the
 * ensemble, the local one up to twice as many, and one evaluation of H for each member. Tests hold it to DAPPER's
 * arrays and published scores, the local one to the formula written with another program's linear algebra (EJML) and,
 * with many members, to (I − K·H)·P·(I − K·H)ᵀ + K·R·Kᵀ.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class StochasticEnKF implements InflatingFilter {

  private final Localization localization;
  private final Inflation inflation;
  private final boolean rotation;

  /** Perturbations that are given, or null. */
  private final Perturbations given;

  /** The filter without localisation, inflation or rotation. */
  public StochasticEnKF() {
    this(null, Inflation.none(), false, null);
  }

  private StochasticEnKF(Localization localization, Inflation inflation, boolean rotation, Perturbations given) {
    this.localization = localization;
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
    this.given = given;
  }

  /**
   * The same filter with covariances tapered by distance.
   *
   * @param newLocalization the localisation
   * @return a new filter
   */
  public StochasticEnKF withLocalization(Localization newLocalization) {
    return new StochasticEnKF(Objects.requireNonNull(newLocalization, "localization"), inflation, rotation,
        given);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public StochasticEnKF withInflation(Inflation newInflation) {
    return new StochasticEnKF(localization, newInflation, rotation, given);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public StochasticEnKF withRotation(boolean newRotation) {
    return new StochasticEnKF(localization, inflation, newRotation, given);
  }

  /**
   * The same filter with perturbations that somebody else drew; an analysis of another number of members or
   * observations, or of a cycle that they do not have, is refused.
   *
   * @param perturbations takes the place of draws
   * @return a new filter
   */
  public StochasticEnKF withPerturbations(Perturbations perturbations) {
    return new StochasticEnKF(localization, inflation, rotation, Objects.requireNonNull(perturbations,
        "perturbations"));
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    if (given != null && observations.count() > 0) {
      analyse(ensemble, observations, cycle, given.of(cycle.index(), ensemble.members(), observations.count()));
      return;
    }
    GlobalTransform.run("StochasticEnKF", ensemble, observations, cycle, inflation, rotation, a -> {
      double[] e = a.workspace.doubles(StochasticEnKF.class, "perturbations", a.members, a.count);
      Philox.gaussian(cycle.seed(), cycle.stream(Cycle.Purpose.PERTURBATIONS), 0, e.length, e, 0);
      double[] mean = a.workspace.doubles(StochasticEnKF.class, "mean perturbation", a.count);
      Anomalies.subtractMean(a.members, a.count, e, 0, a.count, mean, 0, e, 0, a.count, Workers.serial());
      update(a, e);
    });
  }

  /**
   * The analysis with the caller's own perturbations, for comparison with other programs.
   *
   * @param ensemble      forecast in, analysis out
   * @param observations  what was observed
   * @param cycle         seed and number of the cycle, threads, arrays
   * @param perturbations what is added to the observations for each member, members × count, in the observations'
   *                      units; used as it is
   * @throws IllegalArgumentException as {@link Filter#analyse} says, and if there are more or fewer perturbations
   */
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle, double[] perturbations) {
    int elements = Checks.elements("StochasticEnKF", ensemble.members(), observations.count(), Double.BYTES);
    if (perturbations.length != elements) {
      throw new IllegalArgumentException("StochasticEnKF: there are " + perturbations.length + " perturbations, but "
          + ensemble.members() + " members x " + observations.count() + " observations need " + elements);
    }
    Checks.finite("StochasticEnKF", "perturbation", perturbations, 0, elements);
    GlobalTransform.run("StochasticEnKF", ensemble, observations, cycle, inflation, rotation, a -> {
      double[] e = a.workspace.doubles(StochasticEnKF.class, "perturbations", a.members, a.count);
      System.arraycopy(perturbations, 0, e, 0, e.length);
      a.whiten(a.members, e);
      update(a, e);
    });
  }

  /** With e the perturbations over error deviations, globally: T = I + X − 1·wᵀ, w the mean row of X. */
  private void update(Analysis a, double[] e) {
    int k = a.members;
    int p = a.count;
    for (int m = 0; m < k; m++) {
      for (int j = 0; j < p; j++) {
        e[m * p + j] = a.innovation[j] + e[m * p + j] - a.s[m * p + j];
      }
    }
    if (localization != null) {
      double[] rows = a.workspace.doubles(StochasticEnKF.class, "innovations", k + 1, p);
      double[] mean = a.workspace.doubles(StochasticEnKF.class, "mean innovation", p);
      Anomalies.subtractMean(k, p, e, 0, p, mean, 0, rows, 0, p, Workers.serial());
      System.arraycopy(mean, 0, rows, k * p, p);
      TaperedGain.update(a, localization, rows);
      return;
    }
    double[] x = a.workspace.doubles(StochasticEnKF.class, "weights", k, k);
    double[] w = a.workspace.doubles(StochasticEnKF.class, "mean weights", k);
    GainWeights.compute(a, e, k, x);
    Anomalies.subtractMean(k, k, x, 0, k, w, 0, x, 0, k, Workers.serial());
    for (int m = 0; m < k; m++) {
      x[m * k + m] += 1.0;
    }
    GlobalTransform.apply(a, x, w);
  }

  @Override
  public String toString() {
    return "StochasticEnKF[" + (localization == null ? "" : localization + ", ") + inflation
        + (rotation ? ", rotation" : "") + (given == null ? "" : ", " + given) + "]";
  }

  /** The filter in configurations, which draws its perturbations. */
  public static class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("enkf", "ensemble Kalman filter with perturbed observations, global or, with a localisation, local",
          "Evensen 1994; Burgers, van Leeuwen and Evensen 1998; Houtekamer and Mitchell 2001");
    }

    @Override
    public String title() {
      return "EnKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(StochasticEnKF.class,
          "DAPPER's arrays; published scores of L96-S08 and L63-S12; tends to the Kalman filter as N^-1/2",
          Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS);
    }

    @Override
    public StochasticEnKF build(FilterOptions o) {
      StochasticEnKF filter = new StochasticEnKF().withInflation(o.inflation()).withRotation(o.rotation());
      return o.localization() == null ? filter : filter.withLocalization(o.localization());
    }
  }
}
