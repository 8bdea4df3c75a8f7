package org.isobit.models.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.cli.Progress;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.OutputDirectory;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.KeysPage;
import org.isobit.models.sweep.Measure;
import org.isobit.models.sweep.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit twin}. */
@Command(name = "isobit twin", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs a twin experiment: a truth run, synthetic observations, filters, scores.",
    "Without options: Lorenz-96 as in Sakov & Oke (2008) with ETKF, LETKF, EnKF and DEnKF.",
    "The same seed gives the same scores, to the last bit, on every machine and for every number of threads.", ""},
    footer = {"", "Examples:", "  isobit twin --list",
        "  isobit twin --experiment L63-S12 --set cycles=5000 --seed 7",
        "  isobit twin --set methods.0.inflation.factor=1.03 --set observations.error.law=laplace",
        "  isobit twin --experiment my.yaml --out results",
        "  isobit twin --experiment L96-sweep --set 'sweep.methods.0.members=[20, 40]'"},
    subcommands = TuneCommand.class)
public final class TwinCommand implements Callable<Integer> {

  @Option(names = "--list", description = "List the built-in experiments and end.")
  private boolean list;

  @Option(names = "--show", description = "Print the experiment as YAML, as it would run, and end.")
  private boolean show;

  @Option(names = "--experiment", paramLabel = "NAME|FILE.yaml", defaultValue = Experiments.DEFAULT,
      description = "A built-in experiment or a file (default: ${DEFAULT-VALUE}). With a section sweep, all of its "
          + "combinations are run, resumably.")
  private String experiment;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Override a field, such as cycles=2000 or methods.0.inflation.factor=1.03; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Run this one seed: short for --set seeds=N.")
  private Integer seed;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Folder for scores.json, series.csv, experiment.yaml, run.json, twin.png and twin.svg (scores "
          + "over time), ensemble.png (rank histograms, spread and error), hovmoller.png (models on a ring) "
          + "(default: out/twin/NAME). One that isobit wrote before is replaced. Of a sweep: sweep.csv, sweep.json, "
          + "sweep.png, sweep.svg, best.yaml; finished runs are kept in DIR/runs, and it goes on from them.")
  private Path out;

  @Mixin
  private EngineOptions engine;

  @Mixin
  private PluginOptions plugins;

  @Option(names = "--help-config", description = "Print all keys of an experiment's file and end.")
  private boolean helpConfig;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public TwinCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String... arguments) {
    System.exit(Cli.run(new TwinCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    plugins.load();
    if (helpConfig) {
      stdout.print(KeysPage.of(ExperimentYaml.KEYS));
      stdout.flush();
      return Cli.OK;
    }
    if (list) {
      stdout.print(TextTable.fit(ExperimentList.text(), System.out.charset()));
      stdout.flush();
      return Cli.OK;
    }
    List<String> assignments = new ArrayList<>(overrides);
    if (seed != null) {
      assignments.add("seeds=[" + seed + "]");
    }
    Settings described = Experiments.settings(experiment, assignments);
    if (described.has(Sweep.KEY.name())) {
      ExperimentSweep all = ExperimentSweep.read(described);
      if (show) {
        stdout.print(all.yaml());
      } else {
        SweepRun.run(all, out != null ? out : Path.of("out", "twin", all.name()), engine.devices(), stdout,
            spec.commandLine().getErr());
      }
      stdout.flush();
      return Cli.OK;
    }
    Experiment chosen = ExperimentYaml.read(described);
    if (show) {
      stdout.print(ExperimentYaml.write(chosen, Measure.read(described)));
      stdout.flush();
      return Cli.OK;
    }
    DeviceUse devices = engine.devices();
    TwinRun.requireRunnable(chosen);
    run(chosen, devices, stdout);
    return Cli.OK;
  }

  private void run(Experiment chosen, DeviceUse devices, PrintWriter stdout) throws IOException {
    Path target = out != null ? out : Path.of("out", "twin", chosen.name());
    try (OutputDirectory folder = OutputDirectory.create(target)) {
      Instant started = Instant.now();
      Workers workers = Workers.shared();
      TwinResult result;
      long steps = (long) chosen.cycles() * chosen.methods().size() * chosen.seeds().size();
      try (Progress progress = new Progress(chosen.name(), steps)) {
        result = TwinRun.run(chosen, workers, devices, progress::step);
      }
      String missing = TwinOutput.write(result, folder.path());
      TwinOutput.text(folder.path().resolve("run.json"), RunRecord.of(result, workers, devices, started,
          Instant.now()));
      folder.commit();
      stdout.print(TwinTable.of(result, System.out.charset()));
      stdout.println("\nWritten to " + target + ": scores.json, series.csv, experiment.yaml, run.json"
          + (missing == null ? ", and pictures" : ""));
      stdout.flush();
      if (missing != null) {
        spec.commandLine().getErr().println("isobit twin: no picture: " + missing);
      }
    }
  }
}
