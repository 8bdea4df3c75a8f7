// Master of FloatLETKF: the float version is generated from this file.
package org.isobit.models.assimilation.local;

import java.util.Objects;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * The local ensemble transform Kalman filter (Hunt, Kostelich and Szunyogh 2007, Physica D 230, 112–126): an ETKF for
 * every point, with the observations around it.
 *
 * <p>For every batch of points, with ρ_j the taper of observation j's distance: S and the innovation get the factor
 * √ρ_j (which divides the error variance by ρ_j, section 3 there), B = (N − 1)·I + S·Sᵀ (eq. 21), the mean moves by
 * w = B⁻¹·S·d (eq. 20) and the batch's anomalies are multiplied by T = √(N − 1)·B^{-1/2} (eq. 24). A batch is one point
 * or a few consecutive ones, with all fields of the localisation there. Batches do not depend on each other and are
 * split over threads.
 *
 * <p>A batch with q variables and p observations near costs N²·p operations for B, as many as 4⅓·N³ for its root,
 * 2·N²·q for the members, or some p³ in place of N³ with fewer observations than members; one evaluation of H for each
 * member; memory of the observed members and their anomalies, one more ensemble, and N² a thread. Tests hold it to
 * DAPPER's arrays, to published scores and to an LETKF written down from the paper alone.
 *
 * <p>Immutable, thread-safe; it keeps lists of near observations for the networks it met last.
 */
public final class LETKF implements InflatingFilter {

  private final Localization localization;
  private final int batch;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /** Where transforms are computed if not everywhere, or null. */
  private final CoarseStep coarse;

  /** What solves local problems, on the processor; null: whatever is in force. */
  private final Backend backend;

  /**
   * The filter without inflation or rotation, point by point.
   *
   * @param localization where variables are and how far observations reach
   */
  public LETKF(Localization localization) {
    this(localization, 1, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false, null, null);
  }

  private LETKF(Localization localization, int batch, UnobservedPoints unobserved, Inflation inflation,
      boolean rotation, CoarseStep coarse, Backend backend) {
    this.localization = Objects.requireNonNull(localization, "localization");
    this.batch = batch;
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
    this.coarse = coarse;
    this.backend = backend;
  }

  /**
   * The same filter with one transform for every few consecutive points; distances are means over the batch.
   *
   * @param newBatch points that share a transform, at least 1 (DAPPER takes 2 for Lorenz-96)
   * @return a new filter
   */
  public LETKF withBatch(int newBatch) {
    Checks.positive("LETKF", "batch", newBatch);
    if (coarse != null) {
      CoarseStep.requireNoBatch("LETKF", newBatch);
    }
    return new LETKF(localization, newBatch, unobserved, inflation, rotation, coarse, backend);
  }

  /**
   * The same filter with transforms only at the points of a coarse grid, and interpolated weights between them.
   *
   * @param grid the coarse grid
   * @return a new filter
   * @throws IllegalArgumentException if the grid has another number of points than the localisation, or a batch has
   *     several
   */
  public LETKF withCoarseGrid(CoarseGrid grid) {
    return new LETKF(localization, batch, unobserved, inflation, rotation,
        CoarseStep.of("LETKF", grid, localization, batch), backend);
  }

  /**
   * The same filter for states of some points of a coarse grid only, which get the bits that they have among all. The
   * localisation is that of their corners.
   *
   * @param corners the coarse points around each point of a state
   * @return a new filter
   * @throws IllegalArgumentException if the localisation has not as many points as there are corners, or a batch has
   *     several
   */
  public LETKF withCorners(CoarseGrid.Corners corners) {
    return new LETKF(localization, batch, unobserved, inflation, rotation,
        CoarseStep.of("LETKF", corners, localization, batch), backend);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public LETKF withUnobserved(UnobservedPoints newUnobserved) {
    return new LETKF(localization, batch, newUnobserved, inflation, rotation, coarse, backend);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LETKF withInflation(Inflation newInflation) {
    return new LETKF(localization, batch, unobserved, newInflation, rotation, coarse, backend);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LETKF withRotation(boolean newRotation) {
    return new LETKF(localization, batch, unobserved, inflation, newRotation, coarse, backend);
  }

  /**
   * The same filter with its local problems solved by a chosen implementation on the processor, for conformance and
   * benchmarks: the bits are the same.
   *
   * @param newBackend the implementation
   * @return a new filter
   * @throws IllegalArgumentException if the filter has a coarse grid, or the implementation is none of the processor's
   */
  public LETKF withBackend(Backend newBackend) {
    if (!Backend.ofProcessor().contains(newBackend)) {
      throw new IllegalArgumentException("LETKF: " + newBackend + " is chosen for all filters, by the property "
          + Backend.PROPERTY);
    }
    if (coarse != null) {
      throw new IllegalArgumentException("LETKF: weights on a coarse grid come from the backend in force, not from one "
          + "that is chosen: " + newBackend);
    }
    return new LETKF(localization, batch, unobserved, inflation, rotation, null, newBackend);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run("LETKF", ensemble, observations, cycle, inflation, rotation, this::step);
  }

  private void step(Analysis a) {
    NeighbourLists near = coarse == null ? a.near(localization, batch) : coarse.near(a, localization);
    if (a.count == 0) {
      a.withoutObservations(unobserved);
    } else if (coarse == null) {
      new LocalAnalyses(a, near, batch, localization.fields(), unobserved).complete(backend);
    } else {
      coarse.run(a, a.members, near, localization.fields(), unobserved);
    }
  }

  @Override
  public String toString() {
    return "LETKF[" + localization + ", batch " + batch + ", " + (coarse == null ? "" : coarse + ", ") + inflation
        + (rotation ? ", rotation]" : "]");
  }
}
