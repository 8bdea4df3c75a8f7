package org.isobit.models.twin;

import java.util.List;
import java.util.function.Supplier;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.WeightedFilter;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.parameters.Parameter;
import org.isobit.models.assimilation.parameters.SpatialUpdate;
import org.isobit.models.assimilation.smoothing.IncrementalUpdate;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.method.ErrorCorrelation;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.LawChoice;
import org.isobit.models.method.LocalizationChoice;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.NoiseChoice;

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
 * @param modelError   what the model does not know
 * @param initial      the law that the true and the members' initial states are drawn from
 * @param cycles       number of analyses
 * @param burnIn       how many of the first cycles do not count in the scores
 * @param seeds        one independent repetition for each seed
 * @param plotted      index of the state variable that the picture shows
 * @param methods      the filters that are compared
 * @param scoring      what is scored besides the whole state
 */
public record Experiment(String name, String title, String source, ModelChoice model, IntegratorChoice integrator,
                         Observing observations, ModelError modelError, Initial initial, int cycles, int burnIn,
                         List<Long> seeds, int plotted, List<Method> methods, Scoring scoring) {

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
    scoring.requireKnown(name, methods);
    if (initial.waves() > 0 && !model.isRing()) {
      throw new IllegalArgumentException(name + ": initial.waves needs a ring, and the variables of " + model.name()
          + " are none");
    }
    int size = model.size();
    for (int index : observations.indices()) {
      inside(name, "observations.operator", index, size);
    }
    inside(name, "plot.variable", plotted, size);
    if (seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException(name + ": seeds " + seeds + " name one seed twice");
    }
    for (Method method : methods) {
      method.requireFit(name, modelError, observations.interval());
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

  /**
   * The same experiment with other methods.
   *
   * @param others the filters that are compared
   * @return a new experiment
   */
  public Experiment withMethods(List<Method> others) {
    return new Experiment(name, title, source, model, integrator, observations, modelError, initial, cycles, burnIn,
        seeds, plotted, others, scoring);
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
  public record Observing(List<Integer> indices, LawChoice errors, ErrorCorrelation correlation, int interval) {

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
   * What the model of the methods does not know of the truth.
   *
   * @param noise      noise of the model, or null
   * @param parameters parameters that methods estimate, with what they know of them at first; mostly none
   */
  public record ModelError(NoiseChoice noise, List<Parameter> parameters) {

    /** Nothing. */
    public static final ModelError NONE = new ModelError(null, List.of());

    /** Keeps its own copy of the list. */
    public ModelError {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * The Gaussian law of initial states. Its components are independent, or it is a smooth field on a ring
   * ({@link NoiseChoice#waves(double[], int)}).
   *
   * @param mean     the mean of each variable
   * @param variance the variance of every variable
   * @param waves    number of waves; 0 for independent components
   */
  public record Initial(List<Double> mean, double variance, int waves) {

    /**
     * Keeps its own copy of the list.
     *
     * @throws IllegalArgumentException if the ring is too small for the waves
     */
    public Initial {
      mean = List.copyOf(mean);
      if (waves < 0 || 2L * waves >= mean.size() && waves > 0) {
        throw new IllegalArgumentException("initial.waves must be from 0 to fewer than half of the " + mean.size()
            + " variables, but is " + waves);
      }
    }

    /** Writes a draw. */
    void draw(long seed, long stream, double[] values, int at) {
      int size = mean.size();
      if (waves > 0) {
        smooth().draw(seed, stream, 0, values, at);
      } else {
        Philox.gaussian(seed, stream, 0, size, values, at);
      }
      double deviation = waves > 0 ? 1.0 : Math.sqrt(variance);
      for (int i = 0; i < size; i++) {
        values[at + i] = Math.fma(deviation, values[at + i], mean.get(i));
      }
    }

    /** The law with its covariance as a matrix. */
    Gaussian law() {
      double[] centre = mean.stream().mapToDouble(Double::doubleValue).toArray();
      return waves > 0 ? new Gaussian(centre, smooth().covariance()) : Gaussian.independent(centre, variance);
    }

    private ModelNoise smooth() {
      return NoiseChoice.waves(mean.stream().mapToDouble(m -> variance).toArray(), waves);
    }
  }

  /**
   * A method of assimilation with its options.
   *
   * @param label        what tables and pictures call it; no two of one experiment are the same
   * @param members      ensemble size; 1 for a single state, or a method without members
   * @param choice       the filter
   * @param localization localisation, or null
   * @param noise        how it treats the model's noise; null: as the experiment says, if it is a filter of members
   * @param iau          steps around the analysis that increments are spread over; 0: they are added at once
   * @param published    what others got, or null
   */
  public record Method(String label, int members, MethodChoice choice, LocalizationChoice localization,
                       NoiseTreatment noise, int iau, Published published) {

    /** Refuses what does not fit what the model does not know. */
    private void requireFit(String name, ModelError modelError, int interval) {
      if (noise != null && modelError.noise() == null) {
        throw new IllegalArgumentException(name + ": method '" + label + "' treats noise of the model, "
            + noise.label() + ", but the experiment has none (model-noise)");
      }
      if (modelError.noise() != null) {
        modelError.noise().requireFit(noise, choice.provider(), name + ": method '" + label + "'");
      }
      if (iau > interval || iau > 0 && (ofModel() || !modelError.parameters().isEmpty())) {
        throw new IllegalArgumentException(name + ": method '" + label + "' has iau " + iau + ", which is for filters "
            + "without parameters to estimate, and at most the " + interval + " steps from one analysis to the next");
      }
      if (!modelError.parameters().isEmpty() && ofModel()) {
        throw new IllegalArgumentException(name + ": method '" + label + "' cannot estimate parameters, which need "
            + "members that a filter analyses (estimate)");
      }
    }

    /** How it treats noise, if there is some. */
    private NoiseTreatment treatment(NoiseChoice given) {
      return given.treatment(noise, choice.provider());
    }

    /** What becomes of the noise of an experiment's model; see {@link NoiseChoice#taken}. */
    String noiseTaken(NoiseChoice given) {
      return given.taken(noise, choice.provider());
    }

    private boolean ofModel() {
      return choice.provider().options().contains(Option.MODEL);
    }

    /** The model as the method has it. */
    private ForecastModel model(Experiment e, long seed) {
      NoiseChoice given = e.modelError().noise();
      return given == null ? e.stepped()
          : given.members(e.stepped(), e.model().size(), treatment(given), seed);
    }

    /**
     * The filter itself, for one run.
     *
     * @param model the model whose states it analyses
     * @return the filter with these options; with adaptive inflation at its beginning, if there is some
     * @throws IllegalArgumentException if it is localised and the model's variables have no places, or it is no filter
     *                                  of an ensemble alone
     */
    public Filter build(ModelChoice model) {
      return choice.build(localization(model), model.size());
    }

    /**
     * The method itself, for one run.
     *
     * @param experiment  has the model and the law of initial states
     * @param seed        key of the draws of the model's noise
     * @param ensemble    as many initial members as the method has, its own to write to
     * @param climatology mean and covariance of the model's states, made when they are asked for
     * @return the method at its beginning
     * @throws IllegalArgumentException if it does not fit the model
     */
    public Estimator estimator(Experiment experiment, long seed, Ensemble ensemble,
        Supplier<Gaussian> climatology) {
      ModelError unknown = experiment.modelError();
      Localization near = localization(experiment.model());
      int parameters = unknown.parameters().size();
      if (parameters > 0) {
        return ParameterYaml.estimator(experiment, seed, ensemble,
            near == null ? choice.build(null, ensemble.size() + parameters)
                : new SpatialUpdate(near, parameters, all -> choice.build(all, all.size())),
            unknown.noise() == null ? NoiseTreatment.NONE : treatment(unknown.noise()));
      }
      if (iau > 0) {
        return new IncrementalUpdate(model(experiment, seed), ensemble, choice.build(near, ensemble.size()), iau);
      }
      return choice.estimator(near, model(experiment, seed), ensemble, experiment.initial()::law, climatology);
    }

    /** The method with members that are all 0, never to be run. */
    Estimator trial(Experiment experiment) {
      int size = experiment.model().size();
      return estimator(experiment, experiment.seeds().getFirst(), Ensemble.allocate(members, size),
          () -> Gaussian.independent(new double[size], 1.0));
    }

    private Localization localization(ModelChoice model) {
      try {
        return localization == null ? null : localization.of(model);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("method '" + label + "': " + e.getMessage(), e);
      }
    }
  }

  /** The same experiment with one of its methods alone. */
  Experiment withMethod(int method) {
    return withMethods(List.of(methods.get(method)));
  }

  /** The same experiment with one seed alone. */
  Experiment withSeed(long seed) {
    return new Experiment(name, title, source, model, integrator, observations, modelError, initial, cycles, burnIn,
        List.of(seed), plotted, methods, scoring);
  }

  /** The same experiment of another length. */
  Experiment withCycles(int number, int unscored) {
    return new Experiment(name, title, source, model, integrator, observations, modelError, initial, number, unscored,
        seeds, plotted, methods, scoring);
  }

  /** Refuses methods that do not fit the model. */
  void requireFit() {
    if (!modelError.parameters().isEmpty()) {
      ParameterYaml.model(this);
    }
    for (Method method : methods) {
      try {
        requireFit(method);
      } catch (IllegalArgumentException e) {
        String whose = "method '" + method.label() + "'";
        throw e.getMessage().contains(whose) ? e : new IllegalArgumentException(whose + ": " + e.getMessage(), e);
      }
    }
  }

  private void requireFit(Method method) {
    // Observations without names of types are of this one.
    method.choice().requireTypes(List.of("observation"));
    if (method.ofModel() || method.iau() > 0) {
      method.trial(this);
    } else if (method.build(model) instanceof WeightedFilter && modelError.noise() != null
        && method.treatment(modelError.noise()).needsSpread()) {
      throw new IllegalArgumentException(name + ": method '" + method.label() + "' weights its members, but "
          + method.treatment(modelError.noise()).label() + " takes them for equal (model-noise)");
    }
    method.choice().requireCycle(cycles - 1);
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
