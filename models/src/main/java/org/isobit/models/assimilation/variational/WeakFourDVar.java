package org.isobit.models.assimilation.variational;

import java.util.Objects;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * Weak-constraint 4D-Var with model error as a forcing (Trémolet 2006, Q. J. R. Meteorol. Soc. 132, 2483–2504): beside
 * the first state x_0 of a window the errors η_j that the model makes in each interval between analyses minimise
 *
 * <pre>
 *   J(x_0, η) = ½·(x_0 − x_b)ᵀ·B⁻¹·(x_0 − x_b) + ½·Σ_j (η_j − η_bj)ᵀ·Q⁻¹·(η_j − η_bj)
 *             + ½·Σ_j (y_j − H_j·x_j)ᵀ·R_j⁻¹·(y_j − H_j·x_j),   x_j = M_j(x_{j−1}) + η_j
 * </pre>
 *
 * with the controls x_0 = x_b + U·v_0 and η_j = η_bj + V·v_j, B = U·Uᵀ and Q = V·Vᵀ. η_bj is 0 when an interval enters
 * the window, and what was found of it when the window has moved. The window, the minimisation and the operators are
 * those of {@link FourDVar}, to which this tends as Q tends to 0.
 *
 * <p>Costs what {@link FourDVar} does with (1 + k)·n controls in place of n, for a window of k intervals: the runs are
 * as long, the products with U and V 1 + k as many; the spread takes (1 + k/2)·n tangent runs of the window and
 * ((1 + k)·n)³/3 flops. Held, for linear models, to the Kalman filter with additive noise Q and to the smoother of
 * Rauch, Tung and Striebel, and with Q = 0 to {@link FourDVar}. Not thread-safe.
 */
public final class WeakFourDVar extends TrajectoryEstimator {

  /**
   * The method at its beginning.
   *
   * @param model        the model, which knows its derivative
   * @param initial      the first state; copied
   * @param law          its covariance, times the scale, is B
   * @param scale        factor on the covariance, positive
   * @param errors       its covariance is Q, of the model's error in one interval between analyses
   * @param lag          intervals of a window at most, at least 1
   * @param shift        intervals by which it moves, between 1 and lag
   * @param minimization how J is minimised
   * @throws IllegalArgumentException if the model knows no derivative, sizes differ, a number is out of range, or a
   *                                  covariance is not positive semidefinite
   */
  public WeakFourDVar(ForecastModel model, double[] initial, Gaussian law, double scale, Gaussian errors, int lag,
      int shift, Minimization minimization) {
    super("WeakFourDVar", model, initial, law, scale, Objects.requireNonNull(errors, "errors"), lag, shift,
        minimization);
  }

  /** The method in configurations. */
  public static final class Provider extends VariationalProvider {

    private static final String ERROR = "model-error";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("weak-4d-var", "weak 4D-Var", "weak-constraint 4D-Var, which estimates the model's error in each interval",
          "Tremolet 2006");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(WeakFourDVar.class,
          "Kalman filter with noise and its smoother with linear models", Trait.SMOOTHER);
    }

    @Override
    public Keys keys() {
      return FourDVar.Provider.KEYS.and(Key.of(ERROR, Form.NUMBER, "factor on the background's covariance, without the "
          + "scale, that gives that of the model's error in one interval").usual(0.001).atLeast(0));
    }

    @Override
    Estimator start(EstimatorOptions o) {
      Values own = o.filter().own();
      Gaussian law = law(o);
      double[] q = law.covariance().clone();
      for (int i = 0; i < q.length; i++) {
        q[i] *= own.number(ERROR);
      }
      return new WeakFourDVar(o.model(), o.initial().get().mean(), law, own.number(SCALE),
          new Gaussian(law.mean(), q), own.integer(LAG), FourDVar.Provider.shift(own), Minimization.of(own));
    }
  }
}
