package org.isobit.models.studies.hybridlorenz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.models.chart.Figure;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Similar;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.studies.ResultsJson;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.studies.Study;
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyOptions;
import org.isobit.models.studies.StudyPictures.Drawing;
import org.isobit.models.studies.StudyPictures;
import org.isobit.models.studies.StudyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit study hybrid-lorenz}. */
@Command(name = "hybrid-lorenz", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The study of Brajard et al. (2021), arXiv:2009.04318, with the two-scale Lorenz model: analyses of a model "
        + "without its fast variables teach a network what it lacks, and the hybrid of both forecasts.",
    "Without options: the reference experiment as the published code computes it (code-exact), from the truth itself "
        + "(perfect), and as its configuration reads (literal), three networks each, 400 forecasts.",
    "Each finished piece is kept in DIR: a study that was interrupted goes on, and others use what is there.",
    "Tables, statements and pictures do not depend on threads, backend or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study hybrid-lorenz --quick", "  isobit study hybrid-lorenz --panel right",
        "  isobit study hybrid-lorenz --grid --networks 1"})
public final class HybridLorenzCommand implements Study {

  private static final List<String> TABLES = List.of("analyses.csv", "trainings.csv", "skill.csv", "climate.csv",
      "densities.csv", "spectra.csv", "exponents.csv", "statements.csv", "grid.csv", "results.json");
  private static final int MOST_NETWORKS = 100;

  @Option(names = "--networks", paramLabel = "N", defaultValue = "3",
      description = "Trainings with each setting (default: ${DEFAULT-VALUE}; with --panel and --grid: 1).")
  private int networks;

  @Option(names = "--panel", paramLabel = "left|middle|right",
      description = "Also the settings of a panel of figure 2; may be repeated.")
  private List<String> panels = new ArrayList<>();

  @Option(names = "--grid", description = "Also the whole grid of figure 2, 148 settings: a night.")
  private boolean grid;

  @Option(names = "--short", description = "Everything a tenth as long: minutes, and rough scores.")
  private boolean tenth;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public HybridLorenzCommand() {}

  @Override
  public Integer call() throws IOException {
    engine.devices().none("study hybrid-lorenz", 0.0);
    options.require("--networks", networks, MOST_NETWORKS);
    if (tenth && options.quick()) {
      throw options.refusal("--short and --quick are two sizes; give one of them");
    }
    Sizes sizes = options.quick() ? Sizes.QUICK : tenth ? Sizes.MEDIUM : Sizes.REFERENCE;
    List<LorenzPlan> plans = plans();
    Path folder = options.folder(TABLES);
    try (RunStore<RunRecord> store = LorenzStudy.store(folder, sizes)) {
      LorenzStudy study = new LorenzStudy(sizes, store);
      Completed<Job, RunRecord> done = study.run(jobs(plans, sizes), Workers.shared());
      Set<Setting> settings = new LinkedHashSet<>();
      plans.forEach(plan -> settings.addAll(plan.settings()));
      Results results = new Results(sizes, study.climate(), done.records());
      report(folder, results, List.copyOf(settings), done.told());
    }
    return Cli.OK;
  }

  private List<LorenzPlan> plans() {
    Set<LorenzPlan> plans = new LinkedHashSet<>(List.of(LorenzPlan.REFERENCE));
    List<LorenzPlan> known = List.of(LorenzPlan.LEFT, LorenzPlan.MIDDLE, LorenzPlan.RIGHT);
    List<String> names = known.stream().map(LorenzPlan::label).toList();
    for (String panel : panels) {
      if (!names.contains(panel)) {
        throw options.refusal("--panel: there is no '" + panel + "'" + Similar.hint(panel, names) + "; there are "
            + String.join(", ", names));
      }
      plans.add(known.get(names.indexOf(panel)));
    }
    if (grid) {
      plans.add(LorenzPlan.GRID);
    }
    return List.copyOf(plans);
  }

  /** The reference with all networks, what goes beyond it with one, unless more were asked for. */
  private List<Job> jobs(List<LorenzPlan> plans, Sizes sizes) {
    boolean given = spec.commandLine().getParseResult().hasMatchedOption("--networks");
    int own = given ? networks : sizes.networks();
    Set<Job> jobs = new LinkedHashSet<>();
    for (LorenzPlan plan : plans) {
      jobs.addAll(plan.jobs(plan == LorenzPlan.REFERENCE || given ? own : 1));
    }
    return List.copyOf(jobs);
  }

  private void report(Path folder, Results results, List<Setting> settings, String told) throws IOException {
    boolean quick = results.sizes().quick();
    PrintWriter stdout = spec.commandLine().getOut();
    LorenzTables tables = new LorenzTables(results, settings);
    List<LorenzTables.SkillRow> skill = tables.skill();
    List<Statement> statements = LorenzStatements.of(results);
    GridReport sensitivity = new GridReport(results, tables, settings);
    stdout.println(told + "\n");
    stdout.println(StudyText.marked("Analyses", quick) + "\n" + LorenzTables.ANALYSES.text(tables.analyses()));
    stdout.println(StudyText.marked("Trainings", quick) + "\n" + LorenzTables.TRAININGS.text(tables.trainings()));
    stdout.println(StudyText.marked("Forecasts: R-RMSE with the variance of the forecasts", quick) + "\n"
        + tables.skillText(skill));
    stdout.println(StudyText.marked("Attractors", quick) + "\n" + LorenzTables.CLIMATE.text(tables.climates()));
    if (settings.size() > LorenzPlan.REFERENCE.settings().size()) {
      stdout.println(StudyText.marked("Sensitivity, at 2 units of time", quick) + "\n"
          + GridReport.TABLE.text(sensitivity.rows()));
    }
    stdout.print(StatementTable.text(statements, StatementTable.Layout.usual("with these networks")));
    tables(tables, results, skill, statements, sensitivity)
        .forEach((name, text) -> write(folder.resolve(name), text));
    stdout.println("\nWritten to " + folder + ": " + String.join(", ", TABLES) + ", analyses and networks");
    stdout.flush();
    Map<String, Drawing> pictures = new LorenzCharts(results, tables, settings).all(skill);
    Figure figure = sensitivity.figure();
    if (figure != null && settings.size() > LorenzPlan.REFERENCE.settings().size()) {
      pictures.put("sensitivity", Drawing.of(figure));
    }
    StudyPictures.tell(spec, folder, pictures, "and as pictures " + String.join(", ", pictures.keySet()));
  }

  private static Map<String, String> tables(LorenzTables tables, Results results, List<LorenzTables.SkillRow> skill,
      List<Statement> statements, GridReport sensitivity) {
    boolean quick = results.sizes().quick();
    FreeClimate climate = results.climate();
    double[] numbers = new double[LorenzSystem.SLOW];
    Arrays.setAll(numbers, i -> i + 1.0);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("analyses.csv", LorenzTables.ANALYSES.csv(tables.analyses(), quick));
    files.put("trainings.csv", LorenzTables.TRAININGS.csv(tables.trainings(), quick));
    files.put("skill.csv", LorenzTables.SKILL.csv(skill, quick));
    files.put("climate.csv", LorenzTables.CLIMATE.csv(tables.climates(), quick));
    files.put("densities.csv", LorenzTables.points("x", "density").csv(
        tables.curves(climate.middles(), tables::density), quick));
    files.put("spectra.csv", LorenzTables.points("frequency", "power").csv(
        tables.curves(climate.frequencies(), LorenzTables::spectrum), quick));
    files.put("exponents.csv", LorenzTables.points("number", "exponent").csv(tables.curves(numbers,
        Attractor::exponents), quick));
    files.put("statements.csv", StatementTable.csv(statements, quick));
    files.put("grid.csv", GridReport.TABLE.csv(sensitivity.rows(), quick));
    files.put("results.json", ResultsJson.of("hybrid-lorenz").quick(quick).add("sizes", results.sizes())
        .add("intervals", Bootstrap.USUAL + ", networks and starts or runs, each by itself; given: these networks")
        .add("analyses", LorenzTables.ANALYSES.json(tables.analyses()))
        .add("trainings", LorenzTables.TRAININGS.json(tables.trainings()))
        .add("skill", LorenzTables.SKILL.json(skill)).add("climate", LorenzTables.CLIMATE.json(tables.climates()))
        .add("sensitivity", GridReport.TABLE.json(sensitivity.rows()))
        .add("statements", StatementTable.json(statements)).text());
    return files;
  }

  private static void write(Path file, String text) {
    try {
      AtomicFiles.writeText(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
