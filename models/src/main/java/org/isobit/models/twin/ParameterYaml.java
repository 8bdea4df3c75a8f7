package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.parameters.AugmentedModel;
import org.isobit.models.assimilation.parameters.Parameter;
import org.isobit.models.assimilation.parameters.ParameterEstimator;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.NoiseChoice;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/** The section {@code estimate}: parameters of the model that methods do not know and estimate with the state. */
final class ParameterYaml {

  /** The section's keys. */
  static final Keys KEYS = Keys.each(Key.section("parameter",
      "a number among the model's keys; the truth has its value", Keys.of(
          Key.of("mean", Form.NUMBER, "mean before any observation").required(),
          Key.of("deviation", Form.NUMBER, "standard deviation before any observation").required().atLeast(0),
          Key.of("walk", Form.NUMBER, "standard deviation of a step of its random walk, one before each analysis")
              .usual(0.0).atLeast(0),
          Key.of("least", Form.NUMBER, "bound below; filters see a logarithm").usual("(none)"),
          Key.of("greatest", Form.NUMBER, "bound above; with both, filters see a logit").usual("(none)"))));

  private static final long INITIAL = 22L << 56;
  private static final long WALK = 23L << 56;

  private ParameterYaml() {}

  static List<Parameter> read(Settings settings, ModelChoice model) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> known = known(model);
    for (String name : settings.keys()) {
      if (!known.contains(name)) {
        throw settings.error(name, "is no parameter of " + model.name() + " that is a number; there are " + known);
      }
      Settings of = settings.section(name);
      try {
        parameters.add(new Parameter(name, of.number("mean"), of.number("deviation"), of.number("walk", 0.0),
            of.has("least") ? of.number("least") : Double.NEGATIVE_INFINITY,
            of.has("greatest") ? of.number("greatest") : Double.POSITIVE_INFINITY));
      } catch (IllegalArgumentException e) {
        throw e.getMessage().startsWith("Parameter ") ? settings.error(name, "does not fit: " + e.getMessage()) : e;
      }
    }
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("estimate must name at least one parameter of " + model.name() + ", of "
          + known);
    }
    return parameters;
  }

  private static List<String> known(ModelChoice model) {
    return model.provider().keys().own().stream().filter(key -> key.forms().contains(Form.NUMBER)
        && model.values().has(key.name())).map(Key::name).toList();
  }

  static Map<String, Object> write(List<Parameter> parameters) {
    return parameters.stream().collect(Collectors.toMap(Parameter::name, ParameterYaml::write, (a, b) -> a,
        LinkedHashMap::new));
  }

  private static Map<String, Object> write(Parameter p) {
    Map<String, Object> map = ExperimentYaml.ordered("mean", p.mean(), "deviation", p.deviation(), "walk", p.walk());
    if (p.least() != Double.NEGATIVE_INFINITY) {
      map.put("least", p.least());
    }
    if (p.greatest() != Double.POSITIVE_INFINITY) {
      map.put("greatest", p.greatest());
    }
    return map;
  }

  /** The truth's value. */
  static double truth(Experiment e, Parameter parameter) {
    return e.model().values().number(parameter.name());
  }

  /** The model of an experiment by its parameters. */
  static AugmentedModel model(Experiment e) {
    List<Parameter> parameters = e.modelError().parameters();
    return new AugmentedModel(values -> {
      Map<String, Object> all = new HashMap<>(e.model().values().all());
      for (int j = 0; j < values.length; j++) {
        all.put(parameters.get(j).name(), values[j]);
      }
      return new ModelChoice(e.model().provider(), new Values(all)).stepped(e.integrator());
    }, parameters);
  }

  /** A filter that estimates them; {@code treatment} is that of noise of the states, if there is some. */
  static ParameterEstimator estimator(Experiment e, long seed, Ensemble states, Filter filter,
      NoiseTreatment treatment) {
    AugmentedModel model = model(e);
    ForecastModel walking = new NoisyModel(model, model.walk(), e.observations().interval(), NoiseTreatment.ADDITIVE,
        seed, WALK);
    NoiseChoice noise = e.modelError().noise();
    return new ParameterEstimator(model, noise == null ? walking
        : noise.members(walking, model.states(), treatment, seed), model.ensemble(states, seed, INITIAL), filter);
  }
}
