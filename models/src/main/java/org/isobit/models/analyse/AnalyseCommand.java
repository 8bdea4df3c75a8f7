package org.isobit.models.analyse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.Audit;
import org.isobit.models.analyse.internal.plan.AuditException;
import org.isobit.models.analyse.internal.run.AnalysisRun;
import org.isobit.models.analyse.internal.run.Example;
import org.isobit.models.analyse.internal.run.NetcdfExample;
import org.isobit.models.analyse.internal.run.SchemeExample;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.KeysPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code isobit analyse CONFIG.yaml}: one analysis of an ensemble and observations from files.
 *
 * <p>{@code --help-config} prints what the configuration can say ({@link AnalysisPlan#KEYS}). File names are relative
 * to its folder; every key that is not known is refused.
 *
 * <p>Masked points of NetCDF files ({@code _FillValue}, {@code missing_value}, {@code valid_range}) are no part of a
 * state, if masked in one field at least; they are masked in the results, and what another field has there stays as in
 * the forecast. So is, with {@code ensemble.masks: common}, what members have at points that others of them mask; the
 * report counts these points. Packed variables are unpacked and written as double, or as float with {@code output.type:
 * f4}.
 *
 * <p>Variables whose coordinates are at other places, as those of Arakawa's C grid, each keep their own points, for
 * localisation and operators; each element of the state is then analysed by itself. The spatial coordinates that a
 * variable's dimensions or its attribute {@code coordinates} name decide. Masks are then those of each grid; {@code
 * method.batch} and {@code coarse-grid} are for fields that share their points.
 *
 * <p>A state is that of one time, of a file with several times the one that {@code ensemble.time} chooses. Members may
 * be of different times (a climatology); the run tells it, and results of single members keep theirs. Observations
 * of other times are compared with it all the same; localisation in time lets them count the less the farther they are
 * from it, and without it their times are not looked at. A forecast at the observations' own times is a matter of an
 * operator of one's own.
 *
 * <p>Arithmetic is in double whatever the files hold; an f4 ensemble is widened exactly, and results are rounded to f4
 * once, when they are written ({@code output.type: f8} keeps them whole). Integer ensembles give f8. With
 * {@code method.precision: float} the filter rounds the states that it gets to float (an f4 ensemble without transforms
 * is as it was) and works in float, accurate to what {@link org.isobit.models.assimilation.FloatFilter} says;
 * observations, operators, statistics and results stay in double.
 *
 * <p>The output directory appears whole or not at all: {@code analysis.npy}, {@code mean.npy}, {@code spread.npy},
 * {@code increment.npy} (of the mean), {@code increments.npy} (of each member), {@code inflation.npy}
 * (with adaptive inflation: factors of the next cycle, then their deviations; always f8), {@code report.json} (the same
 * bytes for every thread count, vector width and backend, but for the seed of an audit and what it drew),
 * {@code run.json} (time, machine, what ran on a device), {@code rejected.csv} (observations left out, with the
 * reason), {@code analysis.png} (maps, or curves, with the fields' units and valid time) and {@code innovations.png} (a
 * histogram). NetCDF ensembles give {@code analysis.nc} and {@code increments.nc}, or folders of these names with a
 * file a member, and {@code statistics.nc} with means, spreads, increments of the mean and counts of local
 * observations. One deterministic forecast ({@code ensemble.forecast}) has no spread and no histogram.
 *
 * <p>One run at a time makes a directory; what a killed run left half-made is removed by the next one.
 *
 * <p>{@code --audit 1%} computes that share of the points again by the scalar reference in a process of its own and
 * compares bits; and that share of the observations' operators, from their places, by a simple search that shares no
 * code with them, up to rounding (operators of your own are applied twice). If one differs, nothing is written and the
 * exit code is 1. Each run draws others; {@code report.json} has the seed, {@code --audit-seed} repeats it.
 */
@Command(name = "isobit analyse", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Assimilates observations from a file into an ensemble from a file.",
    footer = {"", "Begin with an example:", "  isobit analyse --example example",
        "  isobit analyse example/config.yaml", "", "or with one as forecasting systems have it:",
        "  isobit analyse --example-netcdf example", "  isobit analyse example/config.yaml --audit 1%%"})
public final class AnalyseCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG.yaml", description = "What to analyse, and how.")
  private Path config;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Where the results go (default: output.directory of the configuration, else 'analysis' beside it).")
  private Path out;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Replaces a value of the configuration, for example method.inflation.factor=1.1; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Option(names = "--audit", paramLabel = "SHARE",
      description = "Computes this share of the points, for example 1%%, again by the scalar reference in a second "
          + "process, and compares bits; and this share of the observations' operators by a search of their own. A "
          + "difference ends the run with exit code 1.")
  private String audit;

  @Option(names = "--audit-seed", paramLabel = "N",
      description = "Draws what is computed again from this seed, which the report of an audit names (default: another "
          + "one each run).")
  private Long auditSeed;

  @Mixin
  private final PluginOptions plugins = new PluginOptions();

  @Option(names = "--help-config", description = "Prints all keys of CONFIG.yaml, and ends.")
  private boolean helpConfig;

  @Option(names = "--example", paramLabel = "DIR",
      description = "Writes a small example (ensemble, observations, configuration) instead.")
  private Path example;

  @Option(names = "--example-netcdf", paramLabel = "DIR",
      description = "Writes an example as forecasting systems have it instead: NetCDF files, two fields, land.")
  private Path netcdfExample;

  @Option(names = "--example-scheme", paramLabel = "DIR",
      description = "Writes an example of a trained scheme instead: one forecast of a water column, updated by a "
          + "network that is trained in a moment.")
  private Path schemeExample;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills it. */
  public AnalyseCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new AnalyseCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    plugins.load();
    if (helpConfig) {
      stdout.print(KeysPage.of(AnalysisPlan.KEYS));
    } else if (example != null || netcdfExample != null || schemeExample != null) {
      Path folder = example != null ? example : netcdfExample != null ? netcdfExample : schemeExample;
      Path config = folder.resolve("config.yaml");
      if (example != null) {
        Example.write(example);
      } else if (netcdfExample != null) {
        NetcdfExample.write(netcdfExample);
      } else {
        SchemeExample.write(schemeExample);
      }
      stdout.println("Wrote " + config + ". Run it:");
      stdout.println("  " + spec.qualifiedName() + " " + config);
    } else if (config == null) {
      throw new ParameterException(spec.commandLine(), "CONFIG.yaml is missing");
    } else {
      try {
        DeviceUse devices = engine.devices();
        stdout.print(new AnalysisRun(AnalysisPlan.read(Settings.read(config, overrides), out, draw()),
            spec.commandLine().getErr(), devices).run());
      } catch (AuditException e) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
        return Cli.FAILED;
      }
    }
    stdout.flush();
    return Cli.OK;
  }

  private Audit.Draw draw() {
    if (audit == null && auditSeed != null) {
      throw new ParameterException(spec.commandLine(), "--audit-seed needs --audit");
    }
    if (audit == null) {
      return null;
    }
    String number = audit.strip().replaceFirst("\\s*%$", "");
    try {
      double share = Double.parseDouble(number) / (number.equals(audit.strip()) ? 1 : 100);
      if (share > 0 && share <= 1) {
        return new Audit.Draw(share, auditSeed != null ? auditSeed : new SecureRandom().nextInt(Integer.MAX_VALUE));
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new ParameterException(spec.commandLine(),
        "--audit must be a share such as 1% or 0.01, at most 100%, but is '" + audit + "'");
  }
}
