package org.isobit.models.analyse.internal.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.CfTime;

/**
 * How times of observations are counted: from the time of the analysis on, in the unit of
 * {@code method.localization.time}. Immutable, thread-safe.
 *
 * @param section the section {@code method.localization.time}, for messages
 * @param unit    one of {@link #UNITS}, or null where times are numbers with a unit of their own
 */
public record ObservationTimes(Settings section, String unit) {

  /** Units of the radius in time. */
  public static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");

  private static final double[] SECONDS = {1, 60, 3600, 86400};

  /** What a column of times holds. */
  record Column(String name, String units, String calendar) {

    /** The same column with what its file says of it. */
    Column in(String ownUnits, String ownCalendar) {
      return new Column(name, ownUnits, ownCalendar);
    }
  }

  /** Reads the section, or null where localisation does not see time. */
  public static ObservationTimes read(Settings root) {
    Settings method = root.section("method");
    Settings localization = method.has("localization") ? method.section("localization") : null;
    if (localization == null || !localization.has("time")) {
      return null;
    }
    Settings time = localization.section("time");
    return new ObservationTimes(time, time.has("units") ? time.choice("units", UNITS.toArray(new String[0])) : null);
  }

  /** Reads a section's column; null where localisation does not see time, {@code times} then being null. */
  static Column column(Settings section, ObservationTimes times) {
    if (times == null) {
      for (String key : List.of("time", "time-units")) {
        if (section.has(key)) {
          throw section.error(key, "is for localisation in time, but method.localization has no section 'time'");
        }
      }
      return null;
    }
    String units = null;
    if (section.has("time-units")) {
      units = section.string("time-units");
      try {
        CfTime.instant(0, units, "");
      } catch (IllegalArgumentException e) {
        throw section.error("time-units", "must be such as 'hours since 2026-01-01 00:00:00', but is '" + units + "'");
      }
      if (times.unit == null) {
        throw section.error("time-units", "makes moments of numbers, so method.localization.time needs 'units': "
            + String.join(", ", UNITS));
      }
    }
    return new Column(section.string("time", "time"), units, "");
  }

  /**
   * Refuses a time of analysis of the other kind than the unit says.
   *
   * @param analysis the time, or null if there is none
   * @param named    how to give one, for the message
   */
  public void require(AnalysisTime analysis, String named) {
    if (analysis == null) {
      throw section.error("radius", "needs the time of the analysis: " + named);
    }
    if (unit != null && analysis.moment() == null) {
      throw section.error("units", "is for times that are moments, but that of the analysis is the number " + analysis
          + "; without 'units', all times and the radius have one unit");
    }
    if (unit == null && analysis.moment() != null) {
      throw section.error("units", "is missing: the analysis is for " + analysis + ", so the radius needs a unit: "
          + String.join(", ", UNITS));
    }
  }

  /** Moments are ISO 8601 in a CSV file; what numbers stand for, in one of numbers, needs units. */
  boolean asText(Column column) {
    return unit != null && column.units == null;
  }

  /** A text as a time from that of the analysis on. */
  double since(AnalysisTime analysis, String text) {
    return since(analysis.moment(), CfTime.moment(text));
  }

  /** A number of the column as a time from that of the analysis on; not finite if it is not. */
  double since(AnalysisTime analysis, Column column, double number) {
    return unit == null || !Double.isFinite(number) ? number - analysis.number()
        : since(analysis.moment(), CfTime.instant(number, column.units, column.calendar));
  }

  /** Numbers of the column as times from that of the analysis on, in place. */
  void count(AnalysisTime analysis, Column column, double[] numbers, ObservationTable.Places places) {
    for (int j = 0; j < numbers.length; j++) {
      double since = since(analysis, column, numbers[j]);
      if (!Double.isFinite(since)) {
        throw new IllegalArgumentException(places.of(j) + ": the time " + column.name + " is " + numbers[j]);
      }
      numbers[j] = since;
    }
  }

  private double since(Instant analysis, Instant moment) {
    Duration after = Duration.between(analysis, moment);
    return (after.getSeconds() + after.getNano() / 1e9) / SECONDS[UNITS.indexOf(unit)];
  }

  /** A time from that of the analysis on, for people. */
  public String text(double since) {
    return since + (unit == null ? "" : " " + unit);
  }
}
