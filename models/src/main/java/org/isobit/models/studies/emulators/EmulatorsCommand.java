package org.isobit.models.studies.emulators;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Similar;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Study;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyOptions;
import org.isobit.models.studies.StudyPictures;
import org.isobit.models.studies.StudyPictures.Drawing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit study emulators}. */
@Command(name = "emulators", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Networks learn the steps of models and forecast a run that they have not seen, against persistence and ridge "
        + "regression: an LSTM Lorenz 63 from one observed variable, a transformer Lorenz 96, a U-Net the quasi-geostrophic model.",
    "Without options: all systems, three seeds each.",
    "Each finished run is kept in DIR/runs: a study that was interrupted goes on.",
    "Weights and scores do not depend on threads, vector width or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study emulators --system lorenz63", "  isobit study emulators --quick"})
public final class EmulatorsCommand implements Study {

  private static final List<String> ENDINGS = List.of(".csv", ".json", ".svg", ".png");
  private static final int MOST_SEEDS = 100;

  @Option(names = "--system", paramLabel = "NAME", description = "lorenz63, lorenz96 or qg; may be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "3",
      description = "Trainings of each, with runs and initial weights of their own (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public EmulatorsCommand() {}

  @Override
  public Integer call() throws IOException {
    engine.devices().none("study emulators", 0.0);
    options.require("--seeds", seeds, MOST_SEEDS);
    List<EmulatedSystem> systems = systems();
    Path folder = options.folder(systems.stream().flatMap(s -> ENDINGS.stream().map(e -> s.label() + e)).toList());
    List<Job> jobs = new ArrayList<>();
    for (EmulatedSystem system : systems) {
      for (int seed = 1; seed <= seeds; seed++) {
        jobs.add(new Job(system, seed, options.quick()));
      }
    }
    try (RunStore<Scores> store = EmulatorStudy.store(folder, options.quick())) {
      write(systems, StudyJobs.complete("emulators", jobs, store, StudyJobs::cost,
          (pending, listener) -> EmulatorStudy.run(pending, store, Workers.shared(), listener)), folder);
    }
    return Cli.OK;
  }

  private void write(List<EmulatedSystem> systems, Completed<Job, Scores> done, Path folder) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(done.told() + "\n");
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    for (EmulatedSystem system : systems) {
      Map<Job, Scores> own = new LinkedHashMap<>(done.records());
      own.keySet().removeIf(job -> job.system() != system);
      stdout.println(StudyTable.text(system, own));
      AtomicFiles.writeText(folder.resolve(system.label() + ".csv"), StudyTable.csv(system, own));
      AtomicFiles.writeText(folder.resolve(system.label() + ".json"), StudyTable.json(system, own));
      pictures.put(system.label(), Drawing.of(StudyChart.of(system, own)));
    }
    stdout.println("Written to " + folder + ": of each system NAME.csv and NAME.json");
    stdout.flush();
    StudyPictures.tell(spec, folder, pictures, "and as pictures NAME.svg and .png");
  }

  private List<EmulatedSystem> systems() {
    List<String> known = Arrays.stream(EmulatedSystem.values()).map(EmulatedSystem::label).toList();
    List<EmulatedSystem> systems = new ArrayList<>();
    for (String name : names) {
      if (!known.contains(name)) {
        throw options.refusal("--system: there is no '" + name + "'"
            + Similar.hint(name, known) + "; there are " + String.join(", ", known));
      }
      systems.add(EmulatedSystem.values()[known.indexOf(name)]);
    }
    return systems.isEmpty() ? List.of(EmulatedSystem.values()) : systems.stream().distinct().toList();
  }
}
