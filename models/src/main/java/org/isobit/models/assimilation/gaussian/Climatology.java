package org.isobit.models.assimilation.gaussian;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;

/**
 * What is known without model and observations: the estimate is the climatological mean always, its spread the
 * climatological standard deviation. The baseline that every method must beat (Murphy 1988, Mon. Weather Rev. 116,
 * 2417–2424).
 *
 * <p>An analysis does nothing and costs nothing; mean and covariance take K·n² flops once, of K states of n variables,
 * and the standard deviations stay. H is never applied. Held to the scores that DAPPER lists: 7.6 for Lorenz-63, 3.6
 * for Lorenz-96, .93 for the two scales of Wilks (2005). Not thread-safe.
 */
public final class Climatology extends MeanEstimator {

  /**
   * The estimate.
   *
   * @param climatology mean and covariance of states over a long time
   */
  public Climatology(Gaussian climatology) {
    super("Climatology", climatology.mean().clone(), climatology.deviations());
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    // The climatology does not change with time.
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    // Nor does it hear of observations.
  }

  @Override
  public boolean sequential() {
    return false;
  }

  /** The method in configurations. */
  public static final class Provider extends GaussianProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("climatology", "Climatology", "mean and spread of states over a long time, without model and observations",
          "Murphy 1988");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(Climatology.class, "published scores of L63-S12, L96-S08 and LUV");
    }

    @Override
    Estimator start(EstimatorOptions o) {
      return new Climatology(o.climatology().get());
    }
  }
}
