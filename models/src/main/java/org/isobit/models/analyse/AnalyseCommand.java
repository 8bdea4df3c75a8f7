package org.isobit.models.analyse;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.plan.AnalysisPlan;
import org.isobit.models.analyse.internal.plan.Audit;
import org.isobit.models.analyse.internal.plan.AuditException;
import org.isobit.models.assimilation.spi.OperatorProvider;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import org.isobit.models.io.Settings;
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
 * <p>The configuration (file names are relative to its folder; every key that is not known is refused):
 *
 * <pre>
 * ensemble: ensemble.npy        # members x state, members x ny x nx or members x nz x ny x nx; f8, f4, i4 or i8
 *                               # or a section, for NetCDF-4 (HDF5) files and for a file a member:
 * ensemble:
 *   files: m_{member:03}.nc     # a file a member, .nc or .npy; {member:03}: at least three digits
 *   members: 20                 # 1 to 20; or {first: 0, last: 19}; or a list of names
 *   file: ensemble.nc           # instead of files and members: one file, with
 *   member-dimension: member    #   this dimension
 *   variables: [T, S]           # the fields of a state: NetCDF variables whose dimensions are those of members and
 *                               #   time, as far as there are any, then z, y, x, the last ones of these
 *   time: 2026-01-01T06:00:00Z  # which time, or its index from 0; not needed if there is one
 *   minimum: 15                 # members that cannot be read (or hold NaN, or mask other points) are left out and
 *                               #   named, as long as there are so many; all are needed if it is not given
 *   blown-up: 1e20              # a value of this magnitude or more counts as NaN does
 *   masks: equal                # NetCDF: all members mask the same points; or common: points that all have are
 *                               #   analysed, at others each member keeps what it has
 * grid:                         # NetCDF: the file's own CF coordinates if this section is not there, or has only
 *                               #   sphere-radius; else without it: points at 0, 1, 2, ... along each axis; x is the
 *                               #   last dimension
 *   geometry: cartesian         # or great-circle: x is the longitude, y the latitude, in degrees
 *   sphere-radius: 6371         # great-circle only; sets the unit of distances
 *   x: {origin: 0.0, spacing: 1.0, periodic: true}
 *   y: {origin: 0.0, spacing: 1.0, periodic: false}
 *   coordinates: points.npy     # instead of x and y: state x d coordinates of scattered points, and with them
 *   periods: [0, 0]             #   length of each periodic coordinate, 0 if it is not
 *   within: 10.0                #   how far from a point an observation may lie
 * observations:                 # a section, or a list of such sections
 *   file: observations.csv      # a header that names the columns; or .npy, count x (d + 2) in the same order
 *   coordinates: [x, y]         # names of the columns; with operator index: [index]
 *   value: value
 *   deviation: sd               # standard deviation of the error
 *   time: time                  # only with localization.time: the column of times, ISO 8601 (UTC without a zone), or
 *                               #   numbers in the unit of analysis-time; in .npy the last one; or
 *   time-units: hours since 2026-01-01 00:00:00 # numbers as CF counts them
 *   error-covariance: r.npy     # optional: R of all rows of the file, rows x rows, instead of the deviations
 *   type: ship                  # what reports and radii call them; the variable's name if it is not given
 *   variable: T                 # which field is observed, where there are several
 *   operator: nearest           # or bilinear (linear is the same), index (of the field's points, from 0), or the name
 *                               #   of one of your own ({@link OperatorProvider}), which also gets
 *   options: {key: value}
 *   vertical: nearest           # or linear: along z, where the grid has three dimensions; as the operator by itself
 *   outside: refuse             # or ignore: observations outside the grid, or that need a masked point
 *   duplicates: keep            # rows of one place: or refuse, first (is used), merge (mean weighted by 1/variance)
 *   gross-error: {factor: 5, deviation: total} # left out if |y - mean(H x)| > factor sqrt(spread^2 + error^2); with
 *                               #   deviation: observation, > factor times the error alone
 *   space: transformed          # of a transformed field: y is transformed, its error multiplied by the slope there; or
 *                               #   physical: y stays, and the operator sees the field before its transform
 * transforms:                   # of bounded fields, before the analysis; taken back after it
 *   T: {kind: log, lower: 0}    # log(x - lower)
 *   S: {kind: logit, lower: 0, upper: 40} # log((x - lower) / (upper - x)); or, with optional bounds,
 *   U: {kind: anamorphosis, lower: 0, upper: 1, knots: 101} # the forecast's own quantiles to normal ones
 * method:
 *   filter: letkf               # or lestkf, eakf, serial-ensrf, etkf, denkf, enkf
 *   inflation: {kind: posterior-anomalies, factor: 1.05}
 *   adaptive-inflation:         # instead of an inflation of the forecast; written to inflation.npy
 *     method: anderson-2009     # or miyoshi-2011
 *     initial: 1.0              # factor on the forecast variance, before the first cycle
 *     deviation: 0.6            # its standard deviation; miyoshi-2011: 0.04
 *     lowest-deviation: 0.6     # anderson-2009: where that stops shrinking
 *     damping: 1.0              # what is left of factor - 1 each cycle
 *     bounds: [1.0, 1e6]
 *   inflation-field: before.npy # optional: the inflation.npy of the cycle before
 *   localization:               # none for etkf, denkf, enkf
 *     taper: gaspari-cohn
 *     radius: 6.0
 *     convention: half-width
 *     dropped: 0.0              # weights up to this are dropped; as the convention has it, if not given
 *     most: 200                 # at most so many observations at a point, the closest
 *     vertical: {taper: gaspari-cohn, radius: 2.0, convention: half-width} # in grids with levels
 *     time: {taper: gaspari-cohn, radius: 3, convention: half-width, units: hours} # or seconds, minutes, days; no
 *                               #   units where times are numbers
 *     combination: product      # of these tapers; or distance: one taper of the joint distance
 *     types: [{type: radar, radius: 1.5, vertical-radius: 1.0}] # radii of their own
 *   rotation: false
 *   batch: 1                    # letkf, lestkf: points that share a transform
 *   precision: double           # letkf, lestkf: or float, 1.6 to 2 times as fast
 *   coarse-grid: {x: 4, y: 4}   # letkf, lestkf: analyse every fourth point only, interpolate weights between
 *   unobserved: keep-forecast   # letkf, lestkf, eakf: or inflate
 *   order: given                # serial-ensrf, eakf: or sorted-by-variance, shuffled
 * analysis-time: 2026-01-01T06:00:00Z # only with localization.time: of the state; a moment or a number. NetCDF: the
 *                               #   file's own if not given; another one is refused
 * seed: 1                       # of all random numbers
 * cycle: 0                      # number of the cycle, so that each draws numbers of its own
 * truth: truth.npy              # optional: a state to compare with
 * output:
 *   directory: analysis
 *   type: same                  # as the ensemble's file; or f8, f4
 *   members: separate           # a file a member, as usual where these come so, in folders where only these differ; or
 *                               #   together
 *   member-increments: true     # increments.npy or .nc, as large as the ensemble
 *   picture: true
 *   picture-layer: 0            # of three-dimensional fields
 * </pre>
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
 * observations.
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

  @Option(names = "--operators", paramLabel = "JAR", split = "[:;]",
      description = "Jars with observation operators of your own (OperatorProvider).")
  private List<Path> operators = new ArrayList<>();

  @Option(names = "--example", paramLabel = "DIR",
      description = "Writes a small example (ensemble, observations, configuration) instead.")
  private Path example;

  @Option(names = "--example-netcdf", paramLabel = "DIR",
      description = "Writes an example as forecasting systems have it instead: NetCDF files, two fields, land.")
  private Path netcdfExample;

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
    if (example != null || netcdfExample != null) {
      Path config = example != null ? example.resolve("config.yaml") : netcdfExample.resolve("config.yaml");
      if (example != null) {
        Example.write(example);
      } else {
        NetcdfExample.write(netcdfExample);
      }
      stdout.println("Wrote " + config + ". Run it:");
      stdout.println("  " + spec.qualifiedName() + " " + config);
    } else if (config == null) {
      throw new ParameterException(spec.commandLine(), "CONFIG.yaml is missing");
    } else {
      try {
        DeviceUse devices = engine.devices();
        stdout.print(new AnalysisRun(AnalysisPlan.read(Settings.read(config, overrides), out, draw(), loader()),
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

  private ClassLoader loader() throws IOException {
    if (operators.isEmpty()) {
      return getClass().getClassLoader();
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : operators) {
      if (!Files.exists(jar)) {
        throw new ParameterException(spec.commandLine(), "--operators: " + jar + ": no such file");
      }
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), getClass().getClassLoader());
  }
}
