package org.isobit.models.assimilation.local;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;

/**
 * The local finite-size ensemble Kalman filter: an {@link LETKF} whose forecast is inflated, batch by batch, as much as
 * EnKF-N finds that the innovations near it ask for (Bocquet 2011, Nonlin. Processes Geophys. 18, 735–750; Bocquet,
 * Raanes and Hannart 2015, ibid. 22, 645–662).
 *
 * <p>For every batch of points, l is the inflation of EnKF-N for the observations near it without their tapers
 * ({@link FiniteSize}; as DAPPER has it, since tapered numbers would look too good). Then the LETKF's analysis follows,
 * with anomalies and observed anomalies times l. Since l² on the forecast's covariance is l² in the observations'
 * precision, and l on anomalies after the analysis, that is the LETKF's kernel with l·√ρ for √ρ, the root of an
 * observation's taper, and l times its anomalies. Where no observation is near, l = 1.
 *
 * <p><b>Costs.</b> What the LETKF costs, and for every batch one product S·Sᵀ, N²·p operations for p observations near
 * it, and its reduction to tridiagonal form, 4/3·N³, one batch a lane as in the LETKF; then the search takes about six
 * times 15·N. Only where it comes to an inflation that leaves S·Sᵀ + ζ·I with a condition number of a million, or in
 * the primal form, a batch takes one decomposition by itself, about 9·N³. The observation operator is applied once. All
 * of it runs on the processor. Memory beyond the LETKF's: some twenty matrices of order N and N numbers for each
 * observation near a batch, each thread.
 *
 * <p><b>Errors.</b> Those of LETKF and EnKF-N; of observations that are too accurate for the inflated forecast, the
 * message names the point.
 *
 * <p><b>Checked against</b> an analysis of DAPPER's LETKF with this inflation, and EnKF-N where a batch is everything
 * and no taper falls.
 *
 * <p>Immutable, thread-safe; it keeps lists of near observations for the networks it met last.
 */
public final class LETKFN implements InflatingFilter {

  private static final String NAME = "LETKFN";

  private final Localization localization;
  private final FiniteSize prior;
  private final int batch;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /**
   * The filter in its dual form, with xN = 1, without further inflation or rotation, point by point.
   *
   * @param localization where variables are and how far observations reach
   */
  public LETKFN(Localization localization) {
    this(localization, FiniteSize.USUAL, 1, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);
  }

  private LETKFN(Localization localization, FiniteSize prior, int batch, UnobservedPoints unobserved,
      Inflation inflation, boolean rotation) {
    this.localization = Objects.requireNonNull(localization, "localization");
    this.prior = Objects.requireNonNull(prior, "prior");
    this.batch = batch;
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with other assumptions of the forecast's error.
   *
   * @param newPrior the assumptions
   * @return a new filter
   */
  public LETKFN withPrior(FiniteSize newPrior) {
    return new LETKFN(localization, newPrior, batch, unobserved, inflation, rotation);
  }

  /**
   * The same filter with one inflation and one transform for every few consecutive points; distances are means over
   * the batch.
   *
   * @param newBatch points that share them, at least 1
   * @return a new filter
   * @throws IllegalArgumentException if it is below 1
   */
  public LETKFN withBatch(int newBatch) {
    Checks.positive(NAME, "batch", newBatch);
    return new LETKFN(localization, prior, newBatch, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public LETKFN withUnobserved(UnobservedPoints newUnobserved) {
    return new LETKFN(localization, prior, batch, newUnobserved, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LETKFN withInflation(Inflation newInflation) {
    return new LETKFN(localization, prior, batch, unobserved, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LETKFN withRotation(boolean newRotation) {
    return new LETKFN(localization, prior, batch, unobserved, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run(NAME, ensemble, observations, cycle, inflation, rotation, this::step);
  }

  private void step(Analysis a) {
    NeighbourLists near = a.near(localization, batch);
    if (a.count == 0) {
      a.withoutObservations(unobserved);
      return;
    }
    a.cycle.devices().none(NAME, 6.0 * near.targets() * a.members * a.members * a.members);
    LocalAnalyses analyses = new LocalAnalyses(a, near, batch, localization.fields(), unobserved);
    LocalProblems problems = analyses.problems(false);
    FiniteSizeThread[] threads = threads(a);
    a.workers.run(near.tiles(), (tile, slot) -> {
      FiniteSizeThread thread = threads[slot];
      if (thread == null || !thread.fits(near, prior, a.members)) {
        thread = new FiniteSizeThread(NAME, prior, near, a.members);
        threads[slot] = thread;
      }
      int refused = thread.analyse(problems, a, tile);
      if (refused >= 0) {
        analyses.refuse(refused, thread.condition());
      }
    });
  }

  private static FiniteSizeThread[] threads(Analysis a) {
    FiniteSizeThread[] kept = a.workspace.kept(LETKFN.class, "threads", FiniteSizeThread[].class);
    if (kept == null || kept.length < a.workers.threads()) {
      kept = new FiniteSizeThread[a.workers.threads()];
      a.workspace.keep(LETKFN.class, "threads", kept);
    }
    return kept;
  }

  @Override
  public String toString() {
    return "LETKFN[" + localization + ", " + prior + ", batch " + batch + ", " + inflation
        + (rotation ? ", rotation]" : "]");
  }
}
