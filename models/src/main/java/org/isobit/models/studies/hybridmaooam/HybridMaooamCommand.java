package org.isobit.models.studies.hybridmaooam;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Similar;
import org.isobit.models.studies.RunStore;
import org.isobit.models.studies.Statement;
import org.isobit.models.studies.StatementTable;
import org.isobit.models.studies.Study;
import org.isobit.models.studies.StudyJobs.Completed;
import org.isobit.models.studies.StudyOptions;
import org.isobit.models.studies.StudyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit study hybrid-maooam}. */
@Command(name = "hybrid-maooam", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "The ocean and atmosphere of Brajard et al. (2021), arXiv:2009.04318: a network learns from analyses what a model "
        + "of 36 variables lacks of one with 56, and forecasts with both.",
    "Without options: learned from analyses and from the truth itself, three networks each.",
    "Each finished run is kept in DIR: a study that was interrupted goes on, and others use what there is.",
    "Tables, statements and pictures do not depend on threads, backend or interruptions.", ""},
    footer = {"", "Examples:", "  isobit study hybrid-maooam --experiment updated-together",
        "  isobit study hybrid-maooam --medium", "  isobit study hybrid-maooam --quick"})
public final class HybridMaooamCommand implements Study {

  private static final List<String> FILES = List.of("errors.csv", "leads.csv", "quartiles.csv", "statements.csv",
      "results.json");

  private static final String ALL = "all";

  @Option(names = "--list", description = "List experiments and end.")
  private boolean list;

  @Option(names = "--experiment", paramLabel = "NAME",
      description = "Another network, noise, length or filter too; all: each of them; may be repeated.")
  private List<String> experiments = new ArrayList<>();

  @Option(names = "--medium", description = "Fewer truths, analyses and networks, a quarter of the time or less.")
  private boolean medium;

  @Option(names = "--networks", paramLabel = "N", defaultValue = "0",
      description = "Trainings with each case (default: 3, medium and quick: 2).")
  private int networks;

  @Mixin
  private StudyOptions options;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public HybridMaooamCommand() {}

  @Override
  public Integer call() throws IOException {
    if (list) {
      Case.experiments().forEach(of -> spec.commandLine().getOut().println(of.label() + ": " + of.told()));
      spec.commandLine().getOut().flush();
      return Cli.OK;
    }
    engine.devices().none("study hybrid-maooam", 0.0);
    if (medium && options.quick()) {
      throw options.refusal("--medium and --quick exclude each other");
    }
    Sizes sizes = options.quick() ? Sizes.QUICK : medium ? Sizes.MEDIUM : Sizes.REFERENCE;
    if (spec.commandLine().getParseResult().hasMatchedOption("--networks")) {
      options.require("--networks", networks, 100);
      sizes = sizes.withNetworks(networks);
    }
    List<Case> cases = cases();
    List<String> files = new ArrayList<>(FILES);
    for (String name : MaooamCharts.NAMES) {
      files.addAll(List.of(name + ".png", name + ".svg"));
    }
    Path folder = options.folder(files);
    try (RunStore<RunRecord> store = MaooamStudy.store(folder, sizes)) {
      Completed<Job, RunRecord> done = new MaooamStudy(sizes, store, Workers.shared())
          .run(MaooamStudy.jobs(cases, sizes));
      write(folder, new Results(done.records(), cases, sizes), done.told());
    }
    return Cli.OK;
  }

  private List<Case> cases() {
    List<Case> known = Case.experiments();
    for (String name : experiments) {
      if (!name.equals(ALL) && known.stream().noneMatch(of -> of.label().equals(name))) {
        throw options.refusal("--experiment: there is no '" + name + "'" + Similar.hint(name, known.stream()
            .map(Case::label).toList()) + "; see --list");
      }
    }
    List<Case> cases = new ArrayList<>(List.of(Case.ANALYSES, Case.PERFECT));
    known.stream().filter(of -> experiments.contains(ALL) || experiments.contains(of.label())).forEach(cases::add);
    return cases;
  }

  private void write(Path folder, Results results, String told) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    List<Statement> statements = MaooamStatements.of(results);
    MaooamTables tables = new MaooamTables(results, statements);
    stdout.println(told + "\n");
    stdout.println(tables.text());
    stdout.println(tables.legend());
    stdout.println(StatementTable.text(statements, StatementTable.Layout.usual("with these networks")));
    AtomicFiles.writeText(folder.resolve("errors.csv"), tables.errorsCsv());
    AtomicFiles.writeText(folder.resolve("leads.csv"), tables.leadsCsv());
    AtomicFiles.writeText(folder.resolve("quartiles.csv"), tables.quartilesCsv());
    AtomicFiles.writeText(folder.resolve("statements.csv"),
        StatementTable.csv(statements, results.sizes().quick()));
    AtomicFiles.writeText(folder.resolve("results.json"), tables.json());
    stdout.println("Written to " + folder + ": " + String.join(", ", FILES));
    stdout.flush();
    StudyPictures.tell(spec, folder, MaooamCharts.all(results), "and pictures errors, free-runs"
        + (results.cases().size() > 2 ? ", experiments" : "") + " as .svg and .png");
  }
}
