package org.isobit.models.assimilation.variational;

import java.util.List;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.GETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Modulation;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * Ensemble-variational assimilation, 4DEnVar over windows of several times (Liu, Xiao and Wang 2008, Mon. Weather Rev.
 * 136, 3363–3373), with a hybrid covariance through an extended control vector (Lorenc 2003, Q. J. R. Meteorol. Soc.
 * 129, 3183–3203; equal to a sum of covariances, Wang, Snyder and Hamill 2007, Mon. Weather Rev. 135, 222–227). With
 * a_m(t) the anomalies of N forecasts from the beginning of the window, whose mean is x̄_b(t), the increment is
 *
 * <pre>
 *   δ(t) = β_c·U·v + β_e·(N − 1)^{-1/2}·Σ_l Σ_m α_lm·(w_l ∘ a_m(t)),      scale·C = U·Uᵀ, ρ = Σ_l w_l·w_lᵀ
 * </pre>
 *
 * and the controls (v, α) minimise
 *
 * <pre>
 *   J(v, α) = ½‖v‖² + ½‖α‖² + ½·Σ_j (d_j − H_j·δ(t_j))ᵀ·R_j⁻¹·(d_j − H_j·δ(t_j)),   d_j = y_j − H_j·x̄_b(t_j)
 * </pre>
 *
 * that is 4D-Var without an adjoint, whose background covariance is β_c²·scale·C + β_e²·ρ ∘ P_e ({@link Hybrid}) and
 * whose covariances in time are those of the ensemble; the fixed part does not change within a window, as in
 * {@link FGAT}.
 * Patterns w_l ({@link Modulation}) localise; without any ρ is 1. The analysis' mean is x̄_b + δ; its members are those
 * that a filter makes of the same forecasts and observations, {@link ETKF}, or, with patterns, {@link GETKF}, moved to
 * this mean. Windows of {@code lag} times follow one another, and an analysis has all that was observed in its window
 * by then. Inflation must be of the analysis or a relaxation, for the mean knows of no other. Operators must be linear.
 *
 * <p>With n variables, N members, L patterns, K = N·L controls (n more with a fixed part) and p observations in the
 * window, an analysis takes for each iteration 4·K·p flops, what the filter takes of states {@code lag} times as long,
 * and for each time of the window H of K states and of the filter's members. A forecast runs all members, inside a
 * window twice. Memory is (K + N·lag)·n + K·p numbers and the filter's, with a fixed part n² more. Held, for linear
 * models, to the mean of {@link ETKF} cycled through the window (that of the ensemble Kalman smoother at its end), with
 * β_e = 0 to 3D-Var, with patterns to {@link GETKF}, and to the minimum of J by dense matrices. Not thread-safe.
 */
public final class EnVar extends IncrementEstimator {

  private final InflatingFilter filter;
  private final Workspace workspace = new Workspace();

  /**
   * The method at its beginning.
   *
   * @param model        the model
   * @param ensemble     the initial members, kept and written to
   * @param hybrid       the parts of the background covariance
   * @param inflation    of the analysis, or a relaxation, or none
   * @param rotation     whether a random mean-preserving rotation follows each analysis
   * @param localization where the variables are and how covariances of the ensemble fall off, or null
   * @param share        share of the taper's variance that the patterns hold, in (0, 1]; 1 without localisation
   * @param lag          times of a window, at least 1
   * @param minimization how J is minimised
   * @throws IllegalArgumentException if there is one member, sizes differ, a number is out of range, the inflation is
   *                                  of the forecast, the covariance is not positive semidefinite, or the localisation
   *                                  has no such patterns ({@link Modulation#of})
   */
  public EnVar(ForecastModel model, Ensemble ensemble, Hybrid hybrid, Inflation inflation, boolean rotation,
      Localization localization, double share, int lag, Minimization minimization) {
    this(model, ensemble, hybrid, inflation, rotation, modulation(ensemble, localization, share, lag), lag,
        minimization);
  }

  /** With patterns for all times of a window as so many fields. */
  private EnVar(ForecastModel model, Ensemble ensemble, Hybrid hybrid, Inflation inflation, boolean rotation,
      Modulation modulation, int lag, Minimization minimization) {
    super("EnVar", model, ensemble, hybrid, modulation, lag, minimization);
    ensemble.requireSpread(method);
    if (inflation.priorFactor() != 1.0 || inflation.transformFactor() != 1.0 || inflation.field() != null) {
      throw new IllegalArgumentException(method + ": inflation must be of the analysis or a relaxation, but is "
          + inflation);
    }
    filter = modulation == null ? new ETKF().withInflation(inflation).withRotation(rotation)
        : new GETKF(modulation).withInflation(inflation).withRotation(rotation);
  }

  private static Modulation modulation(Ensemble ensemble, Localization localization, double share, int lag) {
    if (localization == null) {
      return null;
    }
    if (localization.size() != ensemble.size()) {
      throw new IllegalArgumentException("EnVar: the localisation is of " + localization.size()
          + " variables, but a state has " + ensemble.size());
    }
    Checks.positive("EnVar", "lag", lag);
    return Modulation.of(localization.withFields(Math.multiplyExact(localization.fields(), lag)), share);
  }

  @Override
  void forecasted(boolean begun) {
    // The spread is that of the members.
  }

  @Override
  void unobserved(Observations none, Cycle cycle) {
    filter.analyse(ensemble(), none, cycle.with(workspace));
  }

  /** The filter's members at the last time, moved to the mean. */
  @Override
  Ensemble analysed(List<Seen> all, IncrementProblem problem, double[] mean, Cycle cycle) {
    Ensemble window = forecasts().copy();
    filter.analyse(window, together(all, problem.count()), cycle.with(workspace));
    Ensemble last = Ensemble.of(window.values(), all.getLast().time() * n, lag * n, members, n);
    double[] filtered = last.mean();
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < n; i++) {
        double x = last.get(m, i) + (mean[i] - filtered[i]);
        if (!Double.isFinite(x)) {
          throw new NumericalException(method + ": the analysis of member " + m + " is not finite at variable", i, x);
        }
        last.set(m, i, x);
      }
    }
    return last;
  }

  /** Observations of all times, over their errors, as those of one long state. */
  private Observations together(List<Seen> all, int count) {
    double[] values = new double[count];
    int at = 0;
    for (Seen o : all) {
      System.arraycopy(o.data().innovation(new double[n]), 0, values, at, o.data().count);
      at += o.data().count;
    }
    return Observations.of(values, 1.0, (states, seen) -> {
      int column = 0;
      for (Seen o : all) {
        Ensemble then = Ensemble.of(states.values(), states.index(0) + o.time() * n, states.ld(), states.members(), n);
        columns(o, members, then.copy().values(), seen, column, count);
        column += o.data().count;
      }
    });
  }

  @Override
  public void spread(double[] to) {
    Estimator.requireLength(method, to, n);
    EnsembleMoments.spread(members, n, ensemble().values(), ensemble().index(0), ensemble().ld(), to, 0);
  }

  /** The method in configurations. */
  public static final class Provider extends VariationalProvider {

    private static final String WEIGHT = "ensemble-weight";
    private static final String SHARE = "modulation";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("envar", "EnVar", "ensemble-variational assimilation, 4DEnVar over windows, with a hybrid covariance",
          "Lorenc 2003; Liu, Xiao and Wang 2008");
    }

    @Override
    public Keys keys() {
      return COVARIANCE.and(
          Key.of(WEIGHT, Form.NUMBER, "weight of the ensemble's covariance in the background covariance; that of the "
              + "fixed one is 1 less it").usual(1.0).between(0, 1),
          Key.of(LAG, Form.INTEGER, "times of a window").usual(1).atLeast(1),
          Key.of(SHARE, Form.NUMBER, "share of the taper's variance that the eigenvectors hold by which members are "
              + "modulated, above 0").between(0.0, 1.0).usual(0.99).when("localization is given"))
          .and(Minimization.KEYS);
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(EnVar.class,
          "ETKF cycled through the window with a linear model; minimum of J by dense matrices");
    }

    @Override
    public Reach reach() {
      return Reach.EITHER;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION, Option.MODEL);
    }

    @Override
    Estimator start(EstimatorOptions o) {
      Values own = o.filter().own();
      double weight = own.number(WEIGHT);
      Hybrid hybrid = new Hybrid(weight == 1.0 ? null : law(o), own.number(SCALE), weight);
      return new EnVar(o.model(), o.ensemble(), hybrid, o.filter().inflation(), o.filter().rotation(),
          o.filter().localization(), own.number(SHARE), own.integer(LAG), Minimization.of(own));
    }
  }
}
