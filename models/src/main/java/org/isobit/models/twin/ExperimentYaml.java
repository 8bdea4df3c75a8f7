package org.isobit.models.twin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ErrorCorrelation;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.LawChoice;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.NoiseChoice;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.sweep.Measure;
import org.isobit.models.sweep.Sweep;
import org.isobit.models.twin.Experiment.Initial;
import org.isobit.models.twin.Experiment.ModelError;
import org.isobit.models.twin.Experiment.Observing;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Experiments as YAML: every key read, every unknown key refused, and written out again so that reading gives an equal
 * experiment. The built-in files beside this class explain the keys that all have; {@code isobit docs} has those of
 * each method. {@code observations.error.correlation: {coefficient: 0.5, group: 4}} makes errors of consecutive
 * observations, of as many as form a group (all, if it is not given), correlated, {@code {function: soar, length: 2}}
 * those of variables that are near one another, and gives filters the whole R ({@link ErrorCorrelation}); local ones
 * refuse correlations that reach farther than they do. Thread-safe.
 */
public final class ExperimentYaml {

  /** The keys of an experiment. */
  public static final Keys KEYS = Keys.of(
      Key.of("name", Form.TEXT, "its name, of letters, digits, '.', '_' and '-'").required(),
      Key.of("title", Form.TEXT, "one line that says what it is").usual("(the name)"),
      Key.of("source", Form.TEXT, "where it is published").usual(""),
      Key.section("model", "the forward model", ModelChoice.KEYS).required(),
      Key.section("integrator", "its time steps; models with steps of their own have none", IntegratorChoice.KEYS),
      Key.section("observations", "what is observed, and how often", Keys.of(
          Key.section("operator", "which variables", Keys.of(
              Key.word("kind", "all, every so many, or those listed", "all", "stride", "indices").required(),
              Key.of("start", Form.INTEGER, "the first variable").usual(0).atLeast(0).when("the kind stride"),
              Key.of("step", Form.INTEGER, "from one to the next").atLeast(1).when("the kind stride"),
              Key.of("indices", Form.INTEGERS, "the variables, from 0").when("the kind indices"))).required(),
          Key.section("error", "the law of errors; filters take its variance for that of a normal one",
              ErrorYaml.KEYS).required(),
          Key.of("interval", Form.INTEGER, "model steps between two analyses").usual(1).atLeast(1))).required(),
      Key.section("model-noise", "noise of the truth's model, and how methods treat it", NoiseChoice.KEYS),
      Key.section("estimate", "parameters that methods estimate", ParameterYaml.KEYS),
      Key.section("initial", "the normal law of initial states", Keys.of(
          Key.of("mean", Form.NUMBERS, "one number for all, or one for each variable").required(),
          Key.of("mean-of-first", Form.NUMBER, "mean of the first variable").usual("(as the others)"),
          Key.of("variance", Form.NUMBER, "variance of every variable").required().atLeast(0),
          Key.of("waves", Form.INTEGER, "a smooth field on a ring of so many waves, in place of independent variables")
              .usual(0).atLeast(0))).required(),
      Key.of("cycles", Form.INTEGER, "number of analyses").required().atLeast(2),
      Key.of("burn-in", Form.INTEGER, "how many of the first do not count in the scores").usual(0).atLeast(0),
      Key.of("seeds", Form.INTEGERS, "one independent repetition for each").required(),
      Key.section("plot", "the picture", Keys.of(
          Key.of("variable", Form.INTEGER, "which variable is drawn").usual(0).atLeast(0))),
      Scoring.SECTORS, Scoring.DIAGNOSTICS,
      Key.of("methods", Form.SECTIONS, "the filters that are compared").with(MethodYaml.KEYS).required(),
      Sweep.KEY, Measure.KEY);

  private ExperimentYaml() {}

  /**
   * Reads an experiment.
   *
   * @param settings the root of a configuration
   * @return the experiment
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static Experiment read(Settings settings) {
    settings.describedBy(KEYS);
    if (settings.optional(Sweep.KEY.name()).isPresent()) {
      throw settings.error(Sweep.KEY.name(), "makes this many experiments, where one is wanted");
    }
    String name = settings.string("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw settings.error("name", "must consist of letters, digits, '.', '_' and '-', but is '" + name + "'");
    }
    String title = settings.string("title", name);
    String source = settings.string("source", "");
    ModelChoice model = ModelChoice.read(settings.section("model"));
    IntegratorChoice integrator = IntegratorChoice.read(settings, model);
    Observing observations = observing(settings.section("observations"), model);
    ModelError modelError = new ModelError(settings.optional("model-noise")
        .map(noise -> NoiseChoice.read(noise, model, observations.interval())).orElse(null),
        settings.optional("estimate").map(e -> ParameterYaml.read(e, model)).orElse(List.of()));
    Initial initial = initial(settings.section("initial"), model.size());
    int cycles = settings.intBetween("cycles", 2, Integer.MAX_VALUE);
    int burnIn = settings.intBetween("burn-in", 0, 0, Integer.MAX_VALUE);
    if (burnIn > cycles - 2) {
      throw settings.error("burn-in", "is " + burnIn + ", which leaves fewer than 2 of the " + cycles
          + " cycles to score");
    }
    List<Long> seeds = Arrays.stream(settings.integers("seeds")).mapToObj(Long::valueOf).toList();
    if (seeds.isEmpty()) {
      throw settings.error("seeds", "must name at least one seed, but is empty");
    }
    int plotted = settings.optional("plot").map(plot -> plot.intBetween("variable", 0, 0, model.size() - 1)).orElse(0);
    Measure.read(settings); // of sweeps and tunings; a single experiment shows all scores
    Scoring scoring = Scoring.read(settings, model.size());
    List<Experiment.Method> methods = new ArrayList<>();
    for (Settings method : settings.sections("methods")) {
      methods.add(MethodYaml.read(method));
    }
    settings.finish();
    Experiment experiment = new Experiment(name, title, source, model, integrator, observations, modelError, initial,
        cycles, burnIn, seeds, plotted, methods, scoring);
    experiment.requireFit();
    return experiment;
  }

  /**
   * Reads an experiment from a text.
   *
   * @param name      what messages call the text
   * @param yaml      the text
   * @param overrides assignments {@code key.path=value}
   * @return the experiment
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static Experiment read(String name, String yaml, List<String> overrides) {
    return read(Settings.parse(name, Path.of(""), yaml, overrides));
  }

  private static Observing observing(Settings settings, ModelChoice model) {
    int size = model.size();
    Settings operator = settings.section("operator");
    int[] indices = switch (operator.choice("kind", "all", "stride", "indices")) {
      case "all" -> IntStream.range(0, size).toArray();
      case "stride" -> {
        int start = operator.intBetween("start", 0, 0, size - 1);
        int step = operator.intBetween("step", 1, Integer.MAX_VALUE);
        yield IntStream.iterate(start, i -> i >= 0 && i < size, i -> i + step).toArray();
      }
      default -> indices(operator, size);
    };
    Settings error = settings.section("error");
    LawChoice errors = LawChoice.read(error);
    return new Observing(Arrays.stream(indices).boxed().toList(), errors,
        error.optional("correlation").map(c -> ErrorYaml.correlation(c, errors.law(), indices, model)).orElse(null),
        settings.intBetween("interval", 1, 1, Integer.MAX_VALUE));
  }

  /** The variables of a section's key {@code indices}, at least one. */
  static int[] indices(Settings operator, int size) {
    int[] indices = operator.integers("indices");
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= size) {
        throw operator.error("indices", "entry " + i + " is " + indices[i] + ", but the state has variables 0 to "
            + (size - 1));
      }
    }
    if (indices.length == 0) {
      throw operator.error("indices", "must name at least one variable, but is empty");
    }
    return indices;
  }

  private static Initial initial(Settings settings, int size) {
    double[] given = settings.numbers("mean");
    double[] mean = given.length == 1 ? new double[size] : given;
    if (mean.length != size) {
      throw settings.error("mean", "must be one number or as many as the model has variables, " + size + ", but has "
          + given.length + " numbers");
    }
    if (given.length == 1) {
      Arrays.fill(mean, given[0]);
    }
    mean[0] = settings.number("mean-of-first", mean[0]);
    double variance = settings.number("variance");
    if (variance < 0) {
      throw settings.error("variance", "must not be negative, but is " + variance);
    }
    int waves = settings.intBetween("waves", 0, 0, Integer.MAX_VALUE);
    try {
      return new Initial(Arrays.stream(mean).boxed().toList(), variance, waves);
    } catch (IllegalArgumentException e) {
      throw settings.error("waves", "does not fit: " + e.getMessage());
    }
  }

  /**
   * Writes an experiment, complete, so that {@link #read} gives an equal one.
   *
   * @param e the experiment
   * @return YAML
   */
  public static String write(Experiment e) {
    return write(e, Measure.ANALYSIS);
  }

  /** The same with the score that sweeps and tunings of it go by, unless that is the usual one. */
  static String write(Experiment e, Measure measure) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", e.name());
    root.put("title", e.title());
    root.put("source", e.source());
    root.put("model", e.model().toMap());
    if (e.integrator() != null) {
      root.put("integrator", ordered("scheme", e.integrator().scheme().label(), "step", e.integrator().step()));
    }
    root.put("observations", ordered("operator", operator(e), "error",
        ErrorYaml.write(e.observations()),
        "interval", e.observations().interval()));
    if (e.modelError().noise() != null) {
      root.put("model-noise", e.modelError().noise().toMap());
    }
    if (!e.modelError().parameters().isEmpty()) {
      root.put("estimate", ParameterYaml.write(e.modelError().parameters()));
    }
    root.put("initial", initial(e.initial()));
    root.put("cycles", e.cycles());
    root.put("burn-in", e.burnIn());
    root.put("seeds", e.seeds());
    root.put("plot", ordered("variable", e.plotted()));
    e.scoring().write(root);
    if (measure != Measure.ANALYSIS) {
      root.put(Measure.KEY.name(), measure.label());
    }
    root.put("methods", e.methods().stream().map(MethodYaml::write).toList());
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(110)
        .setSchema(new CoreSchema()).build();
    return new Dump(settings).dumpToString(root);
  }

  private static Map<String, Object> operator(Experiment e) {
    List<Integer> indices = e.observations().indices();
    int size = e.model().size();
    if (indices.equals(IntStream.range(0, size).boxed().toList())) {
      return ordered("kind", "all");
    }
    int start = indices.getFirst();
    int step = indices.size() > 1 ? indices.get(1) - start : 0;
    if (step > 0 && indices.equals(IntStream.iterate(start, i -> i < size, i -> i + step).boxed().toList())) {
      return ordered("kind", "stride", "start", start, "step", step);
    }
    return ordered("kind", "indices", "indices", indices);
  }

  /** The mean in its shortest form. */
  private static Map<String, Object> initial(Initial initial) {
    List<Double> mean = initial.mean();
    double last = mean.getLast();
    boolean uniform = mean.subList(1, mean.size()).equals(Collections.nCopies(mean.size() - 1, last));
    Map<String, Object> map = ordered("mean", uniform ? last : mean);
    if (uniform && !mean.getFirst().equals(last)) {
      map.put("mean-of-first", mean.getFirst());
    }
    map.put("variance", initial.variance());
    if (initial.waves() > 0) {
      map.put("waves", initial.waves());
    }
    return map;
  }

  /** A mapping of alternating keys and values, in their order. */
  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
