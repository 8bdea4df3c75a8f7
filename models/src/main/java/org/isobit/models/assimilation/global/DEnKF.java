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
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.registry.NamedEntry;

/**
 * The deterministic ensemble Kalman filter (Sakov and Oke 2008, Tellus 60A, 361–371).
 *
 * <p>The mean is updated by the sample gain K, the anomalies by half of it: A ← A − ½·K·H·A (eq. 15). For small
 * corrections this is the square-root filter to first order, without its matrix square root.
 *
 * <p>A cycle without observations still inflates, the factors inside the transform included ({@link Inflation}).
 *
 * <p>Immutable, thread-safe.
 */
public final class DEnKF implements InflatingFilter {

  private final Inflation inflation;
  private final boolean rotation;

  /** The filter without inflation or rotation. */
  public DEnKF() {
    this(Inflation.none(), false);
  }

  private DEnKF(Inflation inflation, boolean rotation) {
    this.inflation = Objects.requireNonNull(inflation, "inflation");
    this.rotation = rotation;
  }

  @Override
  public Inflation inflation() {
    return inflation;
  }

  @Override
  public DEnKF withInflation(Inflation newInflation) {
    return new DEnKF(newInflation, rotation);
  }

  /**
   * The same filter with, or without, a mean-preserving random rotation after each analysis.
   *
   * @param newRotation whether to rotate
   * @return a new filter
   */
  public DEnKF withRotation(boolean newRotation) {
    return new DEnKF(inflation, newRotation);
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    GlobalTransform.run("DEnKF", ensemble, observations, cycle, inflation, rotation, DEnKF::update);
  }

  /** Rows −½·S for the anomalies and one more, the innovation, for the mean. */
  private static void update(Analysis a) {
    int k = a.members;
    int p = a.count;
    double[] rows = a.workspace.doubles(DEnKF.class, "innovations", k + 1, p);
    for (int i = 0; i < k * p; i++) {
      rows[i] = -0.5 * a.s[i];
    }
    System.arraycopy(a.innovation, 0, rows, k * p, p);
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
    return "DEnKF[" + inflation + (rotation ? ", rotation]" : "]");
  }

  /** The filter in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("denkf", "deterministic ensemble Kalman filter: half the gain for the anomalies", "Sakov and Oke 2008");
    }

    @Override
    public String title() {
      return "DEnKF";
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
      return new DEnKF().withInflation(o.inflation()).withRotation(o.rotation());
    }
  }
}
