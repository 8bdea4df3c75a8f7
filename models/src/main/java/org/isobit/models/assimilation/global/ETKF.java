package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
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
 * The ensemble transform Kalman filter (Bishop, Etherton and Majumdar 2001, Mon. Weather Rev. 129, 420–436) with the
 * symmetric square root (Hunt, Kostelich and Szunyogh 2007, Physica D 230, 112–126, section 2).
 *
 * <p>With S = R^{-1/2}·Y, members × count, and B = (N − 1)·I + S·Sᵀ (Hunt et al., eq. 21): the mean moves by
 * w = B⁻¹·S·R^{-1/2}·d (eq. 20), and anomalies are multiplied by T = √(N − 1)·B^{-1/2} (eq. 24). With fewer
 * observations than members the root comes from C = (N − 1)·I + Sᵀ·S instead, B^{-1/2} = (N − 1)^{-1/2}·I + S·g(C)·Sᵀ:
 * the same matrix from a smaller one, and w = S·(C⁻¹·R^{-1/2}·d).
 *
 * <p>With p observations and n variables it costs 2·N²·n + O(N²·p + N³) operations, with fewer observations than
 * members 2·N²·n + O(N·p² + p³); 2·N × n elements beside the ensemble; and one evaluation of H for each member. Tests
 * hold it to DAPPER's arrays, a run of 50 cycles of it and its published scores, and to the Kalman filter.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class ETKF implements InflatingFilter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public ETKF() {
    this(Inflation.none(), false);
  }

  private ETKF(Inflation inflation, boolean rotation) {
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public ETKF withInflation(Inflation newInflation) {
    return new ETKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public ETKF withRotation(boolean newRotation) {
    return new ETKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("ETKF", ensemble, observations, cycle, inflation, rotation, ETKF::update);
  }

  private static void update(Analysis a) {
    int k = a.members;
    double[] t = a.workspace.doubles(ETKF.class, "weights", k, k);
    double[] w = a.workspace.doubles(ETKF.class, "mean weights", k);
    SymmetricTransform.compute(a, k, t, w);
    Anomalies.scale(k, k, Math.sqrt(k - 1), t, 0, k, Workers.serial());
    GlobalTransform.apply(a, t, w);
  }

  @Override
  public String toString() {
    return "ETKF[" + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("etkf", "ensemble transform Kalman filter with the symmetric square root",
          "Bishop, Etherton and Majumdar 2001; Hunt, Kostelich and Szunyogh 2007");
    }

    @Override
    public String title() {
      return "ETKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(ETKF.class,
          "DAPPER's arrays and 50 cycles; published scores of L96-S08 and KS-B19",
          Trait.NONLINEAR_OPERATOR, Trait.DEVICE);
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
      return new ETKF().withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
