package org.isobit.models.assimilation.smoothing;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * The ensemble smoother with multiple data assimilation (Emerick and Reynolds 2013, Comput. Geosci. 55, 3–15): the same
 * data are assimilated in several steps, in step i with α_i·R in place of R, and what is predicted of them is computed
 * anew in each. With Σ 1/α_i = 1 (eq. 12 there) all steps together are one analysis where the forward operator g is
 * linear and the moments are exact; where it is not, small steps follow it better. In step i each parameter vector
 *
 * <pre>
 *   m ← m + C_MD·(C_DD + α_i·R)⁻¹·(d + √α_i·R^{1/2}·z − g(m)),   z ~ N(0, I)
 * </pre>
 *
 * with C_MD and C_DD the sample covariances of parameters and predicted data. One step with α = 1 is the ensemble
 * smoother of van Leeuwen and Evensen (1996, Mon. Weather Rev. 124, 2898–2913).
 *
 * <p>Inflation is of the filter that makes the steps: of the forecast, or inside the transform, in the first step
 * alone, of the analysis in the last, so that it is that of one analysis. Relaxation would be towards the ensemble
 * before the last step, and is refused.
 *
 * <p>Step i is an analysis of {@link StochasticEnKF}, or of another filter, in the cycle numbered index + i, so that
 * each draws perturbations of its own: calls must be as many numbers apart as there are steps. The operator of the
 * observations is g: it takes an ensemble of parameters to the data predicted.
 *
 * <p>k steps cost k evaluations of g of all members and k analyses of the filter, and memory of the ensemble once more.
 * Held to the formula above with dense matrices, to one analysis by ETKF, which four steps by ETKF equal for a linear
 * g, and to the Gaussian posterior, which means tend to with many members. Immutable, thread-safe.
 */
public final class EsMda implements InflatingFilter {

  private static final String NAME = "EsMda";

  /** Rounding of the reciprocals' sum, far below what anybody writes down. */
  private static final double TOLERANCE = 1e-9;

  private final double[] alphas;
  private final InflatingFilter filter;
  private final Inflation before;
  private final Inflation after;

  /**
   * Steps with perturbed observations.
   *
   * @param alphas for each step the factor on R; the sum of their reciprocals is 1
   * @throws IllegalArgumentException if there is none, one is not positive and finite, or the sum is off by more than
   *                                  10⁻⁹
   */
  public EsMda(double... alphas) {
    this(new StochasticEnKF(), alphas);
  }

  /**
   * Steps of any filter that inflates.
   *
   * @param filter makes each step; its inflation acts once
   * @param alphas for each step the factor on R; the sum of their reciprocals is 1
   * @throws IllegalArgumentException if there is none, one is not positive and finite, the sum is off by more than
   *                                  10⁻⁹, or the filter relaxes
   */
  public EsMda(InflatingFilter filter, double... alphas) {
    this.filter = Objects.requireNonNull(filter, "filter");
    this.alphas = alphas.clone();
    double sum = 0.0;
    for (double alpha : this.alphas) {
      Checks.positive(NAME, "alpha", alpha);
      sum += 1.0 / alpha;
    }
    if (!(Math.abs(sum - 1.0) <= TOLERANCE)) {
      throw new IllegalArgumentException(NAME + ": the reciprocals of the factors alpha must add up to 1, but those of "
          + alphas.length + " add up to " + sum);
    }
    if (filter.inflation().relaxes()) {
      throw new IllegalArgumentException(NAME + ": inflation must be a factor, but is " + filter.inflation());
    }
    after = Inflation.of(Inflation.Kind.POSTERIOR_ANOMALIES, filter.inflation().posteriorFactor());
    before = beforehand(filter.inflation());
  }

  private static Inflation beforehand(Inflation whole) {
    Inflation part = whole.field() == null ? Inflation.none() : Inflation.shared(whole.field());
    for (Inflation.Kind kind : Inflation.Kind.values()) {
      if (!Smoothers.isOfAnalysis(kind) && whole.amount(kind) != part.amount(kind)) {
        part = part.and(Inflation.of(kind, whole.amount(kind)));
      }
    }
    return part;
  }

  /**
   * As many steps with the same factor, which then is their number.
   *
   * @param steps how many
   * @return the method with perturbed observations
   * @throws IllegalArgumentException if there is none
   */
  public static EsMda of(int steps) {
    return of(new StochasticEnKF(), steps);
  }

  /**
   * As many steps of any filter with the same factor, which then is their number.
   *
   * @param filter makes each step; its inflation acts once
   * @param steps  how many
   * @return the method
   * @throws IllegalArgumentException if there is none, or the filter relaxes
   */
  public static EsMda of(InflatingFilter filter, int steps) {
    Checks.positive(NAME, "steps", steps);
    double[] alphas = new double[steps];
    Arrays.fill(alphas, steps);
    return new EsMda(filter, alphas);
  }

  /**
   * Assimilates the data in all steps, in place. All or nothing: if it throws, the ensemble is as it was.
   *
   * @param parameters prior in, posterior out
   * @param data       what was observed, the forward operator, and R
   * @param cycle      the first step's number, seed, threads, arrays
   * @throws IllegalArgumentException                as {@link Filter#analyse} says, and if a cycle's number is out of
   *                                                 range
   * @throws org.isobit.kernels.NumericalException if a step meets a value that it cannot go on with
   */
  public void assimilate(Ensemble parameters, Observations data, Cycle cycle) {
    Ensemble m = parameters.copy();
    Cycle step = cycle;
    for (int i = 0; i < alphas.length; i++) {
      step = i == 0 ? cycle : step.next();
      Inflation own = i == 0 ? before : Inflation.none();
      filter.withInflation(i == alphas.length - 1 ? own.and(after) : own).analyse(m,
          data.withErrorVariances(alphas[i]), step);
    }
    parameters.copyFrom(m);
  }

  /**
   * {@link #assimilate Assimilates} in cycles that follow each other: as step numbers those of the cycle numbered
   * index·steps and the ones after it are taken.
   */
  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    assimilate(ensemble, observations, new Cycle(cycle.seed(), Math.multiplyExact(cycle.index(), (long) alphas.length),
        cycle.workers(), cycle.workspace(), cycle.devices()));
  }

  @Override
  public Inflation inflation() {
    return filter.inflation();
  }

  @Override
  public EsMda withInflation(Inflation newInflation) {
    return new EsMda(filter.withInflation(newInflation), alphas);
  }

  @Override
  public String toString() {
    return NAME + "[" + alphas.length + " steps, " + filter + "]";
  }

  /** The method in configurations. */
  public static final class Provider extends NamedEntry implements FilterProvider {

    private static final String STEPS = "steps";

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("es-mda", "ensemble smoother with multiple data assimilation: the same observations in several steps, the "
          + "operator anew in each", "van Leeuwen and Evensen 1996; Emerick and Reynolds 2013");
    }

    @Override
    public String title() {
      return "ES-MDA";
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of(STEPS, Key.Form.INTEGER, "how often the observations are assimilated, with as many times their error "
              + "covariance").usual(4).between(1, 1000),
          Smoothers.analysis("the filter that makes each step", "enkf"));
    }

    @Override
    public MethodProfile profile() {
      return MethodProfile.of(EsMda.class,
          "one step is the filter; four steps by ETKF are one for linear operators", Trait.NONLINEAR_OPERATOR);
    }

    @Override
    public Reach reach() {
      return Reach.GLOBAL;
    }

    @Override
    public Set<Option> options() {
      return Set.of(Option.INFLATION);
    }

    @Override
    public EsMda build(FilterOptions o) {
      return EsMda.of(Smoothers.filter(o), o.own().integer(STEPS));
    }
  }
}
