package org.isobit.models.dynamics.column;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.isobit.models.io.CsvTable;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * Weather as it was: light and depth of the mixed layer at some times, between which they are straight lines.
 * Immutable, thread-safe.
 */
public final class SeriesForcing implements Forcing {

  private static final String DAY = "day";
  private static final String SHORTWAVE = "shortwave";
  private static final String MIXED_LAYER = "mixed_layer";

  private final String name;
  private final double[] days;
  private final double[] shortwave;
  private final double[] mixedLayer;

  /**
   * A series.
   *
   * @param name       what messages call it
   * @param days       times in days, ascending, at least two
   * @param shortwave  light at each, in W m⁻²
   * @param mixedLayer depth of the mixed layer at each, in m
   * @throws IllegalArgumentException if lengths differ, times do not ascend, or a number is negative or not finite
   */
  public SeriesForcing(String name, double[] days, double[] shortwave, double[] mixedLayer) {
    this.name = name;
    this.days = days.clone();
    this.shortwave = shortwave.clone();
    this.mixedLayer = mixedLayer.clone();
    if (days.length < 2 || shortwave.length != days.length || mixedLayer.length != days.length) {
      throw new IllegalArgumentException(name + ": needs two times or more and a number of each kind for all, but has "
          + days.length + " times, " + shortwave.length + " of " + SHORTWAVE + ", " + mixedLayer.length + " of "
          + MIXED_LAYER);
    }
    for (int i = 0; i < days.length; i++) {
      require(i, DAY, days[i], Double.NEGATIVE_INFINITY);
      require(i, SHORTWAVE, shortwave[i], 0.0);
      require(i, MIXED_LAYER, mixedLayer[i], 0.0);
      if (i > 0 && !(days[i] > days[i - 1])) {
        throw new IllegalArgumentException(name + ": times must ascend, but number " + i + " is " + days[i] + " after "
            + days[i - 1]);
      }
    }
  }

  private void require(int i, String what, double value, double least) {
    if (!Double.isFinite(value) || value < least) {
      throw new IllegalArgumentException(name + ": " + what + " number " + i + " must be finite"
          + (least == 0.0 ? " and not negative" : "") + ", but is " + value);
    }
  }

  /**
   * Reads a series: of a CSV file the columns {@code day, shortwave, mixed_layer}, of a NetCDF file the variables
   * {@code time} (by CF's conventions; day 0 is the first of January of the first year), {@code shortwave} and
   * {@code mixed_layer}, each along one dimension.
   *
   * @param file the file
   * @return the series
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if something is missing or no such series
   */
  public static SeriesForcing read(Path file) throws IOException {
    if (!NetcdfFile.hasItsName(file)) {
      CsvTable table = CsvTable.read(file, List.of(DAY, SHORTWAVE, MIXED_LAYER));
      return new SeriesForcing(file.toString(), table.column(0), table.column(1), table.column(2));
    }
    try (NetcdfFile netcdf = NetcdfFile.open(file)) {
      return new SeriesForcing(file.toString(), days(netcdf), values(netcdf, SHORTWAVE), values(netcdf, MIXED_LAYER));
    }
  }

  private static double[] values(NetcdfFile file, String name) throws IOException {
    NetcdfVariable variable = file.variable(name);
    if (variable.shape().length != 1) {
      throw new IllegalArgumentException(file.path() + ": " + name + " must have one dimension, but has "
          + variable.shape().length);
    }
    return variable.read();
  }

  private static double[] days(NetcdfFile file) throws IOException {
    double[] times = values(file, "time");
    NetcdfVariable variable = file.variable("time");
    double[] days = new double[times.length];
    Instant begin = null;
    for (int i = 0; i < days.length; i++) {
      Instant moment = CfTime.instant(times[i], variable.text("units"), variable.text("calendar"));
      if (begin == null) {
        begin = LocalDate.of(moment.atZone(ZoneOffset.UTC).getYear(), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      days[i] = Duration.between(begin, moment).toMillis() / 86_400_000.0;
    }
    return days;
  }

  @Override
  public double shortwave(double day) {
    return at(day, shortwave);
  }

  @Override
  public double mixedLayer(double day) {
    return at(day, mixedLayer);
  }

  private double at(double day, double[] values) {
    int last = days.length - 1;
    if (!(day >= days[0] && day <= days[last])) {
      throw new IllegalArgumentException(name + ": is from day " + days[0] + " to " + days[last] + ", not at day "
          + day);
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (days[middle] <= day) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double share = (day - days[low]) / (days[high] - days[low]);
    return values[low] + share * (values[high] - values[low]);
  }

  @Override
  public String toString() {
    return "SeriesForcing[" + name + "]";
  }
}
