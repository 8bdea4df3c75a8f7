package org.isobit.models.netcdf;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as CF (1.11, section 4.4) counts them: {@code hours since 2026-01-01 00:00:00}, in the calendar of the world:
 * standard or Gregorian, which is the Julian one before 1582-10-15, or proleptic Gregorian. Thread-safe.
 */
public final class CfTime {

  private static final Pattern UNITS = Pattern.compile("(\\w+)\\s+since\\s+(\\d{1,4}-\\d{1,2}-\\d{1,2})(?:[T\\s]+"
      + "(\\d{1,2}:\\d{1,2}(?::\\d{1,2}(?:\\.\\d*)?)?))?\\s*(Z|UTC|[+-]\\d{1,2}(?::?\\d{2})?)?\\s*");

  private static final Map<String, Double> SECONDS = Map.ofEntries(Map.entry("second", 1.0), Map.entry("sec", 1.0),
      Map.entry("s", 1.0), Map.entry("minute", 60.0), Map.entry("min", 60.0), Map.entry("hour", 3600.0),
      Map.entry("hr", 3600.0), Map.entry("h", 3600.0), Map.entry("day", 86400.0), Map.entry("d", 86400.0),
      Map.entry("millisecond", 1e-3), Map.entry("msec", 1e-3));

  /** Seconds, 30 million years: milliseconds between two such moments are a long. */
  private static final double FARTHEST = 1e15;

  private CfTime() {}

  /** Seconds of a unit, or null if it is none. */
  private static Double seconds(Matcher matcher) {
    if (!matcher.matches()) {
      return null;
    }
    String unit = matcher.group(1).toLowerCase(Locale.ROOT);
    return SECONDS.getOrDefault(unit, SECONDS.get(unit.replaceFirst("s$", "")));
  }

  /**
   * A count as a moment, to the nearest millisecond.
   *
   * @param value    how many
   * @param units    of what since when
   * @param calendar the attribute {@code calendar}, or ""
   * @return the moment
   * @throws IllegalArgumentException if units or calendar are not understood, or the moment is 30 million years away
   */
  public static Instant instant(double value, String units, String calendar) {
    if (!calendar.toLowerCase(Locale.ROOT).matches("|standard|gregorian|proleptic_gregorian")) {
      throw new IllegalArgumentException("the calendar '" + calendar + "' is not that of the world");
    }
    Matcher matcher = UNITS.matcher(units.strip());
    Double seconds = seconds(matcher);
    if (seconds == null || !(Math.abs(value * seconds) <= FARTHEST)) {
      throw new IllegalArgumentException("the time " + value + " '" + units + "' is not understood");
    }
    try {
      String[] date = matcher.group(2).split("-");
      LocalDateTime begin = day(Integer.parseInt(date[0]), Integer.parseInt(date[1]), Integer.parseInt(date[2]),
          calendar.equalsIgnoreCase("proleptic_gregorian")).atTime(clock(matcher.group(3)));
      return begin.toInstant(offset(matcher.group(4))).plusMillis(Math.round(value * seconds * 1000));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the time '" + units + "' is not understood: " + e.getMessage(), e);
    }
  }

  /**
   * A moment as a count: the inverse of {@link #instant}.
   *
   * @param moment   the moment
   * @param units    of what since when
   * @param calendar the attribute {@code calendar}, or ""
   * @return how many
   * @throws IllegalArgumentException if units or calendar are not understood
   */
  public static double count(Instant moment, String units, String calendar) {
    Duration since = Duration.between(instant(0, units, calendar), moment);
    return (since.getSeconds() + since.getNano() / 1e9) / seconds(UNITS.matcher(units.strip()));
  }

  private static LocalDate day(int year, int month, int day, boolean proleptic) {
    if (proleptic) {
      return LocalDate.of(year, month, day);
    }
    GregorianCalendar mixed = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
    mixed.setLenient(false);
    mixed.clear();
    mixed.set(year, month - 1, day);
    try {
      return LocalDate.ofEpochDay(Math.floorDiv(mixed.getTimeInMillis(), 86_400_000L));
    } catch (IllegalArgumentException e) {
      throw new DateTimeException("the standard calendar has no such day", e);
    }
  }

  private static LocalTime clock(String text) {
    if (text == null) {
      return LocalTime.MIDNIGHT;
    }
    String[] parts = text.split("[:.]");
    return LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
        parts.length > 2 ? Integer.parseInt(parts[2]) : 0,
        parts.length > 3 ? (int) (Double.parseDouble("0." + parts[3]) * 1e9) : 0);
  }

  private static ZoneOffset offset(String text) {
    if (text == null || text.equals("Z") || text.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    String digits = text.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int sign = text.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  /**
   * Which time of a file is meant.
   *
   * @param file      the file
   * @param dimension its time dimension
   * @param count     how many times it has
   * @param wanted    an index from 0, a moment such as {@code 2026-01-01T06:00:00Z}, or null for the only one
   * @return its index
   * @throws IllegalArgumentException if it is not there, with those that are
   */
  public static int index(NetcdfFile file, String dimension, int count, String wanted) {
    if (wanted == null) {
      if (count == 1) {
        return 0;
      }
      throw new IllegalArgumentException(file.path() + ": has " + count + " times" + times(file, dimension)
          + "; 'time' must choose one, by its index from 0 or as 2026-01-01T06:00:00Z");
    }
    if (wanted.matches("\\d{1,18}")) {
      long index = Long.parseLong(wanted);
      if (index < count) {
        return (int) index;
      }
    } else {
      Instant moment;
      try {
        moment = moment(wanted);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("time: '" + wanted + "' is neither an index nor a moment such as "
            + "2026-01-01T06:00:00Z", e);
      }
      List<Instant> all = all(file, dimension);
      if (all.contains(moment)) {
        return all.indexOf(moment);
      }
    }
    throw new IllegalArgumentException(file.path() + ": has no time " + wanted + " among its " + count
        + times(file, dimension));
  }

  /**
   * A moment as ISO 8601 writes it: {@code 2026-01-01T06:00:00Z}, also with a blank for the T, with an offset such as
   * {@code +02:00}, with parts of seconds or without seconds; UTC if it names no zone.
   *
   * @param text the text
   * @return the moment
   * @throws IllegalArgumentException if it is none
   */
  public static Instant moment(String text) {
    try {
      return text.matches(".*(Z|[+-]\\d{2}:\\d{2})") ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()
          : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no moment such as 2026-01-01T06:00:00Z", e);
    }
  }

  private static List<Instant> all(NetcdfFile file, String dimension) {
    NetcdfVariable v = file.variable(dimension);
    List<Instant> all = new ArrayList<>();
    double[] values = v.read();
    try {
      for (double value : values) {
        all.add(instant(value, v.text("units"), v.text("calendar")));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.path() + ": variable '" + dimension + "': " + e.getMessage(), e);
    }
    return all;
  }

  private static String times(NetcdfFile file, String dimension) {
    try {
      List<Instant> all = all(file, dimension);
      return all.size() == 1 ? " (" + all.get(0) + ")" : " (" + all.get(0) + " to " + all.get(all.size() - 1) + ")";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * A time of a file as text, for reports.
   *
   * @param file      the file
   * @param dimension its time dimension, or ""
   * @param index     which time
   * @return ISO 8601, or "" if the file does not say
   * @throws IllegalArgumentException if the file is damaged there
   */
  public static String validTime(NetcdfFile file, String dimension, int index) {
    if (!file.has(dimension)) {
      return "";
    }
    NetcdfVariable v = file.variable(dimension);
    double[] values = v.isNumeric() ? v.read() : new double[0];
    try {
      return index < values.length ? instant(values[index], v.text("units"), v.text("calendar")).toString() : "";
    } catch (IllegalArgumentException e) {
      return ""; // of units that are no time's, or missing
    }
  }
}
