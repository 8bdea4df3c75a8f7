package org.isobit.models.twin;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.cli.Progress;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Registry;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.StudyPictures;
import org.isobit.models.sweep.Axis;
import org.isobit.models.sweep.Halving;
import org.isobit.models.sweep.Measure;
import org.isobit.models.sweep.Sweep;
import org.isobit.models.sweep.SweepChart;
import org.isobit.models.sweep.Tuning;
import org.isobit.models.sweep.TuningTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code isobit twin tune}. */
@Command(name = "tune", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Finds the settings of a method that score best: inflation and localisation radius, or any keys with ranges.",
    "All settings are run with one seed or more, the better half with further seeds, and so on (sequential halving, "
        + "Karnin, Koren and Somekh 2013); the best is run again with fresh seeds.",
    "Each finished run is kept in DIR/runs: a tuning that was interrupted goes on, and a larger budget uses the runs "
        + "there are. Results do not depend on threads or interruptions.", ""},
    footer = {"", "Examples:", "  isobit twin tune --experiment L96-S08-all --method ETKF-20",
        "  isobit twin tune --experiment L96-S08 --method LETKF --set cycles=2000 --budget 400",
        "  isobit twin tune --range methods.0.inflation.factor=1:1.1:11 --range methods.0.members=20:40:5"})
final class TuneCommand implements Callable<Integer> {

  private static final List<String> FILES = List.of("tuning.csv", "tuning.json", "best.yaml", "tuning.svg",
      "tuning.png");

  @Option(names = "--experiment", paramLabel = "NAME|FILE.yaml", defaultValue = Experiments.DEFAULT,
      description = "A built-in experiment or a file (default: ${DEFAULT-VALUE}); a sweep in it does not count.")
  private String experiment;

  @Option(names = "--method", paramLabel = "LABEL", description = "Which of its methods (default: the first).")
  private String label;

  @Option(names = "--range", paramLabel = "KEY=LOW:HIGH[:COUNT]|[VALUE,...]",
      description = "Values to try: " + TuneRanges.USUAL + " between two ends if COUNT is not given, or those listed; "
          + "may be repeated, and all combinations are tried. Default: usual values of the method's inflation.factor, "
          + "and half to twice its localization.radius.")
  private List<String> ranges = new ArrayList<>();

  @Option(names = "--budget", paramLabel = "RUNS",
      description = "Runs of the experiment's cycles at most (default: one a setting in the first round, the same number "
          + "in each further one, and 8 fresh seeds).")
  private Integer budget;

  @Option(names = "--score", paramLabel = "NAME", description = "Which score is the lowest for the best: analysis, "
      + "forecast, smoothed (of methods that smooth) or crps (default: the experiment's key score, or analysis).")
  private String score;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override a field; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N",
      description = "The first of the seeds (default: the experiment's first).")
  private Integer seed;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for runs, tuning.csv, tuning.json, best.yaml, "
      + "tuning.svg and tuning.png (default: out/twin-tune/NAME-LABEL).")
  private Path out;

  @Mixin
  private EngineOptions engine;

  @Mixin
  private PluginOptions plugins;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  TuneCommand() {}

  @Override
  public Integer call() throws IOException {
    plugins.load();
    List<String> assignments = new ArrayList<>(overrides);
    if (seed != null) {
      assignments.add("seeds=[" + seed + "]");
    }
    if (score != null) {
      assignments.add(Measure.KEY.name() + "=" + Registry.one("--score: ", score, Measure.values()).label());
    }
    assignments.add(Sweep.KEY.name() + "=null");
    Settings described = Experiments.settings(experiment, assignments);
    Experiment own = ExperimentYaml.read(described.with(List.of()));
    int method = method(own);
    List<Axis> axes = ranges.isEmpty() ? TuneRanges.usual(own.methods().get(method), method)
        : ranges.stream().map(TuneRanges::read).toList();
    ExperimentSweep all = ExperimentSweep.of(described, new Sweep(axes)).ofMethod(method);
    requireDifferent(all);
    all.requireScored();
    int runs = budget == null ? Halving.usual(all.points().size()) : budget;
    Halving plan = plan(all.points().size(), runs);
    Path folder = out != null ? out : Path.of("out", "twin-tune", own.name() + "-"
        + own.methods().get(method).label().replaceAll("[^A-Za-z0-9._-]", "-"));
    OutputPlaces.requireDirectory(folder);
    FILES.forEach(file -> OutputPlaces.requireFile(folder.resolve(file)));
    tune(all, plan, runs, folder, engine.devices());
    return Cli.OK;
  }

  /** Refuses ranges of keys that another method has, and seeds, which all settings share. */
  private static void requireDifferent(ExperimentSweep all) {
    Map<Experiment, Integer> known = new HashMap<>();
    for (int point = 0; point < all.points().size(); point++) {
      Integer same = known.putIfAbsent(all.points().get(point), point);
      if (same != null) {
        throw new IllegalArgumentException("the method '" + all.methods().getFirst() + "' is the same with "
            + all.sweep().label(same) + " and " + all.sweep().label(point) + ": name keys of its own with --range");
      }
      if (!all.points().get(point).seeds().equals(all.points().getFirst().seeds())) {
        throw new IllegalArgumentException("seeds cannot be tuned: all settings are run with the same");
      }
    }
  }

  private Halving plan(int settings, int runs) {
    try {
      return Halving.plan(settings, runs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int method(Experiment own) {
    List<String> labels = own.methods().stream().map(Experiment.Method::label).toList();
    if (label != null && !labels.contains(label)) {
      throw new ParameterException(spec.commandLine(), "--method: there is no method '" + label + "' in " + own.name()
          + "; there are " + String.join(", ", labels));
    }
    return label == null ? 0 : labels.indexOf(label);
  }

  private void tune(ExperimentSweep all, Halving plan, int runs, Path folder, DeviceUse devices) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    try (RunStore<SweepRun.Scores> store = RunStore.open(folder, "twin-tune", SweepRun.identity(all),
        SweepRun.Scores.class, SweepRun.Scores::whole)) {
      Experiment first = all.points().getFirst();
      // Further settings are run with fresh seeds only where the best diverges.
      long cycles = (long) (plan.runs() - (Halving.CANDIDATES - 1) * plan.checks()) * first.cycles();
      stdout.println(all.name() + ", " + all.methods().getFirst() + ": " + all.points().size() + " settings of "
          + String.join(" and ", all.sweep().names()) + "; budget " + runs + " runs; "
          + all.measure().title());
      stdout.println(TuningTable.plan(plan, first.cycles()));
      stdout.println();
      stdout.flush();
      Tuning tuning;
      try (Progress progress = new Progress("tune " + all.name(), cycles)) {
        tuning = new TuneRun(all, store, devices, progress).run(plan, runs);
      }
      stdout.print(TextTable.fit(TuningTable.text(tuning), System.out.charset()));
      AtomicFiles.writeText(folder.resolve("tuning.csv"), TuningTable.csv(tuning));
      AtomicFiles.writeText(folder.resolve("tuning.json"), TuningTable.json(tuning));
      AtomicFiles.writeText(folder.resolve("best.yaml"),
          ExperimentYaml.write(all.points().get(tuning.best()), all.measure()));
      List<String> missing = StudyPictures.write(folder, Map.of("tuning", StudyPictures.Drawing.of(
          SweepChart.of(tuning))));
      missing.forEach(line -> spec.commandLine().getErr().println("isobit twin tune: " + line));
      stdout.println("\nWritten to " + folder + ": tuning.csv, tuning.json, best.yaml"
          + (missing.isEmpty() ? ", tuning.svg, tuning.png" : ""));
      stdout.flush();
    }
  }
}
