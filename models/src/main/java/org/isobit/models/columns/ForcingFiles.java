package org.isobit.models.columns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.isobit.models.dynamics.column.SeriesForcing;
import org.isobit.models.io.CsvTable;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/** Weather from files. */
public final class ForcingFiles {

  private static final String DAY = "day";
  private static final String SHORTWAVE = "shortwave";
  private static final String MIXED_LAYER = "mixed_layer";

  private ForcingFiles() {}

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
      Instant moment = moment(variable, times[i], file.path() + ": time number " + i);
      if (begin == null) {
        begin = LocalDate.of(moment.atZone(ZoneOffset.UTC).getYear(), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      days[i] = Duration.between(begin, moment).toMillis() / 86_400_000.0;
    }
    return days;
  }

  private static Instant moment(NetcdfVariable variable, double time, String place) {
    try {
      return CfTime.instant(time, variable.text("units"), variable.text("calendar"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }
}
