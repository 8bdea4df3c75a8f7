package org.isobit.models.twin;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.models.dynamics.profile.ModelProfile;

/**
 * The axis of time of an experiment's pictures: in days, hours or minutes where the model's unit of time is known.
 *
 * @param cycle how long a cycle is, in the axis's unit
 * @param label what stands at the axis
 */
record TimeAxis(double cycle, String label) {

  private static final double DAY = 86_400.0;
  private static final double HOUR = 3_600.0;
  private static final double MINUTE = 60.0;

  /** A number, or none, and a unit, as UDUNITS writes them. */
  private static final Pattern UNIT = Pattern.compile("(\\d+(?:\\.\\d+)?)?\\s*([a-z]+)");

  private static final Map<String, Double> SECONDS = Map.ofEntries(Map.entry("s", 1.0), Map.entry("second", 1.0),
      Map.entry("min", MINUTE), Map.entry("minute", MINUTE), Map.entry("h", HOUR), Map.entry("hour", HOUR),
      Map.entry("d", DAY), Map.entry("day", DAY));

  /** Units that a picture is long enough for if it has three of them. */
  private static final double FEW = 3.0;

  /** The axis of a picture that shows so many cycles. */
  static TimeAxis of(Experiment e, int cycles) {
    ModelProfile profile = e.model().provider().profile(e.model().values());
    double own = profile == null || Double.isNaN(profile.run().step()) ? 1.0 : profile.run().step();
    double cycle = (e.integrator() == null ? own : e.step()) * e.observations().interval();
    double unit = profile == null ? Double.NaN : seconds(profile.timeUnit());
    if (Double.isNaN(unit)) {
      return new TimeAxis(cycle, "model time");
    }
    double span = cycle * unit * cycles;
    return span >= FEW * DAY ? new TimeAxis(cycle * (unit / DAY), "time (days)")
        : span >= FEW * HOUR ? new TimeAxis(cycle * (unit / HOUR), "time (hours)")
        : new TimeAxis(cycle * (unit / MINUTE), "time (minutes)");
  }

  /** The seconds of a unit; NaN if it is none of time. */
  private static double seconds(String unit) {
    Matcher matcher = UNIT.matcher(unit);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    String name = matcher.group(2);
    Double one = SECONDS.get(name.length() > 1 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name);
    return one == null ? Double.NaN : one * (matcher.group(1) == null ? 1.0 : Double.parseDouble(matcher.group(1)));
  }

  /** The time of an analysis, by its cycle from 0; halves lie between two. */
  double at(double k) {
    return (k + 1.0) * cycle;
  }
}
