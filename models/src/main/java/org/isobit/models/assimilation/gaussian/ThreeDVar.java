package org.isobit.models.assimilation.gaussian;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * 3D-Var with a fixed background covariance B (Lorenc 1986, Q. J. R. Meteorol. Soc. 112, 1177–1194): the analysis is
 * the minimum of
 *
 * <pre>
 *   J(x) = ½·(x − x_b)ᵀ·B⁻¹·(x − x_b) + ½·(y − H·x)ᵀ·R⁻¹·(y − H·x)
 * </pre>
 *
 * with x_b the forecast from the last analysis (of two analyses without a forecast between them, the second one has the
 * whole B again). H is linear, so that J is quadratic and its minimum is one step,
 * x_a = x_b + B·Hᵀ·(H·B·Hᵀ + R)⁻¹·(y − H·x_b), solved exactly in the space of the observations; B may be singular.
 * In configurations B is the climatological covariance times {@code scale}. The spread is that of B before and of
 * (B⁻¹ + Hᵀ·R⁻¹·H)⁻¹ after an analysis.
 *
 * <p>An analysis of p observations of n variables takes p³/3 + n·p² flops, n + p applications of H and n² numbers; a
 * forecast is one run of the model. Held to the scores that DAPPER lists: 1.04 for Lorenz-63 with the scale .1, .41 for
 * Lorenz-96 with .02, .39 for the two scales of Wilks (2005) with 2; to TorchDA's check of unit covariances; and to the
 * analysis of a Kalman filter with the prior covariance B. Not thread-safe.
 */
public final class ThreeDVar extends MeanEstimator {

  private final ForecastModel model;
  private final Background background;

  /**
   * The method at its beginning.
   *
   * @param model   the model
   * @param initial the first state; copied
   * @param law     its covariance, times the scale, is B
   * @param scale   factor on the covariance, positive
   * @throws IllegalArgumentException if sizes differ or the scale is not positive
   */
  public ThreeDVar(ForecastModel model, double[] initial, Gaussian law, double scale) {
    super("ThreeDVar", initial.clone(), new double[initial.length]);
    this.model = Objects.requireNonNull(model, "model");
    Checks.positive(method, "scale", scale);
    if (model.size() != initial.length || law.size() != initial.length) {
      throw new IllegalArgumentException(method + ": the model has " + model.size() + " variables, the covariance "
          + law.size() + ", but the state " + initial.length);
    }
    background = new Background(method, law, scale);
    background.forecast(deviations);
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    model.advance(from, steps, ensemble(), workers);
    background.forecast(deviations);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    background.analyse(mean, deviations, observations, cycle.workers());
  }

  /** The method in configurations. */
  public static final class Provider extends GaussianProvider {

    private static final String SCALE = "scale";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("3d-var", "3D-Var", "3D-Var in one exact step, with the climatological covariance times a number",
          "Lorenc 1986");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(ThreeDVar.class,
          "published scores of L63-S12, L96-S08 and LUV; TorchDA's unit covariances");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of(SCALE, Form.NUMBER, "factor on the climatological covariance").usual(1.0).positive());
    }

    @Override
    Estimator start(EstimatorOptions o) {
      return new ThreeDVar(o.model(), o.initial().get().mean(), o.climatology().get(), o.filter().own().number(SCALE));
    }
  }
}
