package org.isobit.models.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.isobit.kernels.Isobit;
import org.isobit.models.chart.PlotFigure;
import org.isobit.models.cli.BuildVersion;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.cli.Progress;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Settings;
import org.isobit.models.io.Similar;
import org.isobit.models.method.IntegratorChoice;
import org.isobit.models.method.ModelChoice;
import org.isobit.models.method.Registries;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isobit model}. */
@Command(name = "isobit model", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Shows the models that there are, draws a run of one, or writes its trajectory.",
    "The same seed gives the same trajectory, to the last bit, on every machine.", ""},
    footer = {"", "Examples:", "  isobit model --list", "  isobit model lorenz96",
        "  isobit model lorenz96 --picture", "  isobit model lorenz63 --set rho=14 --time 40 --picture rho14.png",
        "  isobit model lorenz-wilks --spin-up 20 --time 100 --every 10 --out wilks.nc"})
public final class ModelCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A model; alone, what is known of it is printed.")
  private String name;

  @Option(names = "--list", description = "List the models and end.")
  private boolean list;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Set a parameter, such as forcing=10; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Mixin
  private final RunOptions options = new RunOptions();

  @Option(names = "--picture", arity = "0..1", fallbackValue = "", paramLabel = "FILE.png",
      description = "Draw the run: an attractor, space and time, or fields (default: out/model/NAME.png).")
  private String picture;

  @Option(names = "--out", paramLabel = "FILE.nc",
      description = "Write the trajectory, as NetCDF. Files appear whole or not at all; one of that name is replaced.")
  private Path out;

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public ModelCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String... arguments) {
    System.exit(Cli.run(new ModelCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    plugins.load();
    PrintWriter told = spec.commandLine().getOut();
    Registry<ModelProvider> models = Registries.models();
    if (list) {
      if (name != null || picture != null || out != null || !parameters.isEmpty() || options.given()) {
        throw new ParameterException(spec.commandLine(), "--list goes with no NAME and no option of a run");
      }
      told.print(models.entries().stream().map(ModelPage::of).collect(Collectors.joining("\n")));
      told.flush();
      return Cli.OK;
    }
    Path drawn = picture == null ? null : drawn();
    ModelProvider provider = provider(models);
    if (drawn == null && out == null) {
      if (!parameters.isEmpty() || options.given()) {
        throw new ParameterException(spec.commandLine(), "a run needs --picture or --out, or nothing is kept of it");
      }
      told.print(ModelPage.of(provider));
      told.flush();
      return Cli.OK;
    }
    requireWritable(drawn);
    engine.devices();
    Settings settings = Settings.parse(name, null, "", parameters);
    ModelChoice choice = new ModelChoice(provider, settings.read(provider.keys()));
    settings.finish();
    run(choice, ModelPage.profile(provider, choice.values()), drawn, told);
    return Cli.OK;
  }

  private ModelProvider provider(Registry<ModelProvider> models) {
    if (name == null || !models.labels().contains(name)) {
      throw new ParameterException(spec.commandLine(), (name == null ? "the NAME of a model or --list is needed"
          : "there is no model " + Quoted.of(name) + Similar.hint(name, models.labels()))
          + "; 'isobit model --list' shows all");
    }
    return models.get(name);
  }

  private Path drawn() {
    if (!picture.isEmpty() && !picture.endsWith(".png")) {
      throw new ParameterException(spec.commandLine(), "--picture takes the name of a file that ends in .png, but it "
          + "is " + Quoted.of(picture) + "; the model's name comes first");
    }
    return picture.isEmpty() ? Path.of("out", "model", name + ".png") : Path.of(picture);
  }

  private void requireWritable(Path drawn) {
    if (out != null) {
      if (!NetcdfFile.hasItsName(out)) {
        throw new ParameterException(spec.commandLine(), "--out takes the name of a NetCDF file, which ends in .nc, "
            + "but it is " + Quoted.of(out.toString()));
      }
      OutputPlaces.requireFile(out);
    }
    if (drawn != null) {
      OutputPlaces.requireFile(drawn);
    }
  }

  private void run(ModelChoice choice, ModelProfile profile, Path drawn, PrintWriter told) throws IOException {
    boolean own = choice.build() instanceof DiscreteModel;
    if (own) {
      options.requireOwnSteps(name);
    }
    IntegratorChoice integrator = own ? null : options.integrator(name, profile.run());
    double step = own ? ownStep(profile) : integrator.step();
    long steps = options.steps(profile.run(), step);
    ModelRun run = new ModelRun(name, choice.stepped(integrator), profile.layout(), step,
        options.spinUp(profile.run(), step), steps, options.every(profile.run(), step, steps));
    double[] state = choice.provider().start(choice.values(), options.seed());
    if (state == null || state.length != choice.size()) {
      throw new IllegalArgumentException(choice.provider().getClass().getName() + ": the state to start from has "
          + (state == null ? "no" : state.length) + " variables, but the model has " + choice.size());
    }
    int i = ModelRun.notFinite(state);
    if (i >= 0) {
      throw new IllegalArgumentException(choice.provider().getClass().getName() + ": the state to start from has "
          + profile.layout().variable(i) + " = " + state[i]);
    }
    String parameters = choice.values().all().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
    String scheme = integrator == null ? "steps of its own" : integrator.scheme().label() + ", step " + step;
    RunPicture seen = drawn == null ? null : RunPicture.of(run, profile, own);
    if (out == null) {
      go(run, state, List.of(seen));
    } else {
      Map<String, Object> attributes = attributes(choice, parameters, integrator, run);
      AtomicFiles.replace(out, place -> write(place, profile, run, state, seen, attributes));
    }
    long made = run.total() - run.spinUp();
    told.println("Ran " + name + (parameters.isEmpty() ? "" : " (" + parameters + ")") + ", " + scheme
        + ": " + made + (made == 1 ? " step" : " steps") + " to time " + made * step + ", after " + run.spinUp()
        + " of spin-up.");
    if (drawn != null) {
      PlotFigure figure = seen.figure(name + ": " + choice.provider().sentence(), (parameters.isEmpty() ? ""
          : parameters + "; ") + scheme + "; seed " + options.seed());
      byte[] png = figure.png();
      AtomicFiles.write(drawn, to -> to.write(png));
      told.println("Wrote " + drawn);
    }
    if (out != null) {
      told.println("Wrote " + out + ": " + run.kept() + " states of " + state.length + " variables");
    }
    told.flush();
  }

  /** The length of a step of a model that has its own. */
  private static double ownStep(ModelProfile profile) {
    return Double.isNaN(profile.run().step()) ? 1.0 : profile.run().step();
  }

  private static void go(ModelRun run, double[] state, List<? extends ModelRun.Sink> sinks) throws IOException {
    try (Progress progress = new Progress(run.name(), run.total())) {
      run.run(state, progress::step, sinks);
    }
  }

  private static void write(Path place, ModelProfile profile, ModelRun run, double[] state, RunPicture seen,
      Map<String, Object> attributes) throws IOException {
    if (run.kept() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("--out: a file has at most " + Integer.MAX_VALUE + " times, but "
          + run.kept() + " are kept; --every keeps fewer");
    }
    try (TrajectoryFile file = new TrajectoryFile(place, profile, (int) run.kept(), attributes)) {
      go(run, state, seen == null ? List.of(file) : List.of(file, seen));
      file.finish();
    }
  }

  private Map<String, Object> attributes(ModelChoice choice, String parameters, IntegratorChoice integrator,
      ModelRun run) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("Conventions", "CF-1.11");
    attributes.put("title", "trajectory of " + name + ": " + choice.provider().sentence());
    attributes.put("source", "isobit model");
    if (!choice.provider().source().isEmpty()) {
      attributes.put("references", choice.provider().source());
    }
    attributes.put("isobit_version", BuildVersion.number());
    attributes.put("isobit_contract_version", Isobit.contractVersion());
    attributes.put("isobit_model", name);
    attributes.put("isobit_parameters", parameters);
    attributes.put("isobit_scheme", integrator == null ? "steps of its own" : integrator.scheme().label());
    attributes.put("isobit_time_step", run.step());
    attributes.put("isobit_spin_up_steps", Long.toString(run.spinUp()));
    attributes.put("isobit_steps_between", run.every());
    attributes.put("isobit_seed", Long.toString(options.seed()));
    return attributes;
  }
}
