package org.isobit.bench.cold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.OutputDirectory;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * A problem for {@code isobit analyse}, made from random numbers: a NetCDF file of float for each member, observations
 * at random places in a CSV file, none of them in a disc, and a configuration. The same bytes everywhere.
 *
 * <p>Members and truth are independent {@link WhittleFields} of a length of {@value #LENGTH} grid spacings, about the
 * mean {@value #MEAN}. Places are uniform outside of the disc, whose radius is {@value #DISC} of the domain's side; the
 * truth there, bilinear between grid points, gets an error of deviation {@value #DEVIATION}. Immutable, thread-safe.
 *
 * @param name         what tables call it
 * @param side         points along each side, {@value #SPACING} km apart
 * @param around       points along each side of the periodic grid that fields are cut from
 * @param members      size of the ensemble
 * @param observations how many
 * @param radius       half-width c of Gaspari and Cohn's taper in km: observations nearer than 2c count
 * @param near         how many these are, the mean over points, rounded
 * @param seed         key of the random numbers
 */
record ColdCase(String name, int side, int around, int members, int observations, double radius, int near, long seed) {

  static final ColdCase SMALL = new ColdCase("small", 200, 256, 40, 1000, 65.5, 48, 2101);
  static final ColdCase LARGE = new ColdCase("large", 500, 640, 40, 6250, 90.85, 97, 2102);

  /** Over in a moment, to see that everything runs. */
  static final ColdCase TINY = new ColdCase("tiny", 24, 32, 8, 40, 20.0, 11, 2103);

  static final double SPACING = 5.0;
  static final double LENGTH = 10.0;
  static final double MEAN = 12.0;
  static final double DEVIATION = 0.5;
  static final double DISC = 0.15;

  /** Where the disc's centre is, in sides of the domain. */
  private static final double DISC_X = 0.6;
  private static final double DISC_Y = 0.4;

  /** Streams of random numbers, beyond those of the fields. */
  private static final long PLACES = 1L << 32;
  private static final long ERRORS = 2L << 32;

  /** Length of the domain's sides in km, from the first point to the last. */
  private double extent() {
    return SPACING * (side - 1);
  }

  /**
   * Writes {@code forecast/member_001.nc} and so on, {@code observations.csv} and {@code config.yaml}.
   *
   * @param target becomes a folder with these, whole or not at all
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if it holds other files
   */
  void write(Path target) throws IOException {
    WhittleFields fields = new WhittleFields(side, around, LENGTH, seed);
    try (OutputDirectory out = OutputDirectory.create(target)) {
      Files.createDirectory(out.path().resolve("forecast"));
      for (int first = 0; first <= members; first += 2) {
        double[][] pair = fields.pair(first / 2);
        for (int k = first; k < first + 2; k++) {
          if (k == 0) {
            Files.writeString(out.path().resolve("observations.csv"), observed(pair[0]), StandardCharsets.US_ASCII);
          } else if (k <= members) {
            member(out.path().resolve(String.format(Locale.ROOT, "forecast/member_%03d.nc", k)), pair[k - first]);
          }
        }
      }
      Files.writeString(out.path().resolve("config.yaml"), configuration(), StandardCharsets.US_ASCII);
      out.commit();
    }
  }

  private void member(Path file, double[] field) throws IOException {
    NetcdfDefinition definition = new NetcdfDefinition().attribute("Conventions", "CF-1.11")
        .attribute("source", "isobit bench cold").dimension("time", 1).dimension("y", side).dimension("x", side);
    definition.variable("time", NetcdfType.DOUBLE, Map.of("units", "hours since 2026-01-01 00:00:00"),
        List.of("time"));
    axis(definition, "y");
    axis(definition, "x");
    definition.variable("temperature", NetcdfType.FLOAT, Map.of("units", "degC"), List.of("time", "y", "x"));
    double[] coordinates = new double[side];
    double[] values = new double[field.length];
    for (int i = 0; i < side; i++) {
      coordinates[i] = SPACING * i;
    }
    for (int i = 0; i < field.length; i++) {
      values[i] = MEAN + field[i];
    }
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      out.write("time", new double[] {6.0}, 0, 1);
      out.write("y", coordinates, 0, side);
      out.write("x", coordinates, 0, side);
      out.write("temperature", values, 0, values.length);
    }
  }

  private static void axis(NetcdfDefinition definition, String name) {
    definition.variable(name, NetcdfType.DOUBLE, new TreeMap<>(Map.of("standard_name",
        "projection_" + name + "_coordinate", "units", "km")), List.of(name));
  }

  /** The file of observations of a truth. */
  String observed(double[] truth) {
    StringBuilder csv = new StringBuilder("# made by isobit bench cold\nx,y,value,sd\n");
    int made = 0;
    for (long draw = 0; made < observations; draw++) {
      double x = Philox.uniform(seed, PLACES, 2 * draw);
      double y = Philox.uniform(seed, PLACES, 2 * draw + 1);
      if ((x - DISC_X) * (x - DISC_X) + (y - DISC_Y) * (y - DISC_Y) < DISC * DISC) {
        continue;
      }
      double value = MEAN + bilinear(truth, x * (side - 1), y * (side - 1))
          + DEVIATION * Philox.gaussian(seed, ERRORS, made);
      csv.append(String.format(Locale.ROOT, "%.3f,%.3f,%.4f,%.2f\n", extent() * x, extent() * y, value, DEVIATION));
      made++;
    }
    return csv.toString();
  }

  /** A field at a place in grid spacings, inside of the grid. */
  private double bilinear(double[] field, double x, double y) {
    int i = (int) x;
    int j = (int) y;
    double u = x - i;
    double v = y - j;
    int at = j * side + i;
    return (1.0 - v) * ((1.0 - u) * field[at] + u * field[at + 1])
        + v * ((1.0 - u) * field[at + side] + u * field[at + side + 1]);
  }

  private String configuration() {
    return String.format(Locale.ROOT, """
        # The %s case of isobit bench cold, made by it.
        ensemble:
          files: forecast/member_{member:03}.nc
          members: %d
          variables: [temperature]
        observations:
          file: observations.csv
          coordinates: [x, y]
          operator: bilinear
        method:
          filter: letkf
          localization: {taper: gaspari-cohn, radius: %.2f, convention: half-width}
          inflation: {kind: posterior-anomalies, factor: 1.02}
        seed: 1
        output: {directory: analysis}
        """, name, members, radius);
  }
}
