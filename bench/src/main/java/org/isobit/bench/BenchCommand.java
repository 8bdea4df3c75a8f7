package org.isobit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.isobit.bench.assimilation.FilterComparison;
import org.isobit.bench.device.DeviceBench;
import org.isobit.bench.dynamics.ColumnRates;
import org.isobit.bench.dynamics.ModelComparison;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code isobit bench}: measures kernels against their peers and the machine against its ceilings. */
@Command(name = "isobit bench", mixinStandardHelpOptions = true, subcommands = {ColdCommand.class,
    ShapesCommand.class, TuningCommand.class},
    description = {"Measures the kernels against OpenBLAS, EJML and the scalar reference, in one run, in rounds.",
        "With --backend cuda: measures them on a device by its own events, against its ceilings, cuBLAS and CuPy where "
            + "they are, in a few minutes, and compares each output with the processor's bits. Exit code 1 if bits "
            + "differ, 2 without a device."})
public final class BenchCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "PATTERN", defaultValue = HEADLINE,
      description = "Regular expression on class, method and parameters, for example 'GemmBenchmark.*512'. "
          + "Without it: a selection of a few minutes.")
  private String pattern;

  @Option(names = "--rounds", defaultValue = "3", paramLabel = "N",
      description = "Rounds; ratios are medians over them (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--warmup", defaultValue = "2500", paramLabel = "MS",
      description = "Milliseconds of warm-up for each variant (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(names = "--time", defaultValue = "500", paramLabel = "MS",
      description = "Milliseconds of measurement for each variant (default: ${DEFAULT-VALUE}).")
  private int milliseconds;

  @Option(names = "--list", description = "Lists the variants that would run, and the time they take.")
  private boolean list;

  @Option(names = "--backend", paramLabel = "NAME", defaultValue = "simd",
      description = "simd, or cuda for a device (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(names = "--size", paramLabel = "SIZE",
      description = "With --backend cuda: full, quick, or tiny, which shows in seconds whether everything runs and "
          + "has the right bits (default: full).")
  private String size;

  @Option(names = "--quick", description = "With --backend cuda: the same as --size quick, in less than a minute.")
  private boolean quick;

  @Option(names = "--device", paramLabel = "N",
      description = "With --backend cuda: number of the device (default: 0).")
  private Integer device;

  @Option(names = "--models",
      description = "Whole models against NumPy and gfortran, where they are, on one thread, and columns of water by "
          + "number, threads and type, in 9 rounds; goes with --time alone.")
  private boolean models;

  @Option(names = "--filters",
      description = "Cycles of forecast and analysis by several methods against NumPy, where it is, on one thread, in "
          + "9 rounds; goes with --time alone.")
  private boolean filters;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Writes results.json, ratios.md, machine.json and roofline.png there.")
  private Path out;

  @Spec
  private CommandSpec spec;

  /** A number or two for each family. */
  private static final String HEADLINE = "gemm\\.(Small|Square)Benchmark.*n=(20|512), .*(simd|openblas|ejml)"
      + "|reduce\\.ReduceBenchmark.*\\b(dot|sum)\\b.*|elementary\\.ElementaryBenchmark.*\\b(exp|tanh)\\b"
      + "|(SymmetricEigen|BatchRoot)Benchmark.*n=40,|(Etkf|Letkf)Benchmark.*=40x1000";

  /** The machine's ceilings: measured in every run, so that each result can be read against them. */
  private static final Pattern CEILINGS = Pattern.compile("hardware\\..*implementation=simd");

  /** Of whole models and filters: short enough that all take turns often. */
  private static final int CONTEST_ROUNDS = 9;

  /** Made by picocli. */
  public BenchCommand() {}

  /**
   * Entry of the launcher.
   *
   * @param arguments the command's arguments
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new BenchCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (models || filters) {
      requireAlone(models ? "--models" : "--filters");
      int time = positive("--time", milliseconds);
      System.out.print(MachineReport.read().markdown() + "\n" + (models
          ? ModelComparison.run(CONTEST_ROUNDS, time) + "\n" + ColumnRates.run(CONTEST_ROUNDS, time)
          : FilterComparison.run(CONTEST_ROUNDS, time)));
      return Cli.OK;
    }
    if (backend.equalsIgnoreCase("cuda")) {
      return onDevice();
    }
    if (!backend.equalsIgnoreCase("simd")) {
      throw new IllegalArgumentException("--backend must be simd or cuda, but is '" + backend + "'");
    }
    if (quick || size != null || device != null) {
      throw new IllegalArgumentException("--quick, --size and --device belong to --backend cuda");
    }
    BenchRun run = new BenchRun(positive("--rounds", rounds), positive("--warmup", warmup),
        positive("--time", milliseconds));
    List<Variant> selected = BenchmarkClasses.variants(compiled(pattern));
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no benchmark matches '" + pattern + "'; see isobit bench --list '.*'");
    }
    List<Measurement> measurements = Stream.concat(BenchmarkClasses.variants(CEILINGS).stream(), selected.stream())
        .distinct().map(Measurement::new).toList();
    double seconds = run.estimatedSeconds(measurements.size());
    if (list) {
      measurements.forEach(m -> System.out.println(m.variant.benchmark() + " " + m.variant.parameters()));
    }
    System.err.printf("%d variants, %d rounds of %d + %d ms: about %.0f min%n", measurements.size(), run.rounds(),
        warmup, milliseconds, Math.ceil(seconds / 60));
    if (list) {
      return Cli.OK;
    }
    try (RunLock _ = BenchOutput.begin(out)) {
      measure(run, measurements);
    }
    return Cli.OK;
  }

  private void measure(BenchRun run, List<Measurement> measurements) throws IOException {
    MachineReport machine = MachineReport.read();
    try (BenchProgress bar = BenchProgress.of("bench", (long) measurements.size() * run.rounds())) {
      run.measure(measurements, variant -> bar.step(variant.subject() + " " + variant.implementation()));
    }
    RatioReport report = new RatioReport(machine, measurements);
    System.out.print(report.markdown());
    if (out != null) {
      BenchOutput.write(out, machine, measurements, report);
      System.out.println("written to " + out);
    }
  }

  private int onDevice() throws IOException {
    if (quick && size != null && !size.equals("quick")) {
      throw new IllegalArgumentException("--quick and --size " + size + " are not the same");
    }
    DeviceBench bench = new DeviceBench(quick ? "quick" : size == null ? "full" : size,
        compiled(pattern.equals(HEADLINE) ? "" : pattern), device == null ? 0 : device, out);
    if (list) {
      return bench.list();
    }
    try (RunLock _ = BenchOutput.begin(out)) {
      return bench.run();
    }
  }

  /** Refuses what whole models or filters would not look at. */
  private void requireAlone(String mine) {
    ParseResult given = spec.commandLine().getParseResult();
    List<String> others = Stream.concat(given.matchedPositionals().stream().map(PositionalParamSpec::paramLabel),
        given.matchedOptions().stream().map(OptionSpec::longestName))
        .filter(name -> !name.equals(mine) && !name.equals("--time")).toList();
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(mine + " goes with --time alone, not with " + String.join(", ", others));
    }
  }

  static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
    return value;
  }

  static Pattern compiled(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + expression + "' is no regular expression: " + e.getDescription(), e);
    }
  }

  /** Refuses what belongs to benchmarks of kernels, before a command of its own kind. */
  static void requireNothingBefore(CommandSpec of) {
    ParseResult before = of.commandLine().getParent().getParseResult();
    List<String> others = Stream.concat(before.matchedPositionals().stream().map(PositionalParamSpec::paramLabel),
        before.matchedOptions().stream().map(OptionSpec::longestName)).toList();
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(of.name() + " goes with its own options alone, not with "
          + String.join(", ", others) + " before it");
    }
  }
}
