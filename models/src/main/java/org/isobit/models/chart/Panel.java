package org.isobit.models.chart;

import java.util.List;

/**
 * One pair of axes with its curves.
 *
 * @param title  what stands above it
 * @param xLabel the abscissa's name
 * @param yLabel the ordinate's name
 * @param yLow   the lowest ordinate shown; NaN: as the curves need
 * @param yHigh  the highest ordinate shown; NaN: as the curves need
 * @param shaded abscissa up to which the background is grey, such as a burn-in; NaN for none
 * @param curves what is drawn, the first below the others
 */
public record Panel(String title, String xLabel, String yLabel, double yLow, double yHigh, double shaded,
                    List<Curve> curves) {

  private static final double LARGE = 1e100;

  /** Keeps its own copy of the list. */
  public Panel {
    curves = List.copyOf(curves);
  }

  double xLow() {
    double low = Double.POSITIVE_INFINITY;
    for (Curve curve : curves) {
      low = curve.x().length == 0 ? low : Math.min(low, curve.x()[0]);
    }
    return Double.isFinite(low) ? low : 0;
  }

  double xHigh() {
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      high = curve.x().length == 0 ? high : Math.max(high, curve.x()[curve.x().length - 1]);
    }
    return Double.isFinite(high) && high > xLow() ? high : xLow() + 1;
  }

  /** The lowest ordinate; what lies beyond any scale does not count. */
  double lowest() {
    double low = Double.POSITIVE_INFINITY;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        low = Math.abs(y) < LARGE && y < low ? y : low;
      }
    }
    return Double.isFinite(low) ? low : 0;
  }

  /** The highest ordinate; what lies beyond any scale does not count. */
  double highest() {
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        high = Math.abs(y) < LARGE && y > high ? y : high;
      }
    }
    return Double.isFinite(high) ? high : 1;
  }

  /** The ordinates with a gap wherever one is NaN, infinite or beyond any scale. */
  static double[] drawable(double[] y) {
    double[] drawable = y.clone();
    for (int i = 0; i < y.length; i++) {
      drawable[i] = Math.abs(y[i]) < LARGE ? y[i] : Double.NaN;
    }
    return drawable;
  }
}
