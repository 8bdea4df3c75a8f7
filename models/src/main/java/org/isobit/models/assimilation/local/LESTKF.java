// Master of FloatLESTKF: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.ErrorSubspace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * The local error-subspace transform Kalman filter (Nerger, Janjić, Schröter and Hiller 2012, Mon. Weather Rev. 140,
 * 2335–2345).
 *
 * <p>The N anomalies span N − 1 dimensions. With Ω, the N × (N − 1) matrix of orthonormal columns that are orthogonal
 * to the vector of ones, L = A·Ω (state × N − 1 in the paper's column notation) has no redundant column, and the
 * transform is computed there: for every batch of points, with ρ_j the taper of observation j's distance and S_L the
 * rows of L observed, over error deviations and times √ρ_j, B = (N − 1)·I + S_L·S_Lᵀ of order N − 1, w = B⁻¹·S_L·d,
 * L ← L·√(N − 1)·B^{-1/2} with the symmetric root, mean += L·w; at last A = L·Ωᵀ. In exact arithmetic that is
 * {@link LETKF}, member for member; the matrix is one smaller, and rounding cannot put anything into the direction of
 * the mean.
 *
 * <p>Where no observation is near, the forecast stays as it is by default, as in PDAF's LESTKF: PDAF's {@code forget},
 * {@link Inflation.Kind#FORGETTING_FACTOR} here, then does not act there; {@link UnobservedPoints} chooses.
 *
 * <p>It costs what {@link LETKF} costs, with N − 1 in the place of N in the root. Tests hold it to {@link LETKF} and to
 * DAPPER's arrays of that, to its published scores and to an LESTKF written down from the paper alone.
 *
 * <p>Immutable, thread-safe; its localisation keeps lists of near observations for the networks it met last.
 */
public final class LESTKF implements InflatingFilter {

  private final Localization localization;
  private final int batch;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /** Where transforms are computed if not everywhere, or null. */
  private final CoarseStep coarse;

  /**
   * The filter without inflation or rotation, point by point.
   *
   * @param localization where variables are and how far observations reach
   */
  public LESTKF(Localization localization) {
    this(localization, 1, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false, null);
  }

  private LESTKF(Localization localization, int batch, UnobservedPoints unobserved, Inflation inflation,
      boolean rotation, CoarseStep coarse) {
    this.localization = Objects.requireNonNull(localization, "localization");
    this.batch = batch;
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
    this.coarse = coarse;
  }

  /**
   * The same filter with one transform for every few consecutive points (PDAF's local domain); distances are means over
   * the batch.
   *
   * @param newBatch points that share a transform, at least 1
   * @return a new filter
   */
  public LESTKF withBatch(int newBatch) {
    Checks.positive("LESTKF", "batch", newBatch);
    if (coarse != null) {
      CoarseStep.requireNoBatch("LESTKF", newBatch);
    }
    return new LESTKF(localization, newBatch, unobserved, inflation, rotation, coarse);
  }

  /**
   * The same filter with transforms only at the points of a coarse grid, and between them interpolated weights, here
   * those of the error subspace.
   *
   * @param grid the coarse grid
   * @return a new filter
   * @throws IllegalArgumentException if the grid has another number of points than the localisation, or a batch has
   *     several
   */
  public LESTKF withCoarseGrid(CoarseGrid grid) {
    return new LESTKF(localization, batch, unobserved, inflation, rotation,
        CoarseStep.of("LESTKF", grid, localization, batch));
  }

  /**
   * The same filter for states of some points of a coarse grid only, as {@link LETKF#withCorners} has it.
   *
   * @param corners the coarse points around each point of a state
   * @return a new filter
   * @throws IllegalArgumentException if the localisation has not as many points as there are corners, or a batch has
   *     several
   */
  public LESTKF withCorners(CoarseGrid.Corners corners) {
    return new LESTKF(localization, batch, unobserved, inflation, rotation,
        CoarseStep.of("LESTKF", corners, localization, batch));
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public LESTKF withUnobserved(UnobservedPoints newUnobserved) {
    return new LESTKF(localization, batch, newUnobserved, inflation, rotation, coarse);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LESTKF withInflation(Inflation newInflation) {
    return new LESTKF(localization, batch, unobserved, newInflation, rotation, coarse);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis: in the error subspace, a
   * random orthogonal matrix of order N − 1.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LESTKF withRotation(boolean newRotation) {
    return new LESTKF(localization, batch, unobserved, inflation, newRotation, coarse);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run("LESTKF", ensemble, observations, cycle, inflation, rotation, this::update);
  }

  private void update(Analysis a) {
    NeighbourLists near = coarse == null ? a.near(localization, batch) : coarse.near(a, localization);
    if (a.count == 0) {
      a.withoutObservations(unobserved); // to the error subspace and back would round
      return;
    }
    ErrorSubspace.project(a.members, a.size, a.forecast, a.size, a.workers);
    a.projectObserved();
    if (coarse == null) {
      new LocalAnalyses(a, a.members - 1, near, batch, localization.fields(), unobserved).run();
    } else {
      coarse.run(a, a.members - 1, near, localization.fields(), unobserved);
    }
    ErrorSubspace.lift(a.members, a.size, a.analysis, a.size, a.workers);
    if (inflation.relaxes()) {
      ErrorSubspace.lift(a.members, a.size, a.forecast, a.size, a.workers);
    }
  }

  @Override
  public String toString() {
    return "LESTKF[" + localization + ", batch " + batch + ", " + (coarse == null ? "" : coarse + ", ") + inflation
        + (rotation ? ", rotation]" : "]");
  }
}
