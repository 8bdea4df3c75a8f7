package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The deterministic ensemble Kalman filter (Sakov and Oke 2008, Tellus 60A, 361–371).
 *
 * <p>The mean is updated by the sample gain K, the anomalies by half of it: A ← A − ½·K·H·A (eq. 15). For small
 * corrections this is the square-root filter to first order, without its matrix square root.
 *
 * <p>With a localisation the gain's covariances are tapered (Houtekamer and Mitchell 2001, Mon. Weather Rev. 129,
 * 123–137), which the paper names as an advantage over transforms of members; in its column notation
 * K = (ρ_xy ∘ A·Yᵀ)·(ρ_yy ∘ Y·Yᵀ + (N − 1)·R)⁻¹, ρ_xy between variables and observations, ρ_yy among observations.
 * Then observations need places, all of one radius and without a cap, and the taper must be a correlation, at least
 * nearly: a matrix that is not positive definite is refused.
 *
 * <p>With p observations and n variables the global filter costs 2·N²·n + O(N²·p + N³) operations, with at most
 * as many observations as members 2·N²·n + O(N·p² + p³); the local one 4·N operations for each pair of a variable and
 * an observation near it and p³/3 + 2·N·p² among observations, with p² elements; both 2·N × n elements beside the
 * ensemble, the local one up to twice as many, and one evaluation of H for each member. Tests hold it to DAPPER's
 * arrays and published scores, to (I − ½·K·H)·P·(I − ½·K·H)ᵀ with the Kalman filter's gain, and the local one to the
 * formula with the covariance ρ ∘ P, written with another program's linear algebra (EJML).
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class DEnKF implements InflatingFilter {

  private final Localization localization;
  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without localisation, inflation or rotation. */
  public DEnKF() {
    this(null, Inflation.none(), false);
  }

  private DEnKF(Localization localization, Inflation inflation, boolean rotation) {
    this.localization = localization;
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with covariances tapered by distance.
   *
   * @param newLocalization the localisation
   * @return a new filter
   */
  public DEnKF withLocalization(Localization newLocalization) {
    return new DEnKF(Objects.requireNonNull(newLocalization, "localization"), inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public DEnKF withInflation(Inflation newInflation) {
    return new DEnKF(localization, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public DEnKF withRotation(boolean newRotation) {
    return new DEnKF(localization, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("DEnKF", ensemble, observations, cycle, inflation, rotation, this::update);
  }

  /** Rows −½·S for the anomalies and one more, the innovation, for the mean. */
  private void update(Analysis a) {
    int k = a.members;
    int p = a.count;
    double[] rows = a.workspace.doubles(DEnKF.class, "innovations", k + 1, p);
    for (int i = 0; i < k * p; i++) {
      rows[i] = -0.5 * a.s[i];
    }
    System.arraycopy(a.innovation, 0, rows, k * p, p);
    if (localization != null) {
      TaperedGain.update(a, localization, rows);
      return;
    }
    double[] x = a.workspace.doubles(DEnKF.class, "weights", k + 1, k);
    GainWeights.compute(a, rows, k + 1, x);
    for (int m = 0; m < k; m++) {
      x[m * k + m] += 1.0;
    }
    double[] w = a.workspace.doubles(DEnKF.class, "mean weights", k);
    System.arraycopy(x, k * k, w, 0, k);
    GlobalTransform.apply(a, x, w);
  }

  @Override
  public String toString() {
    return "DEnKF[" + (localization == null ? "" : localization + ", ") + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("denkf", "deterministic ensemble Kalman filter: half the gain for the anomalies; global or, with a "
          + "localisation, local", "Sakov and Oke 2008");
    }

    @Override
    public String title() {
      return "DEnKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(DEnKF.class, "DAPPER's arrays; published score of L96-S08",
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
    public InflatingFilter build(FilterOptions o) {
      DEnKF filter = new DEnKF().withInflation(o.inflation()).withRotation(o.rotation());
      return o.localization() == null ? filter : filter.withLocalization(o.localization());
    }
  }
}
