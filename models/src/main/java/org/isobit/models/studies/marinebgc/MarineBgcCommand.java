package org.isobit.models.studies.marinebgc;

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
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyOptions;
import org.isobit.models.studies.StudyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit study marine-bgc}. */
@Command(name = "marine-bgc", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The question of Higgs et al. (2026), arXiv:2504.05218: can networks update what nobody observes of marine "
        + "biogeochemistry, from surface chlorophyll alone and without an ensemble?",
    "Without options: eight schemes at two sites, and what was trained at each of four sites at all of them.",
    "Each finished run and each trained network is kept in DIR: a study that was interrupted goes on, and others use "
        + "what there is.",
    "Tables, statements and pictures do not depend on threads, backend or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study marine-bgc --design 1", "  isobit study marine-bgc --ecosystem fasham",
        "  isobit study marine-bgc --sweep interval", "  isobit study marine-bgc --quick"})
public final class MarineBgcCommand implements Study {

  /** What the names of a plan's files end in. */
  private static final List<String> ENDINGS = List.of(".csv", "-leads.csv", "-levels.csv", ".json");

  @Option(names = "--list", description = "List comparisons and sweeps and end.")
  private boolean list;

  @Option(names = "--ecosystem", paramLabel = "npzd|fasham", defaultValue = "npzd",
      description = "What lives in the column (default: ${DEFAULT-VALUE}).")
  private EcosystemKind ecosystem;

  @Option(names = "--design", paramLabel = "1|2", defaultValue = "2",
      description = "How truths and members differ: 1: parameters by 20 %%; 2: parameters by 15 %%, nitrogen by 30 %% "
          + "(default: ${DEFAULT-VALUE}).")
  private int design;

  @Option(names = "--sweep", paramLabel = "NAME", description = "Scores against a parameter; may be repeated.")
  private List<String> sweeps = new ArrayList<>();

  @Option(names = "--truths", paramLabel = "N", defaultValue = "64",
      description = "Truths at each site (default: ${DEFAULT-VALUE}).")
  private int truths;

  @Option(names = "--initialisations", paramLabel = "N", defaultValue = "5",
      description = "Networks of each kind (default: ${DEFAULT-VALUE}).")
  private int initialisations;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public MarineBgcCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    if (list) {
      for (EcosystemKind kind : EcosystemKind.values()) {
        for (int d = 1; d <= 2; d++) {
          stdout.printf(Locale.ROOT, "%-12s %s%n", kind.label() + "-" + d, StudyPlan.base(kind, d).title());
        }
      }
      StudyPlan.SWEEPS.forEach(sweep -> stdout.printf(Locale.ROOT, "%-12s %s%n", sweep[0], sweep[1]));
      stdout.flush();
      return Cli.OK;
    }
    engine.devices().none("study marine-bgc", 0.0);
    options.require("--truths", truths, 1000);
    options.require("--initialisations", initialisations, 100);
    options.require("--design", design, 2);
    List<StudyPlan> plans = plans();
    MarineSettings settings = options.quick() ? MarineSettings.QUICK : MarineSettings.USUAL;
    List<String> files = new ArrayList<>();
    plans.forEach(plan -> ENDINGS.forEach(ending -> files.add(plan.name() + ending)));
    for (String ending : List.of(".png", ".svg")) {
      plans.forEach(plan -> StudyCharts.names(plan).forEach(name -> files.add(name + ending)));
    }
    Path folder = options.folder(files);
    try (RunStore<RunScores> store = MarineBgcStudy.store(folder, settings)) {
      MarineBgcStudy study = new MarineBgcStudy(settings, truths, initialisations, store, Workers.shared());
      Results results = study.run(plans);
      stdout.println(Completed.told(study.before() + study.made(), study.before()) + "\n");
      for (StudyPlan plan : plans) {
        write(stdout, folder, plan, results);
      }
      stdout.println("Written to " + folder + ": of each plan NAME.csv, NAME-leads.csv, NAME-levels.csv and NAME.json");
      stdout.flush();
      StudyPictures.tell(spec, folder, StudyCharts.all(plans, results), "and pictures as NAME-….png");
    }
    return Cli.OK;
  }

  private static void write(PrintWriter stdout, Path folder, StudyPlan plan, Results results) throws IOException {
    List<Statement> statements = plan.sweep() ? List.of() : Statements.of(results, plan.settings().getFirst());
    stdout.println(StudyTable.text(plan, results));
    stdout.println(StudyTable.legend());
    if (!statements.isEmpty()) {
      stdout.println(StudyTable.statements(statements));
    }
    AtomicFiles.writeText(folder.resolve(plan.name() + ".csv"), StudyTable.csv(plan, results));
    AtomicFiles.writeText(folder.resolve(plan.name() + "-leads.csv"), StudyTable.leads(plan, results));
    AtomicFiles.writeText(folder.resolve(plan.name() + "-levels.csv"), StudyTable.levels(plan, results));
    AtomicFiles.writeText(folder.resolve(plan.name() + ".json"), StudyTable.json(plan, results, statements));
  }

  private List<StudyPlan> plans() {
    List<StudyPlan> plans = new ArrayList<>();
    for (String name : sweeps) {
      StudyPlan plan = StudyPlan.sweep(ecosystem, design, name);
      if (plan == null) {
        throw options.refusal("--sweep: there is no '" + name + "'; see --list");
      }
      plans.add(plan);
    }
    return plans.isEmpty() ? List.of(StudyPlan.base(ecosystem, design)) : plans;
  }
}
