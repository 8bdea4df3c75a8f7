package org.isobit.models.assimilation.variational;

import java.util.List;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * 3D-Var with the first guess at appropriate time (Fisher and Andersson 2001, ECMWF Technical Memorandum 347; Lawless
 * 2010, Q. J. R. Meteorol. Soc. 136, 1094–1098): innovations are taken at the times of their observations along the
 * forecast x_b of a window, and the increment is the same at all of them, so that there is no tangent and no adjoint.
 * It minimises
 *
 * <pre>
 *   J(δ) = ½·δᵀ·B⁻¹·δ + ½·Σ_j (d_j − H_j·δ)ᵀ·R_j⁻¹·(d_j − H_j·δ),   d_j = y_j − H_j·x_b(t_j)
 * </pre>
 *
 * with the control δ = U·v, B = U·Uᵀ. The estimate at the last time of the window so far is x_b + δ, from which the
 * forecast goes on; windows of {@code lag} times follow one another, and J has all that was observed in the window by
 * then. With a lag of 1 it is 3D-Var ({@link org.isobit.models.assimilation.gaussian.ThreeDVar}). The spread is that of
 * B at the beginning of a window and of (B⁻¹ + Σ H_jᵀ·R_j⁻¹·H_j)⁻¹ after an analysis. Operators must be linear.
 *
 * <p>With n variables and p observations in the window, an analysis takes n²·p + n³/3 flops and for each iteration
 * 4·n·p, and for each time of the window H of n + 1 states; a forecast runs the estimate, and inside a window x_b
 * beside it. Memory is 3·n² + 2·n·p numbers. Held to 3D-Var with a lag of 1, and so to the scores published for it,
 * and to the minimum of J by dense matrices otherwise. Not thread-safe.
 */
public final class FGAT extends IncrementEstimator {

  private final double[] prior;
  private double[] deviations;

  /**
   * The method at its beginning.
   *
   * @param model        the model
   * @param initial      the first state; copied
   * @param law          its covariance, times the scale, is B
   * @param scale        factor on the covariance, positive
   * @param lag          times of a window, at least 1
   * @param minimization how J is minimised
   * @throws IllegalArgumentException if sizes differ, a number is out of range, or the covariance is not positive
   *                                  semidefinite
   */
  public FGAT(ForecastModel model, double[] initial, Gaussian law, double scale, int lag, Minimization minimization) {
    super("FGAT", model, Ensemble.of(initial.clone(), 1, initial.length), new Hybrid(law, scale, 0.0), null, lag,
        minimization);
    prior = law.deviations();
    for (int i = 0; i < prior.length; i++) {
      prior[i] *= Math.sqrt(scale);
    }
    deviations = prior;
  }

  @Override
  void forecasted(boolean begun) {
    deviations = begun ? deviations : prior;
  }

  @Override
  Ensemble analysed(List<Seen> observed, IncrementProblem problem, double[] mean, Cycle cycle) {
    int n = mean.length;
    double[] a = Posterior.identity(method, n);
    Posterior.add(n, problem.count(), problem.jacobian(), a);
    double[] after = new double[n];
    Posterior.deviations(method, n, a, n, root.clone(), after);
    deviations = after;
    return Ensemble.of(mean, 1, n);
  }

  @Override
  void unobserved(Observations none, Cycle cycle) {
    // The forecast stays.
  }

  @Override
  public void spread(double[] to) {
    Estimator.requireLength(method, to, n);
    System.arraycopy(deviations, 0, to, 0, to.length);
  }

  /** The method in configurations. */
  public static final class Provider extends VariationalProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("fgat", "3D-FGAT", "3D-Var with innovations at the times of the observations, and one increment for the "
          + "window", "Fisher and Andersson 2001; Lawless 2010");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(FGAT.class, "3D-Var with one time in the window; minimum of J by dense matrices");
    }

    @Override
    public Keys keys() {
      return COVARIANCE.and(Key.of(LAG, Form.INTEGER, "times of a window").usual(1).atLeast(1)).and(Minimization.KEYS);
    }

    @Override
    Estimator start(EstimatorOptions o) {
      Values own = o.filter().own();
      return new FGAT(o.model(), o.initial().get().mean(), law(o), own.number(SCALE), own.integer(LAG),
          Minimization.of(own));
    }
  }
}
