package org.isobit.models.studies;

import java.util.Arrays;
import org.isobit.models.chart.Curve;
import org.isobit.models.scores.Bootstrap.Interval;

/** Curves that pictures of studies are made of. Thread-safe. */
public final class StudyCurves {

  private static final double[] NOTHING = {};

  private StudyCurves() {}

  /**
   * An entry of a legend.
   *
   * @param label what it says
   * @param color as RGB
   * @param style of the line beside it
   * @return a curve without points
   */
  public static Curve entry(String label, int color, Curve.Style style) {
    return new Curve(label, NOTHING, NOTHING, color, style);
  }

  /**
   * A thin line along the abscissa; what lies between its ends is in the frame.
   *
   * @param from  its left end
   * @param to    its right end
   * @param y     its height
   * @param color as RGB
   * @return the line
   */
  public static Curve level(double from, double to, double y, int color) {
    return new Curve(null, new double[] {from, to}, new double[] {y, y}, color, Curve.Style.LINE);
  }

  /**
   * The statistics of intervals, with gaps where they are above the frame.
   *
   * @param intervals the intervals
   * @param top       where the frame ends
   * @return a number an interval
   */
  public static double[] values(Interval[] intervals, double top) {
    return Arrays.stream(intervals).mapToDouble(i -> i.value() > top ? Double.NaN : i.value()).toArray();
  }

  /**
   * A vertical line from the lower to the upper end of each interval, as far as it is in the frame.
   *
   * @param x         where they stand
   * @param intervals as many
   * @param top       where the frame ends
   * @param color     as RGB
   * @return the lines, with gaps between them
   */
  public static Curve bars(double[] x, Interval[] intervals, double top, int color) {
    double[] places = new double[3 * x.length];
    double[] ends = new double[3 * x.length];
    Arrays.fill(ends, Double.NaN);
    for (int i = 0; i < x.length; i++) {
      Arrays.fill(places, 3 * i, 3 * i + 3, x[i]);
      if (!(intervals[i].low() > top)) {
        ends[3 * i] = intervals[i].low();
        ends[3 * i + 1] = intervals[i].high() > top ? top : intervals[i].high();
      }
    }
    return new Curve(null, places, ends, color, Curve.Style.BOLD);
  }
}
