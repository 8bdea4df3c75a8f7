package org.isobit.models.assimilation.particle;

import java.util.Objects;
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
 * The local hybrid Kalman-nonlinear ensemble transform filter (Nerger 2022, Q. J. R. Meteorol. Soc. 148, 620–640) in
 * its two-step form HNK: at every point first {@link LNETF} with the likelihood to the power 1 − γ, then
 * {@link org.isobit.models.assimilation.local.LETKF} with R ÷ γ. γ comes from a rule, point by point:
 * {@link HybridWeight}.
 *
 * <p>The first step has the weights w₁ = exp(−½·(1 − γ)·Σ_j ρ_j·d_jm²) over their sum and the transform T₁ = √N·W^½. It
 * leaves the innovation d − w₁·S and the observed anomalies T₁·S, exactly so for linear operators; both times √γ are
 * those of the second step, w₂ = B⁻¹·S₂·d₂ and T₂ = √(N − 1)·B^{-1/2} with B = (N − 1)·I + S₂·S₂ᵀ. Together the mean
 * moves by w₁ + w₂·T₁ and anomalies are multiplied by T₂·T₁. With γ = 0 that is {@link LNETF}, with γ = 1 LETKF.
 * PDAF applies the operator to the whole state between the steps instead, which differs where γ or tapers vary within
 * the reach of an observation.
 *
 * <p><b>Cost</b> of a batch: that of {@link LNETF} and of LETKF, and with p observations near 2·N²·p operations for
 * those of the second step; one evaluation of H for each member; memory of two ensembles, and of 16 to 64 batches with
 * their observations a thread.
 *
 * <p><b>Held to</b> LNETF and LETKF at both ends, and between them to the two steps one after the other.
 *
 * <p>Immutable, thread-safe; its localisation keeps lists of near observations for the networks it met last.
 */
public final class LKNETF implements InflatingFilter {

  static final String NAME = "LKNETF";

  private final Localization localization;
  private final HybridWeight hybrid;
  private final int batch;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /**
   * The filter without inflation or rotation, point by point.
   *
   * @param localization where variables are and how far observations reach
   * @param hybrid       the hybrid weight
   */
  public LKNETF(Localization localization, HybridWeight hybrid) {
    this(localization, hybrid, 1, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);
  }

  private LKNETF(Localization localization, HybridWeight hybrid, int batch, UnobservedPoints unobserved,
      Inflation inflation, boolean rotation) {
    this.localization = Objects.requireNonNull(localization, "localization");
    this.hybrid = Objects.requireNonNull(hybrid, "hybrid");
    this.batch = batch;
    this.unobserved = Objects.requireNonNull(unobserved, "unobserved");
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  /**
   * The same filter with one transform for every few consecutive points; distances are means over the batch.
   *
   * @param newBatch points that share a transform, at least 1
   * @return a new filter
   */
  public LKNETF withBatch(int newBatch) {
    Checks.positive(NAME, "batch", newBatch);
    return new LKNETF(localization, hybrid, newBatch, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public LKNETF withUnobserved(UnobservedPoints newUnobserved) {
    return new LKNETF(localization, hybrid, batch, newUnobserved, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LKNETF withInflation(Inflation newInflation) {
    return new LKNETF(localization, hybrid, batch, unobserved, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LKNETF withRotation(boolean newRotation) {
    return new LKNETF(localization, hybrid, batch, unobserved, inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Analysis.run(NAME, ensemble, observations, cycle, inflation, rotation, this::step);
  }

  private void step(Analysis a) {
    NeighbourLists near = a.near(localization, batch);
    if (a.count == 0) {
      a.withoutObservations(unobserved);
    } else {
      LocalTransforms.run(a, near, batch, localization.fields(), unobserved, hybrid::weigh);
    }
  }

  @Override
  public String toString() {
    return NAME + "[" + localization + ", " + hybrid.rule().label() + " " + hybrid.value() + ", batch " + batch + ", "
        + inflation + (rotation ? ", rotation]" : "]");
  }
}
