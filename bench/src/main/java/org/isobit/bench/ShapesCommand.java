package org.isobit.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.isobit.bench.shapes.ShapeResult;
import org.isobit.bench.shapes.ShapeRow;
import org.isobit.bench.shapes.ShapeRows;
import org.isobit.bench.shapes.ShapesBench;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit bench shapes}: the shapes in which native libraries are hard to beat, and what EXACT costs. */
@Command(name = "shapes", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Measures shapes in which native libraries are hard to beat, against them and the machine's "
        + "ceilings, and what the order of operations costs, each row in a Java virtual machine of its own, both sides "
        + "in turn.",
        "Prints medians beside the ratios that are wanted. The exit code is 0 whether they are met or not."})
final class ShapesCommand implements Callable<Integer> {

  @Option(names = "--row", defaultValue = "", paramLabel = "PATTERN",
      description = "Measures the rows that this regular expression finds in, for example 'Dense|float, 64x64' "
          + "(default: all).")
  private String row;

  @Option(names = "--rounds", defaultValue = "11", paramLabel = "N",
      description = "How often each side has its turn; where turns take seconds less often, but three times (default: "
          + "${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--time", defaultValue = "40", paramLabel = "MS",
      description = "Milliseconds of each turn (default: ${DEFAULT-VALUE}).")
  private int milliseconds;

  @Option(names = "--list", description = "Lists the rows that would be measured, and the time they take.")
  private boolean list;

  @Option(names = "--out", paramLabel = "DIR", description = "Writes results.json, ratios.md and machine.json there.")
  private Path out;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchCommand.requireNothingBefore(spec);
    ShapesBench bench = new ShapesBench(BenchRun.HEAP, BenchCommand.positive("--rounds", rounds),
        BenchCommand.positive("--time", milliseconds));
    Pattern pattern = BenchCommand.compiled(row);
    List<ShapeRow> rows = ShapeRows.all().stream().filter(r -> pattern.matcher(r.name()).find()).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no row matches '" + row + "'; see isobit bench shapes --list");
    }
    if (list) {
      rows.forEach(r -> System.out.println(r.name()));
    }
    System.err.printf("%d rows, %d rounds of 2 x %d ms: about %.0f min%n", rows.size(), rounds, milliseconds,
        Math.ceil(bench.estimatedSeconds(rows.size()) / 60));
    if (!list) {
      try (RunLock _ = BenchOutput.begin(out)) {
        measure(bench, rows);
      }
    }
    return Cli.OK;
  }

  private void measure(ShapesBench bench, List<ShapeRow> rows) throws IOException {
    MachineReport machine = MachineReport.read();
    List<ShapeResult> results = new ArrayList<>();
    List<String> unsettled = new ArrayList<>();
    try (BenchProgress bar = BenchProgress.of("shapes", rows.size())) {
      for (ShapeRow one : rows) {
        bench.measure(one).ifPresentOrElse(results::add, () -> unsettled.add(one.name()));
        bar.step(one.precision() + " " + one.title());
      }
    }
    unsettled.forEach(name -> System.err.println("isobit bench shapes: left out, since its times differ too much, in "
        + "one virtual machine or from one to the next: " + name));
    String text = machine.markdown() + ShapesBench.markdown(results);
    System.out.print(text);
    if (out != null) {
      BenchOutput.write(out, machine, "ratios.md", text,
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(results) + "\n");
      System.out.println("written to " + out);
    }
  }
}
