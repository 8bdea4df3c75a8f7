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
import org.isobit.models.assimilation.internal.ErrorSubspace;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The error-subspace transform Kalman filter (Nerger, Janjić, Schröter and Hiller 2012, Mon. Weather Rev. 140,
 * 2335–2345).
 *
 * <p>With Ω, the N × (N − 1) matrix of orthonormal columns that are orthogonal to the vector of ones, L = A·Ω (state
 * × N − 1 in the paper's column notation) spans the anomalies without a redundant column. With S_L the rows of L
 * observed, over error deviations, B = (N − 1)·I + S_L·S_Lᵀ of order N − 1: the mean moves by L·w, w = B⁻¹·S_L·d, and
 * A ← L·√(N − 1)·B^{-1/2}·Ωᵀ with the symmetric root. As one transform of the members that is
 * A·Ω·√(N − 1)·B^{-1/2}·Ωᵀ, so that the state is neither projected nor lifted.
 *
 * <p>In exact arithmetic that is {@link ETKF} with its symmetric root, member for member. Tests hold it to that, to
 * DAPPER's arrays and a published score of that filter, and mean and covariance to the Kalman filter's. The matrix is
 * one smaller, and rounding cannot put anything into the direction of the mean. Accepts what ETKF accepts.
 *
 * <p>With p observations and n variables it costs 2·N²·n + O(N²·p + N³) operations, or 2·N²·n + O(N·p² + p³) with fewer
 * observations than N − 1; 2·N × n elements beside the ensemble; and one evaluation of H for each member.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class ESTKF implements InflatingFilter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public ESTKF() {
    this(Inflation.none(), false);
  }

  private ESTKF(Inflation inflation, boolean rotation) {
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public ESTKF withInflation(Inflation newInflation) {
    return new ESTKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis: a random Ω in
   * the place of the last one.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public ESTKF withRotation(boolean newRotation) {
    return new ESTKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("ESTKF", ensemble, observations, cycle, inflation, rotation, ESTKF::update);
  }

  private static void update(Analysis a) {
    int k = a.members;
    int rows = k - 1;
    a.projectObserved();
    double[] root = a.workspace.doubles(ESTKF.class, "root", rows, rows);
    double[] w = a.workspace.doubles(ESTKF.class, "mean weights", k);
    SymmetricTransform.compute(a, rows, root, w);
    ErrorSubspace.lift(k, 1, w, 1, Workers.serial());
    double[] half = a.workspace.doubles(ESTKF.class, "half transform", k, rows);
    System.arraycopy(root, 0, half, 0, rows * rows);
    ErrorSubspace.lift(k, rows, half, rows, Workers.serial());
    // Ω·B^{-1/2} lying down, so that Ω comes from the left again; B^{-1/2} is symmetric.
    double[] t = a.workspace.doubles(ESTKF.class, "weights", k, k);
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < rows; i++) {
        t[i * k + m] = half[m * rows + i];
      }
    }
    ErrorSubspace.lift(k, k, t, k, Workers.serial());
    Anomalies.scale(k, k, Math.sqrt(rows), t, 0, k, Workers.serial());
    GlobalTransform.apply(a, t, w);
  }

  @Override
  public String toString() {
    return "ESTKF[" + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("estkf", "error-subspace transform Kalman filter", "Nerger, Janjić, Schröter and Hiller 2012");
    }

    @Override
    public String title() {
      return "ESTKF";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(ESTKF.class,
          "DAPPER's arrays of the symmetric ETKF, which it equals member for member",
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
      return new ESTKF().withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
