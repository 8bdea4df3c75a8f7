package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.analyse.internal.grid.GridSettings;
import org.isobit.models.analyse.internal.observation.ObservationSettings;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.Assimilation;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.analyse.internal.source.NetcdfStates;
import org.isobit.models.io.Settings;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * Everything that a run of cycles needs, read and checked; {@link #KEYS} says what can be told.
 *
 * @param cycles       number of cycles
 * @param burnIn       the first of them, which do not count in the means of the report
 * @param seed         key of all random numbers
 * @param ensemble     the initial ensemble
 * @param model        the built-in model's forecast, or null
 * @param command      the external model, or null
 * @param times        when cycles begin and end
 * @param blowUp       which members of a forecast count as blown up
 * @param exchange     how states go to others and come from them
 * @param assimilation grid, operator and method
 * @param observations the patterns of observation files
 * @param truth        the pattern of files with true states, or null
 * @param keep         which files stay
 * @param picture      whether a picture is drawn
 * @param output       the run's directory
 * @param settings     all values in use, defaults included
 */
record CyclePlan(int cycles, int burnIn, long seed, InitialEnsemble ensemble, ModelForecast model,
    CommandSettings command, CycleTimes times, BlowUp blowUp, Exchange exchange, Assimilation assimilation,
    List<Observed> observations, Template truth, RunDirectory.Keep keep, boolean picture, Path output,
    Map<String, Object> settings) {

  /**
   * A section of observations.
   *
   * @param pattern     the names of its files
   * @param skipMissing whether it is left out of a cycle whose file is missing, rather than an error
   */
  record Observed(Template pattern, boolean skipMissing) {}

  private static final List<String> PLACEHOLDERS = List.of("cycle", "start", "end");

  /** The keys of a configuration. */
  static final Keys KEYS = Keys.of(
      Key.of("cycles", Form.INTEGER, "how many").required().between(1, 999_999),
      Key.of("burn-in", Form.INTEGER, "how many of the first do not count in the report's means").usual(0).atLeast(0),
      Key.of("seed", Form.INTEGER, "key of all random numbers").usual(1),
      Key.section("forecast", "a model of the catalogue, or a command that is run once a member", CommandSettings.KEYS
          .and(Key.section("model", "a model of the catalogue", ModelChoice.KEYS),
              Key.section("integrator", "its time steps", IntegratorChoice.KEYS),
              Key.of("steps", Form.INTEGER, "steps of a cycle").usual(1).atLeast(1).when("a model of the catalogue"),
              BlowUp.KEY)).required(),
      Key.section("time", "when cycles begin and end", CycleTimes.KEYS),
      Key.section("ensemble", "the initial ensemble, from files or drawn, or one forecast", InitialEnsemble.KEYS)
          .required(),
      Key.of("observations", Form.SECTION,
      "one section or several; files have {cycle}, {start} or {end} in their names")
          .or(Form.SECTIONS).with(ObservationSettings.KEYS.and(Key.word("missing",
              "a cycle without a file is an error, or has no analysis", "refuse", "forecast-only").usual("refuse")))
          .required(),
      Key.of("truth", Form.FILE, "states to compare with, a pattern of names"),
      Key.section("output", "what is kept", Keys.of(
          Key.of("directory", Form.FILE, "the run's directory").usual("cycle"),
          Key.of("ensembles", Form.TEXT, "which ensembles are kept: last, all, or a number N for every Nth")
              .or(Form.INTEGER).usual("last"),
          Key.of("mean-and-spread", Form.INTEGER, "means and spreads are written every so many cycles; 0: never")
              .usual(1).atLeast(0),
          Key.of("picture", Form.FLAG, "whether a picture is drawn").usual(true)))).and(AnalysisPlan.ASSIMILATION);

  /**
   * Reads a configuration.
   *
   * @param root      the configuration
   * @param folder    its folder
   * @param out       the run's directory, or null for the configuration's
   * @param processes members of an external model that run at once, or null for the configuration's
   */
  static CyclePlan read(Settings root, Path folder, Path out, Integer processes) throws IOException {
    root.describedBy(KEYS);
    int cycles = root.intBetween("cycles", 1, 999_999);
    int burnIn = root.intBetween("burn-in", 0, 0, cycles - 1);
    long seed = root.integer("seed", 1);
    Settings forecast = root.section("forecast");
    boolean external = forecast.has("command");
    if (external && forecast.has("model")) {
      throw forecast.error("command", "cannot stand beside 'model': forecasts are made by one of them");
    }
    ModelChoice choice = external ? null : ModelChoice.read(forecast.section("model"));
    BlowUp blowUp = BlowUp.read(forecast);
    Settings time = root.sectionOrEmpty("time");
    ModelForecast model = external ? null : model(forecast, choice, time, blowUp);
    CycleTimes times = external ? CycleTimes.of(time) : CycleTimes.ofModel(time, model.step(), model.steps());
    StateFiles.Format format = external ? CommandSettings.format(forecast) : StateFiles.Format.NPY;
    NetcdfStates netcdf = format == StateFiles.Format.NETCDF ? netcdf(root, forecast, times.end(0)) : null;
    InitialEnsemble ensemble = InitialEnsemble.read(root.section("ensemble"), external ? 0 : choice.size(), netcdf,
        times.end(0), blowUp);
    Exchange exchange = new Exchange(format, ensemble.stateShape(), netcdf, times);
    CommandSettings command = external
        ? CommandSettings.read(forecast, folder.toAbsolutePath(), format, ensemble.members(), processes) : null;

    Assimilation assimilation = netcdf != null ? Assimilation.read(root, netcdf)
        : Assimilation.read(root, grid(root, choice), ensemble.stateShape());
    assimilation.requireTime(times.end(1), "'time' gives it");
    assimilation.requireCycle(cycles);
    if (ensemble.members() == 1) {
      assimilation.requireNoSpread();
    }
    List<Observed> observations = new ArrayList<>();
    for (Settings section : root.sectionOrSections("observations")) {
      observations.add(new Observed(pattern(section, "file", assimilation.files().get(observations.size())),
          section.choiceOr("missing", "refuse", "refuse", "forecast-only").equals("forecast-only")));
    }
    Template truth = root.string("truth", null) == null ? null : pattern(root, "truth", root.file("truth"));

    Settings output = root.sectionOrEmpty("output");
    Path directory = output.file("directory", "cycle");
    String ensembles = output.string("ensembles", "last");
    int every = ensembles.equals("last") ? 0 : ensembles.equals("all") ? 1
        : ensembles.matches("[0-9]+") ? output.intBetween("ensembles", 1, Integer.MAX_VALUE) : -1;
    if (every < 0) {
      throw output.error("ensembles", "must be all, last, or a number N to keep every Nth, but is '" + ensembles + "'");
    }
    int fields = output.intBetween("mean-and-spread", 1, 0, Integer.MAX_VALUE);
    boolean picture = output.flag("picture", true);
    root.finish();
    return new CyclePlan(cycles, burnIn, seed, ensemble, model, command, times, blowUp, exchange, assimilation,
        List.copyOf(observations), truth, new RunDirectory.Keep(every, fields), picture, out == null ? directory : out,
        root.resolved());
  }

  /** The kind of NetCDF files that a model has. */
  private static NetcdfStates netcdf(Settings root, Settings forecast, AnalysisTime start) throws IOException {
    List<String> variables = forecast.strings("variables", List.of());
    if (variables.isEmpty() || Set.copyOf(variables).size() < variables.size()) {
      throw forecast.error("variables", variables.isEmpty() ? "must name the variables that make up a state"
          : "names a variable twice: " + String.join(", ", variables));
    }
    Settings grid = root.sectionOrEmpty("grid");
    double radius = grid.positive("sphere-radius", GridSettings.EARTH);
    NetcdfStates states = NetcdfStates.read(forecast.file("template"), variables, radius);
    try {
      states.requireTime(start);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; 'time.start' and 'time.interval' say which", e);
    }
    return states;
  }

  /** A model with a scheme does not depend on time; one with steps of its own begins at the step of the start. */
  private static ModelForecast model(Settings forecast, ModelChoice choice, Settings time, BlowUp blowUp) {
    IntegratorChoice scheme = IntegratorChoice.read(forecast, choice);
    Map<String, Path> files = choice.provider().keys().files(choice.values());
    int steps = forecast.intBetween("steps", 1, 1, Integer.MAX_VALUE);
    if (scheme != null) {
      return new ModelForecast(choice.stepped(scheme), scheme.step(), 0, steps, blowUp, files);
    }
    double own = choice.provider().profile(choice.values()).run().step();
    double step = Double.isNaN(own) ? 1.0 : own;
    double start = time.number("start", 0.0);
    long first = (long) (start / step);
    if (first * step != start || first < 0) {
      throw time.error("start", "must be a multiple of the model's own step, " + step + ", and not negative, but is "
          + start);
    }
    return new ModelForecast(choice.stepped(null), step, first, steps, blowUp, files);
  }

  /** Where the configuration has no section {@code grid}, a model on a ring has that. */
  private static Settings grid(Settings root, ModelChoice choice) {
    return root.has("grid") || choice == null || !choice.isRing() ? root.sectionOrEmpty("grid")
        : Settings.parse("grid of " + choice.name(), null, "x: {periodic: true}", List.of());
  }

  private static Template pattern(Settings settings, String key, Path file) {
    Template pattern = Template.of(file.toString(), PLACEHOLDERS, what -> settings.error(key, what));
    if (!pattern.names("cycle", "start", "end")) {
      throw settings.error(key, "must name a file for each cycle, with {cycle}, {cycle:06}, {start} or {end} in its "
          + "name, but is '" + file + "'");
    }
    return pattern;
  }

  private Path file(Template pattern, int cycle) {
    return Path.of(pattern.fill(Map.of("cycle", cycle, "start", times.text(cycle - 1), "end", times.text(cycle))));
  }

  /**
   * The observation files of a cycle, one for each section.
   *
   * @return null for one that is missing and may be
   * @throws IllegalArgumentException if one is missing and may not be
   */
  List<Path> observationFiles(int cycle) {
    List<Path> files = new ArrayList<>();
    for (Observed section : observations) {
      Path file = file(section.pattern(), cycle);
      if (!Files.exists(file) && !section.skipMissing()) {
        throw new IllegalArgumentException(file
            + ": no such file; 'observations.missing: forecast-only' leaves the analysis "
            + "out of cycles without one");
      }
      files.add(Files.exists(file) ? file : null);
    }
    return files;
  }

  /** How many forecasts there are after some cycles; those of all members at once if a model of ours makes them. */
  long steps(int done, int members) {
    return (long) (cycles - done) * (command == null ? 1 : members);
  }

  /** The true state at the end of a cycle, or null if the run has no truth. */
  double[] truth(int cycle) throws IOException {
    return truth == null ? null
        : exchange.readAny(file(truth, cycle), cycle);
  }

  /** What decides the run's results, key by key: a run that is resumed must have the same. */
  Map<String, String> identity() throws IOException {
    Map<String, String> identity = new LinkedHashMap<>();
    flatten("", settings, identity);
    List.of("cycles", "burn-in", "forecast.processes", "forecast.timeout", "forecast.retries", "forecast.on-failure",
        "forecast.least-members", "forecast.blown-up", "output.directory", "output.picture").forEach(identity::remove);
    identity.keySet().removeIf(key -> key.matches("observations(\\.[0-9]+)?\\.missing"));
    if (exchange.netcdf() != null) {
      identity.put("content of forecast.template", "SHA-256 " + StateFiles.sha256(exchange.netcdf().template()));
    }
    Map<String, Path> inputs = new LinkedHashMap<>(assimilation.inputs());
    if (model != null) {
      model.inputs().forEach((key, file) -> inputs.put("forecast.model." + key, file));
    }
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      identity.put("content of " + input.getKey(), "SHA-256 " + StateFiles.sha256(input.getValue()));
    }
    ensemble.inputs().forEach((key, sha256) -> identity.put("content of " + key, "SHA-256 " + sha256));
    return identity;
  }

  private static void flatten(String prefix, Map<?, ?> values, Map<String, String> into) {
    values.forEach((key, value) -> {
      String name = prefix + key;
      if (value instanceof Map<?, ?> section) {
        flatten(name + ".", section, into);
      } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
        for (int i = 0; i < list.size(); i++) {
          flatten(name + ".", Map.of(i, list.get(i)), into);
        }
      } else {
        into.put(name, String.valueOf(value instanceof double[] numbers ? Arrays.toString(numbers) : value));
      }
    });
  }
}
