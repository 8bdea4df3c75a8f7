package org.isobit.models.twin;

import java.util.List;
import java.util.function.Supplier;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.LawChoice;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.RadiiChoice;
import org.isobit.models.method.TaperChoice;

/**
 * One twin experiment, complete: what is run and how it is scored. Two equal experiments give the same bits.
 * Immutable, thread-safe.
 *
 * @param name         its name, such as {@code L96-S08}
 * @param title        one line that says what it is
 * @param source       where it is published; empty if nowhere
 * @param model        the forward model
 * @param integrator   its time-stepping scheme; null if it has steps of its own
 * @param observations what is observed
 * @param initial      the law that the true and the members' initial states are drawn from
 * @param cycles       number of analyses
 * @param burnIn       how many of the first cycles do not count in the scores
 * @param seeds        one independent repetition for each seed
 * @param plotted      index of the state variable that the picture shows
 * @param methods      the filters that are compared
 */
public record Experiment(String name, String title, String source, ModelChoice model, IntegratorChoice integrator,
                         Observing observations, Initial initial, int cycles, int burnIn, List<Long> seeds,
                         int plotted, List<Method> methods) {

  /** Checks what concerns several components, and keeps its own copies of the lists. */
  public Experiment {
    seeds = List.copyOf(seeds);
    methods = List.copyOf(methods);
    if (seeds.isEmpty() || methods.isEmpty()) {
      throw new IllegalArgumentException(name + ": there must be at least one seed and one method, but there are "
          + seeds.size() + " and " + methods.size());
    }
    if (burnIn >= cycles) {
      throw new IllegalArgumentException(name + ": burn-in is " + burnIn + ", which leaves none of the " + cycles
          + " cycles to score");
    }
    if (initial.mean().size() != model.size()) {
      throw new IllegalArgumentException(name + ": initial.mean has " + initial.mean().size()
          + " values, but the model " + model.size() + " variables");
    }
    if ((integrator == null) != (model.build() instanceof DiscreteModel)) {
      throw new IllegalArgumentException(name + ": the model " + model.name() + (integrator == null
          ? " needs an integrator" : " has steps of its own, but there is an integrator"));
    }
    int size = model.size();
    for (int index : observations.indices()) {
      inside(name, "observations.operator", index, size);
    }
    inside(name, "plot.variable", plotted, size);
    if (seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException(name + ": seeds " + seeds + " name one seed twice");
    }
    for (int i = 0; i < methods.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (methods.get(i).label().equals(methods.get(j).label())) {
          throw new IllegalArgumentException(name + ": methods." + j + " and methods." + i + " have the same label '"
              + methods.get(i).label() + "'");
        }
      }
    }
  }

  private static void inside(String name, String what, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(name + ": " + what + " names variable " + index + ", but the state has "
          + size + " variables, 0 to " + (size - 1));
    }
  }

  /**
   * What is observed, and how often.
   *
   * @param indices  the state variables observed, in the order of the observations
   * @param errors   the law that errors are drawn from; filters take its variance for that of a Gaussian without bias
   * @param correlation of the errors, or null if they are independent
   * @param interval model steps between two analyses
   */
  public record Observing(List<Integer> indices, LawChoice errors, Correlation correlation, int interval) {

    /** Keeps its own copy of the list. */
    public Observing {
      indices = List.copyOf(indices);
    }

    /**
     * The law of the errors.
     *
     * @return the law
     */
    public ErrorLaw law() {
      return errors.law();
    }

    /**
     * The errors' variance.
     *
     * @return that of the law
     */
    public double variance() {
      return law().variance();
    }
  }

  /**
   * Errors of consecutive observations that are an autoregressive process: observations j and k of one group have the
   * correlation {@code coefficient}^|j − k|, those of different groups none. Filters are given the whole R.
   *
   * @param coefficient correlation of neighbours, in (−1, 1) and not 0
   * @param group       observations of a group, at least 2
   */
  public record Correlation(double coefficient, int group) {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Correlation {
      if (!(coefficient > -1.0 && coefficient < 1.0 && coefficient != 0.0) || group < 2) {
        throw new IllegalArgumentException("correlation: the coefficient must be between -1 and 1 and not 0, and a "
            + "group have at least 2 observations, but they are " + coefficient + " and " + group);
      }
    }

    /**
     * Makes independent Gaussian errors of one variance such errors of that variance, in place:
     * e_j = ρ·e_(j − 1) + √(1 − ρ²)·z_j.
     */
    void apply(double[] z) {
      double fresh = Math.sqrt(1.0 - coefficient * coefficient);
      for (int j = 0; j < z.length; j++) {
        z[j] = j % group == 0 ? z[j] : Math.fma(coefficient, z[j - 1], fresh * z[j]);
      }
    }

    /** R of so many observations, row-major; powers are products from 1 on. */
    double[] covariance(int n, double variance) {
      double[] r = new double[Math.multiplyExact(n, n)];
      for (int i = 0; i < n; i++) {
        double power = 1.0;
        for (int j = i; j < n && j / group == i / group; j++) {
          r[i * n + j] = variance * power;
          r[j * n + i] = r[i * n + j];
          power = power * coefficient;
        }
      }
      return r;
    }
  }

  /**
   * The Gaussian law of initial states; its components are independent.
   *
   * @param mean     the mean of each variable
   * @param variance the variance of every variable
   */
  public record Initial(List<Double> mean, double variance) {

    /** Keeps its own copy of the list. */
    public Initial {
      mean = List.copyOf(mean);
    }

    /** The law with its covariance as a matrix. */
    Gaussian law() {
      return Gaussian.independent(mean.stream().mapToDouble(Double::doubleValue).toArray(), variance);
    }
  }

  /**
   * A method of assimilation with its options.
   *
   * @param label        what tables and pictures call it; no two of one experiment are the same
   * @param members      ensemble size; 1 for a single state, or a method without members
   * @param choice       the filter
   * @param localization localisation, or null
   * @param published    what others got, or null
   */
  public record Method(String label, int members, MethodChoice choice, LocalizationChoice localization,
                       Published published) {

    /**
     * The filter itself, for one run.
     *
     * @param model the model whose states it analyses
     * @return the filter with these options; with adaptive inflation at its beginning, if there is some
     * @throws IllegalArgumentException if it is localised and the model's variables have no places, or it is no filter
     *                                  of an ensemble alone
     */
    public Filter build(ModelChoice model) {
      return choice.build(localization == null ? null : localization(model), model.size());
    }

    /**
     * The method itself, for one run.
     *
     * @param experiment  has the model and the law of initial states
     * @param ensemble    as many initial members as the method has, its own to write to
     * @param climatology mean and covariance of the model's states, made when they are asked for
     * @return the method at its beginning
     * @throws IllegalArgumentException if it does not fit the model
     */
    public Estimator estimator(Experiment experiment, Ensemble ensemble, Supplier<Gaussian> climatology) {
      Localization near = localization == null ? null : localization(experiment.model());
      return choice.estimator(near, experiment.stepped(), ensemble, experiment.initial()::law, climatology);
    }

    private Localization localization(ModelChoice model) {
      if (!model.isRing()) {
        throw new IllegalArgumentException("method '" + label + "': localisation needs a place for each variable, and "
            + "those of " + model.name() + " have none");
      }
      return localization.radii().of(Localization.ring(model.size(), localization.taper().taper(),
          localization.radius()));
    }
  }

  /**
   * Localisation.
   *
   * @param taper  the taper
   * @param radius its radius and what the number means
   * @param radii  where it ends, and how it differs from point to point
   */
  public record LocalizationChoice(TaperChoice taper, Radius radius, RadiiChoice radii) {}

  /** Refuses methods that do not fit the model. */
  void requireFit() {
    for (Method method : methods) {
      if (method.choice().provider().options().contains(Option.MODEL)) {
        int size = model.size();
        method.estimator(this, Ensemble.allocate(method.members(), size),
            () -> Gaussian.independent(new double[size], 1.0));
      } else {
        method.build(model);
      }
    }
  }

  /**
   * The model with its time steps.
   *
   * @return what advances states
   */
  public DiscreteModel stepped() {
    return model.stepped(integrator);
  }

  /**
   * The time that a step takes.
   *
   * @return the integrator's step; 1 if the model has steps of its own
   */
  public double step() {
    return integrator == null ? 1.0 : integrator.step();
  }
}
