package org.isobit.verify.literature;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.Progress;
import org.isobit.models.cli.TextTable;
import org.isobit.models.scores.Estimate;
import org.isobit.models.twin.Experiment;
import org.isobit.models.twin.Published;
import org.isobit.verify.literature.Literature.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit verify literature}. */
@Command(name = "literature", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs every built-in twin experiment that has published scores and compares.",
    "Expected: the independent long run where there is one, within 3 of both standard errors; otherwise the published",
    "number, within half of its last digit and 3 of the own standard error, or below it if it is an upper bound.",
    "Exit code 0: all scores agree; 1: some do not.", ""})
public final class LiteratureCommand implements Callable<Integer> {

  @Option(names = "--experiment", paramLabel = "NAME", split = ",",
      description = "Only this experiment; may be repeated. 'isobit twin --list' shows them.")
  private List<String> experiments = new ArrayList<>();

  @Option(names = "--cycles", paramLabel = "N", defaultValue = "10000",
      description = "Analyses of each run at most (default: ${DEFAULT-VALUE}); a published run may be shorter.")
  private int cycles;

  @Option(names = "--seeds", paramLabel = "N", split = ",", defaultValue = "1,2,3",
      description = "Independent repetitions (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  @Mixin
  private EngineOptions engine;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public LiteratureCommand() {}

  @Override
  public Integer call() {
    DeviceUse devices = engine.devices();
    List<Experiment> chosen = Literature.experiments(experiments.isEmpty() ? Literature.experiments() : experiments,
        cycles, seeds);
    long steps = chosen.stream().mapToLong(e -> (long) e.cycles() * e.methods().size() * e.seeds().size()).sum();
    List<Row> rows;
    try (Progress progress = new Progress("literature", steps)) {
      rows = Literature.run(chosen, Workers.shared(), devices, progress::step);
    }
    PrintWriter out = spec.commandLine().getOut();
    StringBuilder text = new StringBuilder(TextTable.of(cells(rows)));
    long failed = rows.stream().filter(row -> !row.passes()).count();
    text.append(String.format(Locale.ROOT, "%nTime-mean RMSE, at most %d cycles, seeds %s, ± standard "
        + "error by batch means.%n", cycles, seeds));
    text.append(failed == 0 ? "ALL SCORES AGREE" : failed + " OF " + rows.size() + " SCORES DO NOT AGREE").append('\n');
    out.print(TextTable.fit(text.toString(), System.out.charset()));
    out.flush();
    return failed == 0 ? Cli.OK : Cli.FAILED;
  }

  private static List<String[]> cells(List<Row> rows) {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"experiment", "method", "members", "expected", "from", "own", "off by", "allowed",
        "verdict"});
    for (Row row : rows) {
      Published published = row.published();
      Estimate own = row.own();
      boolean longRun = published.expected() == published.longRun();
      cells.add(new String[] {row.experiment(), row.label(),
          row.method().members() == 1 ? "–" : Integer.toString(row.method().members()),
          (published.below() ? "< " : "") + number(published.expected(), longRun ? 4 : published.decimals())
              + (published.smoothed() ? " smoothed" : ""), longRun ? "long run" : "published",
          number(own.mean(), 4) + " ± " + number(own.standardError(), 4),
          number(published.off(own), 4), number(published.tolerance(own), 4),
          row.verdict() + (row.diverged().isEmpty() ? "" : ", lost: seeds " + row.diverged())});
    }
    return cells;
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
