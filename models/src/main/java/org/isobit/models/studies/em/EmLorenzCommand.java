package org.isobit.models.studies.em;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Similar;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
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

/** {@code isobit study em-lorenz}. */
@Command(name = "em-lorenz", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The study of Bocquet et al. (2020), Found. Data Sci. 2, 55-80: model, trajectory and model error of Lorenz's "
        + "models of 1996 from noisy and partial observations, by expectation-maximisation.",
    "Without options: all plans, three seeds each.",
    "Each finished run is kept in DIR/runs: a study that was interrupted goes on.",
    "Tables, statements and pictures do not depend on threads, vector width or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study em-lorenz --plan schemes", "  isobit study em-lorenz --quick"})
public final class EmLorenzCommand implements Study {

  private static final List<String> ENDINGS = List.of(".csv", "-iterations.png", "-iterations.svg", "-models.png",
      "-models.svg", "-states.png", "-curves.png", "-curves.svg");
  private static final String RESULTS = "results.json";
  private static final int MOST_SEEDS = 100;

  @Option(names = "--plan", paramLabel = "NAME",
      description = "base, schemes, observed, two-scale, surrogates or learners; may be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "3",
      description = "Runs of each setting, with a truth and observations of their own (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public EmLorenzCommand() {}

  @Override
  public Integer call() throws IOException {
    engine.devices().none("study em-lorenz", 0.0);
    options.require("--seeds", seeds, MOST_SEEDS);
    List<StudyPlan> plans = plans();
    Path folder = options.folder(Stream.concat(Stream.of(RESULTS),
        plans.stream().flatMap(plan -> ENDINGS.stream().map(ending -> plan.name() + ending))).toList());
    try (RunStore<Outcome> store = RunStore.open(folder, "em-lorenz",
        Map.of("quick", options.quick(), "extent", RunStore.fields(Extent.of(options.quick()))), Outcome.class,
        Outcome::isWhole)) {
      write(plans, StudyJobs.complete("em-lorenz", StudyPlan.jobs(plans, seeds, options.quick()), store,
          Workers.shared(), job -> new Estimation(job).run()), folder);
    }
    return Cli.OK;
  }

  private void write(List<StudyPlan> plans, Completed<Job, Outcome> done, Path folder) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(done.told() + "\n");
    Results results = new Results(done.records(), options.quick());
    List<Statement> statements = Statements.of(results);
    Map<String, Drawing> pictures = new LinkedHashMap<>();
    for (StudyPlan plan : plans) {
      stdout.println(StudyTable.text(plan, results));
      AtomicFiles.writeText(folder.resolve(plan.name() + ".csv"), StudyTable.csv(plan, results));
      pictures.putAll(StudyCharts.of(plan, results));
    }
    AtomicFiles.writeText(folder.resolve(RESULTS), StudyTable.json(plans, results, statements));
    stdout.println(StatementTable.text(statements, Statements.LAYOUT));
    stdout.println("Written to " + folder + ": " + RESULTS + " and of each plan NAME.csv");
    stdout.flush();
    StudyPictures.tell(spec, folder, pictures, "and as pictures NAME-iterations, NAME-models, "
        + "NAME-states and NAME-curves");
  }

  private List<StudyPlan> plans() {
    List<String> known = StudyPlan.ALL.stream().map(StudyPlan::name).toList();
    List<StudyPlan> plans = new ArrayList<>();
    for (String name : names) {
      if (!known.contains(name)) {
        throw options.refusal("--plan: there is no '" + name + "'" + Similar.hint(name, known) + "; there are "
            + String.join(", ", known));
      }
      plans.add(StudyPlan.named(name));
    }
    return plans.isEmpty() ? StudyPlan.ALL : plans.stream().distinct().toList();
  }
}
