package org.isobit.models.assimilation.particle;

import java.util.Objects;
import java.util.Set;
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
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.NamedEntry;

/**
 * The local nonlinear ensemble transform filter (Tödter and Ahrens 2015, Mon. Weather Rev. 143, 1347–1367;
 * Tödter, Kirchgessner, Nerger and Ahrens 2016, Mon. Weather Rev. 144, 409–427): a {@link NETF} for every point, with
 * the observations around it.
 *
 * <p>With ρ_j the taper of observation j's distance, which divides its error variance, the weights of a batch of points
 * are w_m = exp(−½·Σ_j ρ_j·d_jm²) over their sum, and its mean and anomalies follow as in {@link NETF}. A
 * mean-preserving random rotation, which the papers have, is one for all points: {@link #withRotation}. Batches do not
 * depend on each other and are split over threads.
 *
 * <p><b>Cost</b> of a batch with q variables and p observations near: N·p operations for the weights, N²·k for the root
 * of k = 7 to 75 terms, 33 where the largest weight is a million times the least, and 2·N²·q for the members; one
 * evaluation of H for each member; memory of two ensembles, and N² a thread.
 *
 * <p><b>Held to</b> {@link NETF} where observations reach everywhere, and to the weighted moments of each point.
 *
 * <p>Immutable, thread-safe; its localisation keeps lists of near observations for the networks it met last.
 */
public final class LNETF implements InflatingFilter {

  private static final String NAME = "LNETF";

  private final Localization localization;
  private final int batch;
  private final UnobservedPoints unobserved;
  private final Inflation inflation;
  private final boolean rotation;

  /**
   * The filter without inflation or rotation, point by point.
   *
   * @param localization where variables are and how far observations reach
   */
  public LNETF(Localization localization) {
    this(localization, 1, UnobservedPoints.KEEP_FORECAST, Inflation.none(), false);
  }

  private LNETF(Localization localization, int batch, UnobservedPoints unobserved, Inflation inflation,
      boolean rotation) {
    this.localization = Objects.requireNonNull(localization, "localization");
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
  public LNETF withBatch(int newBatch) {
    Checks.positive(NAME, "batch", newBatch);
    return new LNETF(localization, newBatch, unobserved, inflation, rotation);
  }

  /**
   * The same filter with another treatment of points that no observation reaches.
   *
   * @param newUnobserved what happens there
   * @return a new filter
   */
  public LNETF withUnobserved(UnobservedPoints newUnobserved) {
    return new LNETF(localization, batch, newUnobserved, inflation, rotation);
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public LNETF withInflation(Inflation newInflation) {
    return new LNETF(localization, batch, unobserved, newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public LNETF withRotation(boolean newRotation) {
    return new LNETF(localization, batch, unobserved, inflation, newRotation);
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
      LocalTransforms.run(a, near, batch, localization.fields(), unobserved, LNETF::weigh);
    }
  }

  private static double weigh(int members, double[] log, double[] w, Object where) {
    Likelihood.normalise(NAME, members, log, w, where);
    return 0.0;
  }

  @Override
  public String toString() {
    return NAME + "[" + localization + ", batch " + batch + ", " + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lnetf",
          "local nonlinear ensemble transform filter: a NETF for every point, with the observations around it",
          "Tödter and Ahrens 2015; Tödter, Kirchgessner, Nerger and Ahrens 2016");
    }

    @Override
    public String title() {
      return NAME;
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(LNETF.class,
          "weighted moments of each point, written out; NETF without tapers",
          Trait.NONLINEAR_OPERATOR, Trait.NON_GAUSSIAN);
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.PARTS, Option.BATCH, Option.UNOBSERVED);
    }

    @Override
    public InflatingFilter build(FilterOptions o) {
      return new LNETF(o.localization()).withBatch(o.batch()).withUnobserved(o.unobserved())
          .withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
