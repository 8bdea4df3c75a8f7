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

  double lowest() {
    double low = Double.POSITIVE_INFINITY;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        low = Double.isFinite(y) && y < low ? y : low;
      }
    }
    return Double.isFinite(low) ? low : 0;
  }

  double highest() {
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      for (double y : curve.y()) {
        high = Double.isFinite(y) && y > high ? y : high;
      }
    }
    return Double.isFinite(high) ? high : 1;
  }
}
