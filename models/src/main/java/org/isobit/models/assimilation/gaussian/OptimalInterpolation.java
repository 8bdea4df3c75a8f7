package org.isobit.models.assimilation.gaussian;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;

/**
 * Optimal interpolation of the observations around the climatology (Gandin 1963; Daley 1991, Atmospheric Data Analysis,
 * chapter 4): the prior of every analysis is the climatological mean μ with the climatological covariance B,
 *
 * <pre>
 *   x_a = μ + B·Hᵀ·(H·B·Hᵀ + R)⁻¹·(y − H·μ)
 * </pre>
 *
 * so that no analysis knows of those before it, and no model is run; between analyses the estimate is the climatology.
 * (Operational centres interpolated around a forecast instead: that is {@link ThreeDVar}.) The operator must be linear.
 *
 * <p>An analysis of p observations of n variables takes p³/3 + n·p² flops, n + p applications of H and n² numbers. Held
 * to the scores that DAPPER lists: 1.25 for Lorenz-63, .95 for Lorenz-96; and to the formula itself. Not thread-safe.
 */
public final class OptimalInterpolation extends MeanEstimator {

  private final Gaussian climatology;
  private final Background background;

  /**
   * The method, whose estimate is the climatology at first.
   *
   * @param climatology mean and covariance of states over a long time
   */
  public OptimalInterpolation(Gaussian climatology) {
    super("OptimalInterpolation", climatology.mean().clone(), climatology.deviations());
    this.climatology = climatology;
    background = new Background(method, climatology, 1.0);
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    System.arraycopy(climatology.mean(), 0, mean, 0, mean.length);
    background.forecast(deviations);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    if (observations.count() > 0) {
      double[] x = climatology.mean().clone();
      background.analyse(x, deviations, observations, cycle.workers());
      System.arraycopy(x, 0, mean, 0, x.length);
    }
  }

  @Override
  public boolean sequential() {
    return false;
  }

  /** The method in configurations. */
  public static final class Provider extends GaussianProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("oi", "OI", "optimal interpolation of the observations around the climatology", "Gandin 1963; Daley 1991");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(OptimalInterpolation.class, "published scores of L63-S12 and L96-S08");
    }

    @Override
    Estimator start(EstimatorOptions o) {
      return new OptimalInterpolation(o.climatology().get());
    }
  }
}
