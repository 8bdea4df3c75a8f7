package org.isobit.models.cycle;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.KeysPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code isobit cycle CONFIG.yaml}: forecast and analysis in turn, from files to files, resumable at any moment.
 *
 * <p>{@code --help-config} prints what the configuration can say ({@link #keys()}).
 *
 * <p>Cycle c, from 1, takes the analysis of cycle c − 1 (0: the initial ensemble) through the model to the time
 * {@code {end}} and assimilates that time's observations, as {@code isobit analyse} with {@code cycle: c} would.
 * Members of an external model run in a folder of their own each, which is then removed; what they print goes to
 * {@code logs/member-NNN.log}, of each attempt the first and the last 256 KiB, of earlier ones the last 2 MiB or more.
 * A member fails if it does not end with exit code 0 in time or leaves no state of the right shape with values below
 * {@code blown-up}. Its answer is a regular file, or a link to one, and is read once. When a member ends, in time or
 * not, all that it started is ended too: on Linux daemons as well, unless they cleared their environment, left their
 * folder and their session and lost their parent; on other systems those whose parents are still there. What a batch
 * system or another machine runs for it is out of reach. The values of all placeholders are also in the variables
 * {@code ISOBIT_IN}, {@code ISOBIT_OUT} and so on; a text that a shell runs, with {@code shell: true} or after {@code
 * [sh, -c]}, gets them as such variables.
 *
 * <p>The directory of a run: {@code journal} and {@code journal.copy} hold the same, one checksummed line a cycle with
 * the checksums of its files, so that a line that is damaged in one of them comes from the other. A run that goes on
 * first reads the last ensemble and all ensembles, means and spreads that are kept; where one is missing or changed, or
 * records are lost in both journals, it says so and changes nothing. As long as no cycle is done, another configuration
 * may begin there.
 *
 * <p>NetCDF: {@code {in}} has the template's dimensions, attributes and variables; the state's variables are double,
 * which loses no bit, and the time coordinate holds {@code {start}} (so {@code time.start} is a date where the template
 * counts hours since one). {@code {out}} needs the state's variables of the same shape, masked at the same points; if
 * they have a time that counts from a date, that of {@code {end}} is taken, which must be there. Means and spreads are
 * NetCDF then, and the members of the last ensemble are written to {@code analysis/}; {@code ensembles/} stays {@code
 * .npy}: members, then variables and points, or one row of elements where points are masked or variables have grids of
 * their own.
 *
 * <p>Beside the journals the directory holds {@code ensembles/}, {@code mean/}, {@code spread/}, {@code
 * diagnostics.csv}, at the end {@code report.json}, {@code cycle.png} and {@code run.json} (time, machine, what ran on
 * a device). A cycle is done when its record is on the disk. The same command resumes a run that was stopped, killed or
 * cut off, and everything but {@code run.json} and {@code logs/} then has the bytes of an uninterrupted run, for any
 * number of threads, vector width and backend. Once a cycle is done, a configuration that would change the results is
 * refused, and so is always a journal of another version's format.
 *
 * <p>Exit codes: 0 all cycles are done; 2 bad input; 1 the run failed: a forecast, an analysis, or the disk; 130 or 143
 * after SIGINT or SIGTERM.
 */
@Command(name = "isobit cycle", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Runs forecast and analysis in turn, with a built-in model or an external command.",
        "The same command resumes a run that was stopped or killed, with the same final bytes."},
    footer = {"", "Begin with an example:", "  isobit cycle --example example",
        "  isobit cycle example/config.yaml", "  isobit cycle example/external.yaml"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all cycles are done", "1:a forecast, an analysis or the disk failed", "2:bad input",
        "130, 143:stopped by SIGINT, SIGTERM"})
public final class CycleCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG.yaml", description = "What to run, and how.")
  private Path config;

  @Option(names = "--out", paramLabel = "DIR",
      description = "The run's directory (default: output.directory of the configuration, else 'cycle' beside it).")
  private Path out;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Replaces a value of the configuration, for example cycles=200; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--processes", paramLabel = "N",
      description = "Members of an external model that run at once (default: forecast.processes, else one a "
          + "processor).")
  private Integer processes;

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Option(names = "--help-config", description = "Prints all keys of CONFIG.yaml, and ends.")
  private boolean helpConfig;

  @Option(names = "--example", paramLabel = "DIR",
      description = "Writes small examples (observations, truth, configurations, an external model) instead.")
  private Path example;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills it. */
  public CycleCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new CycleCommand(), arguments));
  }

  /**
   * What a configuration can say.
   *
   * @return its keys
   */
  public static Keys keys() {
    return CyclePlan.KEYS;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PrintWriter stderr = spec.commandLine().getErr();
    plugins.load();
    if (helpConfig) {
      stdout.print(KeysPage.of(CyclePlan.KEYS));
      stdout.flush();
      return Cli.OK;
    }
    if (processes != null && processes < 1) {
      throw new ParameterException(spec.commandLine(), "--processes must be positive, but is " + processes);
    }
    if (example != null) {
      CycleExample.write(example);
      stdout.println("Wrote " + example.resolve("config.yaml") + " and external.yaml. Run them:");
      stdout.println("  " + spec.qualifiedName() + " " + example.resolve("config.yaml"));
      stdout.println("  " + spec.qualifiedName() + " " + example.resolve("external.yaml"));
      return Cli.OK;
    }
    if (config == null) {
      throw new ParameterException(spec.commandLine(), "CONFIG.yaml is missing");
    }
    DeviceUse devices = engine.devices();
    Settings settings = Settings.read(config, overrides);
    CyclePlan plan = CyclePlan.read(settings, config.toAbsolutePath().getParent(), out, processes);
    try {
      stdout.print(new CycleRun(plan, stderr, devices).run());
      stdout.flush();
      return Cli.OK;
    } catch (RunFailure e) {
      stderr.println(spec.qualifiedName() + ": " + e.getMessage());
      return Cli.FAILED;
    } catch (Stop.Stopped e) {
      return Cli.FAILED; // the JVM is ending already, with the signal's own code; the last word has been said
    }
  }
}
