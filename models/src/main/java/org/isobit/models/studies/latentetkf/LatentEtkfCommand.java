package org.isobit.models.studies.latentetkf;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.Study;
import org.isobit.models.studies.StudyJobs;
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyOptions;
import org.isobit.models.studies.StudyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit study latent-etkf}. */
@Command(name = "latent-etkf", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The study of Pasmans et al. (2025), arXiv:2502.12987: ensemble Kalman filters in the latent space of one or "
        + "two variational autoencoders, on a circle.",
    "Without options: the base comparison, six filters, 64 runs each.",
    "Each finished run is kept in DIR/runs: a study that was interrupted goes on, and others use the runs there are.",
    "Tables, statements and pictures do not depend on threads, backend or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study latent-etkf --claim C2",
        "  isobit study latent-etkf --sweep P3 --climatologies 2 --runs 4", "  isobit study latent-etkf --quick"})
public final class LatentEtkfCommand implements Study {

  /** What the names of a plan's files end in. */
  private static final List<String> ENDINGS = List.of(".csv", ".json", "-scores.svg", "-scores.png", "-circle.svg",
      "-circle.png");

  @Option(names = "--list", description = "List claims and sweeps and end.")
  private boolean list;

  @Option(names = "--claim", paramLabel = "C1..C4", description = "What the abstract claims; may be repeated.")
  private List<String> claims = new ArrayList<>();

  @Option(names = "--sweep", paramLabel = "P1..P4|innovations",
      description = "Scores against a parameter; may be repeated.")
  private List<String> sweeps = new ArrayList<>();

  @Option(names = "--climatologies", paramLabel = "N", defaultValue = "8",
      description = "Climatologies, each with an autoencoder of its own (default: ${DEFAULT-VALUE}).")
  private int climatologies;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "8",
      description = "Runs with each climatology (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public LatentEtkfCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    if (list) {
      for (StudyPlan plan : StudyPlan.ALL) {
        stdout.printf(Locale.ROOT, "%-12s %s%n", plan.name(), plan.title());
      }
      stdout.flush();
      return Cli.OK;
    }
    engine.devices().none("study latent-etkf", 0.0);
    options.require("--climatologies", climatologies, 100);
    options.require("--runs", runs, 100);
    List<StudyPlan> plans = plans();
    StudySettings settings = options.quick() ? StudySettings.QUICK : StudySettings.PUBLISHED;
    Path folder = options.folder(plans.stream().flatMap(p -> ENDINGS.stream().map(e -> p.name() + e)).toList());
    List<Job> jobs = StudyPlan.jobs(plans, climatologies, runs);
    try (RunStore<RunScores> store = LatentEtkfStudy.store(folder, settings)) {
      Completed<Job, RunScores> done = StudyJobs.complete("latent-etkf", jobs, store, LatentEtkfStudy::cost,
          (pending, listener) -> LatentEtkfStudy.run(pending, settings, store, Workers.shared(), listener));
      Results results = new Results(done.records(), options.quick());
      List<Statement> gates = Gates.of(results);
      stdout.println(done.told() + "\n");
      for (StudyPlan plan : plans) {
        stdout.println(StudyTable.text(plan, results));
        AtomicFiles.writeText(folder.resolve(plan.name() + ".csv"), StudyTable.csv(plan, results));
        AtomicFiles.writeText(folder.resolve(plan.name() + ".json"), StudyTable.json(plan, results, gates));
      }
      stdout.print(StudyTable.legend());
      if (!gates.isEmpty()) {
        stdout.print("\n" + StudyTable.gates(gates));
      }
      stdout.println("\nWritten to " + folder + ": of each plan NAME.csv and NAME.json");
      stdout.flush();
      StudyPictures.tell(spec, folder, StudyCharts.all(plans, results, settings),
          "and as pictures NAME-scores.svg and .png, NAME-circle.svg and .png");
    }
    return Cli.OK;
  }

  private List<StudyPlan> plans() {
    List<StudyPlan> plans = new ArrayList<>();
    claims.forEach(name -> plans.add(plan("--claim", name, name.matches("(?i)C[0-9]+"))));
    sweeps.forEach(name -> plans.add(plan("--sweep", name, name.matches("(?i)P[0-9]+|innovations"))));
    return plans.isEmpty() ? List.of(StudyPlan.named("base")) : plans.stream().distinct().toList();
  }

  private StudyPlan plan(String option, String name, boolean kind) {
    StudyPlan plan = StudyPlan.named(name);
    if (plan == null || !kind) {
      throw options.refusal(option + ": there is no '" + name + "'; see --list");
    }
    return plan;
  }
}
