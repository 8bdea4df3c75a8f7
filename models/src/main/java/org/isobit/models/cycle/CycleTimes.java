package org.isobit.models.cycle;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code time}: when cycles begin and end, as numbers (model time) or as dates in UTC. Cycle c, counted
 * from 1, runs from start + (c − 1)·interval to start + c·interval. Immutable, thread-safe.
 */
final class CycleTimes {

  /** The section's keys. */
  static final Keys KEYS = Keys.of(
      Key.of("start", Form.TEXT, "when the first cycle begins: a number, or a moment in UTC").or(Form.NUMBER)
          .usual(0.0),
      Key.of("interval", Form.TEXT, "of a cycle: a number, or a duration such as PT6H").or(Form.NUMBER)
      .usual("(1.0; dates need one)")
          .when("commands; models of the catalogue have their steps"),
      Key.of("format", Form.TEXT, "how {start} and {end} are written, in date letters such as yyyyMMddHH")
          .usual("yyyy-MM-dd'T'HH:mm:ss'Z'").when("dates"));

  private final double start;
  private final double interval;
  private final Instant date;
  private final Duration duration;
  private final DateTimeFormatter format;

  private CycleTimes(double start, double interval, Instant date, Duration duration, DateTimeFormatter format) {
    this.start = start;
    this.interval = interval;
    this.date = date;
    this.duration = duration;
    this.format = format;
  }

  /** Times of a built-in model, whose interval follows from its steps. */
  static CycleTimes ofModel(Settings settings, double step, int steps) {
    if (settings.has("interval")) {
      throw settings.error("interval", "follows from forecast.steps and forecast.integrator.step for a built-in model");
    }
    double interval = decimal(step).multiply(BigDecimal.valueOf(steps)).doubleValue();
    return new CycleTimes(settings.number("start", 0.0), interval, null, null, null);
  }

  /** Numbers or dates, as the section says. */
  static CycleTimes of(Settings settings) {
    String start = settings.string("start", "0.0");
    if (start.matches("[-+.0-9eE]+")) {
      return new CycleTimes(settings.number("start", 0.0), settings.positive("interval", 1.0), null, null, null);
    }
    Instant date;
    Duration duration;
    String interval = settings.string("interval");
    try {
      date = Instant.parse(start);
    } catch (DateTimeException e) {
      throw settings.error("start", "must be a number, or a date and time in UTC such as 2026-01-31T06:00:00Z, but is '"
          + start + "'");
    }
    try {
      duration = Duration.parse(interval);
    } catch (DateTimeException e) {
      throw settings.error("interval", "must be a duration such as PT6H or PT90M where start is a date, but is '"
          + interval + "'");
    }
    if (duration.isNegative() || duration.isZero()) {
      throw settings.error("interval", "must be positive, but is " + interval);
    }
    String pattern = settings.string("format", "yyyy-MM-dd'T'HH:mm:ss'Z'");
    try {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
      format.format(date);
      return new CycleTimes(0, 0, date, duration, format);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw settings.error("format", "must be a pattern of date letters such as yyyyMMddHH, but is '" + pattern + "': "
          + e.getMessage());
    }
  }

  /** When a cycle ends, 0 being the beginning of the first one, as placeholders and tables show it. */
  String text(int cycle) {
    return date == null ? Double.toString(number(cycle)) : format.format(date.plus(duration.multipliedBy(cycle)));
  }

  /** When a cycle ends, for pictures: the time itself, or hours since the start where times are dates. */
  double number(int cycle) {
    return date == null ? decimal(start).add(decimal(interval).multiply(BigDecimal.valueOf(cycle))).doubleValue()
        : duration.multipliedBy(cycle).toSeconds() / 3600.0;
  }

  /** When a cycle ends: a number or a moment. */
  AnalysisTime end(int cycle) {
    return date == null ? AnalysisTime.of(number(cycle)) : AnalysisTime.of(date.plus(duration.multipliedBy(cycle)));
  }

  /** The decimal that a number was written as: 19 intervals of 0.05 are 0.95. */
  private static BigDecimal decimal(double x) {
    return new BigDecimal(Double.toString(x));
  }

  /** The name of {@link #number}. */
  String label() {
    return date == null ? "time" : "hours since " + format.format(date);
  }
}
