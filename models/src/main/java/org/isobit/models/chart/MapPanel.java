package org.isobit.models.chart;

import java.util.List;

/**
 * A field on a map.
 *
 * @param title  what stands above it, bold
 * @param note   and behind that, where there are no marks
 * @param field  the values, NaN where there is none; for cells row by row, from the first y edge on
 * @param unit   of the values, above the bar of colours; empty if it is not known
 * @param places where they are
 * @param scale  their colours
 * @param marks  kinds of places that are marked; a legend with their names stands behind the title
 */
public record MapPanel(String title, String note, double[] field, String unit, Places places, ColorScale scale,
    List<Marked> marks) {

  /** Keeps its own copy of the list. */
  public MapPanel {
    marks = List.copyOf(marks);
  }

  /**
   * Places of one kind.
   *
   * @param name what the legend calls them
   * @param mark how they are drawn
   * @param x    where they are
   * @param y    as many
   */
  public record Marked(String name, Mark mark, double[] x, double[] y) {}

  /** Where values are. */
  public sealed interface Places {
    /**
     * The range of x.
     *
     * @return two values, ascending
     */
    double[] xRange();

    /**
     * The range of y.
     *
     * @return two values, ascending
     */
    double[] yRange();
  }

  /**
   * Cells between edges.
   *
   * @param x edges along x, ascending or descending, one more than columns
   * @param y edges along y, one more than rows
   */
  public record Cells(double[] x, double[] y) implements Places {
    @Override
    public double[] xRange() {
      return new double[] {Math.min(x[0], x[x.length - 1]), Math.max(x[0], x[x.length - 1])};
    }

    @Override
    public double[] yRange() {
      return new double[] {Math.min(y[0], y[y.length - 1]), Math.max(y[0], y[y.length - 1])};
    }
  }

  /**
   * Points.
   *
   * @param x of each value
   * @param y of each value
   */
  public record Points(double[] x, double[] y) implements Places {
    @Override
    public double[] xRange() {
      return range(x);
    }

    @Override
    public double[] yRange() {
      return range(y);
    }

    private static double[] range(double[] values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double v : values) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
      double margin = high > low ? 0.02 * (high - low) : 0.5;
      return new double[] {low - margin, high + margin};
    }
  }
}
