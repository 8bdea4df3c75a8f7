package org.isobit.models.assimilation.variational;

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
 * Strong-constraint 4D-Var (Le Dimet and Talagrand 1986, Tellus A 38, 97–110; Talagrand and Courtier 1987, Q. J. R.
 * Meteorol. Soc. 113, 1311–1328), in increments (Courtier, Thépaut and Hollingsworth 1994, Q. J. R. Meteorol. Soc. 120,
 * 1367–1387): the state x_0 at the beginning of a window minimises
 *
 * <pre>
 *   J(x_0) = ½·(x_0 − x_b)ᵀ·B⁻¹·(x_0 − x_b) + ½·Σ_j (y_j − H_j·x_j)ᵀ·R_j⁻¹·(y_j − H_j·x_j),   x_j = M_j(x_{j−1})
 * </pre>
 *
 * with the control x_0 = x_b + U·v, B = U·Uᵀ, which makes the first term ½‖v‖² (B may be singular). The estimate is the
 * end of the trajectory from x_0. {@link Minimization} says how v is found; gradients are exact, by the adjoint of the
 * model's steps ({@link ForecastModel#linearize}). Operators must be linear.
 *
 * <p><b>The window.</b> It has at most {@code lag} intervals between analyses, and moves by {@code shift} of them
 * (Bocquet and Sakov 2014, Q. J. R. Meteorol. Soc. 140, 1521–1535, who call them L and S): observations are used until
 * the window moves, each analysis minimises J with all that came since then, from the last minimum, and when it moves
 * x_b becomes the state of the analysed trajectory at its new beginning, with the same B. So each observation is
 * assimilated once. With {@code shift} 1 an analysis uses the newest observations, and {@code lag} says how far back
 * the state is that they correct, as in DAPPER; with {@code shift = lag} windows follow one another, as in weather
 * centres, and grow until they are full, which keeps the minimum in sight (quasi-static variational assimilation,
 * Pires, Vautard and Talagrand 1996, Tellus A 48, 96–121). What is observed before any forecast belongs to the
 * beginning of the window. An analysis without observations changes nothing but the window.
 *
 * <p>With n variables and p observations, an outer loop takes two runs of the model over the window and, for each
 * inner iteration, one of the tangent and one of the adjoint, with 4·n² flops for U and 4·n·p for H; an iteration of
 * L-BFGS two runs and an adjoint one. Before either, eight products with tangent and adjoint see whether the Hessian
 * of J has a condition number above {@link org.isobit.models.assimilation.Filter#LARGEST_CONDITION}, where the
 * analysis throws. H is applied once to n unit vectors and 0 at each analysis. Memory is 2·n² + n·p numbers and the
 * stages of one run of the window; the spread, where it is asked for, takes n tangent runs and n³/3 + n²·p flops. Held
 * to the scores that DAPPER lists for Lorenz-96 (0.46 and 0.39 with a lag of 1 and 2; with 4, where it has 0.37 of a
 * short run, to 0.384 of a separate program), for linear models to the Kalman filter and the smoother of Rauch, Tung
 * and Striebel, to the minimum of J by Newton's method for one nonlinear variable, and to Taylor's theorem. Not
 * thread-safe.
 */
public final class FourDVar extends TrajectoryEstimator {

  /**
   * The method at its beginning.
   *
   * @param model        the model, which knows its derivative
   * @param initial      the first state; copied
   * @param law          its covariance, times the scale, is B
   * @param scale        factor on the covariance, positive
   * @param lag          intervals of a window at most, at least 1
   * @param shift        intervals by which it moves, between 1 and lag
   * @param minimization how J is minimised
   * @throws IllegalArgumentException if the model knows no derivative, sizes differ, a number is out of range, or the
   *                                  covariance is not positive semidefinite
   */
  public FourDVar(ForecastModel model, double[] initial, Gaussian law, double scale, int lag, int shift,
      Minimization minimization) {
    super("FourDVar", model, initial, law, scale, null, lag, shift, minimization);
  }

  /** The method in configurations. */
  public static final class Provider extends VariationalProvider {

    /** Keys of the window and of its minimisation. */
    static final Keys KEYS = COVARIANCE.and(
        Key.of(LAG, Form.INTEGER, "intervals between analyses that a window has at most").usual(1).atLeast(1),
        Key.of(SHIFT, Form.INTEGER, "intervals by which it moves, at most the lag").usual(1).atLeast(1))
        .and(Minimization.KEYS);

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("4d-var", "4D-Var", "strong-constraint 4D-Var with a fixed background covariance, by the adjoint",
          "Talagrand and Courtier 1987; Courtier, Thepaut and Hollingsworth 1994");
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(FourDVar.class,
          "scores that DAPPER lists for L96-B13; smoother of Rauch, Tung and Striebel with linear models",
          Trait.SMOOTHER);
    }

    @Override
    public Keys keys() {
      return KEYS;
    }

    /** By how many intervals the window moves. */
    static int shift(Values own) {
      own.require(own.integer(SHIFT) <= own.integer(LAG), SHIFT, "be at most the lag of " + own.integer(LAG));
      return own.integer(SHIFT);
    }

    @Override
    Estimator start(EstimatorOptions o) {
      Values own = o.filter().own();
      return new FourDVar(o.model(), o.initial().get().mean(), law(o), own.number(SCALE),
          own.integer(LAG), shift(own), Minimization.of(own));
    }
  }
}
