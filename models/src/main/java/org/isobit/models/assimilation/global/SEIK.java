package org.isobit.models.assimilation.global;

import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.ErrorSubspace;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.internal.Limits;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The singular evolutive interpolated Kalman filter (Pham 2001, Mon. Weather Rev. 129, 1194–1207) with the symmetric
 * square root (Nerger, Janjić, Schröter and Hiller 2012, Mon. Weather Rev. 140, 2335–2345).
 *
 * <p>In the paper's column notation, L = X·T with the N × (N − 1) matrix T = (I, 0)ᵀ − 1/N that PDAF takes: the first
 * N − 1 anomalies. With S_L the rows of L observed, over error deviations, U⁻¹ = (N − 1)·TᵀT + S_L·S_Lᵀ; the mean moves
 * by L·U·S_L·d, and A ← √(N − 1)·L·C·Ωᵀ with C·Cᵀ = U, here C = U^{1/2}, and Ω the matrix of {@link ESTKF}, fixed
 * unless there is a rotation.
 *
 * <p>T is Ω·F with F = (TᵀT)^{1/2}. So U = F⁻¹·B⁻¹·F⁻¹ with the B of {@link ESTKF}, and means and covariances are those
 * of ESTKF and {@link ETKF}. Members are not: L·C is A·Ω·F·(F⁻¹·B⁻¹·F⁻¹)^{1/2} in the place of A·Ω·B^{-1/2}, which
 * depends on which member is the last one. With two members, or observations of no weight, all three coincide, and the
 * latter leave the forecast as it is. Tests hold it to all of this, and to the formula itself written with another
 * program's linear algebra (EJML).
 *
 * <p>With p observations and n variables it costs 2·N²·n + O(N²·p + N³) operations, 2·N × n elements beside the
 * ensemble, and one evaluation of H for each member. TᵀT has the eigenvalue 1/N, so that rounding grows with up to N
 * times the condition number that ETKF has; the limit is {@link DEnKF}'s bound of that one.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class SEIK implements InflatingFilter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public SEIK() {
    this(Inflation.none(), false);
  }

  private SEIK(Inflation inflation, boolean rotation) {
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public SEIK withInflation(Inflation newInflation) {
    return new SEIK(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis: Pham's random Ω.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public SEIK withRotation(boolean newRotation) {
    return new SEIK(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("SEIK", ensemble, observations, cycle, inflation, rotation, SEIK::update);
  }

  private static void update(Analysis a) {
    a.requireBoundedCondition();
    int k = a.members;
    int rows = k - 1;
    double[] root = a.workspace.doubles(SEIK.class, "root", rows, rows);
    double[] w = a.workspace.doubles(SEIK.class, "mean weights", k);
    root(a, root, w);
    // As rows: √(N − 1)·Ω·C·Tᵀ.
    double[] half = a.workspace.doubles(SEIK.class, "half transform", k, rows);
    System.arraycopy(root, 0, half, 0, rows * rows);
    ErrorSubspace.lift(k, rows, half, rows, Workers.serial());
    double[] t = a.workspace.doubles(SEIK.class, "weights", k, k);
    for (int m = 0; m < k; m++) {
      System.arraycopy(half, m * rows, t, m * k, rows);
      toMembers(k, t, m * k);
    }
    toMembers(k, w, 0);
    Anomalies.scale(k, k, Math.sqrt(rows), t, 0, k, Workers.serial());
    GlobalTransform.apply(a, t, w);
  }

  /** Writes C = U^{1/2} and, to the first N − 1 of w, U·S_L·d. */
  private static void root(Analysis a, double[] c, double[] w) {
    int rows = a.members - 1;
    int p = a.count;
    GlobalTransform.gram(a, false, rows, a.s, c);
    double part = (double) rows / a.members;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        c[i * rows + j] += i == j ? rows - part : -part;
      }
    }
    SymmetricEigen eigen = eigen(a.workspace).factor(rows, c, 0, rows);
    double[] f = a.workspace.doubles(SEIK.class, "eigenvalues", rows);
    eigen.values(f, 0);
    for (int i = 0; i < rows; i++) {
      // (N − 1)/N is the least eigenvalue of (N − 1)·TᵀT.
      f[i] = Limits.inverseRoot(f[i], part);
    }
    eigen.function(f, 0, c, 0, rows);
    Gemm.gemv(false, rows, p, 1.0, a.s, 0, p, a.innovation, 0, 1, 0.0, w, 0, 1);
    Gemm.gemv(false, rows, rows, 1.0, c, 0, rows, w, 0, 1, 0.0, f, 0, 1);
    Gemm.gemv(false, rows, rows, 1.0, c, 0, rows, f, 0, 1, 0.0, w, 0, 1);
  }

  /** T times a column: N − 1 coefficients of the columns of L become N of the members. */
  private static void toMembers(int k, double[] x, int at) {
    double sum = 0.0;
    for (int i = at; i < at + k - 1; i++) {
      sum += x[i];
    }
    double mean = sum / k;
    for (int i = at; i < at + k - 1; i++) {
      x[i] -= mean;
    }
    x[at + k - 1] = -mean;
  }

  private static SymmetricEigen eigen(Workspace workspace) {
    return workspace.kept(SEIK.class, "eigen", SymmetricEigen.class, SymmetricEigen::new);
  }

  @Override
  public String toString() {
    return "SEIK[" + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("seik", "singular evolutive interpolated Kalman filter with the symmetric square root",
          "Pham 2001; Nerger, Janjić, Schröter and Hiller 2012");
    }

    @Override
    public String title() {
      return "SEIK";
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(SEIK.class,
          "mean and covariance of the Kalman filter; its formula by EJML",
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
      return new SEIK().withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
